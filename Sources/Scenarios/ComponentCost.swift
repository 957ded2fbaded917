/// What one component costs if all firms comply and none responds, at the means of the inputs: components add up, which what firms pay after
/// their response does not.
public struct ComponentCost: Sendable {
  public let component: CostComponent
  /// A year, one-off costs spread over the horizon; in the currency of the scenario.
  public let fullCompliance: Double
}

extension ScenarioResult {
  /// By component, in the order of the file.
  static func componentCosts(
    _ scenario: Scenario, _ firms: FirmPopulation, _ inputs: ScenarioInputs
  ) -> [ComponentCost] {
    scenario.costs.map { component in
      let model = ImpactModel(scenario.with(costs: [component]), firms, inputs)
      let outcomes = model.outcomes(inputs.means)
      return ComponentCost(
        component: component, fullCompliance: outcomes[model.place(.fullCompliance, group: 0)])
    }
  }
}

extension Scenario {
  /// The same with other costs.
  fileprivate func with(costs: [CostComponent]) -> Scenario {
    var scenario = self
    scenario.costs = costs
    return scenario
  }
}
