/// Why a file of microdata cannot be read, and where.
public struct MicrodataError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case unreadable(reason: String)
    case emptyFile
    case emptyColumnName(position: Int)
    case duplicateColumnName
    case missingColumn(nearest: String?, columns: [String])
    case wrongFieldCount(expected: Int, found: Int, otherDelimiter: String?)
    case unclosedQuote
    case strayQuote
    case textAfterQuote
    case loneCarriageReturn
    case nulByte
    case emptyLine
    case invalidBytes(declared: TextEncoding, likely: String?)
    case notANumber
    case numberOutOfRange
  }

  public let kind: Kind
  public let file: String
  /// The physical line on which the record starts; the header is line 1. nil where the file as a whole is meant.
  public let line: Int?
  /// The column's name.
  public let column: String?
  /// The offending text.
  public let value: String?

  public init(_ kind: Kind, file: String, line: Int? = nil, column: String? = nil, value: String? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.value = value
  }

  /// The kind in snake case, for machine-readable output.
  public var kindName: String {
    switch kind {
    case .unreadable: "unreadable_file"
    case .emptyFile: "empty_file"
    case .emptyColumnName: "empty_column_name"
    case .duplicateColumnName: "duplicate_column_name"
    case .missingColumn: "missing_column"
    case .wrongFieldCount: "wrong_field_count"
    case .unclosedQuote: "unclosed_quote"
    case .strayQuote: "stray_quote"
    case .textAfterQuote: "text_after_quote"
    case .loneCarriageReturn: "lone_carriage_return"
    case .nulByte: "nul_byte"
    case .emptyLine: "empty_line"
    case .invalidBytes: "invalid_bytes"
    case .notANumber: "not_a_number"
    case .numberOutOfRange: "number_out_of_range"
    }
  }
}

extension MicrodataError: CustomStringConvertible {
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (column.map { "column \($0): " } ?? "") + sentence
  }

  /// A header of one name that contains a separator was written with that separator.
  private static func delimiterHint(_ columns: [String]) -> String {
    guard columns.count == 1 else { return "" }
    for (name, separator) in [("semicolons", ";"), ("tabs", "\t"), ("commas", ",")] where columns[0].contains(separator)
    {
      return "; the file seems to be separated by \(name): declare that delimiter"
    }
    return ""
  }

  private var shownValue: String { "\"\(value ?? "")\"" }

  private var sentence: String {
    switch kind {
    case .unreadable(let reason):
      "the file cannot be read: \(reason); check the path"
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
        + (delimiter.map { "; the file seems to be separated by \($0): declare that delimiter" }
          ?? "; quote fields that contain the delimiter, or complete the record")
    case .unclosedQuote:
      "a quoted field is not closed before the end of the file; close the quote, or check that the file is complete"
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
      "bytes that are not \(declared.rawValue)"
        + (likely.map { "; the file looks like \($0): declare that encoding" } ?? "")
        + (likely == nil ? "; save the file as UTF-8" : "")
    case .notANumber:
      "\(shownValue) is not a number; correct it, leave it empty if it is missing, or declare it among the missing codes "
        + "or with its thousands separator"
    case .numberOutOfRange:
      "\(shownValue) exceeds the range of numbers (1.8e308)"
    }
  }
}
