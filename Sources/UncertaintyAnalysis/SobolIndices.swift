/// The variance of a model's outcome divided among groups of inputs.
///
/// ```
/// S_g = Σ f(B) (f(A_B^g) - f(A)) / (n V)            the variance that knowing g alone would remove
/// T_g = Σ (f(A) - f(A_B^g))² / (2 n V)               what would remain if all but g were known; T_g - S_g is interaction
/// ```
/// A and B are the halves of n points of a scrambled Sobol' sequence in 2k dimensions, and A_B^g is A with the coordinates of
/// group g from B. V is the variance of f(A) and f(B) together; f is taken about its mean, which changes no expectation and
/// much rounding. n (G + 2) evaluations. Groups hold correlated inputs together, so that their parts add up as those of
/// independent inputs do.
///
/// Intervals are percentiles of a bootstrap of the points. It takes them for independent, so for smooth models the intervals
/// are wider than the error is.
/// > Source: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Computer Physics Communications 181, 259-270,
/// > table 2 (b) and (f); Jansen (1999), Computer Physics Communications 117, 35-43; Jacques, Lavergne and Devictor (2006),
/// > Reliability Engineering and System Safety 91, 1126-1134, for groups.
public struct SobolIndices: Sendable {
  /// An index, a fraction of the variance, and its bootstrap interval. Small ones can come out below 0.
  public struct Index: Sendable, Hashable {
    public let value: Double
    public let lower: Double
    public let upper: Double
  }

  public struct Part: Sendable, Hashable {
    public let group: InputGroup
    public let firstOrder: Index
    public let total: Index
  }

  /// In the order of the groups.
  public let parts: [Part]
  /// Of the outcome, in the model's unit.
  public let mean: Double
  public let variance: Double
  /// n (G + 2).
  public let evaluations: Int

  /// - Parameters:
  ///   - groups: Every input in exactly one; the finest where not given.
  ///   - points: n; best a power of two.
  ///   - resamples: Of the bootstrap.
  ///   - confidence: Of the intervals, in (0, 1).
  ///   - threads: Changes the time and no byte.
  ///   - model: A function of its inputs alone, in the order of `inputs`; called from several threads.
  /// - Throws: ``UncertaintyError``; `.constantOutcome` where there is no variance to divide.
  public init(
    of inputs: UncertainInputs, groups: [InputGroup]? = nil, points: Int = 4096, seed: UInt64, threads: Int = 1,
    resamples: Int = 1000, confidence: Double = 0.95, model: @escaping @Sendable ([Double]) -> Double
  ) throws(UncertaintyError) {
    let indices = try Self.joint(
      of: inputs, outcomes: 1, groups: groups, points: points, seed: seed, threads: threads, resamples: resamples,
      confidence: confidence
    ) { [model($0)] }[0]
    guard let indices else { throw .constantOutcome(value: model(inputs.quantiles(0.5))) }
    self = indices
  }

  /// The indices of several outcomes of one model from the same evaluations; nil for an outcome that is always the same.
  /// - Parameter outcomes: How many the model has.
  public static func joint(
    of inputs: UncertainInputs, outcomes: Int, groups: [InputGroup]? = nil, points: Int = 4096, seed: UInt64,
    threads: Int = 1, resamples: Int = 1000, confidence: Double = 0.95,
    model: @escaping @Sendable ([Double]) -> [Double]
  ) throws(UncertaintyError) -> [SobolIndices?] {
    precondition(points >= 2 && resamples >= 1 && confidence > 0 && confidence < 1)
    try inputs.require(atMost: SobolSequence.maximumDimensions / 2)
    let groups = groups ?? inputs.smallestGroups
    let design = PickFreezeDesign(
      inputs: inputs, groupOfInput: try inputs.groupNumbers(groups), groups: groups.count, seed: seed)
    let runs = try ModelRuns(
      points: points * design.runsPerPoint, width: outcomes, names: inputs.names, threads: threads,
      inputs: design.inputs, model: model)
    return (0..<outcomes).map { j in
      let sums = PickFreezeSums(outcomes: runs.outcome(j), groups: groups.count)
      let resampled = ordered(count: resamples, threads: threads) { sums.resampled(seed: seed, replicate: $0) }
      return SobolIndices(sums, resampled, groups: groups, confidence, evaluations: points * design.runsPerPoint)
    }
  }

  /// nil without variance.
  private init?(
    _ sums: PickFreezeSums, _ resampled: [PickFreezeSums.Indices], groups: [InputGroup], _ confidence: Double,
    evaluations: Int
  ) {
    let estimate = sums.all
    guard estimate.variance > 0 else { return nil }
    parts = groups.enumerated().map { g, group in
      Part(
        group: group, firstOrder: Index(estimate.firstOrder[g], resampled.map { $0.firstOrder[g] }, confidence),
        total: Index(estimate.total[g], resampled.map { $0.total[g] }, confidence))
    }
    (mean, variance, self.evaluations) = (sums.center, estimate.variance, evaluations)
  }
}

extension SobolIndices.Index {
  /// Percentiles of the replicates. A resample that drew one point alone has no variance and says nothing.
  fileprivate init(_ value: Double, _ replicates: [Double], _ confidence: Double) {
    let ascending = replicates.filter(\.isFinite).sorted()
    let below = Int((Double(ascending.count) * (1 - confidence) / 2).rounded(.down))
    self.value = value
    lower = ascending.isEmpty ? value : ascending[below]
    upper = ascending.isEmpty ? value : ascending[ascending.count - 1 - below]
  }
}
