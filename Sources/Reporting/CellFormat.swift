import TradeImpact

/// How the numbers of one cell become text.
struct CellFormat {
  let unit: DisplayUnit
  let decimals: Int
  /// With a plus sign above zero, for differences.
  let isSigned: Bool

  /// The estimate, the published number or the difference; a symbol where there is none.
  func main(_ cell: Cell, _ language: Language) -> String {
    guard cell.status == .ok else { return cell.symbol ?? Wording.symbol(cell.status) }
    if let words = cell.words { return words[language] }
    if let printed = cell.printed { return published(cell, printed, language) }
    // A space that does not break: a grade alone on its line would belong to no number.
    return number(cell.shown, cell.status) + (cell.symbol.map { "\u{A0}\($0)" } ?? "")
  }

  /// The printed digits where they are in the unit of the column, else the number in that unit; both where the number to
  /// use is another one.
  private func published(_ cell: Cell, _ printed: String, _ language: Language) -> String {
    guard let value = cell.value else { return printed }
    guard let found = PrintedNumber(printed) else { return number(value, .ok) }
    let isInUnit = (found.exponent ?? unit.exponent) == unit.exponent
    let digits = DecimalText(numeral: found.numeral).text(decimals: found.decimals)
    guard abs(found.value(in: unit) - value) <= 1e-9 * abs(value) else {
      return Wording.reading(isInUnit ? digits : printed, number(value, .ok), language)
    }
    return isInUnit ? digits : number(value, .ok)
  }

  func companion(_ companion: Companion, of cell: Cell) -> String {
    switch companion {
    case .standardError: return number(cell.standardError, cell.status)
    case .coefficientOfVariation: return percent(cell.coefficientOfVariation, cell.status)
    case .interval: return interval(cell)
    case .n: return cell.n.map { DecimalText(Double($0)).text(decimals: 0) } ?? Wording.symbol(cell.status)
    }
  }

  private func number(_ value: Double?, _ status: Cell.Status) -> String {
    guard let value else { return Wording.symbol(status) }
    return DecimalText(value).moved(by: -unit.exponent).text(decimals: decimals, signed: isSigned)
  }

  private func percent(_ value: Double?, _ status: Cell.Status) -> String {
    guard let value else { return Wording.symbol(status) }
    return DecimalText(value).moved(by: 2).text(decimals: 1)
  }

  private func interval(_ cell: Cell) -> String {
    guard let lower = cell.lower else { return Wording.symbol(cell.status) }
    // Nothing in the sample bounds it from above.
    guard let upper = cell.upper else { return "≥ \(number(lower, .ok))" }
    return "\(number(lower, .ok)) – \(number(upper, .ok))"
  }
}
