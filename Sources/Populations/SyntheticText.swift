/// Lines of comma-separated values that say in every row that they are synthetic.
///
/// A remark on top would break readers; a column stays with the rows wherever they are copied.
struct SyntheticText {
  private(set) var bytes: [UInt8] = []
  private let mark: String

  /// - Parameters:
  ///   - header: Names of the columns.
  ///   - markName: Name of the last column, which holds `mark` in every row.
  init(_ header: [String], markName: String = "synthetic", mark: String = "1") {
    self.mark = mark
    append(header + [markName])
  }

  mutating func add(_ fields: [String]) { append(fields + [mark]) }

  private mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ field: String) {
    guard field.utf8.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 { bytes.append(contentsOf: byte == 0x22 ? [0x22, 0x22] : [byte]) }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension SyntheticText {
  /// A comma, a quote, or the end of a line.
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D
  }
}

/// Two decimals; zero is `0`.
func decimal(_ amount: Hundredths) -> String {
  amount == 0 ? "0" : "\(amount / 100).\(amount % 100 < 10 ? "0" : "")\(amount % 100)"
}

/// The shortest text that reads back as the same number; whole numbers without a point.
func shortest(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}

/// A ratio in percent with six decimals, rounded half up in whole numbers.
func percent(_ part: Int, of whole: Int) -> String {
  precondition(part >= 0 && whole > 0)
  let (high, low) = UInt64(part).multipliedFullWidth(by: 200_000_000)
  let (product, carry) = low.addingReportingOverflow(UInt64(whole))
  let digits = (2 * UInt64(whole)).dividingFullWidth((high + (carry ? 1 : 0), product)).quotient
  let fraction = "\(digits % 1_000_000)"
  return "\(digits / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
}
