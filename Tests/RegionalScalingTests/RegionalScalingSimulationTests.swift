import Glibc
import RegionalScaling
import Testing

/// What intervals cover in simulated countries, where the truth is known.
///
/// 200 countries: the Monte Carlo standard error of a coverage near 0.9 is 0.021. The regions of one country share the rates
/// of the others, so the left-out coverage has an error of that order too.
@Suite struct RegionalScalingSimulationTests {
  static let spreads = getenv("TRADE_IMPACT_SIMULATIONS") == nil ? [0.4] : [0.2, 0.4, 0.6]

  @Test(arguments: spreads)
  func intervalsCoverWhatRegionsTrulyLost(spread: Double) throws {
    let countries = 200
    var (recommended, samplingOnly) = (Coverage(), Coverage())
    var (leftOut, leftOutSamplingOnly) = (Coverage(), Coverage())
    var (proportionalError, recommendedError) = (0.0, 0.0)
    for seed in 1...countries {
      let country = try SimulatedCountry(seed: UInt64(seed), spread: spread)
      let result = try RegionalScaling(
        country.sample, country.register, groupings: SimulatedCountry.groupings, target: "city", level: 0.9)
      let truth = country.truth[SimulatedCountry.city]
      let (best, proportional) = (try #require(result.recommended), try #require(result[.proportional]))
      recommended.count(truth, in: try #require(best.interval))
      samplingOnly.count(truth, in: proportional.samplingInterval)
      recommendedError += (best.value / truth - 1) * (best.value / truth - 1)
      proportionalError += (proportional.value / truth - 1) * (proportional.value / truth - 1)
      let between = try #require(result.between.last)
      for region in between.comparisons {
        leftOut.count(country.truth[region.area], in: between.interval(of: region, level: 0.9))
        leftOutSamplingOnly.count(
          country.truth[region.area], in: between.interval(of: region, level: 0.9, isSamplingOnly: true))
      }
    }
    #expect((0.85...0.95).contains(recommended.rate), "\(recommended.rate)")
    #expect((0.85...0.95).contains(leftOut.rate), "\(leftOut.rate)")
    #expect(samplingOnly.rate < 0.8, "the sampling part alone must be seen to be too short: \(samplingOnly.rate)")
    #expect(leftOutSamplingOnly.rate < 0.5, "\(leftOutSamplingOnly.rate)")
    #expect(recommendedError < 0.6 * proportionalError)
  }
}

private struct Coverage {
  private var covered = 0
  private var total = 0

  mutating func count(_ truth: Double, in interval: ScaledAmount.Interval) {
    total += 1
    if interval.lower <= truth && truth <= interval.upper { covered += 1 }
  }

  var rate: Double { Double(covered) / Double(total) }
}
