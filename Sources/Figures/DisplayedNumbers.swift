import Reporting

/// Numbers in base units that a figure shows in one unit, with as many digits.
protocol DisplayedNumbers {
  var unit: DisplayUnit { get }
  var decimals: Int { get }
}

extension DisplayedNumbers {
  func shown(_ value: Double) -> DecimalText { DecimalText(value).moved(by: -unit.exponent) }
  func text(_ value: Double) -> String { shown(value).text(decimals: decimals) }
}
