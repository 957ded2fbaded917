extension MicrodataError: CustomStringConvertible {
  /// One sentence: where, what, and the way out.
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (column.map { "column \($0): " } ?? "") + sentence
  }

  private var sentence: String {
    switch kind {
    case .unreadable(let reason):
      "the file cannot be read: \(reason); check the path"
    case .unusable(let problem, let remedy):
      "\(problem); \(remedy)"
    case .unusableDelimiter(let encoding):
      "\(shownValue) cannot separate fields of \(encoding.rawValue); declare another delimiter, or save the file as UTF-8"
    case .emptyFile:
      "the file is empty; it needs a header row"
    case .emptyColumnName(let position):
      "column \(position) of the header has no name; name it"
    case .duplicateColumnName:
      "the header names this column twice; rename one of them"
    case .missingColumn(let nearest, let columns):
      "the file has no such column" + (nearest.map { "; did you mean \($0)?" } ?? ";")
        + " It has \(columns.joined(separator: ", "))" + Self.delimiterHint(columns)
    case .wrongFieldCount(let expected, let found, let delimiter):
      "the record has \(found) fields where the header has \(expected)"
        + (delimiter.map(Self.delimiterHint) ?? "; quote fields that contain the delimiter, or complete the record")
    case .recordTooLong(let bytes):
      "the record is longer than \(bytes >> 20) MiB; close the quote that it opens, or check the line ends"
    case .unclosedQuote(let line):
      "the quote that opens on line \(line) is not closed before the end of the file; close it, or check that the file is "
        + "complete"
    case .strayQuote:
      "a quote stands inside an unquoted field \(shownValue); quote the whole field and double the quotes inside"
    case .textAfterQuote:
      "text follows a closing quote in \(shownValue); double quotes inside quoted fields"
    case .loneCarriageReturn:
      "a carriage return without line feed; save the file with LF or CRLF line ends"
    case .nulByte:
      "a NUL byte; the file is damaged or UTF-16: save it as UTF-8"
    case .emptyLine:
      "an empty line inside the file; remove it"
    case .invalidBytes(let declared, let likely):
      "bytes that are not \(declared.rawValue)" + (value.map { " (\($0))" } ?? "")
        + (likely.map { "; the file looks like \($0): " + Self.encodingRemedy($0) } ?? "; save the file as UTF-8")
    case .notANumber:
      "\(shownValue) is not a number; correct it, leave it empty if it is missing, or declare it among the missing codes "
        + "or with its thousands separator"
    case .numberOutOfRange:
      "\(shownValue) exceeds the range of numbers (1.8e308)"
    }
  }

  /// The value as one line of moderate length.
  private var shownValue: String {
    let text = value ?? ""
    let line = text.unicodeScalars.prefix(80).map { $0.value < 0x20 ? $0.escaped(asASCII: false) : String($0) }.joined()
    return "\"\(line)\(text.unicodeScalars.count > 80 ? "…" : "")\""
  }

  /// A header of one name that contains a separator was written with that separator.
  private static func delimiterHint(_ columns: [String]) -> String {
    guard columns.count == 1 else { return "" }
    let separators = Delimiter.others(than: 0)
    return separators.first { columns[0].utf8.contains($0.byte) }.map { delimiterHint($0.name) } ?? ""
  }

  private static func delimiterHint(_ name: String) -> String {
    "; the file seems to be separated by \(name): declare that delimiter"
  }

  private static func encodingRemedy(_ name: String) -> String {
    TextEncoding(rawValue: name) == nil ? "save it as UTF-8" : "declare that encoding"
  }
}
