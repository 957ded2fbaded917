import Estimation
import InfluentialUnits
import Microdata
import Sampling
import TradeImpact

/// The answers of a year in memory, with what every amount of the tables takes from each of them.
struct AmountSample: Sendable {
  let firms: Factor
  /// Cells of the tables that are totals of amounts, each number once; those that are scaled come after those that are not.
  let cells: [TableCell]
  private let plan: EstimationPlan
  private let block: RowBlock
  private let answers: [StatisticRequest: LinearizedSample.Answer]
  private let strata: [Int]
  private let populations: [Double]

  /// - Parameter purpose: What needs it: `influential firms are found`.
  init(_ study: Study, _ year: Study.Year, for purpose: String, threads: Int) throws(StudyError) {
    try study.requireOneStage(purpose)
    do { try self.init(study, year, threads) } catch { throw StudyError(error) }
  }

  private init(_ study: Study, _ year: Study.Year, _ threads: Int) throws {
    cells = study.amountCells
    var requests = [Self.national.request, Self.sectorLoss("").request]
    for cell in cells where !requests.contains(cell.wanted.request) { requests.append(cell.wanted.request) }
    plan = EstimationPlan(design: study.design, requests: requests)
    let others: [EstimationPlan.Column] = [
      .init(name: "firm_id", role: .factor), .init(name: study.design.strata[0], role: .factor),
      .init(name: study.design.corrections[0].column, role: .number),
    ]
    let (block, columns) = try study.answers(of: year, plan.columns, and: others, threads: threads)
    guard case .factor(let codes, let levels) = columns[0], case .factor(let strata, let names) = columns[1],
      case .number(let sizes) = columns[2]
    else { preconditionFailure("columns come in the order in which they are asked for") }
    self.block = block
    firms = Factor(levels: levels, codes: codes)
    self.strata = strata.map(Int.init)
    var populations = [Double](repeating: 0, count: names.count)
    for (row, h) in strata.enumerated() { populations[Int(h)] = sizes[row] }
    self.populations = populations
    let sample = try LinearizedSample(block, plan, threads: threads)
    answers = Dictionary(uniqueKeysWithValues: zip(requests, sample.answers))
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
      values: Array(answer.values.column(place)), stratumOfUnit: strata, populationSizes: populations)
  }

  /// Estimates from other direct losses of the same firms.
  func estimates(of losses: [Double]) throws -> (TableRequest) -> Estimate? {
    var columns = block.columns
    columns[plan.columns.firstIndex(of: .init(name: "direct_loss", role: .number))!] = .number(losses)
    var accumulator = plan.makeAccumulator()
    try accumulator.accumulate(block.replacing(columns: columns))
    let found = try zip(plan.requests, try plan.answers(from: accumulator)).map { ($0, try $1.get()) }
    let answers = Dictionary(uniqueKeysWithValues: found)
    return { wanted in
      guard case .estimates(let estimates) = answers[wanted.request] else { return nil }
      return estimates[wanted.label]
    }
  }
}

extension Study {
  fileprivate var amountCells: [TableCell] {
    let amounts = tableCells(totals: nil).filter { cell in
      guard case .total(let measures) = cell.wanted.request.statistic else { return false }
      return measures.allSatisfy { !["firms", "affected"].contains($0.column) }
    }
    var seen = Set<TableRequest>()
    let standing = amounts.filter { $0.scaling == nil }
    return (standing + amounts.filter { $0.scaling != nil }).filter { seen.insert($0.wanted).inserted }
  }
}
