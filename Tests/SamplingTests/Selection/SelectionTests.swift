import LinearAlgebra
import RandomStreams
import Sampling
import Testing

/// Frequencies of 100,000 samples of a small frame against the probabilities of the design.
///
/// A frequency of probability p has the standard error √(p (1 - p) / R), at most 0.0016. All tests together look at some 500 of them;
/// five standard errors are passed by one of 500 in 1 of 3,500 test runs, and the seeds are fixed.
@Suite struct SelectionTests {
  static let runs = 100_000
  static let unequal = [0.0, 0.15, 0.25, 0.35, 0.4, 0.5, 0.55, 0.8, 1.0]
  static let equal = [Double](repeating: 0.375, count: 8)

  private struct Frequencies {
    var single: [Int]
    var pairs: [[Int]]
    var sizes = Set<Int>()

    init(_ design: Selection, seed: UInt64, permanent: Bool = false) {
      let count = design.probabilities.probabilities.count
      single = [Int](repeating: 0, count: count)
      pairs = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
      for run in 0..<SelectionTests.runs {
        var random = CounterRandom(seed: seed, replicate: run, stratum: 0)
        let units =
          permanent
          ? design.draw(permanentRandomNumbers: (0..<count).map { _ in random.uniform() })!
          : design.draw(using: &random)
        sizes.insert(units.count)
        for k in units {
          single[k] += 1
          for l in units where l > k { pairs[k][l] += 1 }
        }
      }
    }
  }

  private func isClose(_ count: Int, _ probability: Double) -> Bool {
    let error = (probability * (1 - probability) / Double(Self.runs)).squareRoot()
    return abs(Double(count) / Double(Self.runs) - probability) <= 5 * error + 1e-12
  }

  private static func probabilities(_ method: SelectionMethod) throws -> InclusionProbabilities {
    try InclusionProbabilities(method == .simpleRandom ? equal : unequal)
  }

  @Test(arguments: SelectionMethod.allCases.filter(\.isExact)) func unitsHaveTheirProbabilities(method: SelectionMethod)
    throws
  {
    let first = try Self.probabilities(method)
    let found = Frequencies(try Selection(method, of: first), seed: 31)
    for (k, probability) in first.probabilities.enumerated() {
      #expect(isClose(found.single[k], probability), "\(method), unit \(k)")
    }
    if method.hasFixedSize { #expect(found.sizes == [Int(first.sum.rounded())]) }
  }

  @Test(arguments: SelectionMethod.allCases.filter { $0.jointInclusionMethod != nil })
  func pairsHaveTheirProbabilities(method: SelectionMethod) throws {
    let first = try Self.probabilities(method)
    let joint = try JointInclusionProbabilities(of: first, method: method.jointInclusionMethod!).matrix
    let found = Frequencies(try Selection(method, of: first), seed: 32)
    for k in first.probabilities.indices {
      for l in (k + 1)..<max(k + 1, first.probabilities.count) {
        #expect(isClose(found.pairs[k][l], joint[k, l]), "\(method), pair \(k), \(l)")
      }
    }
  }

  /// Brewer's pairs against all orders in which his steps can draw two of the units.
  @Test func brewerPairsAreThoseOfHisSteps() throws {
    let p = [0.2, 0.3, 0.4, 0.5, 0.6]
    let design = try Selection(.brewer, of: InclusionProbabilities(p))
    let found = Frequencies(design, seed: 33)
    func chances(_ step: Int, without taken: [Int]) -> [Double] {
      let left = 2 - taken.reduce(0) { $0 + p[$1] }
      let weights = p.indices.map { k in
        taken.contains(k) ? 0 : p[k] * (left - p[k]) / (left - p[k] * Double(2 - step))
      }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    let first = chances(0, without: [])
    for k in p.indices {
      for l in (k + 1)..<max(k + 1, 5) {
        let joint = first[k] * chances(1, without: [k])[l] + first[l] * chances(1, without: [l])[k]
        #expect(isClose(found.pairs[k][l], joint))
      }
    }
  }

  /// Order sampling comes near the probabilities: for these within 0.01 with Pareto's order, which is the nearer one, and 0.04 with the
  /// other.
  @Test(arguments: [(SelectionMethod.pareto, 0.01), (.sequentialPoisson, 0.04)])
  func orderSamplingComesNear(method: SelectionMethod, limit: Double) throws {
    let first = try Self.probabilities(method)
    let found = Frequencies(try Selection(method, of: first), seed: 34)
    #expect(found.sizes == [4])
    for (k, probability) in first.probabilities.enumerated() {
      #expect(abs(Double(found.single[k]) / Double(Self.runs) - probability) < limit, "\(method), unit \(k)")
    }
  }

  @Test(arguments: [SelectionMethod.simpleRandom, .poisson]) func permanentNumbersGiveTheSameProbabilities(
    method: SelectionMethod
  ) throws {
    let first = try Self.probabilities(method)
    let found = Frequencies(try Selection(method, of: first), seed: 35, permanent: true)
    for (k, probability) in first.probabilities.enumerated() { #expect(isClose(found.single[k], probability)) }
  }

  /// With the same numbers a larger sample holds the smaller one.
  @Test func permanentNumbersNestSamples() throws {
    var random = CounterRandom(seed: 3, replicate: 0, stratum: 0)
    let numbers = (0..<200).map { _ in random.uniform() }
    let sizes = (0..<200).map { _ in 1 + random.uniform() }
    for method in [SelectionMethod.poisson, .pareto, .sequentialPoisson] {
      let samples = try [20.0, 60].map { n in
        let first = try InclusionProbabilities(proportionalTo: sizes, sampleSize: n)
        return Set(try #require(try Selection(method, of: first).draw(permanentRandomNumbers: numbers)))
      }
      #expect(samples[0].subtracting(samples[1]).count <= (method == .pareto ? 1 : 0))
    }
  }

  @Test func wholeSumsGiveWholeSamplesAtEveryStart() throws {
    // Ten times 0.3 adds up to 2.9999999999999996.
    let first = try InclusionProbabilities([Double](repeating: 0.3, count: 10))
    let design = try Selection(.systematic, of: first)
    for run in 0..<2000 {
      var random = CounterRandom(seed: 4, replicate: run, stratum: 0)
      #expect(design.draw(using: &random).count == 3)
    }
  }

  @Test func edges() throws {
    var random = CounterRandom(seed: 4, replicate: 0, stratum: 0)
    for method in SelectionMethod.allCases {
      let census = try Selection(method, of: InclusionProbabilities([1, 1, 1]))
      #expect(census.draw(using: &random) == [0, 1, 2])
      let none = try Selection(method, of: InclusionProbabilities([0, 0]))
      #expect(none.draw(using: &random).isEmpty)
    }
    #expect(throws: SamplingPlanError.self) { try Selection(.brewer, of: InclusionProbabilities([0.5, 0.6])) }
    #expect(throws: SamplingPlanError.self) { try Selection(.simpleRandom, of: InclusionProbabilities([0.4, 0.6])) }
    #expect(try Selection(.tille, of: InclusionProbabilities([0.5, 0.5])).draw(permanentRandomNumbers: [0, 0]) == nil)
  }

  /// The same stream gives the same sample, whatever was drawn before.
  @Test func drawsBelongToTheirStream() throws {
    let design = try Selection(.sampford, of: InclusionProbabilities(Self.unequal))
    var (first, again) = (
      CounterRandom(seed: 9, replicate: 7, stratum: 3), CounterRandom(seed: 9, replicate: 7, stratum: 3)
    )
    let sample = design.draw(using: &first)
    var other = CounterRandom(seed: 9, replicate: 8, stratum: 3)
    _ = design.draw(using: &other)
    #expect(design.draw(using: &again) == sample)
  }

  /// Four hundred units: sequential methods keep their digits where coefficients span many orders of magnitude.
  @Test(arguments: [SelectionMethod.sampford, .maximumEntropy, .brewer, .pareto]) func largeFrames(
    method: SelectionMethod
  ) throws {
    var random = CounterRandom(seed: 10, replicate: 0, stratum: 0)
    let sizes = (0..<400).map { _ in exponential(random.normal()) }
    let first = try InclusionProbabilities(proportionalTo: sizes, sampleSize: 60)
    let design = try Selection(method, of: first)
    let weights = (0..<40).map { run in
      var random = CounterRandom(seed: 11, replicate: run, stratum: 0)
      let units = design.draw(using: &random)
      #expect(units.count == 60)
      // Σ 1/π estimates N.
      return units.reduce(0) { $0 + 1 / first.probabilities[$1] }
    }
    let mean = weights.reduce(0, +) / 40
    let error = (weights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39 / 40).squareRoot()
    #expect(abs(mean - 400) < 5 * error)
  }
}
