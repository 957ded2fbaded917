import SkewedTotals
import Testing

@Suite struct SkewedSampleTests {
  @Test(arguments: [false, true]) func totalAndWaldLimitsAreThoseOfTheSurveyPackage(domain: Bool) throws {
    let sample = try Reference.sample(domain: domain)
    let name = domain ? "domain" : "all"
    let limits = try sample.waldLimits()
    #expect(sample.estimate.isWithin(1e-12, of: Reference.numbers["\(name) total"]))
    #expect(sample.standardError.isWithin(1e-12, of: Reference.numbers["\(name) se"]))
    #expect(limits.lower.isWithin(1e-12, of: Reference.numbers["\(name) lower"]))
    #expect(limits.upper.isWithin(1e-12, of: Reference.numbers["\(name) upper"]))
  }

  @Test func domainIsZerosOutside() throws {
    let sample = try skewedSample([(20, 100), (30, 300)], seed: 1)
    let mask = sample.strata.map { $0.values.indices.map { $0 % 3 == 0 } }
    let domain = try sample.domain(mask)
    let rest = try sample.domain(mask.map { $0.map { !$0 } })
    #expect((domain.estimate + rest.estimate).isWithin(1e-14, of: sample.estimate))
    #expect(domain.strata.map(\.sampleSize) == [20, 30])
    #expect(try sample.domain(mask.map { $0.map { _ in true } }) == sample)
  }

  @Test func givenWeightsReplaceTheDesigns() throws {
    let values = skewedValues(10, seed: 3)
    let plain = try SkewedStratum(populationSize: 50, values: values)
    let given = try SkewedStratum(populationSize: 50, values: values, weights: [Double](repeating: 5, count: 10))
    #expect(plain == given)
    let doubled = try SkewedStratum(populationSize: 50, values: values, weights: [Double](repeating: 10, count: 10))
    let (one, two) = (try SkewedSample(strata: [plain]), try SkewedSample(strata: [doubled]))
    #expect(two.estimate.isWithin(1e-14, of: 2 * one.estimate))
    #expect(two.variance.isWithin(1e-14, of: 4 * one.variance))
  }

  @Test func unusableDataNameTheirPlace() throws {
    #expect(throws: SkewedTotalError.noStrata) { try SkewedSample(strata: []) }
    #expect(throws: SkewedTotalError.sampleSize(stratum: "s", sampled: 3, population: 2)) {
      try SkewedStratum(name: "s", populationSize: 2, values: [1, 2, 3])
    }
    #expect(throws: SkewedTotalError.singleton(stratum: "s", population: 9)) {
      try SkewedStratum(name: "s", populationSize: 9, values: [1])
    }
    #expect(throws: SkewedTotalError.value(stratum: "", row: 1, value: -2)) {
      try SkewedStratum(populationSize: 9, values: [1, -2])
    }
    #expect(throws: SkewedTotalError.weight(stratum: "", row: 0, weight: -1)) {
      try SkewedStratum(populationSize: 9, values: [1, 2], weights: [-1, 2])
    }
    #expect(throws: SkewedTotalError.unequalCounts(stratum: "", values: 2, weights: 1)) {
      try SkewedStratum(populationSize: 9, values: [1, 2], weights: [1])
    }
    let sample = try skewedSample([(20, 100)], seed: 1)
    #expect(throws: SkewedTotalError.domainSize(stratum: "0", units: 20, mask: 1)) { try sample.domain([[true]]) }
    #expect(throws: SkewedTotalError.self) { try sample.interval(level: 1) }
    #expect(throws: SkewedTotalError.self) { try sample.interval(replicates: 38) }
    #expect(throws: SkewedTotalError.self) { try sample.waldLimits(level: 0) }
  }

  @Test func notANumberIsNoAmount() {
    #expect {
      try SkewedStratum(name: "s", populationSize: 9, values: [1, .nan])
    } throws: { error in
      "\(error)".contains("stratum s, row 2")
    }
  }
}
