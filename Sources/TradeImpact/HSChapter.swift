/// A chapter of the Harmonized System, 01 to 99.
///
/// Chapter 77 is reserved for future use and holds no goods; 98 and 99 are for national use.
public struct HSChapter: Sendable, Hashable {
  public let number: Int

  /// - Returns: `nil` unless the text is one or two ASCII digits from `1` to `99`; `1` is `01`.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8
    guard 1...2 ~= digits.count, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    number = digits.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
    guard number > 0 else { return nil }
  }

  /// Two digits.
  public static func code(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
