import Estimation
import InfluentialUnits
import Reporting
import TradeImpact

/// The table, the list and the findings about firms that a year's amounts rest on.
struct InfluenceTable {
  private let study: Study
  private let year: Int
  private let influence: YearInfluence
  private let rule: Study.Influence

  init(_ study: Study, _ year: Int, _ influence: YearInfluence, _ rule: Study.Influence) {
    (self.study, self.year, self.influence, self.rule) = (study, year, influence, rule)
  }

  var table: ReportTable {
    ReportTable(
      id: "influence", title: InfluenceText.title(year), rowLabel: InfluenceText.sector,
      notes: InfluenceText.notes(winsorised: influence.winsorisedFirms), isSynthetic: study.isSynthetic,
      confidenceLevel: study.level, rows: influence.losses.map(row), columns: InfluenceText.columns,
      cells: influence.losses.map(cells))
  }

  private func row(_ loss: YearInfluence.LossRow) -> ReportTable.Row {
    guard let code = loss.sector else {
      return ReportTable.Row(code: TableDefinition.totalCode, label: InfluenceText.total, kind: .total)
    }
    return ReportTable.Row(code: code, label: study.classifications.sector[code]!.label)
  }

  private func cells(_ loss: YearInfluence.LossRow) -> [Cell] {
    let largest = loss.contributors.contributors
    return [
      Self.estimate(loss.expansion, "expansion"),
      Self.share(largest.first?.share),
      Self.share(largest.isEmpty ? nil : largest.prefix(5).reduce(0) { $0 + $1.share }),
      largest.first?.effectOfRemoval.map { Cell(value: $0, method: "removal") }
        ?? .absent(.undefined, method: "removal"),
      Self.estimate(loss.winsorised, "winsorised"), Self.change(loss.winsorised, loss.expansion, "winsorised"),
      Self.estimate(loss.minimax, "conditional_bias"), Self.change(loss.minimax, loss.expansion, "conditional_bias"),
    ]
  }

  private static func estimate(_ estimate: Estimate, _ method: String) -> Cell {
    guard let value = estimate.value else { return .absent(.undefined, method: method, n: estimate.sampleSize) }
    return Cell(
      value: value, standardError: estimate.standardError, coefficientOfVariation: estimate.coefficientOfVariation,
      lower: estimate.lower, upper: estimate.upper, n: estimate.sampleSize, method: method)
  }

  private static func change(_ adjusted: Estimate, _ expansion: Estimate, _ method: String) -> Cell {
    guard let a = adjusted.value, let b = expansion.value else { return .absent(.undefined, method: method) }
    return Cell(value: a - b, method: method)
  }

  private static func share(_ share: Double?) -> Cell {
    share.map { Cell(value: $0, method: "expansion") } ?? .absent(.undefined, method: "expansion")
  }

  // MARK: Every amount of the report

  /// One row a firm: the largest contributors to each amount of the tables.
  var list: String {
    let head = [
      "table", "row", "column", "rank", "firm_id", "amount", "weight", "share", "effect_of_removal",
      "effect_of_unit_weight", "dominant", "synthetic",
    ]
    let rows = influence.cells.flatMap { cell in
      cell.contributors.contributors.enumerated().map { rank, one -> [String] in
        [cell.cell.table, cell.cell.row.code, cell.cell.column, String(rank + 1), influence.firm(one.unit)]
          + [one.amount, one.weight, one.share, one.effectOfRemoval, one.effectOfUnitWeight].map(CSVText.number)
          + [one.share > rule.dominance ? "1" : "0", study.isSynthetic ? "1" : "0"]
      }
    }
    return CSVText.text([head] + rows)
  }

  /// Of the amounts of the year's own tables.
  var findings: [Finding] {
    let ids = Set(study.tables.map(\.id))
    let all = influence.cells.filter { ids.contains($0.cell.table) }.flatMap { cell in
      cell.contributors.dominant(above: rule.dominance).map { (table: cell.cell.table, finding: finding($0, of: cell)) }
    }
    return CellFindings.grouped(all) { table, count in
      let amounts = influence.cells.count { $0.cell.table == table }
      let percent = InfluenceText.percent(rule.dominance)
      return Finding(
        kind: "dominant_firm", subject: table,
        zh: "该表 \(amounts) 个金额中有 \(count) 个的 \(percent)% 以上来自单个企业，逐项见 influence.csv",
        en:
          "of the \(amounts) amounts of the table one firm makes more than \(percent) % of \(count); influence.csv lists them"
      )
    }
  }

  private func finding(_ one: CellContributors.Contributor, of cell: YearInfluence.CellRow) -> Finding {
    Finding(
      kind: "dominant_firm", subject: "\(cell.cell.table) \(cell.cell.row.code) \(cell.cell.column)",
      zh:
        "企业 \(influence.firm(one.unit)) 以自身的答卷和权数构成该估计值的 \(InfluenceText.percent(one.share))%；influence.csv 列出去掉该企业后的估计值",
      en:
        "firm \(influence.firm(one.unit)) makes \(InfluenceText.percent(one.share)) % of the estimate with its own answer and weight; "
        + "influence.csv lists what the estimate would be without it")
  }
}
