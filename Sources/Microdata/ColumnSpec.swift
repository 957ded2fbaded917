/// How a file of comma-separated values is written.
public struct CSVFormat: Sendable, Hashable {
  /// One ASCII byte; never guessed.
  public var delimiter: UInt8
  public var encoding: TextEncoding
  /// Fields that mean missing besides the empty one; for text compared as they stand, for numbers trimmed.
  public var missingCodes: [String]

  public init(
    delimiter: UInt8 = UInt8(ascii: ","), encoding: TextEncoding = .utf8, missingCodes: [String] = []
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.missingCodes = missingCodes
  }
}

/// A column to be read, and what its fields are taken for.
public struct ColumnSpec: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A number; `thousands` is the separator of groups of three digits, if the column has one.
    case number(thousands: UInt8?)
    /// Text, each distinct value a level.
    case factor
    /// A number used as a level: `0413` and `413.0` are both the level `413`.
    case numericFactor(thousands: UInt8?)
  }
  public let name: String
  public let kind: Kind

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
