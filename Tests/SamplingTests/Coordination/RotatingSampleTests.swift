import RandomStreams
import Sampling
import Testing

/// A small population over years, sampled with rotation.
private struct RotatingPopulation {
  let seed: UInt64
  var strata: [[Int]]
  var sampleSizes: [Int]

  /// The samples of a run, year by year; a unit in stratum -1 does not exist.
  func samples(_ run: Int, retained: Double) -> [Set<Int>] {
    var samples: [Set<Int>] = []
    for year in strata.indices {
      var sample = Set<Int>()
      for h in sampleSizes.indices {
        let members = strata[year].indices.filter { strata[year][$0] == h }
        let origins = members.map { unit -> RotatingSample.Origin in
          guard year > 0, strata[year - 1][unit] >= 0 else { return .birth }
          return .stratum(strata[year - 1][unit], isSampled: samples[year - 1].contains(unit))
        }
        let numbers = PermanentRandomNumbers(seed: seed &+ UInt64(run), purpose: UInt32(year))
        var random = CounterRandom(seed: seed &+ UInt64(run), replicate: year, stratum: h)
        let drawn = RotatingSample(
          sampleSize: min(sampleSizes[h], members.count), origins: origins,
          order: members.map { numbers.bits(of: "unit\($0)") }, retained: retained, using: &random)
        sample.formUnion(drawn.units.map { members[$0] })
      }
      samples.append(sample)
    }
    return samples
  }
}

@Suite struct RotatingSampleTests {
  @Test(arguments: [0.0, 0.25, 0.6, 0.8, 1.0]) func anUnchangedFrameGivesTheOverlapAskedFor(retained: Double) {
    let strata = [[Int]](repeating: (0..<120).map { $0 % 3 }, count: 5)
    let population = RotatingPopulation(seed: 11, strata: strata, sampleSizes: [11, 17, 20])
    for run in 0..<50 {
      let samples = population.samples(run, retained: retained)
      for year in 1..<5 {
        for h in 0..<3 {
          let both = samples[year].intersection(samples[year - 1]).count { $0 % 3 == h }
          #expect(abs(Double(both) - retained * Double(population.sampleSizes[h])) <= 1)
        }
      }
    }
  }

  /// Where last year's sample is too small or the others too few, as much is kept as there is, or as has to be.
  @Test func theOverlapKeepsWithinWhatThereIs() {
    let numbers = PermanentRandomNumbers(seed: 1)
    func overlap(_ n: Int, sampled: Int, of count: Int, retained: Double) -> Int {
      var random = CounterRandom(seed: 1, replicate: 0, stratum: 0)
      let origins = (0..<count).map { RotatingSample.Origin.stratum(0, isSampled: $0 < sampled) }
      let order = (0..<count).map { numbers.bits(of: "\($0)") }
      return RotatingSample(sampleSize: n, origins: origins, order: order, retained: retained, using: &random).overlap
    }
    #expect(overlap(10, sampled: 4, of: 20, retained: 0.8) == 4)
    #expect(overlap(10, sampled: 8, of: 12, retained: 0.1) == 6)
    #expect(overlap(12, sampled: 8, of: 12, retained: 0.1) == 8)
    #expect(overlap(0, sampled: 8, of: 12, retained: 0.5) == 0)
  }

  /// Births, deaths and units that change stratum: in every year every unit has n/N and every pair n(n - 1)/(N(N - 1)). With 20,000 runs
  /// the standard error of a frequency is at most 0.0036; the limit of 5 of them is passed once in 3,000 tests of 450 frequencies.
  @Test func probabilitiesAreThoseOfSimpleRandomSamples() {
    let strata = [
      [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -1, -1, -1],
      [0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, -1],
      [0, 0, 1, 1, 1, 0, 1, -1, 1, 0, 0, 0, 1, 0],
    ]
    let population = RotatingPopulation(seed: 12, strata: strata, sampleSizes: [3, 2])
    let runs = 20_000
    var single = [[Int]](repeating: [Int](repeating: 0, count: 14), count: 3)
    var pairs = [[[Int]]](repeating: [[Int]](repeating: [Int](repeating: 0, count: 14), count: 14), count: 3)
    for run in 0..<runs {
      for (year, sample) in population.samples(run, retained: 0.6).enumerated() {
        for k in sample {
          single[year][k] += 1
          for l in sample where l > k { pairs[year][k][l] += 1 }
        }
      }
    }
    func isClose(_ count: Int, _ probability: Double) -> Bool {
      let error = (probability * (1 - probability) / Double(runs)).squareRoot()
      return abs(Double(count) / Double(runs) - probability) <= 5 * error
    }
    for year in 0..<3 {
      for k in 0..<14 where strata[year][k] >= 0 {
        let h = strata[year][k]
        let (n, size) = (Double(population.sampleSizes[h]), Double(strata[year].count { $0 == h }))
        #expect(isClose(single[year][k], n / size), "year \(year), unit \(k)")
        for l in (k + 1)..<14 where strata[year][l] == h {
          #expect(isClose(pairs[year][k][l], n * (n - 1) / (size * (size - 1))), "year \(year), pair \(k), \(l)")
        }
      }
    }
  }

  /// Births, deaths and changers: the mean overlap against its expectation, the mean of what each group keeps. Groups give
  /// hypergeometric numbers; with a retained part of one half and groups of the sizes here, `round(n_g/2)` has the mean below.
  @Test func theMeanOverlapOfAChangedFrameIsAsDerived() {
    // 40 stay in the stratum, 10 are new: n_g of the 40 is hypergeometric(50, 40, 20); last year's sample of 16 of them is random too.
    let before = [Int](repeating: 0, count: 40) + [Int](repeating: -1, count: 10) + [0, 0, 0, 0]
    let after = [Int](repeating: 0, count: 50) + [-1, -1, -1, -1]
    let population = RotatingPopulation(seed: 13, strata: [before, after], sampleSizes: [20])
    let runs = 4000
    let overlaps = (0..<runs).map { run in
      let samples = population.samples(run, retained: 0.5)
      return Double(samples[0].intersection(samples[1]).count)
    }
    let mean = overlaps.reduce(0, +) / Double(runs)
    let deviation = (overlaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)).squareRoot()
    let expected = Self.expectedOverlap(stayers: 40, births: 10, deaths: 4, n: 20)
    #expect(abs(mean - expected) <= 4 * deviation / Double(runs).squareRoot(), "mean \(mean), expected \(expected)")
  }

  /// E min(max(round(n_g/2), n_g - (stayers - m)), m) over n_g of the second sample and m of the first among the stayers.
  private static func expectedOverlap(stayers: Int, births: Int, deaths: Int, n: Int) -> Double {
    let first = hypergeometric(n, inside: stayers, outside: deaths)
    let second = hypergeometric(n, inside: stayers, outside: births)
    var sum = 0.0
    for (m, p) in first.enumerated() {
      for (size, q) in second.enumerated() {
        let half = Int((0.5 * Double(size)).rounded())
        sum += p * q * Double(min(max(half, size - (stayers - m)), m, size))
      }
    }
    return sum
  }

  /// P(j of n units are inside), j from 0 to n.
  private static func hypergeometric(_ n: Int, inside: Int, outside: Int) -> [Double] {
    func choose(_ a: Int, _ b: Int) -> Double {
      b < 0 || b > a ? 0 : (0..<b).reduce(1.0) { $0 * Double(a - $1) / Double($1 + 1) }
    }
    return (0...n).map { choose(inside, $0) * choose(outside, n - $0) / choose(inside + outside, n) }
  }
}

@Suite struct PermanentRandomNumberTests {
  @Test func numbersBelongToSeedUnitAndPurpose() {
    let numbers = PermanentRandomNumbers(seed: 5)
    #expect(numbers.bits(of: "F000017") == numbers.bits(of: "F000017"))
    let others = [
      numbers.bits(of: "F000018"), numbers.bits(of: "F00001"), numbers.bits(of: "F000017\0"),
      PermanentRandomNumbers(seed: 6).bits(of: "F000017"),
      PermanentRandomNumbers(seed: 5, purpose: 1).bits(of: "F000017"), numbers.bits(of: ""),
      numbers.bits(of: "12345678"), numbers.bits(of: "1234567812345678"),
    ]
    #expect(Set(others + [numbers.bits(of: "F000017")]).count == 9)
  }

  /// 100,000 numbers of successive identifiers in 100 classes: chi-square with 99 degrees of freedom is below 160 in all but 1 of 10^4
  /// cases. The same for the classes of pairs of neighbours.
  @Test func numbersOfSuccessiveIdentifiersAreUniform() {
    let numbers = PermanentRandomNumbers(seed: 2026)
    let values = (0..<100_000).map { numbers.uniform(of: "F\($0)") }
    func chiSquare(_ classes: [Int]) -> Double {
      let counts = classes.reduce(into: [Int](repeating: 0, count: 100)) { $0[$1] += 1 }
      let expected = Double(classes.count) / 100
      return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }
    #expect(chiSquare(values.map { Int($0 * 100) }) < 160)
    #expect(chiSquare(zip(values, values.dropFirst()).map { 10 * Int($0 * 10) + Int($1 * 10) }) < 160)
  }
}
