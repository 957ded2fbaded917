import UncertaintyAnalysis

extension Scenario {
  /// Numbers that are not known exactly, in the order of the file format: what correlations and sensitivities can name.
  public var uncertainQuantities: [Quantity] {
    quantities.filter { $0.variation == .knowledge && !$0.isFixed }
  }

  /// Numbers that differ from firm to firm, the margin apart, whose distribution enters as such.
  var firmQuantities: [Quantity] {
    quantities.filter { $0.variation == .firms && $0.name != response.margin?.name }
  }
}

/// The uncertain inputs of a scenario: what is not known of its numbers, and which replicate of the survey is drawn.
struct ScenarioInputs: Sendable {
  /// The name of the survey's sampling error among the inputs.
  static let sampling = "survey"

  /// In the files' units, without the survey.
  let known: UncertainInputs
  /// With the survey's replicates as the last input, where there are any.
  let all: UncertainInputs
  let quantities: [Quantity]

  init(_ scenario: Scenario, _ firms: FirmPopulation) throws(UncertaintyError) {
    // A scenario without uncertainty is one draw of its numbers.
    let uncertain = scenario.uncertainQuantities
    quantities = uncertain.isEmpty ? [scenario.schedule.discountRate] : uncertain
    var inputs: [UncertainInput] = []
    for quantity in quantities {
      inputs.append(UncertainInput(quantity.name, try quantity.distribution(among: firms)))
    }
    known = try UncertainInputs(inputs, correlations: scenario.correlations)
    guard firms.replicateCount > 0 else {
      all = known
      return
    }
    let replicates = try InputDistribution.uniform(from: 0, to: Double(firms.replicateCount))
    all = try UncertainInputs(
      inputs + [UncertainInput(Self.sampling, replicates)], correlations: scenario.correlations)
  }

  /// Each input at its mean.
  var means: [Double] { known.inputs.map(\.distribution.mean) }
}

extension Quantity {
  /// What is known of it; of a column of the survey, what a firm drawn at random answered.
  func distribution(among firms: FirmPopulation) throws(UncertaintyError) -> InputDistribution {
    switch knowledge {
    case .distribution(let distribution): return distribution
    case .survey(let column): return try .empirical(firms.columns[column]!, weights: firms.weights[0])
    }
  }
}
