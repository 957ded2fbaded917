import DataFiles
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
  public let year: Int
  /// Every file that went into it, as the study names it, the study file first.
  public let inputs: [String]
  /// Names of the methods used, for the manifest.
  public let methods: [Manifest.Method]
  /// What tables over years take from this one.
  let source: YearSource

  /// - Throws: ``StudyError``.
  public init(
    _ study: Study, _ year: Study.Year, threads: Int = 1, chunkBytes: Int? = nil
  ) throws(StudyError) {
    self.year = year.year
    let estimates = try YearEstimates(study, year, threads: threads, chunkBytes: chunkBytes)
    do {
      let amounts = study.release?.disclosure.map { _ in AmountCells(study, totals: estimates.totals) }
      let needs = study.needs(of: year) + (amounts.map { [YearDisclosure.need(study, $0)] } ?? [])
      let answers = needs.isEmpty ? nil : try YearAnswers(study, year, needs, threads: threads)
      let release = try study.release.map { try YearRelease($0, study, estimates, amounts, answers, threads: threads) }
      let parts = try YearParts(study, year, estimates, answers, threads: threads)
      source = YearSource(estimates: estimates, intervals: parts.intervals)
      var writer = TableWriter(study, [source], release: release)
      let own = try study.tables.map { try writer.table($0) }
      let wide = try study.years.count == 1 ? study.studyTables.map { try writer.table($0) } : []
      let found = estimates.findings + estimates.estimationFindings + writer.findings + parts.findings
      let published = ReleasedReport(own, wide + parts.tables, parts.lists, found, release)
      lists = published.lists(isSynthetic: study.isSynthetic)
      findings = published.findings + YearRelease.findings(overYearsOf: study)
      inputs =
        [study.path] + study.files(of: year) + writer.factFiles + study.filesOfRelease
      methods = parts.methods + (study.release.map { [.init(step: "release", name: $0.methodName)] } ?? [])
      report = YearlyReport(
        title: study.title, subtitle: StudyText.subtitle(study, year),
        summary: [StudyText.sample(estimates)] + (published.allowsSummary ? parts.summary : []),
        tables: published.tables,
        methods: StudyText.methods(estimates) + (study.release.map(ReleaseText.methods) ?? []), findings: findings,
        names: study.names, provenance: study.provenance)
    } catch { throw StudyError(error) }
  }
}

extension Study {
  fileprivate var filesOfRelease: [String] { [release?.policyFile].compactMap { $0.map(path(of:)) } }

  /// The data files of a year, as paths.
  package func files(of year: Year) -> [String] {
    [year.sample, year.frame, year.totals].compactMap { $0.map { DataFile.path(of: path(of: $0)) } }
  }
  /// What its parts ask of every firm's answers; none where moments are enough.
  func needs(of year: Year) -> [AnswerNeed] {
    let needs: [AnswerNeed?] = [
      needOfAmounts(year), scalingByAllMethods.map { _ in YearScaling.need },
      recommendation.map { CalibratedTotals.need(self, $0) }, outlyingRate.map { _ in YearOutlyingRates.need },
      imputation.map(YearImputation.need), countsCauses ? YearCauses.need(self) : nil,
      smallDomains.map { _ in YearSmallDomains.need(self) },
    ]
    return needs.compactMap { $0 }
  }

  /// What its parts ask of every firm drawn, also of those that did not answer.
  var needsOfDrawn: [AnswerNeed] {
    [nonresponse.map(YearNonresponse.need), hasQuality ? YearQuality.need : nil].compactMap { $0 }
  }

  func needOfAmounts(_ year: Year) -> AnswerNeed? {
    if intervals != nil { return AmountSample.need(self, year, "intervals of skewed amounts are made") }
    return influence == nil ? nil : AmountSample.need(self, year, "influential firms are found")
  }

  var scalingByAllMethods: Scaling? { scaling.flatMap { $0.comparesMethods ? $0 : nil } }
}
