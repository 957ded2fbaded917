import Estimation
import InfluentialUnits
import Microdata

/// What every firm that answered adds to each of a list of amounts.
struct YearContributions {
  /// w_k, one a firm.
  let weights: [Double]
  private let answers: [StatisticRequest: LinearizedSample.Answer]

  /// - Parameter source: With the columns of ``need(_:_:)``.
  init(_ study: Study, _ source: YearAnswers, _ amounts: [TableRequest], threads: Int) throws {
    let plan = Self.plan(study, amounts)
    let sample = try LinearizedSample(source.block(for: plan), plan, threads: threads)
    answers = Dictionary(uniqueKeysWithValues: zip(plan.requests, sample.answers))
    weights = try StratifiedAmounts(
      values: [Double](repeating: 0, count: source.count), stratumOfUnit: source.units.stratumOfUnit,
      populationSizes: source.units.populationSizes
    ).weights
  }

  static func need(_ study: Study, _ amounts: [TableRequest]) -> AnswerNeed {
    AnswerNeed("confidential numbers are found", plan(study, amounts).columns)
  }

  /// One value a firm in the order of ``YearAnswers``; nil where the group has no firm.
  func amounts(_ wanted: TableRequest) -> [Double]? {
    guard let answer = answers[wanted.request],
      let place = answer.estimates.labels.firstIndex(of: wanted.label)
    else { return nil }
    return Array(answer.values.column(place))
  }

  private static func plan(_ study: Study, _ amounts: [TableRequest]) -> EstimationPlan {
    var requests: [StatisticRequest] = []
    for amount in amounts where !requests.contains(amount.request) { requests.append(amount.request) }
    return EstimationPlan(design: study.design, requests: requests)
  }
}
