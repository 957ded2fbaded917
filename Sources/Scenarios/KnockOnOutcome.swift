import EconomicLinkages
import UncertaintyAnalysis

/// What the direct loss takes with it in the whole economy, from the user's input-output table.
public struct KnockOnOutcome: Sendable {
  /// By quantity: money in the currency of the scenario, persons.
  public let quantities: [(quantity: KnockOnQuantity, outcome: OutcomeSummary)]
  /// At the mean direct loss, in yuan.
  public let effect: KnockOnEffect
}

extension KnockOnOutcome {
  /// - Throws: ``ScenarioError`` with the table at fault.
  init?(_ scenario: Scenario, _ firms: FirmPopulation, _ model: ImpactModel, _ runs: ScenarioRuns) throws(ScenarioError)
  {
    guard let definition = scenario.knockOn else { return nil }
    let knockOn: KnockOnModel
    let multipliers: KnockOnMultipliers
    do throws(LinkageError) {
      knockOn = try KnockOnModel(definition)
      multipliers = try knockOn.multipliers(for: firms.isSurveyed ? firms.sectors.map(\.code) : knockOn.tradeSectors)
    } catch { throw ScenarioError("\(error)", isBadInput: error.isBadInput) }
    guard firms.isSurveyed || multipliers.tradeSectors.count == 1 else {
      throw ScenarioError(
        "\(scenario.path): knock_on has \(multipliers.tradeSectors.count) sectors, and without exposure: survey the direct loss "
          + "is not divided among them; leave one sector, or add a survey")
    }
    let places = multipliers.tradeSectors.indices.map { s in
      model.place(.directLoss, group: firms.isSurveyed ? 1 + s : 0)
    }
    quantities = multipliers.quantities.map { quantity in
      let perYuan = multipliers[quantity]!
      let each = perYuan.map { quantity.isMoney ? $0 : $0 * scenario.yuan }
      return (quantity, runs.summary { outcome in zip(places, each).reduce(0) { $0 + outcome($1.0) * $1.1 } })
    }
    effect = multipliers.effect(ofLostExports: places.map { runs.draws[$0].mean.value * scenario.yuan })
  }
}
