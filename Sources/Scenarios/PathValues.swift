import RegulatoryCosts
import UncertaintyAnalysis

/// Amounts over the years of the schedule, and what they are worth at the entry into force.
struct PathValues {
  /// By year.
  let yearlyCost: [OutcomeSummary]
  let yearlyLoss: [OutcomeSummary]
  let presentCost: OutcomeSummary
  let presentLoss: OutcomeSummary
  let equivalentAnnualCost: OutcomeSummary
  let delays: [DelayValue]

  init(_ schedule: Schedule, _ model: ImpactModel, _ runs: ScenarioRuns) {
    let shifts = schedule.delays.flatMap { delay in DelayHorizon.allCases.map { (delay: delay, horizon: $0) } }
    var rest = runs.summaries { outcome in
      let streams = Streams(outcome, model, schedule)
      return streams.costs.costs + streams.losses.costs + streams.values
        + shifts.flatMap { streams.gains(ofDelay: $0.delay, $0.horizon) }
    }[...]
    func take(_ count: Int) -> [OutcomeSummary] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    yearlyCost = take(schedule.horizon)
    yearlyLoss = take(schedule.horizon)
    let values = take(3)
    (presentCost, presentLoss, equivalentAnnualCost) = (values[0], values[1], values[2])
    delays = shifts.map { shift in
      let gains = take(2)
      return DelayValue(delay: shift.delay, horizon: shift.horizon, cost: gains[0], loss: gains[1])
    }
  }
}

/// The costs and losses of one draw, of the means or of one replicate.
private struct Streams {
  let costs: CostStream
  let losses: CostStream
  private let rate: DiscountRate

  init(_ outcome: (Int) -> Double, _ model: ImpactModel, _ schedule: Schedule) {
    let path = CostPath(schedule: schedule, growth: outcome(model.placeOfGrowth))
    func total(_ measure: ScenarioMeasure) -> Double { outcome(model.place(measure, group: 0)) }
    do {
      costs = try CostStream(path.amounts(yearly: total(.addedCost), once: total(.oneOffCost)))
      losses = try CostStream(path.amounts(yearly: total(.directLoss)))
      rate = try DiscountRate(outcome(model.placeOfDiscountRate))
    } catch {
      // The file allows no rate that could fail here, a horizon has a year, and outcomes are finite.
      preconditionFailure("\(error)")
    }
  }

  /// Present values of costs and of losses, and the equal annual cost.
  var values: [Double] {
    [costs.presentValue(at: rate), losses.presentValue(at: rate), costs.equivalentAnnualCost(at: rate)]
  }

  /// Of costs and of losses.
  func gains(ofDelay delay: Int, _ horizon: DelayHorizon) -> [Double] {
    [costs, losses].map { $0.gain(ofDelay: delay, at: rate, horizon: horizon) }
  }
}
