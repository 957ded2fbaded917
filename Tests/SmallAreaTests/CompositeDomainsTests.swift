import Glibc
import SmallArea
import Testing

@Suite struct CompositeDomainsTests {
  private static func domain(
    _ direct: Double, _ synthetic: Double, variance: Double = 4, differenceVariance: Double = 1, margin: Int = 0
  ) -> CompositeDomains.Domain {
    CompositeDomains.Domain(
      name: "d", direct: direct, directVariance: variance, synthetic: synthetic, syntheticVariance: 1,
      differenceVariance: differenceVariance, varianceClass: 0, margin: margin)
  }

  // MARK: Identities

  @Test func domainsAddToTheirMarginsDirectSum() throws {
    let domains = [(3.0, 5.0, 0), (8, 4, 0), (0, 2, 0), (7, 7, 1), (1, 3, 1)].map {
      Self.domain($0.0, $0.1, margin: $0.2)
    }
    let estimates = try CompositeDomains(domains).estimates
    for margin in 0...1 {
      let places = domains.indices.filter { domains[$0].margin == margin }
      let (own, found) = (
        places.reduce(0) { $0 + domains[$1].direct }, places.reduce(0) { $0 + estimates[$1].value }
      )
      #expect(abs(own - found) <= 1e-12 * own)
    }
  }

  /// By hand: differences 2 and -2 with variance 1 each leave an excess of 6 over 5² + 4² = 41.
  @Test func theBiasIsWhatSamplingDoesNotExplain() throws {
    let found = try CompositeDomains([Self.domain(7, 5), Self.domain(2, 4)])
    #expect(abs(found.relativeBias * found.relativeBias - 6.0 / 41) <= 1e-15)
    let first = found.estimates[0]
    let (synthetic, direct) = (1 + 6.0 / 41 * 25, 8.0 / 9 * 5)
    #expect(abs(first.syntheticError - synthetic) <= 1e-14)
    #expect(abs(first.smoothedVariance - direct) <= 1e-14)
    #expect(abs(first.weight - synthetic / (synthetic + direct)) <= 1e-15)
    #expect(abs(first.unadjusted - (first.weight * 7 + (1 - first.weight) * 5)) <= 1e-14)
  }

  @Test func differencesWithinSamplingErrorShowNoBias() throws {
    let found = try CompositeDomains([Self.domain(5.5, 5), Self.domain(3.8, 4)])
    #expect(found.relativeBias == 0)
    #expect(found.estimates.allSatisfy { $0.weight > 0 && $0.weight < 1 })
  }

  @Test func aDomainWithoutAmountIsZeroWithoutError() throws {
    let empty = CompositeDomains.Domain(
      name: "none", direct: 0, directVariance: 0, synthetic: 0, syntheticVariance: 0, differenceVariance: 0,
      varianceClass: 0, margin: 1)
    let found = try CompositeDomains([Self.domain(5, 5), empty]).estimates[1]
    #expect(found.value == 0 && found.meanSquaredError == 0)
  }

  @Test func numbersThatAreNoneNameTheDomain() {
    #expect(throws: SmallAreaError.notFinite(area: "d", what: "the direct estimate")) {
      try CompositeDomains([Self.domain(.nan, 1)])
    }
    #expect(throws: SmallAreaError.notFinite(area: "d", what: "its variance")) {
      try CompositeDomains([Self.domain(1, 1, variance: -1)])
    }
  }

  // MARK: Simulation

  /// 300 lists of 120 domains whose direct estimates scatter by ψ Y and whose synthetic ones are off by 30 %: the composite's
  /// error is below both, and its estimate within 15 % of it. The Monte Carlo error of the ratio is about 2 %.
  @Test func theCompositeIsBetterThanBothAndKnowsItsError() throws {
    var random = SystemFree(seed: 11)
    var (composite, direct, synthetic, estimated) = (0.0, 0.0, 0.0, 0.0)
    for _ in 0..<300 {
      var truths: [Double] = []
      let domains = (0..<120).map { place -> CompositeDomains.Domain in
        let expected = exp(random.normal() + 3)
        let truth = expected * max(0, 1 + 0.3 * random.normal())
        truths.append(truth)
        // Not below zero, as amounts are: the scatter is small beside the amount.
        let own = max(0, truth + (2 * truth).squareRoot() * random.normal())
        return CompositeDomains.Domain(
          name: "\(place)", direct: own, directVariance: 2 * own, synthetic: expected, syntheticVariance: 0,
          differenceVariance: 2 * own, varianceClass: 0, margin: place)
      }
      for (one, (found, truth)) in zip(domains, zip(try CompositeDomains(domains).estimates, truths)) {
        composite += (found.unadjusted - truth) * (found.unadjusted - truth)
        direct += (one.direct - truth) * (one.direct - truth)
        synthetic += (one.synthetic - truth) * (one.synthetic - truth)
        estimated += found.syntheticError * found.smoothedVariance / (found.syntheticError + found.smoothedVariance)
      }
    }
    #expect(composite < 0.9 * direct && composite < 0.9 * synthetic, "\(composite) \(direct) \(synthetic)")
    #expect(abs(estimated / composite - 1) < 0.15, "\(estimated / composite)")
  }
}

/// A small generator with a fixed course.
private struct SystemFree {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) * 0x1p-53
  }

  mutating func normal() -> Double {
    let radius = (-2 * log(uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}
