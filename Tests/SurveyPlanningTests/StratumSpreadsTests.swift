import SurveyPlanning
import TestSupport
import Testing

/// What a stratum with few firms in the last survey takes from others.
///
/// Three strata: ten answers from A.x, three from B.x, which borrows from its sector, and two from C.y, which nobody shares a class with.
@Suite struct StratumSpreadsTests {
  private struct Firm {
    let stratum: Int
    let id: String
    let isForeign: Bool
    let loss: Double
  }

  private static let sizes = [20, 30, 10]
  private static let answers = [10, 3, 2]
  private static let names = [("A", "x"), ("B", "x"), ("C", "y")]

  private static let firms: [Firm] = sizes.indices.flatMap { h in
    (0..<sizes[h]).map { i in
      Firm(
        stratum: h, id: "\(names[h].0)\(i)", isForeign: (i + h) % 3 == 0, loss: Double(1 + (i * i + 5 * h + 3 * i) % 11)
      )
    }
  }

  private static let respondents = sizes.indices.flatMap { h in firms.filter { $0.stratum == h }.prefix(answers[h]) }

  private static func weight(_ firm: Firm) -> Double { Double(sizes[firm.stratum]) / Double(answers[firm.stratum]) }

  private static func ownership(_ firm: Firm) -> String { firm.isForeign ? "foreign" : "private" }

  private static let plan = """
    plan: spreads
    frame: {file: frame.csv, id: id}
    survey: {study: study.yml}
    strata: {by: [region, sector]}
    allocation: {method: proportional, sample_size: 24}
    targets: [{variable: direct_loss, cv: 0.1}, {variable: direct_loss, by: ownership, cv: 0.1}]
    selection: {seed: 1}
    """

  private static func folder() -> PlanFolder {
    let frame = firms.map { firm in
      "\(firm.id),\(names[firm.stratum].0),\(names[firm.stratum].1),\(ownership(firm))\n"
    }
    let survey = respondents.map { firm in
      "\(firm.id),guangdong,84,100,100,\(ownership(firm)),trading,\(firm.stratum),\(sizes[firm.stratum]),"
        + "\(weight(firm)),1,\(firm.loss)\n"
    }
    return PlanFolder([
      "frame.csv": "id,region,sector,ownership\n" + frame.joined(),
      "survey.csv":
        "firm_id,region,hs_chapter,frame_exports,exports,ownership,business_type,stratum,population,weight,affected,"
        + "direct_loss\n" + survey.joined(),
      "study.yml": """
      study: spreads
      title: {zh: 小, en: small}
      years: {2019: {sample: survey.csv}}
      units: 万元
      design: {strata: stratum, weights: weight, population: population}
      tables: ["2-1"]
      """,
    ])
  }

  // MARK: Expected

  /// S² of z over firms of unequal weights, the weighted mean square scaled by m / (m - 1); z counts in a part of the units only.
  private static func variance(_ firms: [Firm], part: Double = 1, _ z: (Firm) -> Double) -> Double {
    let (size, m) = (firms.reduce(0) { $0 + weight($1) }, Double(firms.count))
    let mean = firms.reduce(0) { $0 + weight($1) * z($1) } / size
    let square = firms.reduce(0) { $0 + weight($1) * z($1) * z($1) } / size
    return m / (m - 1) * (part * square - part * part * mean * mean)
  }

  private static func coefficientOfVariation(
    of isIn: (Firm) -> Bool, respondents m: [Double]
  ) -> Double {
    let inX = respondents.filter { $0.stratum < 2 }
    let parts = sizes.indices.map { h in
      Double(firms.count { $0.stratum == h && isIn($0) }) / Double(sizes[h])
    }
    let variances = [
      variance(respondents.filter { $0.stratum == 0 }) { isIn($0) ? $0.loss : 0 },
      variance(inX, part: parts[1], \.loss), variance(respondents, part: parts[2], \.loss),
    ]
    let sum = sizes.indices.reduce(0.0) { sum, h in
      let size = Double(sizes[h])
      return sum + size * size * variances[h] * (1 / m[h] - 1 / size)
    }
    return sum.squareRoot() / respondents.reduce(0) { $0 + (isIn($1) ? weight($1) * $1.loss : 0) }
  }

  // MARK: Tests

  /// The spread of a firm is borrowed, and how many units of the stratum are in the domain is the frame's.
  @Test(arguments: ["all", "ownership=foreign", "ownership=private"])
  func thinStrataTakeTheSpreadOfTheirSectorAndThenOfAll(domain: String) throws {
    let plan = try Self.folder().plan(Self.plan)
    #expect(plan.strata.labels == ["A.x", "B.x", "C.y"])
    let place = try #require(plan.numbers.firstIndex { $0.measure == "direct_loss" && $0.domain == domain })
    let expected = Self.coefficientOfVariation(
      of: { domain == "all" || domain.hasSuffix(Self.ownership($0)) }, respondents: plan.allocation.respondents)
    #expect(plan.coefficientsOfVariation[place].isClose(to: expected, .summed), "\(expected)")
    #expect(plan.findings.first { $0.kind == "spread_borrowed" }?.message.hasPrefix("2 strata") == true)
  }

  /// A stratum of three firms that all answered has no firm to borrow for.
  @Test func aStratumThatAnsweredWhollyBorrowsNothing() throws {
    let folder = Self.folder()
    let left = Self.firms.filter { $0.stratum != 1 || ["B0", "B1", "B2"].contains($0.id) }
    folder.write(
      "frame.csv",
      "id,region,sector,ownership\n"
        + left.map { "\($0.id),\(Self.names[$0.stratum].0),\(Self.names[$0.stratum].1),\(Self.ownership($0))\n" }
        .joined())
    let plan = try folder.plan(Self.plan.replacing("sample_size: 24", with: "sample_size: 16"))
    #expect(plan.findings.first { $0.kind == "spread_borrowed" }?.message.hasPrefix("1 strata") == true)
  }

  /// Nothing known of the spread is not the same as no spread.
  @Test func withoutALinkedFirmNoPrecisionIsPlanned() throws {
    let folder = Self.folder()
    folder.write(
      "frame.csv",
      "id,region,sector,ownership\n" + (0..<40).map { "X\($0),A,x,private\n" }.joined())
    let plan = try folder.plan(Self.plan)
    #expect(plan.findings.contains { $0.kind == "frame_not_linked" })
    #expect(plan.coefficientsOfVariation.allSatisfy { $0 == nil } && plan.targetsMet == (0, 3))
    let error = #expect(throws: PlanningError.self) {
      try folder.plan(Self.plan.replacing("{method: proportional, sample_size: 24}", with: "{method: bethel}"))
    }
    for part in ["plan.yml:5", "direct_loss, all", "no firm of the last survey", "identifiers"] {
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }
  }
}
