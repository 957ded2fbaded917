import Reporting

/// A number as a publication prints it; its digits tell how far it was rounded.
public struct PrintedNumeral: Sendable, Hashable {
  /// Digits with at most one point, as printed: `15.40`, `24124`.
  public let text: String
  public let value: Double
  /// Digits after the point.
  public let decimals: Int
  /// Half a unit of the last printed digit.
  public let halfUnit: Double

  /// nil where the text is not a decimal number.
  public init?(_ text: String) {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let isDecimal = digits.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
    guard isDecimal, digits.contains(where: Self.isDigit), let value = Double(text) else { return nil }
    (self.text, self.value) = (text, value)
    decimals =
      digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    halfUnit = Double("5e-\(decimals + 1)")!
  }

  /// The number rounded to so many digits after the point.
  init(_ value: Double, decimals: Int) {
    let text = DecimalText(value).text(decimals: decimals, grouped: false).replacing("−", with: "-")
    self.init(text)!
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  /// The numbers that print as this one.
  public var interval: RoundingInterval { RoundingInterval(value - halfUnit, value + halfUnit) }
}
