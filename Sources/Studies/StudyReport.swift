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
      let release = try study.release.map { rules in
        YearRelease(
          rules,
          disclosure: try rules.disclosure.map {
            try YearDisclosure(study, amounts!, answers!, $0, threads: threads)
          },
          rounding: rules.rounds ? try YearRounding(study, estimates) : nil)
      }
      let sample = try study.needOfAmounts(year).map { _ in try AmountSample(study, year, answers!, threads: threads) }
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
      source = YearSource(estimates: estimates, intervals: skewed)
      var writer = TableWriter(study, [source], release: release)
      let tables = try study.tables.map { try writer.table($0) }
      let outlying = study.outlyingRate.map { YearOutlyingRates(study, answers!, $0) }
      let completed = try study.imputation.map { try YearImputation(study, answers!, $0) }
      let drawn =
        study.needsOfDrawn.isEmpty
        ? nil : try YearAnswers(study, year, study.needsOfDrawn, firms: .drawn, threads: threads)
      let unanswered = try study.nonresponse.map { try YearNonresponse(study, drawn!, $0) }
      let quality = study.hasQuality ? YearQuality(study, estimates, drawn!) : nil
      let causes = study.countsCauses ? YearCauses(study, answers!) : nil
      let thin = try study.smallDomains.map { try YearSmallDomains(study, answers!, $0) }
      let lists = [
        ("intervals.csv", skewed?.list), ("regions.csv", scaled?.list), ("influence.csv", rested?.list),
        ("outlying-rates.csv", outlying?.list(isSynthetic: study.isSynthetic)),
        ("imputation.csv", completed?.list(isSynthetic: study.isSynthetic)),
        ("causes.csv", causes?.list(isSynthetic: study.isSynthetic)),
        ("small-domains.csv", thin?.list(isSynthetic: study.isSynthetic)),
      ]
      let wide = try study.years.count == 1 ? study.studyTables.map { try writer.table($0) } : []
      var others = wide
      others += unanswered.map { [$0.table(study, year.year)] } ?? []
      others += completed.map { [$0.table(study, year.year)] } ?? []
      others += recommended?.tables ?? []
      others += causes.map { [$0.table(study, year.year)] } ?? []
      others += thin.map { [$0.table(study, year.year)] } ?? []
      others += scaled?.tables ?? []
      others += rested.map { [$0.table] } ?? []
      others += quality.map { [$0.table(study, year.year)] } ?? []
      let found =
        estimates.findings + estimates.estimationFindings + writer.findings
        + (skewed?.findings(of: study.years.count == 1 ? study.tables + study.studyTables : study.tables) ?? [])
        + (rested?.findings ?? []) + (scaled?.findings ?? []) + (recommended?.findings ?? [])
        + (outlying?.findings ?? []) + (unanswered?.findings ?? [])
      let published = ReleasedReport(
        tables, others, lists.compactMap { file, text in text.map { (file, $0) } }, found, release)
      self.lists = published.lists(isSynthetic: study.isSynthetic)
      findings = published.findings
      inputs =
        [study.path]
        + study.files(of: year)
        + writer.factFiles + [study.release?.policyFile].compactMap { $0.map(study.path(of:)) }
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
        methods: StudyText.methods(estimates) + (study.release.map(ReleaseText.methods) ?? []), findings: findings,
        names: study.names,
        provenance: study.provenance)
    } catch { throw StudyError(error) }
  }
}

extension Study {
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

  fileprivate func needOfAmounts(_ year: Year) -> AnswerNeed? {
    if intervals != nil { return AmountSample.need(self, year, "intervals of skewed amounts are made") }
    return influence == nil ? nil : AmountSample.need(self, year, "influential firms are found")
  }

  fileprivate var scalingByAllMethods: Scaling? { scaling.flatMap { $0.comparesMethods ? $0 : nil } }
}
