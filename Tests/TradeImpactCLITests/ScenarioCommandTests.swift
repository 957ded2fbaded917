import TestSupport
import Testing

@Suite struct ScenarioCommandTests {
  private static let standby = Fixtures.package + "/datasets/scenarios/eu-network-standby.yml"

  /// A scenario without a survey that is computed in no time.
  private static func small(name: String = "small", _ change: (String) -> String = { $0 }) -> String {
    change(
      """
      scenario: \(name)
      title: {zh: 小情景, en: Small scenario}
      measure:
        market: EU
        products: {zh: 产品, en: products}
        requirement: {zh: 要求, en: requirement}
      unit: 亿元
      exposure:
        year: 2019
        exports: {value: 100, unit: 亿元, source: s}
      costs:
        - {id: a, label: {zh: 改造, en: redesign}, category: adjustment, per: value, rate: {range: [2, 10], unit: percent, source: s}}
      schedule:
        entry_into_force: 2020-01-01
        horizon: 10
        discount_rate: {value: 8, unit: percent, source: s}
        delays: [1]
      sampling: {draws: 320, sobol_points: 32, seed: 7}

      """)
  }

  private let folder = TemporaryFolder()
  private var file: String { folder.file("small.yml") }
  private var output: String { folder.file("out") }

  init() { folder.write("small.yml", Array(Self.small().utf8)) }

  // MARK: run

  @Test func withoutAFolderTheSummaryIsPrinted() throws {
    let text = try CommandRun(["scenario", "run", file, "--languages", "en"])
    #expect(text.exitCode == 0 && text.errors.isEmpty)
    #expect(text.output.hasPrefix("Summary of the impact\n"))
    let csv = try CommandRun(["scenario", "run", file, "--format", "csv"])
    #expect(csv.output.hasPrefix("table,row,column,measure,unit,value,"))
    #expect(csv.output.contains("\nsummary,added_cost,mean,mean,CNY,"))
    #expect(try CommandRun(["scenario", "run", file, "--format", "json"]).output.contains("trade-impact table 1"))
    #expect(try CommandRun(["scenario", "run", file, "--format", "markdown"]).output.hasPrefix("# 措施影响概要\n"))
  }

  @Test func theFolderHoldsWhatIsAskedFor() throws {
    let run = try CommandRun(
      ["scenario", "run", file, "--output", output, "--languages", "zh", "--formats", "csv,markdown"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let names = try TemporaryFolder.contents(output).keys.filter { !$0.hasPrefix("tables/") }.sorted()
    #expect(names == ["evidence.zh.md", "findings.csv", "manifest.json"])
    #expect(run.output == "\(output): 6 tables and 4 figures, 8 findings\n")
  }

  @Test func anyNumberOfThreadsWritesTheSameBytes() throws {
    let folders = try ["1", "2", "7"].map { threads in
      let place = folder.file("threads-\(threads)")
      let run = try CommandRun(
        ["scenario", "run", Self.standby, "--output", place, "--threads", threads, "--formats", "csv,html,vega-lite"])
      #expect(run.exitCode == 0, "\(run.errors)")
      return try TemporaryFolder.contents(place)
    }
    #expect(folders[0].count > 20)
    #expect(folders[1] == folders[0] && folders[2] == folders[0])
  }

  @Test func aFolderIsMadeAgainByteForByteAndAChangeIsSeen() throws {
    _ = try CommandRun(["scenario", "run", file, "--output", output, "--languages", "en"])
    let same = try CommandRun(["reproduce", output])
    #expect(same.exitCode == 0 && same.output.hasSuffix("files came back byte for byte\n"), "\(same.output)")
    folder.write("small.yml", Array(Self.small { $0.replacing("seed: 7", with: "seed: 8") }.utf8))
    #expect(try CommandRun(["reproduce", output]).exitCode == 1)
  }

  // MARK: compare

  @Test func scenariosAreComparedAndTheComparisonMadeAgain() throws {
    folder.write("other.yml", Array(Self.small(name: "other") { $0.replacing("[2, 10]", with: "[3, 11]") }.utf8))
    let text = try CommandRun(["scenario", "compare", file, folder.file("other.yml"), "--languages", "en"])
    #expect(text.exitCode == 0 && text.output.contains("use common random numbers"))
    let run = try CommandRun(["scenario", "compare", file, folder.file("other.yml"), "--output", output])
    #expect(run.exitCode == 0, "\(run.errors)")
    let files = try TemporaryFolder.contents(output)
    #expect(files["comparison.zh.html"] != nil && files["comparison.en.xlsx"] != nil)
    let table = String(decoding: try #require(files["tables/difference.csv"]), as: UTF8.self)
    #expect(table.contains("difference,added_cost,other,difference,CNY,"))
    #expect(try CommandRun(["reproduce", output]).exitCode == 0)
  }

  // MARK: Errors

  @Test(
    arguments: [
      (["scenario", "run", "FILE", "--languages", "fr"], "--languages fr: it is one or several of zh, en"),
      (["scenario", "run", "FILE", "--formats", "csv,odt"], "--formats odt: it is one or several of csv"),
      (["scenario", "compare", "FILE"], "give two scenario files or more"),
      (["scenario", "run"], "Missing expected argument"),
    ])
  func aWrongCommandLineIsUsage(_ arguments: [String], _ message: String) throws {
    let run = try CommandRun(arguments.map { $0 == "FILE" ? file : $0 })
    #expect(run.exitCode == 2 && run.errors.contains(message), "\(run.errors)")
  }

  @Test func aWrongFileIsBadInputWithItsPlace() throws {
    folder.write("bad.yml", Array(Self.small { $0.replacing("horizon: 10", with: "horizon: 0") }.utf8))
    let bad = try CommandRun(["scenario", "run", folder.file("bad.yml"), "--output", output])
    #expect(bad.exitCode == 3 && bad.errors.contains("bad.yml:15: schedule.horizon is 0"), "\(bad.errors)")
    let missing = try CommandRun(["scenario", "run", folder.file("none.yml")])
    #expect(missing.exitCode == 3 && missing.errors.contains("none.yml"))
    let twice = try CommandRun(["scenario", "compare", file, file])
    #expect(twice.exitCode == 3 && twice.errors.contains("give each a name of its own"))
    #expect(try CommandRun(["scenario", "run", folder.file("bad.yml")]).exitCode == 3)
  }

  @Test func aPlaceThatIsTakenIsLeftAlone() throws {
    folder.write("taken", Array("mine".utf8))
    let run = try CommandRun(["scenario", "run", file, "--output", folder.file("taken")])
    #expect(run.exitCode == 5)
    #expect(try Fixtures.bytes(folder.file("taken")) == Array("mine".utf8))
  }
}
