import Estimation
import Reporting
import SkewedTotals
import TradeImpact

/// The tables of one year of a study, their findings and what the page says about methods.
public struct StudyReport: Sendable {
  public let report: YearlyReport
  public let findings: [Finding]
  /// Lists beside the tables, by file name, in the order in which they are written: `intervals.csv`.
  public let lists: [(file: String, text: String)]
  /// Every file that went into it, as the study names it, the study file first.
  public let inputs: [String]
  /// Names of the methods used, for the manifest.
  public let methods: [Manifest.Method]

  /// - Throws: ``StudyError``.
  public init(
    _ study: Study, _ year: Study.Year, threads: Int = 1, chunkBytes: Int? = nil
  ) throws(StudyError) {
    let estimates = try YearEstimates(study, year, threads: threads, chunkBytes: chunkBytes)
    do {
      let amounts = study.release?.disclosure.map { _ in AmountCells(study, totals: estimates.totals) }
      let needs = study.needs + (amounts.map { [YearDisclosure.need(study, $0)] } ?? [])
      let answers = needs.isEmpty ? nil : try YearAnswers(study, year, needs, threads: threads)
      let release = try study.release.map { rules in
        YearRelease(
          rules,
          disclosure: try rules.disclosure.map {
            try YearDisclosure(study, amounts!, answers!, $0, threads: threads)
          },
          rounding: rules.rounds ? try YearRounding(study, estimates) : nil)
      }
      let sample = try study.needOfAmounts.map { _ in try AmountSample(study, answers!, threads: threads) }
      let skewed = try study.intervals.map { try YearIntervals(study, year, sample!, $0, threads: threads) }
      let rested = try study.influence.map { rule in
        InfluenceTable(study, year.year, try YearInfluence(study, sample!, rule), rule)
      }
      let city = try study.scalingByAllMethods.map { try YearScaling(study, year, answers!, $0) }
      let scaled = city.map { ScalingTable(study, year.year, study.scaling!, $0) }
      let recommended = try study.recommendation.map { rule in
        RecommendationTable(
          study, year.year, rule, try YearRecommendation(study, year, answers!, rule, city, threads: threads))
      }
      var writer = TableWriter(estimates, skewed, release)
      let tables = try study.tables.map { try writer.table($0) }
      let outlying = study.outlyingRate.map { YearOutlyingRates(study, answers!, $0) }
      let completed = try study.imputation.map { try YearImputation(study, answers!, $0) }
      let unanswered = try study.nonresponse.map { try YearNonresponse(study, year, $0, threads: threads) }
      let causes = study.countsCauses ? YearCauses(study, answers!) : nil
      let thin = try study.smallDomains.map { try YearSmallDomains(study, answers!, $0) }
      let lists = [
        ("intervals.csv", skewed?.list), ("regions.csv", scaled?.list), ("influence.csv", rested?.list),
        ("outlying-rates.csv", outlying?.list(isSynthetic: study.isSynthetic)),
        ("imputation.csv", completed?.list(isSynthetic: study.isSynthetic)),
        ("causes.csv", causes?.list(isSynthetic: study.isSynthetic)),
        ("small-domains.csv", thin?.list(isSynthetic: study.isSynthetic)),
      ]
      var others = unanswered.map { [$0.table(study, year.year)] } ?? []
      others += completed.map { [$0.table(study, year.year)] } ?? []
      others += recommended?.tables ?? []
      others += causes.map { [$0.table(study, year.year)] } ?? []
      others += thin.map { [$0.table(study, year.year)] } ?? []
      others += scaled?.tables ?? []
      others += rested.map { [$0.table] } ?? []
      let found =
        estimates.findings + estimates.estimationFindings + writer.findings + (skewed?.findings ?? [])
        + (rested?.findings ?? []) + (scaled?.findings ?? []) + (recommended?.findings ?? [])
        + (outlying?.findings ?? []) + (unanswered?.findings ?? [])
      let published = ReleasedReport(
        tables, others, lists.compactMap { file, text in text.map { (file, $0) } }, found, release)
      self.lists = published.lists(isSynthetic: study.isSynthetic)
      findings = published.findings
      inputs =
        [study.path] + [year.sample, year.frame, year.totals].compactMap { $0.map(study.path(of:)) } + writer.factFiles
        + [study.release?.policyFile].compactMap { $0.map(study.path(of:)) }
      let steps: [Manifest.Method] = [
        .init(
          step: "totals",
          name: "expansion, combined ratio, separate ratio by sector"
            + (study.recommendation.map { ", recommended: \($0.estimator.rawValue)" } ?? "")),
        .init(step: "variance", name: "linearized, stratified without replacement"),
        .init(
          step: "intervals",
          name: skewed == nil ? "t" : "of amounts: chosen from the data, see intervals.csv; others: t"),
        .init(
          step: "scaling",
          name: scaled == nil
            ? "proportional to register exports"
            : "proportional to register exports, beside all methods of table scaling"),
      ]
      methods = steps + (study.release.map { [.init(step: "release", name: $0.methodName)] } ?? [])
      report = YearlyReport(
        title: study.title, subtitle: StudyText.subtitle(study, year),
        summary: [StudyText.sample(estimates)] + (published.allowsSummary ? scaled?.summary ?? [] : []),
        tables: published.tables,
        methods: StudyText.methods(estimates) + (study.release.map(ReleaseText.methods) ?? []), findings: findings)
    } catch { throw StudyError(error) }
  }
}

/// Fills table definitions with the estimates and published figures of one year.
private struct TableWriter {
  private let estimates: YearEstimates
  private let intervals: YearIntervals?
  private let release: YearRelease?
  private var facts: PublishedFacts?
  private(set) var findings: [Finding] = []

  init(_ estimates: YearEstimates, _ intervals: YearIntervals?, _ release: YearRelease?) {
    (self.estimates, self.intervals, self.release) = (estimates, intervals, release)
    let study = estimates.study
    facts = study.published.map { PublishedFacts(folder: study.path(of: $0)) }
  }

  var factFiles: [String] { facts?.paths ?? [] }

  mutating func table(_ definition: TableDefinition) throws -> ReportTable {
    let study = estimates.study
    let requests = TableRequests(definition: definition, totals: estimates.totals, level: study.level)
    let rows = definition.reportRows(levels: study.levels)
    var (cells, footnotes) = ([String: Cell](), [Footnote]())
    for row in rows {
      for column in definition.columns {
        guard let cell = try cell(definition, column, row, requests, &footnotes) else { continue }
        cells[row.code + "\u{1}" + column.id] = cell
      }
    }
    return definition.table(
      year: String(estimates.year.year), rows: rows, isSynthetic: study.isSynthetic, confidenceLevel: study.level,
      footnotes: footnotes
    ) { row, column in cells[row.code + "\u{1}" + column.id]! }
  }

  /// nil for columns that follow from others.
  private mutating func cell(
    _ definition: TableDefinition, _ column: ColumnDefinition, _ row: ReportTable.Row, _ requests: TableRequests,
    _ footnotes: inout [Footnote]
  ) throws -> Cell? {
    switch column.content {
    case .difference: return nil
    case .published(let places):
      let unit = column.unit ?? row.unit ?? .count
      guard let found = try facts?.cell(places, row: row, year: estimates.year.year, unit: unit) else {
        return .absent(.notPublished, method: "published")
      }
      for note in found.footnotes where !footnotes.contains(where: { $0.code == note.code }) { footnotes.append(note) }
      return found.cell
    case .estimate:
      let method = column.method
      guard let estimate = estimates.study.estimate(definition, column, row),
        let wanted = requests.request(estimate, row: row)
      else { return .absent(.notAsked, method: method) }
      let skewed = intervals?[wanted]
      let notes = skewed?.findings.isEmpty == false ? [StudyText.tailNotIdentified] : []
      for note in notes where !footnotes.contains(where: { $0.code == note.code }) { footnotes.append(note) }
      let found = estimates.estimate(wanted)
      let cell = try cell(found, skewed, notes.map(\.code), estimate, method)
      guard let release else { return cell }
      let released = release.released(
        cell, at: CellPlace(table: definition.id, row: row.code, column: column.id), measure: estimate.measure,
        degreesOfFreedom: found?.degreesOfFreedom)
      if let note = released.footnote, !footnotes.contains(note) { footnotes.append(note) }
      return released.cell
    }
  }

  private mutating func cell(
    _ found: Estimate?, _ skewed: SkewedInterval?, _ notes: [String], _ definition: EstimateDefinition,
    _ method: String
  ) throws -> Cell {
    guard let found, let value = found.value else {
      return .absent(.undefined, method: method, n: found?.sampleSize ?? 0)
    }
    let cell = Cell(
      value: value, standardError: found.standardError, coefficientOfVariation: found.coefficientOfVariation,
      lower: skewed?.lower ?? found.lower, upper: skewed.map(\.boundedUpper) ?? found.upper, n: found.sampleSize,
      method: method, footnotes: notes)
    guard definition.scaling != nil else { return cell }
    return try scaled(cell, definition)
  }

  /// A region's amount as the part of its parent's that its known exports have.
  private mutating func scaled(_ parent: Cell, _ definition: EstimateDefinition) throws -> Cell {
    guard let scaling = estimates.study.scaling, let exports = scaling.exports(in: estimates.totals),
      let value = parent.value
    else { return .absent(.notAsked, method: definition.scaling ?? "scaling") }
    let method = try ProportionalScaling(
      region: scaling.region, parent: scaling.parent, regionExports: exports.region,
      parentExports: exports.parent)
    let estimate = ParentEstimate(
      measure: definition.variable ?? "amount", value: value, standardError: parent.standardError)
    let result = method.scaled(estimate, ProportionalScaling.Method(rawValue: definition.scaling!) ?? .proportional)
    findings += result.findings
    return Cell(
      value: result.value, standardError: result.standardError,
      coefficientOfVariation: parent.coefficientOfVariation, lower: parent.lower.map { $0 * result.share },
      upper: parent.upper.map { $0 * result.share }, n: parent.n, method: result.method.rawValue,
      footnotes: parent.footnotes)
  }
}

extension Study {
  /// What its parts ask of every firm's answers; none where moments are enough.
  fileprivate var needs: [AnswerNeed] {
    let needs: [AnswerNeed?] = [
      needOfAmounts, scalingByAllMethods.map { _ in YearScaling.need },
      recommendation.map { CalibratedTotals.need(self, $0) }, outlyingRate.map { _ in YearOutlyingRates.need },
      imputation.map(YearImputation.need), countsCauses ? YearCauses.need(self) : nil,
      smallDomains.map { _ in YearSmallDomains.need(self) },
    ]
    return needs.compactMap { $0 }
  }

  fileprivate var needOfAmounts: AnswerNeed? {
    if intervals != nil { return AmountSample.need(self, "intervals of skewed amounts are made") }
    return influence == nil ? nil : AmountSample.need(self, "influential firms are found")
  }

  fileprivate var scalingByAllMethods: Scaling? { scaling.flatMap { $0.comparesMethods ? $0 : nil } }
}

extension ColumnDefinition {
  /// The name of the method in the column `method` of CSV files.
  fileprivate var method: String {
    guard case .estimate(let estimate) = content else { return "published" }
    return estimate.scaling ?? (estimate.estimator ?? .expansion).rawValue
  }
}
