import Estimation
import InfluentialUnits
import Microdata
import TradeImpact

/// The answers of a year in memory, with what every amount of the tables takes from each of them.
struct AmountSample: Sendable {
  let firms: Factor
  /// Cells of the tables that are totals of amounts, each number once; those that are scaled come after those that are not.
  let cells: [TableCell]
  private let plan: EstimationPlan
  private let source: YearAnswers
  private let answers: [StatisticRequest: LinearizedSample.Answer]

  /// - Parameter source: With the columns of ``need(_:_:)``.
  init(_ study: Study, _ year: Study.Year, _ source: YearAnswers, threads: Int) throws(StudyError) {
    cells = study.amountCells(of: year)
    let plan = Self.plan(study, cells)
    do {
      let sample = try LinearizedSample(source.block(for: plan), plan, threads: threads)
      answers = Dictionary(uniqueKeysWithValues: zip(plan.requests, sample.answers))
    } catch { throw StudyError(error) }
    (self.plan, self.source, firms) = (plan, source, source.firms)
  }

  /// - Parameter purpose: `influential firms are found`.
  static func need(_ study: Study, _ year: Study.Year, _ purpose: String) -> AnswerNeed {
    AnswerNeed(purpose, plan(study, study.amountCells(of: year)).columns)
  }

  private static func plan(_ study: Study, _ cells: [TableCell]) -> EstimationPlan {
    var requests = [national.request, sectorLoss("").request]
    for cell in cells where !requests.contains(cell.wanted.request) { requests.append(cell.wanted.request) }
    return EstimationPlan(design: study.design, requests: requests)
  }
}

extension AmountSample {
  static let national = TableRequest(
    request: StatisticRequest(.total([.number("direct_loss")]), covariance: false), label: "direct_loss")

  static func sectorLoss(_ code: String) -> TableRequest {
    TableRequest(
      request: StatisticRequest(.total([.number("direct_loss")]), by: ["sector"], covariance: false),
      label: "sector=\(code)|direct_loss")
  }

  func estimate(_ wanted: TableRequest) -> Estimate? { answers[wanted.request]?.estimates[wanted.label] }

  /// What each answer adds to a total before it is weighted: the linearised value of a total is the amount itself.
  func amounts(_ wanted: TableRequest) throws(InfluenceError) -> StratifiedAmounts {
    let answer = answers[wanted.request]!
    let place = answer.estimates.labels.firstIndex(of: wanted.label)!
    return try StratifiedAmounts(
      values: Array(answer.values.column(place)), stratumOfUnit: source.units.stratumOfUnit,
      populationSizes: source.units.populationSizes)
  }

  /// Estimates from other direct losses of the same firms.
  func estimates(of losses: [Double]) throws -> (TableRequest) -> Estimate? {
    var accumulator = plan.makeAccumulator()
    try accumulator.accumulate(source.block(for: plan, changing: ["direct_loss": losses]))
    let found = try zip(plan.requests, try plan.answers(from: accumulator)).map { ($0, try $1.get()) }
    let answers = Dictionary(uniqueKeysWithValues: found)
    return { wanted in
      guard case .estimates(let estimates) = answers[wanted.request] else { return nil }
      return estimates[wanted.label]
    }
  }
}

extension Study {
  fileprivate func amountCells(of year: Year) -> [TableCell] {
    let amounts = cells(of: year.year, totals: nil).filter { cell in
      guard case .total(let measures) = cell.wanted.request.statistic else { return false }
      return measures.allSatisfy { !["firms", "affected"].contains($0.column) }
    }
    var seen = Set<TableRequest>()
    let standing = amounts.filter { $0.scaling == nil }
    return (standing + amounts.filter { $0.scaling != nil }).filter { seen.insert($0.wanted).inserted }
  }
}
