/// The number in the text of a published report: `约为 692.08亿元`, `38 %`, `16.136`.
package struct PrintedNumber: Sendable, Hashable {
  /// Digits and point as printed, without separators.
  package let numeral: String
  /// The power of ten of the unit printed after the number; nil for a bare number.
  package let exponent: Int?

  /// Longer words first, since 亿元 ends 万亿元.
  private static let units: KeyValuePairs = [
    "万亿元": 12, "亿元": 8, "万元": 4, "元": 0, "%": -2, "％": -2, "个百分点": -2,
  ]

  /// nil where the text holds no number or several, as a range does.
  package init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    let runs = scalars.indices.split { !Self.isNumeral(scalars[$0]) }.filter { $0.contains { scalars[$0].isDigit } }
    guard runs.count == 1, let run = runs.first else { return nil }
    numeral = String(String.UnicodeScalarView(scalars[run.startIndex..<run.endIndex].filter { $0 != "," }))
    guard Double(numeral) != nil else { return nil }
    let rest = String(String.UnicodeScalarView(scalars[run.endIndex...].drop { $0 == " " }))
    exponent = Self.units.first { rest.hasPrefix($0.key) }?.value
  }

  private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool { scalar.isDigit || scalar == "." || scalar == "," }

  package var decimals: Int {
    guard let point = numeral.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return numeral.utf8.distance(from: point, to: numeral.utf8.endIndex) - 1
  }

  /// The value in the base unit; a bare number is in `unit`.
  package func value(in unit: DisplayUnit) -> Double {
    Double("\(numeral)e\(exponent ?? unit.exponent)")!
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
