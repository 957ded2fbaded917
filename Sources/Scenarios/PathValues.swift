import RegulatoryCosts
import UncertaintyAnalysis

/// Amounts over the years of the schedule, draw by draw.
struct PathValues {
  private let scenario: Scenario
  private let model: ImpactModel
  private let runs: ScenarioRuns

  init(_ scenario: Scenario, _ model: ImpactModel, _ runs: ScenarioRuns) {
    (self.scenario, self.model, self.runs) = (scenario, model, runs)
  }

  /// The totals of one draw, one point or one replicate.
  private struct Totals {
    let cost: Double
    let once: Double
    let loss: Double
    let path: CostPath

    init(_ value: (Int) -> Double, _ model: ImpactModel, _ schedule: Schedule) {
      cost = value(model.place(.addedCost, group: 0))
      once = value(model.place(.oneOffCost, group: 0))
      loss = value(model.place(.directLoss, group: 0))
      path = CostPath(
        schedule: schedule, discountRate: value(model.placeOfDiscountRate), growth: value(model.placeOfGrowth))
    }

    var costs: CostStream { checked { try path.stream(yearly: cost, once: once) } }
    var losses: CostStream { checked { try path.stream(yearly: loss) } }
    var rate: DiscountRate { checked { try path.rate } }

    /// The file allows no rate that could fail here, a horizon has a year, and outcomes are finite.
    private func checked<T>(_ body: () throws -> T) -> T {
      do { return try body() } catch { preconditionFailure("\(error)") }
    }
  }

  private func summary(_ value: (Totals) -> Double) -> OutcomeSummary {
    let count = runs.draws[0].outcomes.count
    let draws = (0..<count).map { n in
      value(Totals({ runs.draws[$0].outcomes[n] }, model, scenario.schedule))
    }
    return runs.summary(
      of: runs.draws[0].derived(draws), atMeans: value(Totals({ runs.atMeans[$0] }, model, scenario.schedule))
    ) { outcomes in value(Totals({ outcomes[$0] }, model, scenario.schedule)) }
  }

  var yearlyCost: [OutcomeSummary] { years { $0.path.amounts(yearly: $0.cost, once: $0.once) } }

  var yearlyLoss: [OutcomeSummary] { years { $0.path.amounts(yearly: $0.loss) } }

  private func years(_ amounts: (Totals) -> [Double]) -> [OutcomeSummary] {
    (0..<scenario.schedule.horizon).map { t in summary { amounts($0)[t] } }
  }

  var presentCost: OutcomeSummary { summary { $0.costs.presentValue(at: $0.rate) } }

  var presentLoss: OutcomeSummary { summary { $0.losses.presentValue(at: $0.rate) } }

  var equivalentAnnualCost: OutcomeSummary { summary { $0.costs.equivalentAnnualCost(at: $0.rate) } }

  var delays: [DelayValue] {
    scenario.schedule.delays.flatMap { delay in
      DelayHorizon.allCases.map { horizon in
        DelayValue(
          delay: delay, horizon: horizon,
          cost: summary { $0.costs.gain(ofDelay: delay, at: $0.rate, horizon: horizon) },
          loss: summary { $0.losses.gain(ofDelay: delay, at: $0.rate, horizon: horizon) })
      }
    }
  }

  /// A yearly total times the probability.
  func expected(_ measure: ScenarioMeasure) -> OutcomeSummary {
    let (place, chance) = (model.place(measure, group: 0), model.placeOfProbability)
    let draws = zip(runs.draws[place].outcomes, runs.draws[chance].outcomes).map(*)
    return runs.summary(of: runs.draws[place].derived(draws), atMeans: runs.atMeans[place] * runs.atMeans[chance]) {
      $0[place] * $0[chance]
    }
  }
}
