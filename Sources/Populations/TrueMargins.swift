/// `population-margins.csv`: what a complete survey would have found, for measuring how far estimates are off.
extension Population.Year {
  public func trueMargins() -> [UInt8] {
    var text = SyntheticText(["year", "measure", "row_kind", "row", "value", "unit"])
    for margin in FirmClassification.detailed {
      for (key, sums) in Tally(firms, by: margin).rows {
        for row in sums.measures { text.add(["\(year)", row.measure, margin.kind, key[0], row.value, row.unit]) }
      }
    }
    add("direct_loss", "market", Classes.markets, firms.map(\.losses), &text)
    add("added_cost", "cost_kind", Classes.costKinds, firms.map(\.costs), &text)
    addCauses(&text)
    return text.bytes
  }

  private func add(
    _ measure: String, _ kind: String, _ codes: [String], _ amounts: [[Hundredths]], _ text: inout SyntheticText
  ) {
    let sums = codes.indices.map { code in amounts.reduce(0) { $0 + ($1.isEmpty ? 0 : $1[code]) } }
    let all = sums.reduce(0, +)
    for (code, sum) in zip(codes, sums) {
      text.add(["\(year)", measure, kind, code, decimal(sum), "CNY_1e4"])
      guard all > 0 else { continue }
      text.add(["\(year)", "share_of_\(measure)", kind, code, percent(sum, of: all), "percent_of_\(measure)"])
    }
  }

  private func addCauses(_ text: inout SyntheticText) {
    let affected = firms.count(where: \.affected)
    for (index, cause) in Classes.causes.enumerated() {
      let naming = firms.count { !$0.causes.isEmpty && $0.causes[index] }
      text.add(["\(year)", "naming_firms", "cause", cause, "\(naming)", "firms"])
      guard affected > 0 else { continue }
      text.add([
        "\(year)", "naming_share", "cause", cause, percent(naming, of: affected), "percent_of_affected_firms",
      ])
    }
  }
}

extension Tally.Sums {
  fileprivate var measures: [(measure: String, value: String, unit: String)] {
    [
      ("firms", "\(firms)", "firms"), ("affected_firms", "\(affected)", "firms"),
      ("affected_share", percent(affected, of: firms), "percent_of_firms"),
      ("frame_exports", decimal(frameExports), "CNY_1e4"), ("exports", decimal(exports), "CNY_1e4"),
      ("direct_loss", decimal(loss), "CNY_1e4"),
      ("direct_loss_rate", percent(loss, of: exports), "percent_of_exports"),
      ("added_cost", decimal(cost), "CNY_1e4"),
    ]
  }
}

extension Population {
  /// `reconciliation.csv`: every published cell, what the population has in its place, and why a cell is not met.
  public func reconciliationTable() -> [UInt8] {
    var text = SyntheticText(["table", "year", "level", "published", "reached", "status", "reason"])
    for cell in reconciliation {
      text.add([
        cell.table, "\(cell.year)", cell.level, shortest(cell.published), shortest(cell.reached), cell.status.rawValue,
        cell.reason,
      ])
    }
    return text.bytes
  }
}
