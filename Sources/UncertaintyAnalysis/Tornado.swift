/// What each input alone does to the outcome, from a low to a high quantile, all others at their medians.
///
/// It tells direction and size of every input in the model's unit. It is blind to interactions and to correlations: those are for
/// ``SobolIndices``.
public struct Tornado: Sendable {
  public struct Bar: Sendable, Hashable {
    public let input: String
    /// The input's low and high values, in its unit.
    public let lowInput: Double
    public let highInput: Double
    /// The outcomes there, in the model's unit.
    public let lowOutcome: Double
    public let highOutcome: Double

    /// How far the outcomes are apart.
    public var swing: Double { abs(highOutcome - lowOutcome) }
  }
  /// The outcome with all inputs at their medians.
  public let baseline: Double
  /// From the widest swing to the narrowest; equal ones in the order of the inputs.
  public let bars: [Bar]

  /// - Parameters:
  ///   - low: Probability of the low quantile, in (0, 1).
  ///   - high: That of the high one, above `low`.
  /// - Throws: `UncertaintyError.outcomeNotFinite` with the inputs.
  public init(
    of inputs: UncertainInputs, low: Double = 0.1, high: Double = 0.9, model: @escaping @Sendable ([Double]) -> Double
  ) throws(UncertaintyError) {
    self = try Self.joint(of: inputs, outcomes: 1, low: low, high: high) { [model($0)] }[0]
  }

  /// The tornados of several outcomes of one model.
  /// - Parameter outcomes: How many the model has.
  public static func joint(
    of inputs: UncertainInputs, outcomes: Int, low: Double = 0.1, high: Double = 0.9,
    model: @escaping @Sendable ([Double]) -> [Double]
  ) throws(UncertaintyError) -> [Tornado] {
    precondition(0 < low && low < high && high < 1, "quantiles at \(low) and \(high)")
    let (medians, lows, highs) = (inputs.quantiles(0.5), inputs.quantiles(low), inputs.quantiles(high))
    // Run 0 has all medians, then each input is low and high in turn.
    let runs = try ModelRuns(
      points: 1 + 2 * inputs.count, width: outcomes, names: inputs.names, threads: 1,
      inputs: { run in
        guard run > 0 else { return medians }
        var values = medians
        let i = (run - 1) / 2
        values[i] = run % 2 == 1 ? lows[i] : highs[i]
        return values
      }, model: model)
    return (0..<outcomes).map { Tornado(inputs.names, lows, highs, outcomes: runs.outcome($0)) }
  }

  private init(_ names: [String], _ lows: [Double], _ highs: [Double], outcomes: [Double]) {
    baseline = outcomes[0]
    let bars = names.enumerated().map { i, name in
      Bar(
        input: name, lowInput: lows[i], highInput: highs[i], lowOutcome: outcomes[1 + 2 * i],
        highOutcome: outcomes[2 + 2 * i])
    }
    self.bars = bars.indices.sorted { (-bars[$0].swing, $0) < (-bars[$1].swing, $1) }.map { bars[$0] }
  }
}
