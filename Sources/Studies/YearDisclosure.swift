import DisclosureControl
import Estimation
import LinkedTables
import Reporting

/// Which amounts of a year would tell of single firms, and which others have to go with them.
struct YearDisclosure {
  private let cells: AmountCells
  private let hidden: Set<TableRequest>
  let findings: [Finding]

  /// - Throws: ``StudyError``.
  init(
    _ study: Study, _ cells: AmountCells, _ source: YearAnswers, _ rules: SensitivityRules, threads: Int
  ) throws(StudyError) {
    self.cells = cells
    do {
      let sample = try YearContributions(study, source, cells.amounts, threads: threads)
      let amounts = ConfidentialAmounts(cells, sample)
      let sensitivities = amounts.contributions.map {
        CellSensitivity(amounts: $0, weights: sample.weights, by: rules)
      }
      let tables = try Self.tables(amounts, sensitivities)
      let pattern = try SuppressionPattern(protecting: tables)
      let withheld = Set(pattern.secondary + tables.primaries.map(\.cell))
      hidden = Set(amounts.cellOfAmount.filter { withheld.contains($0.value) }.keys)
      findings = Self.findings(tables, sensitivities, pattern)
    } catch { throw StudyError(error) }
  }

  static func need(_ study: Study, _ cells: AmountCells) -> AnswerNeed { YearContributions.need(study, cells.amounts) }

  /// Whether the number tells an amount that is withheld.
  func hides(_ place: CellPlace) -> Bool { cells[place].map(hidden.contains) ?? false }

  private static func tables(
    _ amounts: ConfidentialAmounts, _ sensitivities: [CellSensitivity]
  ) throws(DisclosureError) -> ConfidentialTables {
    let primaries = sensitivities.indices.filter { sensitivities[$0].isSensitive }.map { cell in
      ConfidentialTables.Primary(
        cell: cell, lower: sensitivities[cell].protection, upper: sensitivities[cell].protection,
        soleContributor: sensitivities[cell].soleContributor)
    }
    return try ConfidentialTables(
      relations: CellRelations(cellCount: amounts.contributions.count, relations: amounts.relations),
      values: amounts.values, primaries: primaries, unshown: amounts.unshown)
  }

  // MARK: Findings

  /// Numbers only: which of the withheld cells are sensitive themselves is not for the reader to know.
  private static func findings(
    _ tables: ConfidentialTables, _ sensitivities: [CellSensitivity], _ pattern: SuppressionPattern
  ) -> [Finding] {
    let byRule = CellSensitivity.Rule.allCases.compactMap { rule -> Finding? in
      let count = sensitivities.count { $0.broken.contains(rule) }
      guard count > 0 else { return nil }
      return Finding(
        kind: "confidential_amounts", subject: rule.rawValue,
        zh: "按该规则，\(sensitivities.count) 个金额中有 \(count) 个须保密",
        en: "\(count) of \(sensitivities.count) amounts are confidential by this rule")
    }
    let check = Finding(
      kind: "confidential_amounts", subject: "attacker_check",
      zh:
        "\(sensitivities.count) 个金额（\(tables.relations.relations.count) 个合计关系）中，\(tables.primaries.count) 个须保密，另有 "
        + "\(pattern.secondary.count) 个为防止推算一并不予公布；由各表推算，任何一个都得不到比规则允许更精确的结果",
      en:
        "\(tables.primaries.count) confidential amounts and \(pattern.secondary.count) withheld to protect them, of "
        + "\(sensitivities.count) amounts in \(tables.relations.relations.count) sums; none can be computed more closely from the "
        + "tables than the rules allow")
    return byRule + [check]
  }
}
