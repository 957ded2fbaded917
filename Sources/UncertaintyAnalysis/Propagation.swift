/// The distribution of a model's outcome that the distributions of its inputs imply.
///
/// The points are R independently scrambled Sobol' sequences of n points each. Each alone is an unbiased sample, so the spread of
/// the R means is the error of their mean, which points of one sequence could not tell.
/// > Source: Owen (1997), Annals of Statistics 25, 1541-1562; L'Ecuyer and Lemieux (2002), in Modeling Uncertainty, 419-474.
public struct Propagation: Sendable {
  /// A number with its Monte Carlo error, of R - 1 degrees of freedom.
  public struct Estimate: Sendable, Hashable {
    public let value: Double
    public let standardError: Double
  }
  /// n R outcomes, sequence by sequence, in the model's unit.
  public let outcomes: [Double]
  public let mean: Estimate
  /// In the square of the model's unit.
  public let variance: Estimate
  private let ascending: [Double]
  /// n
  private let points: Int

  /// - Parameters:
  ///   - model: A function of its inputs alone, in the order of `inputs`; called from several threads.
  ///   - points: n, from 1; best a power of two.
  ///   - sequences: R, 2 or more.
  ///   - threads: Changes the time and no byte.
  /// - Throws: `UncertaintyError.outcomeNotFinite` with the inputs, `.tooManyInputs`.
  public init(
    of inputs: UncertainInputs, points: Int = 1024, sequences: Int = 16, seed: UInt64, threads: Int = 1,
    model: @escaping @Sendable ([Double]) -> Double
  ) throws(UncertaintyError) {
    self = try Self.joint(
      of: inputs, outcomes: 1, points: points, sequences: sequences, seed: seed, threads: threads
    ) { [model($0)] }[0]
  }

  /// The distributions of several outcomes of one model, whose draws belong together: the n-th of each is of the same inputs.
  /// - Parameter outcomes: How many the model has.
  public static func joint(
    of inputs: UncertainInputs, outcomes: Int, points: Int = 1024, sequences: Int = 16, seed: UInt64, threads: Int = 1,
    model: @escaping @Sendable ([Double]) -> [Double]
  ) throws(UncertaintyError) -> [Propagation] {
    precondition(points >= 1 && sequences >= 2, "\(sequences) sequences of \(points) points")
    try inputs.require(atMost: SobolSequence.maximumDimensions)
    let scrambled = (0..<sequences).map { SobolSequence(dimensions: inputs.count, seed: seed, scramble: $0) }
    let runs = try ModelRuns(
      points: points * sequences, width: outcomes, names: inputs.names, threads: threads,
      inputs: { inputs.values(at: scrambled[$0 / points].point($0 % points)) }, model: model)
    return (0..<outcomes).map { Propagation(outcomes: runs.outcome($0), points: points) }
  }

  /// Another number of the same draws, such as a sum or a present value of outcomes.
  /// - Parameter outcomes: As many as this one's, in the same order.
  public func derived(_ outcomes: [Double]) -> Propagation {
    precondition(outcomes.count == self.outcomes.count, "one outcome a draw")
    return Propagation(outcomes: outcomes, points: points)
  }

  private init(outcomes: [Double], points: Int) {
    let mean = outcomes.mean
    let runs = stride(from: 0, to: outcomes.count, by: points).map { outcomes[$0..<$0 + points] }
    self.mean = Estimate(ofEqual: runs.map(\.mean))
    // About the mean of all points: the R averages then differ by their points alone.
    variance = Estimate(ofEqual: runs.map { run in run.map { ($0 - mean) * ($0 - mean) }.mean })
    (self.outcomes, self.points) = (outcomes, points)
    ascending = outcomes.sorted()
  }

  /// The smallest outcome that a fraction p of the outcomes does not exceed.
  /// - Precondition: `0 <= p <= 1`.
  public func quantile(_ p: Double) -> Double {
    precondition(0 <= p && p <= 1, "\(p) is not a probability")
    let rank = (p * Double(ascending.count)).rounded(.up)
    return ascending[min(max(Int(rank) - 1, 0), ascending.count - 1)]
  }

  /// The fraction of outcomes above a threshold.
  public func probability(above threshold: Double) -> Double {
    Double(ascending.lazy.filter { $0 > threshold }.count) / Double(ascending.count)
  }
}

extension Propagation.Estimate {
  /// The mean of R independent numbers of equal precision.
  init(ofEqual values: [Double]) {
    let mean = values.mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    value = mean
    standardError = (squares / Double(values.count * (values.count - 1))).squareRoot()
  }
}

extension UncertainInputs {
  func require(atMost limit: Int) throws(UncertaintyError) {
    guard count <= limit else { throw .tooManyInputs(count: count, limit: limit) }
  }
}

extension Collection where Element == Double {
  var mean: Double { reduce(0, +) / Double(count) }
}
