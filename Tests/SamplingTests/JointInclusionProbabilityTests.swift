import Glibc
import LinearAlgebra
import Sampling
import TestSupport
import Testing

private let exact: [JointInclusionMethod] = [.sampford, .maximumEntropy, .tille, .midzuno, .systematic]

private func randomProbabilities(seed: UInt64, units: Int = 8, n: Double = 3) throws -> InclusionProbabilities {
  var generator = SeededGenerator(seed: seed)
  let sizes = (0..<units).map { _ in Double.random(in: 1..<9, using: &generator) }
  return try InclusionProbabilities(proportionalTo: sizes, sampleSize: n)
}

/// Every set of n of N units.
private func samples(of n: Int, from units: Int) -> [[Int]] {
  guard n > 0 else { return [[]] }
  guard units >= n else { return [] }
  return samples(of: n, from: units - 1) + samples(of: n - 1, from: units - 1).map { $0 + [units - 1] }
}

/// Probabilities of pairs when sample s has a probability proportional to `weight(s)`; units on the diagonal.
private func enumerated(n: Int, units: Int, weight: ([Int]) -> Double) -> Matrix {
  var (result, total) = (Matrix(rows: units, columns: units), 0.0)
  for sample in samples(of: n, from: units) {
    let w = weight(sample)
    total += w
    for k in sample { for l in sample { result[k, l] += w } }
  }
  return (1 / total) * result
}

@Suite struct JointInclusionIdentityTests {
  @Test(arguments: exact, 1...6 as ClosedRange<UInt64>)
  func rowsAddUpToTheSampleSize(method: JointInclusionMethod, seed: UInt64) throws {
    let first = try randomProbabilities(seed: seed, units: 30, n: 11)
    let joint = try JointInclusionProbabilities(of: first, method: method)
    #expect(largestRelativeError(joint.rowSums, first.probabilities.map { 11 * $0 }) <= 1e-11)
    #expect(joint.matrix.diagonal == first.probabilities)
    #expect(joint.matrix == joint.matrix.transposed())
    #expect(joint.matrix.elements.allSatisfy { (0...1).contains($0) })
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func sampfordIsTheSumOverItsSamples(seed: UInt64) throws {
    let first = try randomProbabilities(seed: seed)
    let p = first.probabilities
    let expected = enumerated(n: 3, units: 8) { s in
      s.reduce(1) { $0 * p[$1] / (1 - p[$1]) } * (3 - s.reduce(0) { $0 + p[$1] })
    }
    #expect(largestRelativeError(expected.diagonal, p) <= 1e-13)
    let joint = try JointInclusionProbabilities(of: first, method: .sampford)
    #expect(largestRelativeError(joint.matrix.elements, expected.elements) <= 1e-13)
  }

  /// With two units Sampford's, Brewer's and Durbin's designs agree; Durbin (1967), Applied Statistics 16, 152-164.
  @Test func sampfordOfTwoUnitsIsDurbins() throws {
    let first = try randomProbabilities(seed: 2, units: 9, n: 2)
    let p = first.probabilities.map { $0 / 2 }
    let scale = 1 + p.reduce(0) { $0 + $1 / (1 - 2 * $1) }
    let joint = try JointInclusionProbabilities(of: first, method: .sampford).matrix
    for (k, l) in [(0, 1), (3, 7), (2, 8)] {
      let durbin = 2 * p[k] * p[l] / scale * (1 / (1 - 2 * p[k]) + 1 / (1 - 2 * p[l]))
      #expect(joint[k, l].isClose(to: durbin))
    }
  }

  /// Chen, Dempster and Liu (1994): among all designs with these probabilities p(s) is a product, as sums over samples show.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func maximumEntropyIsAProductOverUnits(seed: UInt64) throws {
    let first = try randomProbabilities(seed: seed)
    let joint = try JointInclusionProbabilities(of: first, method: .maximumEntropy).matrix
    // π_kl = (π_k w_l - π_l w_k) / (w_l - w_k) holds for all pairs with one set of weights: from any two units follow all.
    let p = first.probabilities
    func ratio(_ k: Int, _ l: Int) -> Double { (p[k] - joint[k, l]) / (p[l] - joint[k, l]) }
    let weights = p.indices.map { $0 == 0 ? 1 : ratio($0, 0) }
    let expected = enumerated(n: 3, units: 8) { s in s.reduce(1) { $0 * weights[$1] } }
    #expect(largestRelativeError(expected.diagonal, p) <= 1e-11)
    #expect(largestRelativeError(joint.elements, expected.elements) <= 1e-11)
  }

  @Test(arguments: JointInclusionMethod.allCases.filter { ![.poisson, .systematic].contains($0) })
  func equalProbabilitiesGiveSimpleRandomSampling(method: JointInclusionMethod) throws {
    let first = try InclusionProbabilities(units: 12, sampleSize: 5)
    let joint = try JointInclusionProbabilities(of: first, method: method).matrix
    let simple = 5.0 * 4 / (12 * 11)
    // Series stop early; exact designs and the two approximations built for it do not miss.
    let misses: [JointInclusionMethod: Double] = [
      .hajek: 3e-2, .hartleyRao: 1e-3, .hartleyRaoQuotient: 1e-12, .overton: 6e-2, .brewer9: 6e-2, .brewer10: 6e-2,
      .brewer11: 6e-2, .brewer18: 1e-12,
    ]
    #expect(abs(joint[1, 4] / simple - 1) <= misses[method] ?? 1e-12)
  }

  @Test func independentDrawsMultiply() throws {
    let first = try InclusionProbabilities([0.2, 0.55, 1, 0])
    let joint = try JointInclusionProbabilities(of: first, method: .poisson).matrix
    #expect(joint[0, 1] == 0.2 * 0.55 && joint[2, 0] == 0.2 && joint[3, 1] == 0 && joint[1, 1] == 0.55)
  }

  @Test(arguments: exact) func certaintyUnitsAreIndependentOfAllOthers(method: JointInclusionMethod) throws {
    let inner = try randomProbabilities(seed: 9, units: 7, n: 3)
    let outer = try InclusionProbabilities([1] + inner.probabilities.prefix(4) + [0] + inner.probabilities.suffix(3))
    let joint = try JointInclusionProbabilities(of: outer, method: method).matrix
    let alone = try JointInclusionProbabilities(of: inner, method: method).matrix
    #expect(Array(joint.column(0)) == outer.probabilities)
    #expect(joint.column(5).allSatisfy { $0 == 0 })
    #expect(joint[1, 8].isClose(to: alone[0, 6]) && joint[2, 3].isClose(to: alone[1, 2]))
  }

  @Test func aSystematicSampleIsItsStarts() throws {
    let first = try randomProbabilities(seed: 12, units: 9, n: 4)
    let joint = try JointInclusionProbabilities(of: first, method: .systematic).matrix
    let ends = first.probabilities.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
    let starts = 200_000
    var counts = Matrix(rows: 9, columns: 9)
    for i in 0..<starts {
      let u = (Double(i) + 0.5) / Double(starts)
      let sample = (0..<9).filter { (ends[$0 + 1] - u).rounded(.up) > (ends[$0] - u).rounded(.up) }
      for k in sample { for l in sample { counts[k, l] += 1 / Double(starts) } }
    }
    #expect(zip(counts.elements, joint.elements).allSatisfy { abs($0 - $1) <= 4 / Double(starts) })
  }

  @Test func oneDrawnUnitHasNoPartner() throws {
    let first = try randomProbabilities(seed: 1, units: 5, n: 1)
    for method in exact {
      let joint = try JointInclusionProbabilities(of: first, method: method).matrix
      #expect((0..<5).allSatisfy { k in (0..<5).allSatisfy { k == $0 || joint[k, $0] < 1e-15 } })
    }
  }
}

@Suite struct JointInclusionReferenceTests {
  @Test func sampfordOfTheReferenceCase() throws {
    let sizes = try FixtureTable("sampling-joint/case-205-data.csv").numbers("size")
    let expected = try FixtureTable("sampling-joint/case-205.csv")
    let first = try InclusionProbabilities(proportionalTo: sizes, sampleSize: 4)
    let joint = try JointInclusionProbabilities(of: first, method: .sampford)
    #expect(largestRelativeError(first.probabilities, expected.values(["field": "probabilities"])) <= 1e-14)
    #expect(largestRelativeError(joint.matrix.elements, expected.values(["field": "joint"])) <= 1e-13)
    #expect(largestRelativeError(joint.rowSums, expected.values(["field": "row_sums"])) <= 1e-13)
  }

  @Test(arguments: ["municipalities", "skewed", "tied", "small", "large"]) func rGivesTheSame(population: String) throws
  {
    let table = try FixtureTable("sampling-joint/r.csv")
    let rows = table.rows.filter { $0[0] == population }
    let first = rows.filter { $0[1] == "first" }
    let sizes = first.compactMap { Double($0[3]) }
    let n = first.compactMap { Double($0[4]) }.reduce(0, +).rounded()
    let probabilities = try InclusionProbabilities(proportionalTo: sizes, sampleSize: n)
    #expect(largestRelativeError(probabilities.probabilities, first.compactMap { Double($0[4]) }) <= 1e-14)
    for method in JointInclusionMethod.allCases {
      let pairs = rows.filter { $0[1] == method.rawValue }
      guard !pairs.isEmpty else { continue }
      let joint = try JointInclusionProbabilities(of: probabilities, method: method).matrix
      let values = pairs.compactMap { row in Int(row[2]).flatMap { k in Int(row[3]).map { joint[k, $0] } } }
      let error = largestRelativeError(values, pairs.compactMap { Double($0[4]) }, floor: 1e-3)
      #expect(error <= Self.tolerance(of: method), "\(method) \(error)")
    }
  }

  /// R stops its iteration for canonical weights at 1e-12 here and divides differences of them.
  private static func tolerance(of method: JointInclusionMethod) -> Double {
    switch method {
    case .maximumEntropy: 1e-8
    case .sampford: 1e-9
    // Differences of probabilities near 1, and sums of 120 of them, against a floor of 1e-3.
    default: 1e-11
    }
  }

  /// Brewer and Donadio's equation (11) and Hájek's approximation are near the designs of high entropy.
  @Test(arguments: [JointInclusionMethod.hajek, .hartleyRao, .overton, .brewer9, .brewer10, .brewer11, .brewer18])
  func approximationsAreNearMaximumEntropy(method: JointInclusionMethod) throws {
    let first = try randomProbabilities(seed: 30, units: 120, n: 20)
    let near = try JointInclusionProbabilities(of: first, method: method).matrix
    let exact = try JointInclusionProbabilities(of: first, method: .maximumEntropy).matrix
    #expect(largestRelativeError(near.elements, exact.elements) <= 0.02)
  }
}

@Suite struct JointInclusionEdgeTests {
  @Test(arguments: [0.05, 1e-6]) func extremeProbabilitiesKeepTheirDigits(rest: Double) throws {
    let first = try InclusionProbabilities([1 - rest, 1 - 2 * rest, rest, rest, rest])
    for method in [JointInclusionMethod.maximumEntropy, .sampford] {
      let joint = try JointInclusionProbabilities(of: first, method: method)
      // The probabilities given add up to 2 only to 2e-16 of the largest, which is 1e-10 of the smallest.
      let gaps = zip(joint.rowSums, first.probabilities).map { abs($0 - 2 * $1) }
      #expect(zip(gaps, first.probabilities).allSatisfy { $0 <= 1e-12 * $1 + 1e-15 * max($1, 0.1) }, "\(method)")
    }
  }

  @Test func twoUnitsOfWhichOneIsDrawn() throws {
    let first = try InclusionProbabilities([0.7, 0.3])
    #expect(try JointInclusionProbabilities(of: first, method: .maximumEntropy).matrix[0, 1] == 0)
  }

  @Test func aDesignOfFixedSizeNeedsAWholeNumber() throws {
    let first = try InclusionProbabilities([0.5, 0.5, 0.25])
    #expect(throws: SamplingPlanError.sampleSizeNotWhole(sum: 1.25)) {
      try JointInclusionProbabilities(of: first, method: .sampford)
    }
    #expect(throws: SamplingPlanError.unequalProbabilities(smallest: 0.25, largest: 0.75)) {
      try JointInclusionProbabilities(of: try InclusionProbabilities([0.25, 0.75]), method: .simpleRandom)
    }
  }
}
