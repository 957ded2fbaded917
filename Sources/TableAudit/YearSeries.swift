/// The numbers of one quantity by year, with the years that published changes imply.
struct YearSeries {
  struct Year {
    let year: Int
    let interval: RoundingInterval
    let text: String
    let cells: [Int]
  }

  let check: ConsistencyCheck
  let numerals: [PrintedNumeral?]
  /// Cells of the quantity, any year.
  let cells: [Int]

  func known(_ years: [Int]) -> [Year] { years.compactMap { printed($0) ?? derived($0) } }

  private func printed(_ year: Int) -> Year? {
    cells.first { check.tables.cells[$0].year == String(year) }.map { cell in
      Year(year: year, interval: check.interval(cell, numerals), text: numerals[cell]!.text, cells: [cell])
    }
  }

  /// The year before one that is printed together with its change.
  private func derived(_ year: Int) -> Year? {
    guard let next = printed(year + 1), let cell = next.cells.first else { return nil }
    for change in check.derivations where change.later == cell {
      let size = check.interval(change.change, numerals)
      let interval = change.direction == .fall ? next.interval + size : next.interval - size
      let scale = check.tables.cells[cell].unit.scale
      let text = FindingText.number(interval.middle / scale, decimals: numerals[cell]!.decimals)
      return Year(year: year, interval: interval, text: text, cells: [cell, change.change])
    }
    return nil
  }
}
