import SurveyPlanning
import Testing

@Suite struct SamplePlanTests {
  private let folder = PlanFolder(["frame.csv": SmallRegister.csv()])

  private func plan(_ allocation: String, strata: String = "{by: [region, sector]}", _ rest: String = "") throws
    -> SamplePlan
  {
    try folder.plan(
      """
      plan: small
      frame: {file: frame.csv, id: id}
      strata: \(strata)
      allocation: \(allocation)
      selection: {seed: 7}
      \(rest)
      """)
  }

  /// Cochran (1977), theorem 5.3, from the units themselves.
  private func coefficientOfVariation(_ drawn: [Int], sector: String? = nil) -> Double {
    var (variance, total) = (0.0, 0.0)
    for (h, label) in SmallRegister.stratumLabels.enumerated() {
      let values = SmallRegister.values(label)
      guard sector == nil || label.hasSuffix(sector!) else { continue }
      let (size, n, spread) = (Double(values.count), Double(drawn[h]), SmallRegister.deviation(values))
      variance += size * size * (1 - n / size) * spread * spread / n
      total += values.reduce(0, +)
    }
    return variance.squareRoot() / total
  }

  @Test func strataAreTheCombinationsThatHaveUnits() throws {
    let plan = try plan("{method: proportional, sample_size: 60}")
    #expect(plan.strata.labels == SmallRegister.stratumLabels)
    #expect(plan.strata.populationSizes == [12, 40, 25, 60, 8, 30])
  }

  @Test(arguments: ["proportional", "equal", "neyman", "power", "cost_optimal"])
  func methodsDrawWhatIsAskedForWithinTheirLimits(method: String) throws {
    let plan = try plan("{method: \(method), variable: exports, sample_size: 70, minimum: 6, maximum: 25}")
    #expect(plan.allocation.drawn.reduce(0, +) == 70)
    #expect(plan.allocation.drawn.allSatisfy { $0 >= 6 && $0 <= 25 })
  }

  @Test func neymansNumbersFollowTheSpreads() throws {
    let plan = try plan("{method: neyman, variable: exports, sample_size: 40, minimum: 1}")
    let shares = SmallRegister.stratumLabels.map { label in
      Double(SmallRegister.values(label).count) * SmallRegister.deviation(SmallRegister.values(label))
    }
    let whole = shares.reduce(0, +)
    for (n, share) in zip(plan.allocation.drawn, shares) { #expect(abs(Double(n) - 40 * share / whole) < 1) }
  }

  @Test func plannedPrecisionIsTheFormulas() throws {
    let plan = try plan(
      "{method: neyman, variable: exports, sample_size: 60}",
      "targets: [{variable: exports, cv: 0.05}, {variable: exports, by: sector, cv: 0.2}]")
    let expected =
      [coefficientOfVariation(plan.allocation.drawn)]
      + SmallRegister.sectors.map { coefficientOfVariation(plan.allocation.drawn, sector: $0) }
    #expect(plan.numbers.map(\.domain) == ["all", "sector=food", "sector=toys", "sector=wood"])
    for (planned, expected) in zip(plan.coefficientsOfVariation, expected) {
      #expect(abs(planned! / expected - 1) <= 1e-12)
    }
  }

  @Test func bethelMeetsEveryTargetAndSparesNoUnit() throws {
    let plan = try plan(
      "{method: bethel, minimum: 2}",
      "targets: [{variable: exports, cv: 0.06}, {variable: exports, by: sector, cv: 0.1}]")
    let targets = [0.06, 0.1, 0.1, 0.1]
    func meets(_ drawn: [Int]) -> Bool {
      let reached =
        [coefficientOfVariation(drawn)] + SmallRegister.sectors.map { coefficientOfVariation(drawn, sector: $0) }
      return zip(reached, targets).allSatisfy { $0 <= $1 * (1 + 1e-12) }
    }
    #expect(meets(plan.allocation.drawn) && plan.targetsMet == (4, 4))
    for h in plan.allocation.drawn.indices where plan.allocation.drawn[h] > 2 {
      var fewer = plan.allocation.drawn
      fewer[h] -= 1
      #expect(!meets(fewer), "a unit of \(plan.strata.labels[h]) could be spared")
    }
    #expect(plan.allocation.shadowPrices.count == 4 && plan.allocation.shadowPrices.contains { $0 > 0 })
  }

  @Test func aGivenSizeIsDividedSoThatTargetsAreMissedAlike() throws {
    let plan = try plan(
      "{method: bethel, sample_size: 40, minimum: 2}", "targets: [{variable: exports, by: sector, cv: 0.02}]")
    let ratios = plan.coefficientsOfVariation.map { $0! / 0.02 }
    #expect(plan.allocation.drawn.reduce(0, +) == 40 && plan.targetsMet.met == 0)
    #expect(ratios.max()! / ratios.min()! < 1.15, "\(ratios)")
  }

  @Test func classesTakenInFullAreTaken() throws {
    let plan = try plan(
      "{method: neyman, variable: exports, sample_size: 90, take_all: {sector: toys}}")
    for (h, own) in plan.strata.classes.enumerated() where own[1] == "toys" {
      #expect(plan.allocation.drawn[h] == plan.strata.populationSizes[h] && plan.allocation.takesAll[h])
    }
    #expect(plan.allocation.drawn.reduce(0, +) == 90)
  }

  /// m_h answers need m_h / r_h firms.
  @Test func moreFirmsAreDrawnWhereFewerAnswer() throws {
    let plan = try plan(
      "{method: proportional, sample_size: 35, minimum: 2}", "response: {by: region, default: 1, south: 0.5}")
    for (h, own) in plan.strata.classes.enumerated() {
      let rate = own[0] == "south" ? 0.5 : 1
      #expect(abs(plan.allocation.respondents[h] - rate * Double(plan.allocation.drawn[h])) <= 1e-12)
    }
    #expect(plan.allocation.respondents.reduce(0, +) >= 35 && plan.allocation.drawn.reduce(0, +) > 45)
  }

  @Test func sizesAreCutWithinClasses() throws {
    let plan = try plan(
      "{method: neyman, variable: exports, sample_size: 60}",
      strata:
        "{by: sector, size: {variable: exports, within: sector, method: lavallee_hidiroglou, strata: 3, cv: 0.05, take_all: true}}"
    )
    #expect(plan.strata.factors == ["sector", "exports_class"] && plan.strata.count == 9)
    #expect(plan.boundaries.map(\.within).sorted() == SmallRegister.sectors)
    for (unit, h) in plan.strata.stratumOfUnit.enumerated() {
      let own = plan.strata.classes[Int(h)]
      let cut = try #require(plan.boundaries.first { $0.within == own[0] }?.classes.first { $0.code == own[1] })
      let exports = SmallRegister.units[unit].exports
      #expect(exports >= cut.lower ?? -.infinity && exports < cut.upper ?? .infinity)
    }
    for (h, own) in plan.strata.classes.enumerated() where own[1] == "3" { #expect(plan.allocation.takesAll[h]) }
  }

  @Test func givenBoundariesBelongToTheClassAbove() throws {
    let plan = try plan(
      "{method: equal, sample_size: 12}", strata: "{size: {variable: exports, boundaries: [50, 200]}}")
    let counts = [(0.0, 50.0), (50, 200), (200, 1e9)].map { range in
      SmallRegister.units.count { $0.exports >= range.0 && $0.exports < range.1 }
    }
    #expect(plan.strata.labels == ["1", "2", "3"] && plan.strata.populationSizes == counts)
  }

  @Test func threadsChangeNothing() throws {
    let yaml = SmallRegister.plan + "\ntargets: [{variable: exports, by: [region, sector], cv: 0.1}]"
    let tables = try [1, 2, 5].map { PlanTables(try folder.plan(yaml, threads: $0)).numbers }
    #expect(tables[1] == tables[0] && tables[2] == tables[0])
  }
}
