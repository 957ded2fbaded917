import Documents
import Glibc
import TestSupport
import Testing

@Suite struct ReportCommandTests {
  private static let study = Fixtures.package + "/datasets/china-2019/study.yml"

  private func report(_ study: String, _ arguments: [String] = []) throws -> [String: [UInt8]] {
    let folder = TemporaryFolder()
    let run = try CommandRun(["report", study, "--output", folder.path + "/out"] + arguments)
    #expect(run.exitCode == 0, "\(run.errors)")
    return try TemporaryFolder.contents(folder.path + "/out")
  }

  @Test func theBundledYearMeetsItsGoldenTables() throws {
    let folder = TemporaryFolder()
    let output = folder.path + "/out"
    #expect(try CommandRun(["report", Self.study, "--output", output]).exitCode == 0)
    let check = try CommandRun(["check", output, "--against", Fixtures.package + "/datasets/china-2019/golden"])
    #expect(check.exitCode == 0, "\(check.output)")
  }

  @Test func threadsAndChunksChangeNoByte() throws {
    let reference = try report(Self.study, ["--threads", "1"])
    #expect(reference.count == 63 + 2 * 8, "a specification of eight figures in each language")
    for arguments in [["--threads", "2"], ["--threads", "7", "--chunk-bytes", "5000"], ["--chunk-bytes", "70001"]] {
      #expect(try report(Self.study, arguments) == reference)
    }
  }

  @Test func shuffledRowsChangeNoByteOfTheResults() throws {
    var reference = try report(Self.study)
    let folder = TemporaryFolder()
    let data = Fixtures.package + "/datasets/china-2019/"
    var lines = String(decoding: try Fixtures.bytes(data + "survey.csv"), as: UTF8.self).split(separator: "\n")
    let header = lines.removeFirst()
    var generator = SeededGenerator(seed: 5)
    lines.shuffle(using: &generator)
    folder.write("survey.csv", ([header] + lines).map { $0 + "\n" }.joined())
    for file in ["frame.csv", "totals.csv"] { folder.write(file, try Fixtures.bytes(data + file)) }
    let text = String(decoding: try Fixtures.bytes(Self.study), as: UTF8.self)
    let published = Fixtures.package + "/datasets/report-2020"
    folder.write("study.yml", text.replacing("../report-2020", with: published))
    var shuffled = try report(folder.path + "/study.yml", ["--threads", "3", "--chunk-bytes", "9999"])
    // The manifest has the digest of the survey file, which is another file now.
    #expect(
      reference.removeValue(forKey: "manifest.json") != nil && shuffled.removeValue(forKey: "manifest.json") != nil)
    #expect(shuffled == reference)
  }

  @Test func aChangedCellIsFoundAndPrinted() throws {
    let study = try SmallStudy()
    #expect(try study.report().exitCode == 0)
    let golden = study.folder.path + "/golden"
    #expect(try CommandRun(["check", study.output, "--against", golden, "--update"]).exitCode == 0)
    #expect(try CommandRun(["check", study.output, "--against", golden]).exitCode == 0)
    let path = golden + "/tables/2-1.csv"
    let table = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    let line = try #require(table.split(separator: "\n").first { $0.contains("2-1,all,amount,") })
    let value = try #require(Double(line.split(separator: ",", omittingEmptySubsequences: false)[5]))
    let changed = line.replacing(",\(JSONWriter.decimal(value)),", with: ",\(JSONWriter.decimal(value * 1.5)),")
    study.folder.write("golden/tables/2-1.csv", table.replacing(line, with: changed))
    let check = try CommandRun(["check", study.output, "--against", golden])
    #expect(check.exitCode == 1)
    #expect(check.output.contains("2-1 all amount") && check.output.contains(JSONWriter.decimal(value)))
    #expect(
      check.output.contains(JSONWriter.decimal(value * 1.5)) && check.output.contains("relative difference 3.33e-1"))
    #expect(try CommandRun(["check", study.output, "--against", golden, "--update"]).exitCode == 0)
    #expect(try CommandRun(["check", study.output, "--against", golden]).exitCode == 0)
  }

  @Test func everyFormatSaysSynthetic() throws {
    let files = try report(Self.study)
    // Of workbooks a test of their own opens every sheet.
    for (name, bytes) in files where !["manifest.json", "findings.csv"].contains(name) && !name.hasSuffix("xlsx") {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("synthetic") || text.contains("SYNTHETIC") || text.contains("合成数据"), "\(name)")
    }
  }

  @Test func aStudyOfFiveYearsHasAFolderForEach() throws {
    let five = Fixtures.package + "/datasets/china-2015-2019/study.yml"
    let all = try report(five)
    let years = Set(all.keys.compactMap { $0.contains("/") ? String($0.prefix { $0 != "/" }) : nil })
    #expect(years == ["2015", "2016", "2017", "2018", "2019", "tables", "figures"])
    // Fifteen tables over years, their figures, pages, workbooks and findings.
    let figures = all.keys.count { $0.hasPrefix("figures/") }
    #expect(figures >= 2 * 4 && all.count == 5 * (22 * 4 + 9 + 2 + 16) + 15 * 4 + 2 + 2 + 1 + figures + 1)
    let one = try report(five, ["--year", "2015", "--threads", "3", "--chunk-bytes", "9000"])
    for (name, bytes) in one where name != "manifest.json" { #expect(all["2015/" + name] == bytes, "\(name)") }
    let alone = try report(Self.study)
    #expect(alone["tables/2-1.csv"] == all["2019/tables/2-1.csv"])
    let folder = TemporaryFolder()
    let unknown = try CommandRun(["report", five, "--year", "2014", "--output", folder.path + "/out"])
    #expect(unknown.exitCode == 2 && unknown.errors.contains("2015, 2016, 2017, 2018, 2019"))
  }

  /// Adjusted losses are made firm by firm, so those of the sectors add to the total as the unadjusted do.
  @Test func influentialFirmsAreListedAndAdjustedEstimatesAdd() throws {
    let files = try report(Fixtures.package + "/datasets/china-2015-2019/study.yml", ["--year", "2019"])
    let table = String(decoding: try #require(files["tables/influence.csv"]), as: UTF8.self)
    let rows = table.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    for column in ["expansion", "winsorised", "conditional_bias"] {
      let values = rows.filter { $0[2] == column }.map { (row: $0[1], value: Double($0[5])!) }
      let (total, parts) = (values.first { $0.row == "all" }!.value, values.filter { $0.row != "all" })
      #expect(abs(parts.reduce(0) { $0 + $1.value } - total) <= 1e-9 * total, "\(column)")
    }
    func total(_ column: String) -> Double { Double(rows.first { $0[1] == "all" && $0[2] == column }![5])! }
    #expect(total("winsorised") < total("expansion") && total("conditional_bias") < total("expansion"))
    #expect(abs(total("winsorised") - total("expansion") - total("winsorised_change")) <= 1e-9 * total("expansion"))
    let list = String(decoding: try #require(files["influence.csv"]), as: UTF8.self)
    let firms = list.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let first = try #require(firms.first { $0[0] == "national" && $0[1] == "direct_loss" && $0[3] == "1" })
    let (amount, weight, share) = (Double(first[5])!, Double(first[6])!, Double(first[7])!)
    #expect(abs(amount * weight / total("expansion") - share) <= 1e-12)
    let dominant = firms.filter { $0[10] == "1" }
    #expect(dominant.allSatisfy { Double($0[7])! > 0.5 } && !dominant.isEmpty)
    let findings = String(decoding: try #require(files["findings.csv"]), as: UTF8.self)
    // Up to five of a table are told one by one, more of them together; those of tables over years stand on another page.
    let counts = Dictionary(grouping: dominant.filter { !$0[0].hasSuffix("-years") }) { $0[0] }.mapValues(\.count)
    let told = counts.values.reduce(0) { $0 + ($1 > 5 ? 1 : $1) }
    #expect(findings.split(separator: "\n").count { $0.hasPrefix("dominant_firm") } == told)
  }

  /// City and rest are the province by every method, and the parts of the error are all of it.
  @Test func theCitysAmountsAddToTheProvincesWithAllPartsOfTheirError() throws {
    let files = try report(Self.study)
    let shenzhen = String(decoding: try #require(files["tables/shenzhen.csv"]), as: UTF8.self)
    for measure in ["direct_loss", "added_cost"] {
      let name = "tables/scaling-\(measure.replacing("_", with: "-")).csv"
      let rows = String(decoding: try #require(files[name]), as: UTF8.self).split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      func value(_ method: String, _ column: String) -> Double {
        Double(rows.first { $0[1] == method && $0[2] == column }![5])!
      }
      func province(_ column: String) -> Double {
        let cells = shenzhen.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return Double(cells.first { $0[1] == measure && $0[2] == column }![5])!
      }
      let methods = Set(rows.map { $0[1] })
      #expect(methods.count == 7)
      for method in methods {
        let sum = value(method, "city") + value(method, "rest")
        #expect(abs(sum - province("guangdong")) <= 1e-9 * sum, "\(method)")
        let parts = ["sampling", "between_regions", "own_firms", "register"].map { value(method, $0) }
        let error = Double(rows.first { $0[1] == method && $0[2] == "city" }![6])!
        #expect(abs(parts.reduce(0) { $0 + $1 * $1 } - error * error) <= 1e-9 * error * error, "\(method)")
      }
      #expect(abs(value("proportional", "city") - province("proportional")) <= 1e-9 * province("proportional"))
      #expect(rows.count { $0[13].contains("recommended") } == 1)
    }
    let list = String(decoding: try #require(files["regions.csv"]), as: UTF8.self)
    #expect(list.split(separator: "\n").count == 1 + 2 * 3 * 31, "two amounts, three groupings, every other region")
  }

  @Test func lossesByMarketCauseAndSectorAddToTheTotal() throws {
    let files = try report(Self.study)
    let rows = String(decoding: try #require(files["causes.csv"]), as: UTF8.self).split(separator: "\n").dropFirst().map
    {
      $0.split(separator: ",").map(String.init)
    }
    for counting in ["fractional", "primary"] {
      let own = rows.filter { $0[0] == counting && $0[1] == "1" }
      let total = Double(own.first { $0[2...4].allSatisfy { $0 == "all" } }![5])!
      let cells = own.filter { $0[2...4].allSatisfy { $0 != "all" } }
      #expect(abs(cells.reduce(0) { $0 + Double($1[5])! } - total) <= 1e-12 * total, "\(counting)")
      for margin in 2...4 {
        let line = own.filter { row in (2...4).allSatisfy { (row[$0] != "all") == ($0 == margin) } }
        #expect(abs(line.reduce(0) { $0 + Double($1[5])! } - total) <= 1e-12 * total, "\(counting) \(margin)")
      }
    }
    let mentions = rows.filter { $0[0] == "any_mention" }
    #expect(!mentions.isEmpty && mentions.allSatisfy { $0[1] == "0" })
    let fractional = String(decoding: try #require(files["tables/loss-by-cause.csv"]), as: UTF8.self)
    let counted = String(decoding: try #require(files["tables/cause-counting.csv"]), as: UTF8.self)
    func value(_ table: String, _ row: String, _ column: String) -> [Double] {
      let cells = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let cell = cells.first { $0[1] == row && $0[2] == column }!
      return [Double(cell[5])!, Double(cell[6])!]
    }
    for (one, other) in zip(value(fractional, "return", "amount"), value(counted, "return", "fractional")) {
      #expect(abs(one - other) <= 1e-10 * one, "two ways to the same number and error")
    }
  }

  /// Expansion and the changes of all steps are the recommended estimate, and sectors add to the nation in every step.
  @Test func stepsFromExpansionToTheRecommendedEstimateAdd() throws {
    let files = try report(Self.study)
    for measure in ["direct-loss", "added-cost"] {
      let rows = String(decoding: try #require(files["tables/recommended-\(measure).csv"]), as: UTF8.self)
        .split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      func value(_ row: String, _ column: String) -> Double {
        Double(rows.first { $0[1] == row && $0[2] == column }![5]) ?? 0
      }
      let subjects = Set(rows.map { String($0[1]) })
      #expect(subjects.isSuperset(of: ["all", "guangdong", "shenzhen"]) && subjects.count == 11)
      let steps = ["expansion", "weights", "auxiliary", "outliers", "scaling"]
      for row in subjects {
        let sum = steps.reduce(0) { $0 + value(row, $1) }
        #expect(abs(sum - value(row, "recommended")) <= 1e-9 * max(1, sum), "\(row)")
      }
      let sectors = subjects.subtracting(["all", "guangdong", "shenzhen"])
      for column in steps.dropLast() + ["recommended"] {
        let sum = sectors.reduce(0) { $0 + value($1, column) }
        #expect(abs(sum - value("all", column)) <= 1e-9 * value("all", "expansion"), "\(column)")
      }
      #expect(value("all", "outliers") <= 0 && value("all", "auxiliary") != 0 && value("all", "weights") != 0)
    }
  }

  @Test func recommendedEstimatesNameWhatTheyLack() throws {
    let study = try SmallStudy(study: SmallStudy.study + "\nrecommended: {estimator: separate-ratio}")
    let run = try study.report()
    #expect(run.exitCode == 3 && run.errors.contains("exports by one factor, such as [sector]"), "\(run.errors)")
    study.folder.write("study.yml", SmallStudy.study + "\nrecommended: {estimator: calibration}")
    let empty = try study.report()
    #expect(empty.exitCode == 3 && empty.errors.contains("counts or exports to calibrate to"), "\(empty.errors)")
    study.folder.write("study.yml", SmallStudy.study + "\nrecommended: {estimator: greg, exports: [province]}")
    let unknown = try study.report()
    #expect(unknown.exitCode == 3 && unknown.errors.contains("province"), "\(unknown.errors)")
  }

  /// Two firms leave the loss blank; the class of a third of the rows gives them a donor or a ratio.
  @Test func blankAmountsAreFilledInAndTheirErrorIsCounted() throws {
    let survey = SmallStudy.survey().replacing(
      "private,manufacturing,b,20,5,1,10,2,0", with: "private,manufacturing,b,20,5,1,,2,0"
    )
    .replacing("foreign,other,a,8,2,1,5,0,1", with: "foreign,other,a,8,2,1,,0,1")
    #expect(survey != SmallStudy.survey())
    let own = SmallStudy.study.replacing("weights: weight, ", with: "").replacing(
      "\"2-1\", \"2-2\", \"2-3\"", with: "\"2-2\"")
    for method in ["ratio", "nearest", "mean"] {
      let study = try SmallStudy(
        study: own + "\nimputation: {method: \(method), classes: [product_group]}",
        survey: Array(survey.utf8))
      let files = try report(study.folder.path + "/study.yml")
      let list = String(decoding: try #require(files["imputation.csv"]), as: UTF8.self).split(separator: "\n")
      #expect(list.count == 3 && list[1].hasPrefix("direct_loss,F03,\(method)") && list[2].hasPrefix("direct_loss,F05"))
      let table = String(decoding: try #require(files["tables/imputation.csv"]), as: UTF8.self)
      let rows = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      func cell(_ column: String, _ place: Int) -> Double {
        Double(rows.first { $0[1] == "all" && $0[2] == column }![place])!
      }
      // The firms nearest in exports to the two lost nothing.
      #expect((cell("direct_loss_imputed", 5) > 0) == (method != "nearest") && cell("direct_loss_total", 5) > 0)
      #expect(list[1].contains(",F04,") == (method == "nearest") && list[2].contains(",F06,") == (method == "nearest"))
      #expect(cell("direct_loss_imputed", 10) == 2 && cell("added_cost_imputed", 10) == 0)
      #expect(cell("direct_loss_total", 6) > 0 && cell("added_cost_imputed", 5) == 0)
      #expect(abs(cell("added_cost_total", 6) - cell("added_cost_naive", 5)) <= 1e-9 * cell("added_cost_naive", 5))
    }
  }

  private static let nonresponse = SmallStudy.study.replacing("weights: weight, ", with: "").replacing(
    "\"2-1\", \"2-2\", \"2-3\"", with: "\"2-2\"")

  /// Of four firms drawn of eight, one refused and one is out of scope: 8 万元 of two answers stand for four each where the
  /// stratum's answers stand for all, and for 8/3 each where the firm out of scope is an answer, too.
  @Test func answersStandForFirmsThatGaveNone() throws {
    let rows = SmallStudy.rows.map { row in
      switch row.prefix(3) {
      case "F02": "F02,2019,guangdong,02,60,,private,trading,a,8,2,,,,,refused"
      case "F04": "F04,2019,shanghai,04,90,,state_owned,trading,a,8,2,,,,,out_of_scope"
      default: row + ",respondent"
      }
    }
    let study = try SmallStudy(
      study: Self.nonresponse + "\nnonresponse: {classes: [sector], propensity: [sector]}",
      survey: Array(SmallStudy.survey(rows, header: SmallStudy.header + ",response").utf8))
    let files = try report(study.folder.path + "/study.yml")
    let table = String(decoding: try #require(files["tables/nonresponse.csv"]), as: UTF8.self)
    let cells = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    func cell(_ row: String, _ column: String, _ place: Int = 5) -> Double {
      Double(cells.first { $0[1] == row && $0[2] == column }![place])!
    }
    #expect(abs(cell("agri_food", "direct_loss_strata") - 32e4) < 1e-6)
    #expect(abs(cell("agri_food", "direct_loss_classes") - 64e4 / 3) < 1e-6)
    // The other sectors answered in full, so that the model has one probability: the share of all weight.
    let weights: [Double] = [8, 20, 4]
    let rate = (weights.reduce(0, +) - 2) / weights.reduce(0, +)
    #expect(abs(cell("agri_food", "direct_loss_propensity") - 16e4 / rate) < 1e-4)
    #expect(abs(cell("agri_food", "response_rate") - 4.0 / 6) < 1e-12 && cell("agri_food", "response_rate", 10) == 4)
    #expect(cell("agri_food", "direct_loss_classes", 6) > 0)
    let findings = String(decoding: try #require(files["findings.csv"]), as: UTF8.self)
    #expect(findings.contains("response_level_merged"), "\(findings)")
  }

  @Test func factorsOfNonresponseMustBeKnownOfAllFirmsDrawn() throws {
    let rows = SmallStudy.rows.map { row in
      row.hasPrefix("F02") ? "F02,2019,guangdong,02,60,,,trading,a,8,2,,,,,refused" : row + ",respondent"
    }
    let study = try SmallStudy(
      study: Self.nonresponse + "\nnonresponse: {propensity: [sector, ownership]}",
      survey: Array(SmallStudy.survey(rows, header: SmallStudy.header + ",response").utf8))
    let unknown = try study.report()
    #expect(unknown.exitCode == 3 && unknown.errors.contains("survey.csv:3"), "\(unknown.errors)")
    #expect(unknown.errors.contains("firm F02 has no ownership"), "\(unknown.errors)")
    study.folder.write("study.yml", Self.nonresponse + "\nnonresponse: {classes: []}")
    let empty = try study.report()
    #expect(empty.exitCode == 3 && empty.errors.contains("classes or propensity with factors"), "\(empty.errors)")
  }

  /// Every firm of the list is beyond the limit by its own numbers, and the tables are those of a study that lists none.
  @Test func outlyingRatesAreListedAndChangeNothing() throws {
    let files = try report(Self.study)
    let rows = String(decoding: try #require(files["outlying-rates.csv"]), as: UTF8.self).split(separator: "\n")
      .dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(!rows.isEmpty)
    for row in rows {
      let (loss, exports, rate, deviation) = (Double(row[2])!, Double(row[3])!, Double(row[4])!, Double(row[6])!)
      #expect(abs(loss / exports - rate) <= 1e-12 * rate && abs(deviation) > 3.5)
      #expect((deviation > 0) == (rate > Double(row[5])!) && row[9] == "listed")
    }
    let findings = String(decoding: try #require(files["findings.csv"]), as: UTF8.self)
    #expect(findings.contains("outlying_loss_rate"))
    let study = try SmallStudy(study: SmallStudy.study + "\nediting: {outlying_rate: -1}")
    let wrong = try study.report()
    #expect(wrong.exitCode == 3 && wrong.errors.contains("a number of deviations above 0"), "\(wrong.errors)")
  }

  @Test func smallDomainsAddToSectorAndSizeAndAreFlagged() throws {
    let files = try report(Self.study)
    let rows = String(decoding: try #require(files["small-domains.csv"]), as: UTF8.self).split(separator: "\n")
      .dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    for (cell, own) in Dictionary(grouping: rows, by: { $0[0] + $0[1] }) {
      let (direct, value) = (own.reduce(0) { $0 + Double($1[4])! }, own.reduce(0) { $0 + Double($1[11])! })
      #expect(abs(direct - value) <= 1e-9 * direct, "\(cell)")
    }
    for row in rows {
      let (firms, error, flag) = (Int(row[3])!, Double(row[13]), row[14])
      let usable = firms >= 3 && error != nil && error! <= 0.333
      #expect((flag != "F") == usable, "\(row)")
    }
    #expect(Set(rows.map { $0[14] }) == ["", "E", "F"])
  }

  @Test func comparingScalingMethodsNeedsAFrameThatHasTheCity() throws {
    let scaling = "\nscaling: {region: shenzhen, parent: guangdong, methods: all}"
    let study = try SmallStudy(study: SmallStudy.study + scaling)
    let run = try study.report()
    #expect(run.exitCode == 3 && run.errors.contains("for samples of one stage"), "\(run.errors)")
    study.folder.write("study.yml", SmallStudy.study + "\nscaling: {region: a, parent: b, register_error: 2}")
    let wrong = try study.report()
    #expect(wrong.exitCode == 3 && wrong.errors.contains("a relative standard error in [0, 1)"), "\(wrong.errors)")
  }

  @Test func influenceNeedsADesignOfStrataAndSizes() throws {
    let study = try SmallStudy(study: SmallStudy.study + "\ninfluence: {}")
    let run = try study.report()
    #expect(run.exitCode == 3 && run.errors.contains("influential firms are found for samples of one stage"))
    study.folder.write("study.yml", SmallStudy.study + "\ninfluence: {dominance: 2}")
    let wrong = try study.report()
    #expect(wrong.exitCode == 3 && wrong.errors.contains("study.yml:10") && wrong.errors.contains("between 0 and 1"))
  }

  /// The three parts add to the change, indices begin with 100, and every step has firms of both years.
  @Test func changesBetweenYearsHaveTheirParts() throws {
    let five = Fixtures.package + "/datasets/china-2015-2019/study.yml"
    let files = try report(five, ["--threads", "2"])
    let table = String(decoding: try #require(files["tables/changes.csv"]), as: UTF8.self)
    let rows = table.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 4 * 7)
    for step in ["2015-2016", "2016-2017", "2017-2018", "2018-2019"] {
      func value(_ column: String) throws -> Double {
        let row = try #require(rows.first { $0[1] == step && $0[2] == column })
        #expect(column.hasSuffix("_p") || Double(row[6])! > 0)
        return try #require(Double(row[5]))
      }
      let parts = try value("exports") + value("incidence") + value("intensity")
      #expect(abs(parts - (try value("direct_loss"))) <= 1e-15 * abs(try value("exports")) + 1e-4)
      #expect((0...1).contains(try value("direct_loss_p")))
      let common = try #require(rows.first { $0[1] == step && $0[2] == "direct_loss" })[10]
      #expect((1500...3000).contains(Int(common)!))
    }
    let series = String(decoding: try #require(files["tables/series.csv"]), as: UTF8.self)
    #expect(series.contains("series,2015,direct_loss_index,index,count,100,0,"))
    let national = String(decoding: try #require(files["2017/tables/national.csv"]), as: UTF8.self)
    let loss = try #require(national.split(separator: "\n").first { $0.contains("direct_loss,expansion,") })
    let amount = loss.split(separator: ",", omittingEmptySubsequences: false)[5]
    #expect(series.contains("series,2017,direct_loss,direct_loss,CNY,\(amount),"))
    let findings = String(decoding: try #require(files["findings.csv"]), as: UTF8.self)
    #expect(findings.contains("falling_not_supported,affected_share"))
    let page = String(decoding: try #require(files["report.zh.html"]), as: UTF8.self)
    #expect(page.contains("逐年变化及其分解") && page.contains("合成数据"))
    #expect(
      try report(five, ["--threads", "5", "--chunk-bytes", "9999"])["tables/changes.csv"] == files["tables/changes.csv"]
    )
  }

  /// 2015 is written in GB18030 with Chinese column names.
  @Test func theEncodingOfAYearIsDeclaredAndChangesNothing() throws {
    let folder = TemporaryFolder()
    let data = Fixtures.package + "/datasets/"
    let bytes = try Fixtures.bytes(data + "china-2015/survey.csv")
    folder.write("survey.csv", try #require(utf8(fromGB18030: bytes)))
    let text = String(decoding: try Fixtures.bytes(data + "china-2015-2019/study.yml"), as: UTF8.self)
      .replacing("../china-2015/survey.csv", with: folder.path + "/survey.csv")
      .replacing(": ../", with: ": \(data)china-2015-2019/../")
    folder.write("declared.yml", text)
    folder.write("converted.yml", text.replacing("    encoding: gb18030\n", with: ""))
    let refused = try CommandRun(["report", folder.path + "/declared.yml", "--output", folder.path + "/out"])
    #expect(refused.exitCode == 3 && refused.errors.contains("survey.csv:1"), "\(refused.errors)")
    let converted = try report(folder.path + "/converted.yml", ["--year", "2015"])
    let original = try report(data + "china-2015-2019/study.yml", ["--year", "2015"])
    for (name, bytes) in original where name != "manifest.json" { #expect(converted[name] == bytes, "\(name)") }
  }
}

/// nil where the bytes are not GB 18030.
private func utf8(fromGB18030 bytes: [UInt8]) -> [UInt8]? {
  let converter = iconv_open("UTF-8", "GB18030")
  defer { iconv_close(converter) }
  var (input, output) = (bytes.map { CChar(bitPattern: $0) }, [CChar](repeating: 0, count: 2 * bytes.count))
  var (left, room) = (input.count, output.count)
  let failed = input.withUnsafeMutableBufferPointer { from in
    output.withUnsafeMutableBufferPointer { to in
      var (source, target) = (from.baseAddress, to.baseAddress)
      return iconv(converter, &source, &left, &target, &room) == -1
    }
  }
  return failed || left > 0 ? nil : output.dropLast(room).map { UInt8(bitPattern: $0) }
}

@Suite struct ScaleCommandTests {
  @Test func theReportsShenzhenFiguresComeFromTheUnroundedRatio() throws {
    let run = try CommandRun(["scale", Fixtures.package + "/datasets/report-2020/scale-2019.yml"])
    #expect(run.exitCode == 0)
    for figure in ["45.48", "7.12", "44.92", "7.03", "亿元"] { #expect(run.output.contains(figure)) }
    #expect(run.output.contains("45.5 亿元 comes from the unrounded ratio, not from the ratio rounded to whole percent"))
    #expect(run.output.contains("7.1 亿元 comes from the unrounded ratio, not from the ratio rounded to whole percent"))
  }

  @Test func aReportFolderGivesTheParentsEstimatesWithTheirErrors() throws {
    let folder = TemporaryFolder()
    let study = Fixtures.package + "/datasets/china-2019/study.yml"
    #expect(try CommandRun(["report", study, "--output", folder.path + "/out"]).exitCode == 0)
    folder.write(
      "scale.yml",
      "{region: shenzhen, parent: guangdong, year: 2019, unit: 亿元, exports: {region: 16700, parent: 43400}, from: out}")
    let run = try CommandRun(["scale", folder.path + "/scale.yml", "--format", "csv"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(lines.count == 3 && lines[1][0] == "direct_loss" && Double(lines[1][4])! > 0 && lines[1][6].isEmpty)
  }

  @Test func anOutputThatIsTheInputIsRefused() throws {
    let folder = TemporaryFolder()
    folder.write("scale.yml", "{}")
    let path = folder.path + "/scale.yml"
    #expect(try CommandRun(["scale", path, "--output", path]).exitCode == 2)
    #expect(try CommandRun(["scale", path]).exitCode == 3)
  }
}
