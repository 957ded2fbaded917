import RandomStreams
import RegionalScaling
import Sampling
import Testing

@Suite struct RegionalScalingTests {
  private static func country(_ seed: UInt64 = 7) throws -> SimulatedCountry {
    try SimulatedCountry(seed: seed, spread: 0.4, firms: 6_000)
  }

  private static func result(_ country: SimulatedCountry, registerError: Double = 0) throws -> RegionalScaling {
    try RegionalScaling(
      country.sample, country.register, groupings: SimulatedCountry.groupings, target: "city",
      registerError: registerError)
  }

  // MARK: Identities

  @Test func cityAndRestAddToTheRegionByEveryMethod() throws {
    let result = try Self.result(try Self.country())
    #expect(result.estimates.map(\.method) == RegionalMethod.allCases)
    for one in result.estimates {
      let gap = one.value + one.rest - result.regionAmount
      #expect(abs(gap) <= 1e-9 * result.regionAmount, "\(one.method)")
      #expect(one.value >= 0 && one.rest >= 0)
    }
  }

  @Test func proportionalIsTheRegionsAmountTimesTheShareOfExports() throws {
    let country = try Self.country()
    let result = try Self.result(country)
    let city = country.register.total(ofArea: SimulatedCountry.city)
    let share = city / (city + country.register.total(ofArea: 0))
    let one = try #require(result[.proportional])
    #expect(abs(one.value - share * result.regionAmount) <= 1e-12 * one.value)
    #expect(abs(one.unadjusted - one.value) <= 1e-12 * one.value)
  }

  /// Every region has the same rates and no firm deviates: every method that knows the cells finds the amount exactly.
  @Test func withoutDeviationsRatesGiveTheTruth() throws {
    let cells = 4
    let rates = [0.01, 0.02, 0.05, 0.1]
    let areas = (0..<6).map { RegisterExports.Area(code: "a\($0)", parent: $0 < 2 ? "p" : "a\($0)") }
    let exports = areas.indices.map { area in (0..<cells).map { Double(100 * (area + 1) + 30 * $0) } }
    let register = try RegisterExports(areas: areas, exports: exports)
    // Two firms an area and cell stand for the whole of it.
    let units = areas.indices.flatMap { area in
      (0..<cells).flatMap { cell in [(area, cell, 0.25), (area, cell, 0.75)] }
    }
    let x = units.map { exports[$0.0][$0.1] * $0.2 }
    let sample = try RegionalSample(
      units: StratifiedUnits(
        stratumOfUnit: units.map { $0.0 * cells + $0.1 }, populationSizes: [Double](repeating: 2, count: 6 * cells)),
      areas: units.map(\.0), cells: units.map(\.1), amounts: zip(units, x).map { rates[$0.1] * $1 }, exports: x)
    let result = try RegionalScaling(
      sample, register, groupings: RegionalGroupings(sectorOfCell: [0, 0, 1, 1], sizeOfCell: [0, 1, 0, 1]), target: "a0"
    )
    let truth = zip(exports[0], rates).reduce(0) { $0 + $1.0 * $1.1 }
    for method in [RegionalMethod.bySectorAndSize, .nationalRates, .direct] {
      let one = try #require(result[method])
      #expect(abs(one.value - truth) <= 1e-12 * truth, "\(method)")
      #expect(one.error.sampling <= 1e-20 * truth * truth)
      #expect(one.error.ownFirms <= 1e-20 * truth * truth)
    }
  }

  @Test func orderOfFirmsDoesNotMatter() throws {
    let country = try Self.country()
    let one = try Self.result(country)
    let other = try Self.result(SimulatedCountry(reordering: country))
    for (first, second) in zip(one.estimates, other.estimates) {
      #expect(abs(first.value - second.value) <= 1e-10 * first.value, "\(first.method)")
      let errors = (try #require(first.error.meanSquaredError), try #require(second.error.meanSquaredError))
      #expect(abs(errors.0 - errors.1) <= 1e-7 * errors.0, "\(first.method)")
    }
  }

  @Test func amountsInAnotherUnitScaleEverything() throws {
    let country = try Self.country()
    let one = try Self.result(country)
    let other = try Self.result(SimulatedCountry(country, amountsTimes: 1_000))
    for (first, second) in zip(one.estimates, other.estimates) {
      #expect(abs(1_000 * first.value - second.value) <= 1e-9 * second.value, "\(first.method)")
      let ratio = try #require(second.rootMeanSquaredError) / #require(first.rootMeanSquaredError)
      #expect(abs(ratio - 1_000) <= 1e-3, "\(first.method): \(ratio)")
    }
  }

  // MARK: Parts of the error

  @Test func partsOfTheErrorAddAndTheRegisterIsOneOfThem() throws {
    let country = try Self.country()
    let (without, with) = (try Self.result(country), try Self.result(country, registerError: 0.05))
    for (first, second) in zip(without.estimates, with.estimates) {
      let part = 0.05 * first.value
      let (before, after) = (try #require(first.error.meanSquaredError), try #require(second.error.meanSquaredError))
      #expect(abs(after - before - part * part) <= 1e-9 * after)
      #expect(first.samplingInterval == second.samplingInterval)
    }
  }

  @Test func theRecommendedMethodHasTheSmallestError() throws {
    for seed in 1...20 {
      let result = try Self.result(try Self.country(UInt64(seed)))
      let best = try #require(result.recommended)
      for one in result.estimates {
        #expect(try #require(one.rootMeanSquaredError) >= #require(best.rootMeanSquaredError))
      }
    }
  }

  /// τ² solves its equation, or is the adjusted maximum where the equation has no root above zero.
  @Test func spreadBetweenRegionsSolvesItsEquation() throws {
    var moments = 0
    for seed in 1...20 {
      for between in try Self.result(try Self.country(UInt64(seed))).between {
        let sum = between.comparisons.reduce(0) { sum, one in
          let expected = one.factor * between.variance + one.directVariance + one.syntheticVariance + one.noise
          return sum + one.difference * one.difference / expected
        }
        let count = Double(between.comparisons.count)
        if between.isAdjusted {
          #expect(sum <= count)
        } else {
          #expect(abs(sum - count) <= 1e-9 * count)
          moments += 1
        }
        #expect(between.variance > 0)
      }
    }
    #expect(moments > 5)
  }

  @Test func aCensusHasNoSamplingError() throws {
    let country = try Self.country()
    let result = try Self.result(SimulatedCountry(census: country))
    for one in result.estimates { #expect(one.error.sampling == 0, "\(one.method)") }
    #expect(result.regionStandardError == 0)
  }

  // MARK: Edges and errors

  @Test func areaWithoutFirmsInTheSampleHasNoDirectEstimate() throws {
    let country = try Self.country()
    let result = try Self.result(SimulatedCountry(country, without: SimulatedCountry.city))
    #expect(result[.direct] == nil)
    #expect(result[.composite] == nil)
    #expect(result[.nationalRates] != nil)
    #expect(result[.fayHerriot] != nil)
  }

  @Test func fewRegionsLeaveTheSpreadUnknown() throws {
    let register = try RegisterExports(
      areas: [.init(code: "city", parent: "p"), .init(code: "rest", parent: "p")], exports: [[10], [20]])
    let sample = try RegionalSample(
      units: StratifiedUnits(stratumOfUnit: [0, 0, 0, 0], populationSizes: [8]), areas: [0, 0, 1, 1],
      cells: [0, 0, 0, 0], amounts: [1, 0, 2, 3],
      exports: [3, 2, 5, 5])
    let result = try RegionalScaling(
      sample, register, groupings: RegionalGroupings(sectorOfCell: [0], sizeOfCell: [0]), target: "city")
    #expect(result.omissions.contains(.tooFewRegions(1)))
    let one = try #require(result[.proportional])
    #expect(one.value == 4)
    #expect(one.interval == nil && one.error.meanSquaredError == nil)
    #expect(result.recommended?.method == .direct, "the part's own firms need no other region")
  }

  @Test func errorsNameTheAreaAndTheValue() throws {
    let area = RegisterExports.Area(code: "city", parent: "p")
    #expect(throws: RegionalScalingError.exportsNegative(area: "city", -1)) {
      try RegisterExports(areas: [area], exports: [[-1]])
    }
    #expect(throws: RegionalScalingError.noExports(area: "city")) { try RegisterExports(areas: [area], exports: [[0]]) }
    let register = try RegisterExports(areas: [area], exports: [[1]])
    #expect(throws: RegionalScalingError.unknownArea("town", known: ["city"])) { try register.index(ofArea: "town") }
    #expect(throws: RegionalScalingError.amountNotUsable(unit: 1, -2)) {
      try RegionalSample(
        units: StratifiedUnits(stratumOfUnit: [0, 0], populationSizes: [2]), areas: [0, 0], cells: [0, 0],
        amounts: [1, -2], exports: [1, 1])
    }
    #expect(throws: RegionalScalingError.populationTooSmall(stratum: 0, population: 1, sample: 2)) {
      try RegionalSample(
        units: StratifiedUnits(stratumOfUnit: [0, 0], populationSizes: [1]), areas: [0, 0], cells: [0, 0],
        amounts: [1, 2], exports: [1, 1])
    }
    let sample = try RegionalSample(
      units: StratifiedUnits(stratumOfUnit: [0], populationSizes: [1]), areas: [0], cells: [0], amounts: [1],
      exports: [1])
    let groupings = RegionalGroupings(sectorOfCell: [0], sizeOfCell: [0])
    #expect(throws: RegionalScalingError.areaIsItsParent("city")) {
      try RegionalScaling(sample, register, groupings: groupings, target: "city")
    }
  }
}
