import UncertaintyAnalysis

/// Which inputs an outcome depends on.
public struct Sensitivity: Sendable {
  /// The outcome from a low to a high value of one input, the others at their medians.
  public struct Bar: Sendable, Hashable {
    /// The name of the quantity, or `survey`.
    public let input: String
    /// In the file's unit; nil for the survey, whose replicates have no value.
    public let low: Double?
    public let high: Double?
    public let lowOutcome: Double
    public let highOutcome: Double

    public var swing: Double { abs(highOutcome - lowOutcome) }
  }

  public let measure: ScenarioMeasure
  /// With all inputs at their medians and the sample itself.
  public let baseline: Double
  /// From the widest to the narrowest.
  public let bars: [Bar]
  /// nil for an outcome that does not vary.
  public let indices: SobolIndices?

  /// Probabilities of the low and the high value.
  public static let range = (low: 0.1, high: 0.9)

  init(_ measure: ScenarioMeasure, _ tornado: Tornado, survey: [Double], _ indices: SobolIndices?) {
    var bars = tornado.bars.map {
      Bar(
        input: $0.input, low: $0.lowInput, high: $0.highInput, lowOutcome: $0.lowOutcome, highOutcome: $0.highOutcome)
    }
    if !survey.isEmpty { bars.append(Self.bar(ofReplicates: survey)) }
    (self.measure, baseline, self.indices) = (measure, tornado.baseline, indices)
    self.bars = bars.indices.sorted { (-bars[$0].swing, $0) < (-bars[$1].swing, $1) }.map { bars[$0] }
  }

  private static func bar(ofReplicates outcomes: [Double]) -> Bar {
    let ascending = outcomes.sorted()
    func quantile(_ p: Double) -> Double { ascending[min(Int(p * Double(ascending.count)), ascending.count - 1)] }
    return Bar(
      input: ScenarioInputs.sampling, low: nil, high: nil, lowOutcome: quantile(range.low),
      highOutcome: quantile(range.high))
  }

  /// The part of the variance that a larger survey could remove at most, and the part that more knowledge of the inputs could; what
  /// is left takes both. nil without a survey or variance.
  public var surveyAndKnowledge: (survey: Double, knowledge: Double)? {
    guard let indices, let survey = indices.parts.first(where: { $0.group.name == ScenarioInputs.sampling }) else {
      return nil
    }
    return (survey.firstOrder.value, 1 - survey.total.value)
  }
}
