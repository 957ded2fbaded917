import Documents
import TestSupport
import Testing

/// The commands simulate and draw, as the bundled years are made with them.
@Suite struct SurveyYearsTests {
  private static let data = Fixtures.package + "/datasets/"
  private static let population = data + "china-2015-2019/population.yml"

  /// `datasets/china-2015-2019/rebuild` does this for all five years, in CI.
  @Test func theFirstTwoYearsAreRebuiltByteForByte() throws {
    let folder = TemporaryFolder()
    try run(["simulate", Self.population, "--output", folder.path + "/population"])
    for year in [2015, 2016] {
      try draw(year, in: folder, keeping: year > 2015 ? 0.6 : nil)
      try run(
        [
          "simulate", Self.population, "--answers", folder.path + "/sample-\(year).csv", "--year", "\(year)",
          "--output",
          folder.path + "/survey-\(year).csv",
        ])
      for line in try sums(year) {
        let made = line.name == "survey.csv" ? "/survey-\(year).csv" : "/population/\(year)/\(line.name)"
        #expect(SHA256.hexDigest(of: try Fixtures.bytes(folder.path + made)) == line.digest, "\(year) \(line.name)")
      }
    }
  }

  @Test(arguments: 2015...2019) func theBundledFilesHaveTheirChecksums(year: Int) throws {
    let lines = try sums(year)
    #expect(lines.map(\.name) == ["frame.csv", "population-margins.csv", "survey.csv", "totals.csv"])
    for line in lines {
      let bytes = try Fixtures.bytes(Self.data + "china-\(year)/\(line.name)")
      #expect(SHA256.hexDigest(of: bytes) == line.digest, "\(year) \(line.name)")
    }
  }

  @Test func theFiveYearsAreUnderSixMegabytes() throws {
    let sizes = try (2015...2019).flatMap { year in
      try sums(year).map { try Fixtures.bytes(Self.data + "china-\(year)/\($0.name)").count }
    }
    #expect(sizes.reduce(0, +) < 6_000_000)
  }

  @Test func everyFileSaysThatItIsSynthetic() throws {
    for year in 2015...2019 {
      for file in try sums(year).map(\.name) {
        let lines = try Fixtures.bytes(Self.data + "china-\(year)/\(file)").split(separator: UInt8(ascii: "\n"))
        #expect(lines.dropFirst().allSatisfy { $0.suffix(2) == Array(",1".utf8) }, "\(year) \(file)")
      }
    }
  }

  @Test func whatDoesNotFitTogetherIsRefused() throws {
    let folder = TemporaryFolder()
    folder.write("sample.csv", "firm_id,stratum,population,weight\nNOBODY,a,1,1\n")
    let answers = [
      "simulate", Self.population, "--answers", folder.path + "/sample.csv", "--output", folder.path + "/a",
    ]
    let stranger = try CommandRun(answers + ["--year", "2019"])
    #expect(stranger.exitCode == 3 && stranger.errors.contains("NOBODY"), "\(stranger.errors)")
    let year = try CommandRun(answers + ["--year", "1999"])
    #expect(year.exitCode == 2 && year.errors.contains("2015, 2016, 2017, 2018, 2019"))
    #expect(try CommandRun(answers).exitCode == 2)
  }

  // MARK: Steps

  private func run(_ arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  private func draw(_ year: Int, in folder: TemporaryFolder, keeping overlap: Double?) throws {
    let earlier = "\(year - 1).csv"
    let kept = overlap.map {
      [
        "--overlap", "\($0)", "--earlier-sample", folder.path + "/sample-" + earlier, "--earlier-units",
        folder.path + "/units-" + earlier,
      ]
    }
    try run(
      [
        "draw", Self.data + "china-2015-2019/design.yml", "--frame", "\(folder.path)/population/\(year)/population.csv",
        "--output", "\(folder.path)/sample-\(year).csv", "--units", "\(folder.path)/units-\(year).csv",
      ] + (kept ?? []))
  }

  private func sums(_ year: Int) throws -> [(name: String, digest: String)] {
    let text = String(decoding: try Fixtures.bytes(Self.data + "china-\(year)/SHA256SUMS"), as: UTF8.self)
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", omittingEmptySubsequences: true)
      return (String(parts[1]), String(parts[0]))
    }
  }
}

/// The commands plan, draw and simulate --plan.
@Suite struct PlanningCommandTests {
  private static let data = Fixtures.package + "/datasets/china-2015-2019/"

  /// From the stratum table of 2019, which is bundled; the unit list is not.
  private static let plan = """
    plan: table
    synthetic: true
    frame: {table: \(Fixtures.package)/datasets/china-2019/frame.csv, units: firms}
    survey: {study: \(data)study.yml, year: 2019}
    strata: {by: [region_group, sector, size_class]}
    allocation: {method: bethel, minimum: 5}
    targets: [{variable: direct_loss, cv: 0.1}, {measure: affected_share, by: sector, cv: 0.2}]
    selection: {seed: 1}
    """

  @Test func aPlanHasEveryPublishedNumberBesideWhatWasAchieved() throws {
    let folder = TemporaryFolder()
    folder.write("plan.yml", Self.plan)
    let run = try CommandRun(["plan", folder.path + "/plan.yml", "--output", folder.path + "/out"])
    #expect(run.exitCode == 0 && run.output.contains("8 of 8 targets met"), "\(run.output) \(run.errors)")
    let files = try TemporaryFolder.contents(folder.path + "/out")
    #expect(
      Set(files.keys) == [
        "strata.csv", "numbers.csv", "findings.csv", "plan.zh.md", "plan.en.md", "manifest.json",
      ])
    let numbers = String(decoding: files["numbers.csv"]!, as: UTF8.self).split(separator: "\n")
    let domains = [
      "ownership=private", "size_class=A1", "business_type=trading", "sector=toys_furniture", "region=guangdong",
    ]
    for domain in domains { #expect(numbers.contains { $0.contains(domain) }, "\(domain)") }
    let loss = try #require(numbers.first { $0.hasPrefix("direct_loss,all,") }).split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(loss[3] == "0.1" && Double(loss[4])! <= 0.1 && loss[7] == "1")
    // What the last survey achieved is the coefficient of variation that its report prints.
    let golden = try Fixtures.bytes(Fixtures.package + "/datasets/china-2019/golden/tables/national.csv")
    let report = String(decoding: golden, as: UTF8.self).split(separator: "\n")
    let printed = try #require(report.first { $0.hasPrefix("national,direct_loss,expansion,") }).split(separator: ",")
    #expect(abs(Double(loss[5])! / Double(printed[7])! - 1) < 1e-9)
    #expect(String(decoding: files["plan.zh.md"]!, as: UTF8.self).contains("合成数据"))
  }

  @Test func errorsHaveTheExitCodeOfTheirKind() throws {
    let folder = TemporaryFolder()
    folder.write("plan.yml", Self.plan)
    let drawing = try CommandRun(["draw", folder.path + "/plan.yml", "--output", folder.path + "/s.csv"])
    #expect(drawing.exitCode == 3 && drawing.errors.contains("unit list"))
    folder.write("unreachable.yml", Self.plan.replacing("cv: 0.1}", with: "cv: 0.001}") + "\nresponse: 0.5")
    let unreachable = try CommandRun(["plan", folder.path + "/unreachable.yml", "--output", folder.path + "/out"])
    #expect(unreachable.exitCode == 4 && unreachable.errors.contains("0.001 is not reached"), "\(unreachable.errors)")
    let half = try CommandRun(["draw", folder.path + "/plan.yml", "--overlap", "0.5"])
    #expect(half.exitCode == 2 && half.errors.contains("belong together"))
    let simulate = try CommandRun(["simulate", Self.data + "population.yml", "--plan", "p.yml", "--output", "x"])
    #expect(simulate.exitCode == 2)
  }

  @Test func aSimulatedSurveyHasEveryNumberOfTheStudy() throws {
    let folder = TemporaryFolder()
    #expect(
      try CommandRun(["simulate", Self.data + "population.yml", "--output", folder.path + "/population"]).exitCode == 0)
    let run = try CommandRun([
      "simulate", Self.data + "population.yml", "--plan", Self.data + "design.yml", "--frame",
      folder.path + "/population/2019/population.csv", "--study", Self.data + "study.yml", "--year", "2019", "--draws",
      "3", "--output", folder.path + "/errors.csv",
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    let lines = String(decoding: try Fixtures.bytes(folder.path + "/errors.csv"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 376 && lines.dropFirst().allSatisfy { $0.hasSuffix(",3,1") })
    #expect(lines.contains { $0.hasPrefix("national,direct_loss,expansion,69208001700,3,") })
  }
}
