import Estimation
import Reporting
import TradeImpact

/// What a study asks of a year beyond the tables of its file; nil what it does not ask for.
struct YearParts {
  private let study: Study
  private let year: Int
  let intervals: YearIntervals?
  private let influence: InfluenceTable?
  private let scaling: ScalingTable?
  private let recommendation: RecommendationTable?
  private let outlyingRates: YearOutlyingRates?
  private let imputation: YearImputation?
  private let nonresponse: YearNonresponse?
  private let quality: ReportTable?
  private let causes: YearCauses?
  private let smallDomains: YearSmallDomains?

  /// - Parameter answers: With what ``Study/needs(of:)`` names; nil where it names nothing.
  init(_ study: Study, _ year: Study.Year, _ estimates: YearEstimates, _ answers: YearAnswers?, threads: Int) throws {
    (self.study, self.year) = (study, year.year)
    let sample = try study.needOfAmounts(year).map { _ in try AmountSample(study, year, answers!, threads: threads) }
    intervals = try study.intervals.map { try YearIntervals(study, year, sample!, $0, threads: threads) }
    influence = try study.influence.map { rule in
      InfluenceTable(study, year.year, try YearInfluence(study, sample!, rule), rule)
    }
    let city = try study.scalingByAllMethods.map { try YearScaling(study, year, answers!, $0) }
    scaling = city.map { ScalingTable(study, year.year, study.scaling!, $0) }
    recommendation = try study.recommendation.map { rule in
      RecommendationTable(
        study, year.year, rule, try YearRecommendation(study, year, answers!, rule, city, threads: threads))
    }
    outlyingRates = study.outlyingRate.map { YearOutlyingRates(study, answers!, $0) }
    imputation = try study.imputation.map { try YearImputation(study, answers!, $0) }
    causes = study.countsCauses ? YearCauses(study, answers!) : nil
    smallDomains = try study.smallDomains.map { try YearSmallDomains(study, answers!, $0) }
    let drawn =
      study.needsOfDrawn.isEmpty
      ? nil : try YearAnswers(study, year, study.needsOfDrawn, firms: .drawn, threads: threads)
    nonresponse = try study.nonresponse.map { try YearNonresponse(study, drawn!, $0) }
    quality = study.hasQuality ? YearQuality(study, estimates, drawn!).table(study, year.year) : nil
  }

  /// In the order of the report.
  var tables: [ReportTable] {
    var tables: [ReportTable] = []
    tables += nonresponse.map { [$0.table(study, year)] } ?? []
    tables += imputation.map { [$0.table(study, year)] } ?? []
    tables += recommendation?.tables ?? []
    tables += causes.map { [$0.table(study, year)] } ?? []
    tables += smallDomains.map { [$0.table(study, year)] } ?? []
    tables += scaling?.tables ?? []
    tables += influence.map { [$0.table] } ?? []
    return tables + (quality.map { [$0] } ?? [])
  }

  /// By file name, in the order in which they are written.
  var lists: [(file: String, text: String)] {
    let lists = [
      ("intervals.csv", intervals?.list), ("regions.csv", scaling?.list), ("influence.csv", influence?.list),
      ("outlying-rates.csv", outlyingRates?.list(isSynthetic: study.isSynthetic)),
      ("imputation.csv", imputation?.list(isSynthetic: study.isSynthetic)),
      ("causes.csv", causes?.list(isSynthetic: study.isSynthetic)),
      ("small-domains.csv", smallDomains?.list(isSynthetic: study.isSynthetic)),
    ]
    return lists.compactMap { file, text in text.map { (file, $0) } }
  }

  var findings: [Finding] {
    let shown = study.years.count == 1 ? study.tables + study.studyTables : study.tables
    return (intervals?.findings(of: shown) ?? []) + (influence?.findings ?? []) + (scaling?.findings ?? [])
      + (recommendation?.findings ?? []) + (outlyingRates?.findings ?? []) + (nonresponse?.findings ?? [])
  }

  var summary: [LocalizedText] { scaling?.summary ?? [] }

  /// For the manifest.
  var methods: [Manifest.Method] {
    let recommended = study.recommendation.map { ", recommended: \($0.estimator.rawValue)" } ?? ""
    return [
      .init(step: "totals", name: "expansion, combined ratio, separate ratio by sector" + recommended),
      .init(step: "variance", name: "linearized, stratified without replacement"),
      .init(
        step: "intervals",
        name: intervals == nil ? "t" : "of amounts: chosen from the data, see intervals.csv; others: t"),
      .init(
        step: "scaling",
        name: "proportional to register exports" + (scaling == nil ? "" : ", beside all methods of table scaling")),
    ]
  }
}
