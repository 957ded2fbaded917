import Documents
import Reporting
import TestSupport
import Testing

@Suite struct ScenarioRatesTests {
  private static let header = "sector,market,added_cost_rate,added_cost_rate_se,loss_rate,loss_rate_se,year,source"

  private func rows(_ run: CommandRun) -> [[String]] {
    run.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func rates(_ study: String, trade: String) throws -> [[String]] {
    let folder = TemporaryFolder()
    folder.write("trade.csv", "region,measure,partner,product,year,value,unit,source\n" + trade)
    return rows(
      try CommandRun(["scenario", "rates", study, "--year", "2019", "--trade", folder.path + "/trade.csv"]))
  }

  /// A survey that is not made says what its rates are of; names with commas are quoted.
  @Test func sourcesNameTheStudy() throws {
    let study = try SmallStudy(study: SmallStudy.study.replacing("synthetic: true\n", with: ""))
    let run = try CommandRun(["scenario", "rates", study.folder.path + "/study.yml", "--year", "2019"])
    #expect(run.output.contains(",2019,\"small: survey, over exports to all markets\"\n"))
  }

  /// Agriculture: loss 2 × (3 + 5), cost 2 × 1, exports 2 × (41 + 61 + 79 + 95), from the weights of the sample.
  @Test func ratesAreRatiosOfWeightedSums() throws {
    let study = try SmallStudy(survey: Array(SmallStudy.survey().utf8))
    let run = try CommandRun(["scenario", "rates", study.folder.path + "/study.yml", "--year", "2019"])
    #expect(run.exitCode == 0 && run.output.hasPrefix(Self.header + "\n*,*,"))
    let agriculture = try #require(rows(run).first { $0[0] == "agri_food" })
    #expect(Double(agriculture[2]).isClose(to: 2.0 / 552, .summed))
    #expect(Double(agriculture[4]).isClose(to: 16.0 / 552, .summed))
    #expect(agriculture[1] == "*" && agriculture[6] == "2019")
    #expect(agriculture[7] == "synthetic")
    #expect(run.errors.contains("chem_metal: no firm with exports in the sample, so no rate"))
    #expect(!run.output.contains("unclassified"))
  }

  /// The bundled table of the same study has the same numbers.
  @Test func ratesAreThoseOfTheTable() throws {
    let folder = TemporaryFolder()
    let data = Fixtures.package + "/datasets/china-2019"
    folder.write(
      "study.yml",
      """
      study: rates
      title: {zh: 比率, en: Rates}
      synthetic: true
      years: {2019: {sample: \(data)/survey.csv}}
      units: 万元
      design: {strata: stratum, population: population, singletons: adjust}
      editing: {unit_error: 10000}
      tables: [ave]
      outputs: [csv]
      """)
    let report = try CommandRun(["report", folder.path + "/study.yml", "--output", folder.path + "/out"])
    #expect(report.exitCode == 0, "\(report.errors)")
    let table = try GoldenCells(folder.path + "/out/tables/ave.csv")
    let run = try CommandRun(["scenario", "rates", folder.path + "/study.yml", "--year", "2019"])
    #expect(rows(run).count == 8)
    for row in rows(run) {
      let sector = row[0] == "*" ? "all" : row[0]
      #expect(row[2] == table.field(sector, "added_cost", "value") && row[3] == table.field(sector, "added_cost", "se"))
      #expect(
        row[4] == table.field(sector, "direct_loss", "value") && row[5] == table.field(sector, "direct_loss", "se"))
    }
  }

  @Test func marketsNeedExportsOfTheTradeFile() throws {
    let folder = TemporaryFolder()
    folder.write(
      "trade.csv",
      """
      region,measure,partner,product,year,value,unit,source
      china,exports,US,,2019,28865,CNY_1e8,customs
      china,exports,US,machinery,2019,14000,CNY_1e8,customs

      """)
    let study = Fixtures.package + "/datasets/china-2019/study.yml"
    let plain = try CommandRun(["scenario", "rates", study, "--year", "2019"])
    let run = try CommandRun(["scenario", "rates", study, "--year", "2019", "--trade", folder.path + "/trade.csv"])
    #expect(run.exitCode == 0 && run.output.hasPrefix(plain.output))
    let markets = rows(run).dropFirst(rows(plain).count)
    #expect(markets.map { $0[0] + " " + $0[1] } == ["* US", "machinery US"])
    // Added cost is not known by market. Half of machinery's exports have half of the rate's denominator.
    for market in markets { #expect(market[2].isEmpty && market[3].isEmpty && market[7] == "synthetic") }
    let half = try rates(study, trade: "china,exports,US,machinery,2019,28000,CNY_1e8,customs\n")
    #expect(Double(half.last![4]).isClose(to: Double(markets.last![4])! / 2))
    #expect(run.errors.contains("no rates of their own: * to EU, * to JP_KR"))
  }

  @Test func whatCannotBeHasItsExitCode() throws {
    let study = Fixtures.package + "/datasets/china-2019/study.yml"
    let year = try CommandRun(["scenario", "rates", study, "--year", "2018"])
    #expect(year.exitCode == 2 && year.errors.contains("--year 2018: the study has the years 2019"))
    let dollars = TemporaryFolder()
    dollars.write(
      "trade.csv",
      "region,measure,partner,product,year,value,unit,source\nchina,exports,US,,2019,4000,USD_1e8,customs\n")
    let run = try CommandRun(["scenario", "rates", study, "--year", "2019", "--trade", dollars.path + "/trade.csv"])
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("exports of * to US in the trade file are in USD and losses in CNY; give them in CNY"))
  }

  @Test func studiesWithReleaseRulesHaveNoRatesFile() throws {
    let study = try SmallStudy(study: SmallStudy.study + "\nrelease: {policy: statistics-canada}\n")
    let run = try CommandRun(["scenario", "rates", study.folder.path + "/study.yml", "--year", "2019"])
    #expect(run.exitCode == 3 && run.errors.contains("a rates file cannot withhold what the release rules would"))
  }
}

/// The cells of a table's CSV file, by row and column.
private struct GoldenCells {
  private let lines: [[String]]

  init(_ path: String) throws {
    lines = String(decoding: try Fixtures.bytes(path), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  func field(_ row: String, _ column: String, _ name: String) -> String? {
    lines.first { $0[1] == row && $0[2] == column }.map { $0[lines[0].firstIndex(of: name)!] }
  }
}
