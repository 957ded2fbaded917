/// Why a file of microdata cannot be read, and where.
public struct MicrodataError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case unreadable(reason: String)
    /// The content is not what the file's name or the format says.
    case unusable(problem: String, remedy: String)
    case unusableDelimiter(TextEncoding)
    case emptyFile
    case emptyColumnName(position: Int)
    case duplicateColumnName
    case missingColumn(nearest: String?, columns: [String])
    case wrongFieldCount(expected: Int, found: Int, otherDelimiter: String?)
    case recordTooLong(bytes: Int)
    case unclosedQuote(openedOn: Int)
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
  /// The physical line on which the record starts, where the header is line 1; of a workbook the row, of a statistical file the
  /// case. nil where the file as a whole is meant.
  public let line: Int?
  /// The column's name.
  public let column: String?
  /// The offending text; of bytes that are none, their hexadecimal form.
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
    case .unusable: "unusable_file"
    case .unusableDelimiter: "unusable_delimiter"
    case .emptyFile: "empty_file"
    case .emptyColumnName: "empty_column_name"
    case .duplicateColumnName: "duplicate_column_name"
    case .missingColumn: "missing_column"
    case .wrongFieldCount: "wrong_field_count"
    case .recordTooLong: "record_too_long"
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
