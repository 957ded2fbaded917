import RandomStreams

/// A design ready to be drawn from: a method, and the probability of every unit.
///
/// ```swift
/// let first = try InclusionProbabilities(proportionalTo: exports, sampleSize: 40)
/// let design = try Selection(.sampford, of: first)
/// var random = CounterRandom(seed: 2019, replicate: 0, stratum: h)
/// let units = design.draw(using: &random)
/// ```
/// Units of probability 1 are in every sample, units of probability 0 in none.
/// - Complexity: a draw takes O(N) with `simpleRandom`, `systematic` and `poisson`, O(N log N) where units are put in order, O(N n) with
///   `brewer`, `sampford` and `maximumEntropy`, which also keep O(N n) numbers, and O(N (N - n)) with `tille`.
public struct Selection: Sendable {
  public let method: SelectionMethod
  public let probabilities: InclusionProbabilities
  /// Units strictly between 0 and 1, in the order of the frame, and their probabilities.
  private let open: [Int]
  private let drawn: [Double]
  private let procedure: Procedure

  private enum Procedure: Sendable {
    case simpleRandom(Int)
    case systematic
    case poisson
    case brewer(Int)
    case sequential(SequentialSelection)
    case elimination(EliminationSelection)
    case order(Int)
  }

  /// - Throws: ``SamplingPlanError`` where a method of fixed size is given probabilities that do not add up to a whole number, simple
  ///   random sampling unequal ones, or where canonical weights are not found.
  public init(_ method: SelectionMethod, of probabilities: InclusionProbabilities) throws(SamplingPlanError) {
    let all = probabilities.probabilities
    open = all.indices.filter { all[$0] > 0 && all[$0] < 1 }
    drawn = open.map { all[$0] }
    self.method = method
    self.probabilities = probabilities
    procedure = try Self.procedure(method, drawn)
  }

  private static func procedure(_ method: SelectionMethod, _ p: [Double]) throws(SamplingPlanError) -> Procedure {
    let sum = p.reduce(0, +)
    let n = Int(sum.rounded())
    if method.hasFixedSize, abs(sum - Double(n)) > 1e-6 * max(1, sum) { throw .sampleSizeNotWhole(sum: sum) }
    switch method {
    case .simpleRandom:
      let (smallest, largest) = p.reduce((1, 0)) { (min($0.0, $1), max($0.1, $1)) }
      guard p.isEmpty || largest - smallest <= 1e-9 * largest else {
        throw .unequalProbabilities(smallest: smallest, largest: largest)
      }
      return .simpleRandom(n)
    case .systematic, .randomizedSystematic: return .systematic
    case .poisson: return .poisson
    case .brewer: return .brewer(n)
    case .sampford: return .sequential(SequentialSelection(sampford: p, size: n))
    case .maximumEntropy: return .sequential(try SequentialSelection(maximumEntropy: p, size: n))
    case .tille: return .elimination(EliminationSelection(p, size: n))
    case .pareto, .sequentialPoisson: return .order(n)
    }
  }

  /// The places of the units of one sample, rising.
  public func draw(using random: inout CounterRandom) -> [Int] {
    let places: [Int]
    switch procedure {
    case .simpleRandom(let n):
      var list = Array(drawn.indices)
      random.choose(n, amongFirstOf: &list)
      places = Array(list.prefix(n))
    case .systematic:
      var order = Array(drawn.indices)
      if method == .randomizedSystematic { random.choose(order.count, amongFirstOf: &order) }
      places = Self.systematic(order.map { drawn[$0] }, start: random.uniform()).map { order[$0] }
    case .poisson: places = poisson(using: &random)
    case .brewer(let n): places = BrewerSelection.draw(n, of: drawn, using: &random)
    case .sequential(let selection): places = selection.draw(using: &random)
    case .elimination(let selection): places = selection.draw(using: &random)
    case .order(let n): places = ordered(n, by: drawn.indices.map { _ in random.uniform() })
    }
    return withCertainUnits(places)
  }

  /// The sample that permanent random numbers give: with `poisson`, `pareto` and `sequentialPoisson`, and with `simpleRandom`, where it is
  /// the n units of the smallest numbers.
  ///
  /// Samples of two years, or of two surveys, drawn with the same numbers overlap as much as their probabilities allow.
  /// - Parameter numbers: N numbers in [0, 1), one a unit of the frame.
  /// - Returns: nil where the method cannot use them.
  public func draw(permanentRandomNumbers numbers: [Double]) -> [Int]? {
    precondition(numbers.count == probabilities.probabilities.count, "one number a unit")
    let own = open.map { numbers[$0] }
    switch (method, procedure) {
    case (.poisson, _): return withCertainUnits(drawn.indices.filter { own[$0] < drawn[$0] })
    case (_, .order(let n)): return withCertainUnits(ordered(n, by: own))
    case (_, .simpleRandom(let n)): return withCertainUnits(Self.smallest(n, own))
    default: return nil
    }
  }

  private func poisson(using random: inout CounterRandom) -> [Int] {
    var places: [Int] = []
    for (place, probability) in drawn.enumerated() where random.uniform() < probability { places.append(place) }
    return places
  }

  private func withCertainUnits(_ places: [Int]) -> [Int] {
    (places.map { open[$0] } + probabilities.certaintyUnits).sorted()
  }

  /// The n units whose random numbers are smallest beside their probabilities.
  private func ordered(_ n: Int, by uniform: [Double]) -> [Int] {
    Self.smallest(
      n,
      zip(uniform, drawn).map { u, p in method == .pareto ? u / (1 - u) * (1 - p) / p : u / p })
  }

  private static func smallest(_ n: Int, _ keys: [Double]) -> [Int] {
    Array(keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }.prefix(n))
  }

  /// Units whose stretch of the cumulated probabilities holds a point start + j.
  private static func systematic(_ p: [Double], start: Double) -> [Int] {
    let sum = p.reduce(0, +)
    // A sum that is whole but for rounding must not cost the last unit of some starts.
    let scale = abs(sum - sum.rounded()) < 1e-9 * max(sum, 1) && sum > 0 ? sum.rounded() / sum : 1
    var (cumulated, next, places) = (0.0, start, [Int]())
    for (place, probability) in p.enumerated() {
      cumulated += probability
      let end = place == p.count - 1 ? sum * scale : cumulated * scale
      guard next < end else { continue }
      places.append(place)
      next += 1
    }
    return places
  }
}
