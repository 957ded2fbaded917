import SurveyPlanning
import Testing

/// Plans that know the last survey.
@Suite struct LastSurveyTests {
  private static let study = """
    study: small
    title: {zh: 小, en: small}
    years: {2019: {sample: survey.csv}}
    units: 万元
    design: {strata: stratum, population: population}
    tables: ["2-1", "2-2"]
    """
  private static let design = SmallRegister.plan.replacing(
    "{method: neyman, variable: exports, sample_size: 60}", with: "{method: proportional, sample_size: 90, minimum: 6}")
  private static let next =
    design
    + "\nsurvey: {study: study.yml}\ntargets: [{variable: direct_loss, cv: 0.1}, {measure: affected_share, cv: 0.1}]"

  /// The survey of a year: the design's sample, in which every third firm has a loss.
  private func folder(answering: (Int) -> Bool = { _ in true }) throws -> PlanFolder {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv(), "study.yml": Self.study])
    let draw = try folder.draw(Self.design)
    var survey =
      "firm_id,region,hs_chapter,frame_exports,exports,ownership,business_type,stratum,population,response,affected,direct_loss\n"
    for (row, one) in draw.units.enumerated() {
      let unit = SmallRegister.units[one.unit]
      let loss = row % 3 == 0 ? unit.exports / Double(2 + row % 5) : 0
      let answer = answering(row) ? "respondent,\(loss > 0 ? 1 : 0),\(loss)" : "refused,,"
      survey +=
        "\(unit.id),guangdong,84,\(unit.exports),\(unit.exports),private,trading,\(unit.region).\(unit.sector),"
        + "\(draw.plan.strata.populationSizes[one.stratum]),\(answer)\n"
    }
    folder.write("survey.csv", survey)
    return folder
  }

  private func number(_ plan: SamplePlan, _ measure: String) throws -> (planned: Double, achieved: Double) {
    let place = try #require(plan.numbers.firstIndex { $0.measure == measure && $0.domain == "all" })
    return (
      try #require(plan.coefficientsOfVariation[place]),
      try #require(plan.numbers[place].achieved?.coefficientOfVariation)
    )
  }

  @Test func theSameDesignIsPlannedToAchieveWhatItAchieved() throws {
    let plan = try folder().plan(Self.next)
    for measure in ["direct_loss", "affected (mean)"] {
      let (planned, achieved) = try number(plan, measure)
      #expect(abs(planned / achieved - 1) <= 1e-12, "\(measure)")
    }
    #expect(plan.findings.allSatisfy { $0.kind != "units_left_frame" && $0.kind != "spread_borrowed" })
  }

  /// With four times the answers of a stratum the variance without finite population correction is a fourth.
  @Test func moreAnswersAreMorePrecise() throws {
    let folder = try folder()
    let (small, large) = (
      try number(folder.plan(Self.next.replacing("sample_size: 90", with: "sample_size: 60")), "direct_loss").planned,
      try number(folder.plan(Self.next.replacing("sample_size: 90", with: "sample_size: 170")), "direct_loss").planned
    )
    #expect(large < 0.4 * small)
  }

  @Test func onlyFirmsThatAnsweredSpeak() throws {
    let plan = try folder { $0 % 4 != 1 }.plan(Self.next)
    let answered = try #require(plan.numbers.first { $0.measure == "direct_loss" && $0.domain == "all" })
    #expect(answered.achieved!.sampleSize < 75 && answered.achieved!.sampleSize > 55)
  }

  @Test func firmsThatLeftTheFrameAreCounted() throws {
    let folder = try folder()
    folder.write(
      "frame.csv", SmallRegister.csv(SmallRegister.units.enumerated().filter { $0.offset % 4 != 0 }.map(\.element)))
    let plan = try folder.plan(Self.next)
    let left = try #require(plan.findings.first { $0.kind == "units_left_frame" })
    #expect(left.message.contains("of 90 firms"))
    folder.write("frame.csv", SmallRegister.csv().replacing("\nF", with: "\nX"))
    let strangers = try folder.plan(Self.next).findings
    #expect(strangers.contains { $0.kind == "frame_not_linked" })
  }

  @Test func aThinStratumBorrowsItsSpread() throws {
    let folder = try folder { $0 % 8 == 0 }
    folder.write(
      "study.yml", Self.study.replacing("population: population}", with: "population: population, singletons: adjust}"))
    let plan = try folder.plan(Self.next)
    #expect(plan.findings.contains { $0.kind == "spread_borrowed" })
    #expect(try number(plan, "direct_loss").planned > 0)
  }

  @Test func aStratumTableIsLinkedByStratum() throws {
    let folder = try folder()
    folder.write("table.csv", SmallRegister.table)
    let table = Self.next.replacing("{file: frame.csv, id: id}", with: "{table: table.csv, units: firms}")
    let (cells, units) = (try folder.plan(table), try folder.plan(Self.next))
    #expect(try number(cells, "direct_loss") == number(units, "direct_loss"))
  }
}
