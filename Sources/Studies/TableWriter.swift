import Estimation
import Reporting
import SkewedTotals
import TradeImpact

/// What tables take their numbers from: one year's estimates, and the intervals of its amounts.
struct YearSource: Sendable {
  let estimates: YearEstimates
  let intervals: YearIntervals?
}

/// Fills table definitions with estimates and published figures, of one year or of all years of a study.
struct TableWriter {
  private let study: Study
  private let sources: [YearSource]
  private let panel: YearPanel?
  private let release: YearRelease?
  private var facts: PublishedFacts?
  private(set) var findings: [Finding] = []

  /// - Parameters:
  ///   - sources: By year; one for the tables of a year.
  ///   - panel: What pooled columns are made from.
  ///   - release: Decides of every number of the year's own tables; nil: all is published as it is.
  init(_ study: Study, _ sources: [YearSource], panel: YearPanel? = nil, release: YearRelease? = nil) {
    (self.study, self.sources, self.panel, self.release) = (study, sources, panel, release)
    facts = study.published.map { PublishedFacts(folder: study.path(of: $0)) }
  }

  var factFiles: [String] { facts?.paths ?? [] }

  mutating func table(_ definition: TableDefinition) throws -> ReportTable {
    let rows = try rows(definition)
    let requests = Requests(
      ofSource: sources.map { asking(definition, $0.estimates.totals) }, pooled: asking(definition, nil))
    var (cells, footnotes) = ([String: Cell](), [Footnote]())
    for row in rows {
      for column in definition.columns {
        guard let cell = try cell(definition, column, row, requests, &footnotes) else { continue }
        cells[row.code + "\u{1}" + column.id] = cell
      }
    }
    return definition.table(
      year: ChangeText.span(sources.map(\.estimates.year.year)), rows: rows,
      isSynthetic: study.isSynthetic && definition.hasEstimates, confidenceLevel: study.level, footnotes: footnotes
    ) { row, column in cells[row.code + "\u{1}" + column.id]! }
  }

  private mutating func rows(_ definition: TableDefinition) throws -> [ReportTable.Row] {
    guard case .facts(let listed) = definition.rows else { return definition.reportRows(levels: study.levels) }
    return try facts?.rows(listed) ?? []
  }

  /// What a table's cells ask for, by year and for all years together.
  private struct Requests {
    let ofSource: [TableRequests]
    let pooled: TableRequests
  }

  private func asking(_ definition: TableDefinition, _ totals: ExportTotals?) -> TableRequests {
    TableRequests(definition: definition, totals: totals, level: study.level)
  }

  // MARK: Cells

  /// nil for columns that follow from others.
  private mutating func cell(
    _ definition: TableDefinition, _ column: ColumnDefinition, _ row: ReportTable.Row, _ requests: Requests,
    _ footnotes: inout [Footnote]
  ) throws -> Cell? {
    let place = sourcePlace(definition, column, row)
    switch column.content {
    case .difference: return nil
    case .published(let places):
      return try published(places, column, row, sources[place ?? sources.count - 1], &footnotes)
    case .estimate:
      let requests = place.map { requests.ofSource[$0] } ?? requests.pooled
      guard let estimate = study.estimate(definition, column, row), let wanted = requests.request(estimate, row: row)
      else { return .absent(.notAsked, method: column.method) }
      guard let place else { return panel?.pooled(wanted, level: study.level) ?? .absent(.notAsked, method: "pooled") }
      let (found, cell) = try estimated(wanted, estimate, column.method, sources[place], &footnotes)
      guard let release, definition.span == .year else { return cell }
      let released = release.released(
        cell, at: CellPlace(table: definition.id, row: row.code, column: column.id), measure: estimate.measure,
        degreesOfFreedom: found?.degreesOfFreedom)
      footnotes.addOnce([released.footnote].compactMap(\.self))
      return released.cell
    }
  }

  /// The source of the year that a cell is of; nil for pooled years.
  private func sourcePlace(_ definition: TableDefinition, _ column: ColumnDefinition, _ row: ReportTable.Row) -> Int? {
    guard column.period != .pooled else { return nil }
    guard let year = definition.year(of: column, row) else { return sources.count == 1 ? 0 : nil }
    return sources.firstIndex { $0.estimates.year.year == year }
  }

  private mutating func published(
    _ places: [PublishedPlace], _ column: ColumnDefinition, _ row: ReportTable.Row, _ source: YearSource,
    _ footnotes: inout [Footnote]
  ) throws -> Cell {
    let (unit, year) = (column.unit ?? row.unit ?? .count, String(source.estimates.year.year))
    guard let found = try facts?.cell(places, row: row, year: year, unit: unit) else {
      return .absent(.notPublished, method: "published")
    }
    footnotes.addOnce(found.footnotes)
    return found.cell
  }

  private mutating func estimated(
    _ wanted: TableRequest, _ definition: EstimateDefinition, _ method: String, _ source: YearSource,
    _ footnotes: inout [Footnote]
  ) throws -> (found: Estimate?, cell: Cell) {
    let (found, skewed) = (source.estimates.estimate(wanted), source.intervals?[wanted])
    let notes = skewed?.findings.isEmpty == false ? [StudyText.tailNotIdentified] : []
    footnotes.addOnce(notes)
    let whole = cell(found, skewed, notes.map(\.code), method)
    return (found, try definition.scaling == nil ? whole : scaled(whole, definition, source.estimates))
  }

  private func cell(_ found: Estimate?, _ skewed: SkewedInterval?, _ notes: [String], _ method: String) -> Cell {
    guard let found, let value = found.value else {
      return .absent(.undefined, method: method, n: found?.sampleSize ?? 0)
    }
    return Cell(
      value: value, standardError: found.standardError, coefficientOfVariation: found.coefficientOfVariation,
      lower: skewed?.lower ?? found.lower, upper: skewed.map(\.boundedUpper) ?? found.upper, n: found.sampleSize,
      method: method, footnotes: notes)
  }

  /// A region's amount as the part of its parent's that its known exports have.
  private mutating func scaled(
    _ parent: Cell, _ definition: EstimateDefinition, _ estimates: YearEstimates
  ) throws -> Cell {
    guard let scaling = study.scaling, let exports = scaling.exports(in: estimates.totals), let value = parent.value
    else { return .absent(parent.status == .ok ? .notAsked : parent.status, method: definition.scaling ?? "scaling") }
    let method = try ProportionalScaling(
      region: scaling.region, parent: scaling.parent, regionExports: exports.region,
      parentExports: exports.parent)
    let estimate = ParentEstimate(
      measure: definition.variable ?? "amount", value: value, standardError: parent.standardError)
    let result = method.scaled(estimate, ProportionalScaling.Method(rawValue: definition.scaling!) ?? .proportional)
    for finding in result.findings where !findings.contains(finding) { findings.append(finding) }
    return Cell(
      value: result.value, standardError: result.standardError,
      coefficientOfVariation: parent.coefficientOfVariation, lower: parent.lower.map { $0 * result.share },
      upper: parent.upper.map { $0 * result.share }, n: parent.n, method: result.method.rawValue,
      footnotes: parent.footnotes)
  }
}

extension [Footnote] {
  /// Those whose code is not there yet.
  fileprivate mutating func addOnce(_ notes: [Footnote]) {
    for note in notes where !contains(where: { $0.code == note.code }) { append(note) }
  }
}

extension TableDefinition {
  /// Published figures alone are not synthetic.
  fileprivate var hasEstimates: Bool {
    columns.contains { column in
      if case .estimate = column.content { true } else { false }
    }
  }
}

extension ColumnDefinition {
  /// The name of the method in the column `method` of CSV files.
  fileprivate var method: String {
    guard case .estimate(let estimate) = content else { return "published" }
    return estimate.scaling ?? (estimate.estimator ?? .expansion).rawValue
  }
}
