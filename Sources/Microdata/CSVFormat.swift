/// How a file of comma-separated values is written.
public struct CSVFormat: Sendable, Hashable {
  /// One ASCII byte; never guessed.
  public var delimiter: UInt8
  public var encoding: TextEncoding
  /// Fields that mean missing besides the empty one; for text compared as they stand, for numbers without blanks around.
  public var missingCodes: [String]

  public init(
    delimiter: UInt8 = UInt8(ascii: ","), encoding: TextEncoding = .utf8, missingCodes: [String] = []
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.missingCodes = missingCodes
  }

  /// Whether records can be found by looking for this delimiter.
  ///
  /// The second byte of a GB 18030 character may be a digit or 40-7E, `|` among them: such a delimiter would cut
  /// characters in half.
  var hasUsableDelimiter: Bool {
    switch (delimiter, encoding) {
    case (0x00, _), (0x0A, _), (0x0D, _), (0x22, _), (0x80..., _): false
    case (0x30...0x39, .gb18030), (0x40...0x7E, .gb18030): false
    default: true
    }
  }
}
