/// What one component costs if all firms comply and none responds, at the means of the inputs: components add up, which what firms pay after
/// their response does not.
public struct ComponentCost: Sendable {
  public let component: CostComponent
  /// A year, one-off costs spread over the horizon; in the currency of the scenario.
  public let fullCompliance: Double
}

extension ComponentCost {
  /// In the order of the file.
  static func all(of scenario: Scenario, _ firms: FirmPopulation, _ inputs: ScenarioInputs) -> [ComponentCost] {
    scenario.costs.map { component in
      // The firms' own numbers are those of the whole scenario: a component alone would be dealt others.
      let model = ImpactModel(scenario, firms, inputs, paying: [component])
      let outcomes = model.outcomes(inputs.means)
      return ComponentCost(
        component: component, fullCompliance: outcomes[model.place(.fullCompliance, group: 0)])
    }
  }
}
