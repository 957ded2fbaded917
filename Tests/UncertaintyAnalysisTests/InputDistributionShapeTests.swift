import Testing
import UncertaintyAnalysis

@Suite struct InputDistributionShapeTests {
  @Test func aShapeIsWhatTheDistributionWasMadeFrom() throws {
    #expect(try InputDistribution.fixed(3).shape == .fixed(3))
    #expect(try InputDistribution.uniform(from: 2, to: 10).shape == .uniform(low: 2, high: 10))
    #expect(
      try InputDistribution.triangular(minimum: 0, mode: 5, maximum: 20).shape
        == .triangular(minimum: 0, mode: 5, maximum: 20))
    #expect(try InputDistribution.empirical([1, 2]).shape == .empirical)
  }

  @Test func aPERTDistributionKeepsItsModeAndConcentration() throws {
    let distribution = try InputDistribution.pert(minimum: 2, mode: 5, maximum: 10, concentration: 6)
    guard case .pert(let low, let mode, let high, let concentration) = distribution.shape else {
      Issue.record("not a PERT distribution")
      return
    }
    #expect(low == 2 && high == 10 && abs(mode - 5) < 1e-12 && abs(concentration - 6) < 1e-12)
  }

  @Test func aLognormalIsToldByItsMedianAndTheNumberThatOneInTenExceeds() throws {
    guard case .lognormal(let median, let p90) = try InputDistribution.lognormal(median: 3, quantile: 8, at: 0.9).shape
    else {
      Issue.record("not a lognormal")
      return
    }
    #expect(abs(median - 3) < 1e-12 && abs(p90 - 8) < 1e-9)
  }
}
