import SurveyPlanning
import Testing

/// How a plan file divides its sample.
@Suite struct AllocationTests {
  private let folder = PlanFolder(["frame.csv": SmallRegister.csv()])

  private func plan(_ allocation: String, _ rest: String = "") throws -> SamplePlan {
    let given = "{method: neyman, variable: exports, sample_size: 60}"
    return try folder.plan(SmallRegister.plan.replacing(given, with: allocation) + "\n" + rest)
  }

  struct Rule: Sendable, CustomTestStringConvertible {
    let method: String
    /// The share of a stratum with N units of total Y and standard deviation S in which an answer costs c.
    let share: @Sendable (_ size: Double, _ total: Double, _ spread: Double, _ cost: Double) -> Double
    var testDescription: String { method }
  }

  /// Cochran (1977), equations (5.23) and (5.26); Bankier (1988) for power allocation.
  static let rules = [
    Rule(method: "proportional") { size, _, _, _ in size },
    Rule(method: "equal") { _, _, _, _ in 1 },
    Rule(method: "neyman") { size, _, spread, _ in size * spread },
    Rule(method: "power, exponent: 0.5") { size, total, spread, _ in spread / (total / size) * total.squareRoot() },
    Rule(method: "power, exponent: 1") { size, _, spread, _ in size * spread },
    Rule(method: "cost_optimal") { size, _, spread, cost in size * spread / cost.squareRoot() },
  ]

  /// No limit binds, so answers are the shares but for rounding. A firm of the north costs 2 and one of the south 1; in the north four
  /// of five answer, so that an answer costs 2.5.
  @Test(arguments: rules)
  func answersFollowTheRule(rule: Rule) throws {
    let plan = try plan(
      "{method: \(rule.method), variable: exports, sample_size: 30, minimum: 1, unit_costs: {by: region, north: 2}}",
      "response: {by: region, north: 0.8}")
    let shares = SmallRegister.stratumLabels.map { label in
      let values = SmallRegister.values(label)
      return rule.share(
        Double(values.count), values.reduce(0, +), SmallRegister.deviation(values), label.hasPrefix("n") ? 2.5 : 1)
    }
    let whole = shares.reduce(0, +)
    for (h, share) in shares.enumerated() {
      // n_h is the answers over the rate, rounded up.
      let excess = plan.allocation.respondents[h] - 30 * share / whole
      #expect(excess > -1 && excess < 2, "\(plan.strata.labels[h]): \(excess)")
    }
    #expect(plan.allocation.unitCosts == [2, 2, 2, 1, 1, 1])
  }

  // MARK: Targets

  private static let twoStrata = """
    plan: two
    frame: {file: frame.csv, id: id}
    strata: {by: sector}
    selection: {seed: 7}
    targets: [{variable: exports, cv: 0.06}, {variable: exports, by: region, cv: 0.14}]

    """

  /// All 112 × 55 × 48 plans are tried: none that meets the targets is cheaper.
  @Test(arguments: ["", "unit_costs: {by: sector, food: 3}", "unit_costs: {by: sector, wood: 0.25}"])
  func bethelIsAsCheapAsTheBestOfAllPlans(costs: String) throws {
    let plan = try folder.plan(Self.twoStrata + "allocation: {method: bethel, \(costs)}")
    let sizes = plan.strata.populationSizes
    var cheapest = Double.infinity
    for food in 2...sizes[0] {
      for toys in 2...sizes[1] {
        for wood in 2...sizes[2] where Self.cost([food, toys, wood], plan) < cheapest {
          if Self.meets([food, toys, wood]) { cheapest = Self.cost([food, toys, wood], plan) }
        }
      }
    }
    #expect(Self.meets(plan.allocation.drawn))
    #expect(abs(Self.cost(plan.allocation.drawn, plan) - cheapest) <= 1e-9)
  }

  private static func cost(_ drawn: [Int], _ plan: SamplePlan) -> Double {
    zip(drawn, plan.allocation.unitCosts).reduce(0) { $0 + Double($1.0) * $1.1 }
  }

  /// Sizes, totals and S_h of exports by sector for all, north and south; units of the other region count as zero.
  private static let domains: [(total: Double, spreads: [(size: Double, spread: Double)])] = ["", "north", "south"]
    .map { region in
      let values = SmallRegister.sectors.map { sector in
        SmallRegister.units.filter { $0.sector == sector }.map {
          region.isEmpty || $0.region == region ? $0.exports : 0
        }
      }
      return (
        values.reduce(0) { $0 + $1.reduce(0, +) }, values.map { (Double($0.count), SmallRegister.deviation($0)) }
      )
    }

  private static func meets(_ drawn: [Int]) -> Bool {
    zip(domains, [0.06, 0.14, 0.14]).allSatisfy { domain, target in
      let variance = zip(domain.spreads, drawn).reduce(0) { sum, pair in
        let ((size, spread), n) = (pair.0, Double(pair.1))
        return sum + size * size * (1 / n - 1 / size) * spread * spread
      }
      return variance.squareRoot() <= target * domain.total * (1 + 1e-12)
    }
  }

  @Test func bethelStaysWithinItsLimits() throws {
    let targets = "targets: [{variable: exports, cv: 0.08}]"
    let free = try plan("{method: bethel}", targets)
    let bound = try plan("{method: bethel, minimum: 5, maximum: 20}", targets)
    #expect(free.allocation.drawn.contains { $0 > 20 } || free.allocation.drawn.contains { $0 < 5 })
    #expect(bound.allocation.drawn.allSatisfy { (5...20).contains($0) } && bound.targetsMet == (1, 1))
    let all = try plan("{method: bethel, take_all: {sector: [food]}}", targets)
    for (h, own) in all.strata.classes.enumerated() where own[1] == "food" { #expect(all.allocation.takesAll[h]) }
  }

  /// A size counts answers with every method, whatever they cost and however many firms they take.
  @Test(arguments: ["proportional", "neyman", "cost_optimal", "bethel"])
  func aSampleSizeCountsAnswers(method: String) throws {
    let plan = try plan(
      "{method: \(method), variable: exports, sample_size: 36, unit_costs: {by: region, north: 4}}",
      "response: 0.5\ntargets: [{variable: exports, cv: 0.01}]")
    #expect(plan.allocation.respondents == plan.allocation.drawn.map { Double($0) / 2 })
    #expect(plan.allocation.drawn.reduce(0, +) == 72)
  }

  /// With a given size no target is priced; without one those that bind are.
  @Test func onlyTargetsThatDecideHaveAPrice() throws {
    let targets = "targets: [{variable: exports, cv: 0.05}, {variable: exports, by: region, cv: 0.5}]"
    #expect(try plan("{method: bethel, sample_size: 40}", targets).allocation.shadowPrices.isEmpty)
    let prices = try plan("{method: bethel}", targets).allocation.shadowPrices
    #expect(prices.count == 3 && prices[0] > 0 && prices[1] == 0 && prices[2] == 0)
  }

  // MARK: Response

  /// Three of ten units answer, so that three answers are wanted of a stratum of 12, which ten units would give.
  @Test func aClassTakenInFullIsDrawnWhollyHoweverFewAnswer() throws {
    let plan = try plan(
      "{method: proportional, sample_size: 30, take_all: {sector: food}}", "response: 0.3")
    for (h, own) in plan.strata.classes.enumerated() where own[1] == "food" {
      #expect(plan.allocation.drawn[h] == plan.strata.populationSizes[h])
      #expect(plan.allocation.takesAll[h])
    }
  }

  @Test func thinStrataAreFindings() throws {
    let plan = try plan("{method: proportional, sample_size: 25, minimum: 1}")
    let thin = plan.strata.labels.indices.filter { plan.allocation.drawn[$0] < 2 }.map { plan.strata.labels[$0] }
    #expect(plan.findings.filter { $0.kind == "one_answer_expected" }.map(\.subject) == thin && !thin.isEmpty)
  }

  @Test func rulesForClassesThatNoStratumHasAreFindings() throws {
    let plan = try plan(
      "{method: proportional, sample_size: 60, take_all: {sector: [toys, ships]}, unit_costs: {by: region, west: 2}}",
      "response: {by: sector, iron: 0.5}")
    let found = plan.findings.filter { $0.kind == "unused_class" }
    #expect(found.map(\.subject) == ["sector=ships", "region=west", "sector=iron"])
    #expect(found[1].message.contains("allocation.unit_costs has a rule for the class west"))
  }
}
