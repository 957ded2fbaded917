import Estimation
import PanelChange
import Reporting
import TradeImpact

/// A study over its years: how its numbers move, with errors that know of the firms that two samples share.
public struct StudyChanges: Sendable {
  let panel: YearPanel
  fileprivate let tables: ChangeTables

  /// - Throws: ``StudyError``.
  public init(_ study: Study, threads: Int = 1) throws(StudyError) {
    do {
      panel = try YearPanel(study, threads: threads)
      tables = try ChangeTables(study, panel)
    } catch { throw StudyError(error) }
  }
}

/// The page of a study of several years: series, changes, and the tables over years.
public struct StudyOverview: Sendable {
  public let report: YearlyReport
  public let findings: [Finding]
  /// Files of published figures that it shows.
  public let inputs: [String]

  /// - Parameter years: The reports of the study's years, in their order.
  /// - Throws: ``StudyError``.
  public init(_ study: Study, _ years: [StudyReport], _ changes: StudyChanges) throws(StudyError) {
    do {
      var writer = TableWriter(study, years.map(\.source), panel: changes.panel)
      let own = try study.studyTables.map { try writer.table($0) }
      let tables = changes.tables
      let tails = years.flatMap { $0.source.intervals?.findings(of: study.studyTables) ?? [] }
      findings = tables.findings + writer.findings + tails
      inputs = writer.factFiles
      report = YearlyReport(
        title: study.title, subtitle: ChangeText.subtitle(study), summary: tables.summary,
        tables: ([try tables.series(years.map(\.source)), tables.changes, tables.sectors] + own)
          .map { study.release?.policy?.released($0) ?? $0 },
        methods: ChangeText.methods(study), findings: findings, names: study.names,
        provenance: study.provenance)
    } catch { throw StudyError(error) }
  }
}

/// Fills the tables over years.
private struct ChangeTables: Sendable {
  private let study: Study
  private let panel: YearPanel
  private let loss: YearSeries
  private let share: YearSeries
  /// Of a normal distribution.
  private let quantile: Double
  let changes: ReportTable
  let sectors: ReportTable

  init(_ study: Study, _ panel: YearPanel) throws {
    (self.study, self.panel) = (study, panel)
    (loss, share) = (try panel.series(.directLoss), try panel.series(.affectedShare))
    quantile = ChangeCell.quantile(level: study.level)
    changes = try Self.changes(study, panel, loss, share, quantile)
    sectors = try Self.sectors(study, panel, quantile)
  }

  // MARK: Tables

  /// - Parameter sources: By year; amounts have the intervals that they have in the tables of the year.
  func series(_ sources: [YearSource]) throws -> ReportTable {
    let (lossIndex, shareIndex) = (try loss.index(), try share.index())
    let rows = panel.years.map { ReportTable.Row(code: "\($0)", label: ChangeText.year($0)) }
    let cells = panel.years.indices.map { t in
      let intervals = sources[t].intervals
      return [
        ChangeCell.estimate(panel.estimate(.directLoss, t), intervals?[national: .directLoss]),
        ChangeCell.index(lossIndex[t]),
        ChangeCell.estimate(panel.estimate(.addedCost, t), intervals?[national: .addedCost]),
        ChangeCell.estimate(panel.estimate(.affectedShare, t)), ChangeCell.index(shareIndex[t]),
        ChangeCell.estimate(panel.estimate(.lossRate, t)),
      ]
    }
    return ReportTable(
      id: "series", title: ChangeText.seriesTitle(panel.years), rowLabel: ChangeText.yearHead,
      notes: [ChangeText.indexNote(panel.years[0])], isSynthetic: study.isSynthetic, confidenceLevel: study.level,
      rows: rows, columns: ChangeText.seriesColumns(base: panel.years[0]), cells: cells)
  }

  private static func changes(
    _ study: Study, _ panel: YearPanel, _ loss: YearSeries, _ share: YearSeries, _ quantile: Double
  ) throws -> ReportTable {
    let steps = panel.years.indices.dropLast()
    let cells = try steps.map { t -> [Cell] in
      let (parts, common) = (try panel.decomposition(from: t, to: t + 1), panel.commonFirms[t][t + 1])
      return [
        ChangeCell.change(loss.changes[t], quantile, n: common), ChangeCell.part(parts.exports, n: common),
        ChangeCell.part(parts.incidence, n: common), ChangeCell.part(parts.intensity, n: common),
        ChangeCell.pValue(loss.changes[t]), ChangeCell.change(share.changes[t], quantile, n: common),
        ChangeCell.pValue(share.changes[t]),
      ]
    }
    return ReportTable(
      id: "changes", title: ChangeText.changesTitle(panel.years), rowLabel: ChangeText.stepHead,
      notes: ChangeText.changeNotes, isSynthetic: study.isSynthetic, confidenceLevel: study.level,
      rows: steps.map { ChangeText.step(panel.years[$0], panel.years[$0 + 1]) }, columns: ChangeText.changeColumns,
      cells: cells)
  }

  private static func sectors(_ study: Study, _ panel: YearPanel, _ quantile: Double) throws -> ReportTable {
    let levels = study.levels("sector", nil).filter { $0.code != study.classifications.sector.unclassified?.code }
    let steps = panel.years.indices.dropLast()
    let cells = try levels.map { level -> [Cell] in
      guard panel.has(.sectorLoss(level.code)) else {
        return steps.map { _ in .absent(.undefined, method: "panel_difference") }
      }
      let series = try panel.series(.sectorLoss(level.code))
      return steps.map { t in ChangeCell.change(series.changes[t], quantile, n: panel.commonFirms[t][t + 1]) }
    }
    return ReportTable(
      id: "sector-changes", title: ChangeText.sectorsTitle(panel.years), rowLabel: ChangeText.sectorHead,
      isSynthetic: study.isSynthetic, confidenceLevel: study.level,
      rows: levels.map { ReportTable.Row(code: $0.code, label: $0.label) },
      columns: steps.map { ChangeText.sectorColumn(panel.years[$0], panel.years[$0 + 1]) }, cells: cells)
  }

  // MARK: Whether the series fall

  private var claims: [(subject: String, name: LocalizedText, series: YearSeries)] {
    [
      ("direct_loss", LocalizedText(zh: "直接损失", en: "direct loss"), loss),
      ("affected_share", LocalizedText(zh: "受影响企业占比", en: "affected share"), share),
    ]
  }

  var summary: [LocalizedText] {
    claims.map { ChangeText.fall($0.name, $0.series, level: study.level) }
  }

  var findings: [Finding] {
    claims.map { claim in
      let text = ChangeText.fall(claim.name, claim.series, level: study.level)
      let isSupported = claim.series.pValueOfFallingThroughout <= 1 - study.level
      return Finding(
        kind: isSupported ? "falling_supported" : "falling_not_supported", subject: claim.subject, zh: text.zh,
        en: text.en)
    }
  }
}
