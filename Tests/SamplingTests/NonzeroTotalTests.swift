import RandomStreams
import Sampling
import Testing

@Suite struct NonzeroTotalTests {
  /// Strata of one unit of several, of one of one, taken in full and in part, and one of which nothing was drawn.
  private static let units: StratifiedUnits = {
    let strata = [0, 0, 0, 0, 1, 2, 3, 3, 5, 5, 5, 5, 5]
    return StratifiedUnits(stratumOfUnit: strata, populationSizes: [40, 7, 1, 2, 9, 30])
  }()

  @Test func isTheTotalAndVarianceOfAllValues() {
    var random = CounterRandom(seed: 7, replicate: 0, stratum: 0)
    for _ in 0..<200 {
      let values = (0..<Self.units.count).map { _ in random.uniform() < 0.6 ? 0 : 1e6 * random.uniform() }
      let places = values.indices.filter { values[$0] != 0 }
      let found = NonzeroTotal(of: places.map { values[$0] }, at: places, in: Self.units)
      let (total, variance) = (Self.units.total(values), Self.units.variance(ofTotal: values))
      #expect(abs(found.value - total) <= 1e-13 * total)
      #expect(abs(found.variance - variance) <= 1e-12 * variance)
    }
  }

  @Test func zerosThatAreNamedChangeNothing() {
    let all = Array(0..<Self.units.count)
    let values = all.map { $0 % 3 == 0 ? Double($0) : 0 }
    let some = all.filter { values[$0] != 0 }
    let found = NonzeroTotal(of: values, at: all, in: Self.units)
    let same = NonzeroTotal(of: some.map { values[$0] }, at: some, in: Self.units)
    #expect(abs(found.value - same.value) <= 1e-13 * found.value)
    #expect(abs(found.variance - same.variance) <= 1e-12 * found.variance)
  }

  /// Equal values of all units of the strata drawn in part leave no rounding error behind.
  @Test func equalValuesHaveNoVariance() {
    let units = StratifiedUnits(stratumOfUnit: [0, 0, 0, 1, 1], populationSizes: [9, 4])
    #expect(NonzeroTotal(of: [7, 7, 7, 3, 3], at: [0, 1, 2, 3, 4], in: units).variance == 0)
    #expect(NonzeroTotal(of: [], at: [], in: units) == NonzeroTotal(of: [0], at: [2], in: units))
  }

  @Test func aValueThatIsNotKnownLeavesTheTotalUnknown() {
    let found = NonzeroTotal(of: [1, .nan], at: [0, 8], in: Self.units)
    #expect(found.value.isNaN && found.variance.isNaN)
  }
}
