/// The labels of numbers that are used as levels.
enum NumberLevel {
  /// The shortest decimal of a number: `413`, not `413.0`.
  ///
  /// Beyond 2^53 neighboring whole numbers share a double; long identifiers keep the digits that stand in the file, so that
  /// two of them never become one.
  static func label(_ value: Double, _ field: UnsafeRawBufferPointer) -> String {
    if value.magnitude >= 0x1p53, let digits = wholeDigits(field) { return digits }
    if let whole = Int(exactly: value) { return String(whole) }
    return String(describing: value)
  }

  /// A number written as digits alone, without sign, point and leading zeros; nil for any other.
  private static func wholeDigits(_ field: UnsafeRawBufferPointer) -> String? {
    let field = NumberParser.trimmed(field)
    guard field.allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
    return String(decoding: field.drop { $0 == 0x30 }, as: UTF8.self)
  }
}
