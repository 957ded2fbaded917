import Estimation
import InfluentialUnits
import Microdata
import Reporting
import Sampling
import TradeImpact

/// Which firms the amounts of a year rest on, and what the direct loss would be if it rested on them less.
///
/// Adjusted amounts are made once, for the nation, firm by firm: so the sectors add to the whole, as they do unadjusted.
struct YearInfluence {
  /// The direct loss of a sector or of all, three ways.
  struct LossRow {
    let sector: String?
    let expansion: Estimate
    let winsorised: Estimate
    let minimax: Estimate
    let contributors: CellContributors
  }
  /// The largest firms of an amount in the tables.
  struct CellRow {
    let cell: TableCell
    let contributors: CellContributors
  }

  let losses: [LossRow]
  let cells: [CellRow]
  /// Firms whose direct loss winsorisation changes, as rows of the sample.
  let winsorisedFirms: Int
  private let firms: Factor

  func firm(_ unit: Int) -> String { firms.levels[Int(firms.codes[unit])] }

  /// - Throws: ``StudyError``.
  init(_ study: Study, _ year: Study.Year, _ influence: Study.Influence, threads: Int) throws(StudyError) {
    do {
      try study.requireOneStage("influential firms are found")
      let sample = try InfluenceSample(study, year, threads: threads)
      firms = sample.firms
      cells = try sample.amountCells(study, largest: influence.listed)
      let amounts = try sample.amounts(Self.national)
      let winsorisation = try Winsorisation(of: amounts)
      let minimax = try MinimaxTotal(of: amounts, leavesSingletons: true)
      winsorisedFirms = winsorisation.changedUnits.count
      let adjusted = zip(amounts.values, zip(minimax.changes, amounts.weights)).map { $0 + $1.0 / $1.1 }
      let (cut, balanced) = (try sample.estimates(of: winsorisation.values), try sample.estimates(of: adjusted))
      losses = try Self.sectors(study).compactMap { sector in
        let wanted = sector.map(Self.sectorLoss) ?? Self.national
        guard let expansion = sample.estimate(wanted), let winsorised = cut(wanted), let minimax = balanced(wanted)
        else {
          return nil
        }
        return LossRow(
          sector: sector, expansion: expansion, winsorised: winsorised, minimax: minimax,
          contributors: CellContributors(of: try sample.amounts(wanted), largest: max(5, influence.listed)))
      }
    } catch { throw StudyError(error) }
  }

  static let national = TableRequest(
    request: StatisticRequest(.total([.number("direct_loss")]), covariance: false), label: "direct_loss")

  static func sectorLoss(_ code: String) -> TableRequest {
    TableRequest(
      request: StatisticRequest(.total([.number("direct_loss")]), by: ["sector"], covariance: false),
      label: "sector=\(code)|direct_loss")
  }

  /// All sectors, and last the nation.
  private static func sectors(_ study: Study) -> [String?] { study.classifications.sector.codes.map { $0 } + [nil] }
}

/// The answers of a year with what every amount takes from each of them.
private struct InfluenceSample {
  let firms: Factor
  private let plan: EstimationPlan
  private let block: RowBlock
  private let answers: [StatisticRequest: LinearizedSample.Answer]
  private let strata: [Int]
  private let populations: [Double]

  init(_ study: Study, _ year: Study.Year, threads: Int) throws {
    var requests = [YearInfluence.national.request, YearInfluence.sectorLoss("").request]
    for cell in study.amountCells where !requests.contains(cell.wanted.request) { requests.append(cell.wanted.request) }
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

  func estimate(_ wanted: TableRequest) -> Estimate? { answers[wanted.request]?.estimates[wanted.label] }

  /// What each answer adds to a total before it is weighted: the linearised value of a total is the amount itself.
  func amounts(_ wanted: TableRequest) throws(InfluenceError) -> StratifiedAmounts {
    let answer = answers[wanted.request]!
    let place = answer.estimates.labels.firstIndex(of: wanted.label)!
    return try StratifiedAmounts(
      values: Array(answer.values.column(place)), stratumOfUnit: strata, populationSizes: populations)
  }

  func amountCells(_ study: Study, largest count: Int) throws -> [YearInfluence.CellRow] {
    try study.amountCells.compactMap { cell in
      guard let value = estimate(cell.wanted)?.value, value > 0 else { return nil }
      return .init(cell: cell, contributors: CellContributors(of: try amounts(cell.wanted), largest: count))
    }
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
  /// Cells of the tables that are totals of amounts, each once.
  fileprivate var amountCells: [TableCell] {
    var seen = Set<TableRequest>()
    return tableCells(totals: nil).filter { cell in
      guard cell.scaling == nil, case .total(let measures) = cell.wanted.request.statistic else { return false }
      return measures.allSatisfy { !["firms", "affected"].contains($0.column) } && seen.insert(cell.wanted).inserted
    }
  }
}
