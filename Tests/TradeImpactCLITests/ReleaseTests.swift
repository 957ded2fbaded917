import TestSupport
import Testing

/// What `release` in a study file leaves of a report.
@Suite struct ReleaseTests {
  /// The bundled year with other rules; written beside it by absolute paths.
  private func bundled(_ release: String) throws -> [String: String] {
    let data = Fixtures.package + "/datasets/"
    var text = String(decoding: try Fixtures.bytes(data + "china-2019/study.yml"), as: UTF8.self)
    for file in ["survey.csv", "frame.csv", "totals.csv"] {
      text = text.replacing(file, with: data + "china-2019/" + file)
    }
    text = text.replacing("../report-2020", with: data + "report-2020")
    let folder = TemporaryFolder()
    folder.write("study.yml", text + "release: \(release)\n")
    let run = try CommandRun(["report", folder.path + "/study.yml", "--output", folder.path + "/out"])
    #expect(run.exitCode == 0, "\(run.errors)")
    return try TemporaryFolder.contents(folder.path + "/out").mapValues { String(decoding: $0, as: UTF8.self) }
  }

  private func small(_ release: String) throws -> SmallStudy {
    try SmallStudy(
      study: SmallStudy.study.replacing("weights: weight, ", with: "") + "\nrelease: \(release)\n")
  }

  /// Records of a CSV text without quoted commas.
  private func records(_ text: String) -> [[String]] {
    text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func partsShownAddToTotalsShown() throws {
    let rows = records(try #require(try bundled("{round: true}")["rounding.csv"]))
    // Amounts are shown in hundredths of 亿元 and shares in hundredths of a percent.
    for (table, column, unit) in [
      ("2-1", "amount", 1e6), ("2-1", "share", 1e-4), ("loss-by-market", "amount", 1e6),
      ("loss-by-market", "share", 1e-4), ("loss-by-cause", "share", 1e-4), ("added-cost-by-kind", "amount", 1e6),
    ] {
      let own = rows.filter { $0[0] == table && $0[2] == column }
      let units = own.map { (row: $0[1], count: Int((Double($0[4])! / unit).rounded())) }
      let total = try #require(units.first { $0.row == "all" }, "\(table) \(column)").count
      #expect(units.filter { $0.row != "all" }.reduce(0) { $0 + $1.count } == total, "\(table) \(column)")
      #expect(own.allSatisfy { abs(Double($0[5])!) < 1 && $0[6] == "0" })
    }
    // The same number in two tables.
    let totals = Set(rows.filter { $0[1] == "all" && $0[2] == "amount" && $0[0] != "added-cost-by-kind" }.map { $0[4] })
    #expect(totals.count == 1)
    #expect(rows.first { $0[0] == "national" && $0[1] == "direct_loss" && $0[2] == "expansion" }?[4] == totals.first)
  }

  @Test func roundingAloneChangesNoNumberOfTheDataFiles() throws {
    let (plain, rounded) = (try bundled("{round: false}"), try bundled("{round: true}"))
    for (file, text) in plain where file.hasPrefix("tables/") && file.hasSuffix(".csv") {
      #expect(rounded[file] == text)
    }
  }

  @Test func confidentialNumbersStandInNoFile() throws {
    let open = try small("{round: false}")
    #expect(try open.report().exitCode == 0)
    let study = try small("{disclosure: {minimum_contributors: 3, p_percent: 10}}")
    let run = try study.report()
    #expect(run.exitCode == 0, "\(run.errors)")
    let (all, left) = (try TemporaryFolder.contents(open.output), try TemporaryFolder.contents(study.output))
    let name = "tables/2-1.csv"
    let before = records(String(decoding: try #require(all[name]), as: UTF8.self))
    let after = records(String(decoding: try #require(left[name]), as: UTF8.self))
    let withheld = zip(before, after).filter { $1[12] == "suppressed" }
    #expect(withheld.count >= 4)
    for (old, new) in withheld {
      #expect(new[5...10].allSatisfy(\.isEmpty) && new[13].contains("release.confidential"))
      // Numbers with many digits cannot be there by chance.
      for number in old[5...9] where number.count > 6 {
        for (file, bytes) in left { #expect(!String(decoding: bytes, as: UTF8.self).contains(number), "\(file)") }
      }
    }
    #expect(left.keys.filter { $0.hasSuffix(".csv") && !$0.hasPrefix("tables/") }.sorted() == ["findings.csv"])
  }

  /// A sector's amount and its share of the total say the same.
  @Test func whatIsWithheldIsWithheldInEveryForm() throws {
    let study = try small("{disclosure: {minimum_contributors: 3}}")
    #expect(try study.report().exitCode == 0)
    let table = try #require(try TemporaryFolder.contents(study.output)["tables/2-1.csv"])
    let rows = records(String(decoding: table, as: UTF8.self))
    for row in rows where row[2] == "amount" {
      let share = try #require(rows.first { $0[1] == row[1] && $0[2] == "share" })
      #expect((row[12] == "suppressed") == (share[12] == "suppressed"), "\(row[1])")
    }
  }

  /// Whoever knows a sum and all its parts but one knows that one.
  @Test func noSumHasExactlyOneWithheldAmount() throws {
    let files = try bundled("{disclosure: {minimum_contributors: 3, dominance: {n: 1, k: 0.3}}}")
    var withheld = 0
    for (table, column) in [("2-1", "amount"), ("2-1", "share"), ("loss-by-market", "amount")] {
      let rows = records(try #require(files["tables/\(table).csv"])).filter { $0[2] == column }
      let count = rows.count { $0[12] == "suppressed" }
      #expect(count != 1, "\(table) \(column)")
      withheld += count
    }
    #expect(withheld > 0)
  }

  @Test func theSameStudyIsReleasedTheSameEveryTime() throws {
    let rules = "{policy: letter-grades, round: true, disclosure: {minimum_contributors: 3, dominance: {n: 1, k: 0.3}}}"
    // The manifest names the study's file, which is in another folder.
    let runs = try [bundled(rules), bundled(rules)].map { $0.filter { $0.key != "manifest.json" } }
    #expect(runs[0] == runs[1])
  }

  @Test func policiesMarkAndWithhold() throws {
    let files = try bundled("{policy: statistics-canada}")
    let table = try #require(files["tables/2-1.zh.md"])
    #expect(table.contains("\u{A0}E") && table.contains("| F") && table.contains("请谨慎使用"))
    let csv = records(try #require(files["tables/2-1.csv"]))
    #expect(csv.contains { $0[12] == "suppressed" && $0[5].isEmpty && $0[13].contains("release.unreliable") })
    #expect(csv.filter { $0[12] == "suppressed" }.allSatisfy { $0[10].isEmpty })
    #expect(csv.contains { $0[12] == "ok" && $0[13].contains("release.caution") })
    #expect(try #require(files["findings.csv"]).contains("withheld_numbers"))
    #expect(files["intervals.csv"] == nil)
  }

  /// The five bundled years with 252 amounts a year in linked tables. In 2017 the simplex method has to begin anew on the way.
  @Test func everyYearOfTheBundledStudyIsProtectedAndWhatIsLeftOutIsSaid() throws {
    let folder = TemporaryFolder()
    let data = Fixtures.package + "/datasets/"
    let text = String(decoding: try Fixtures.bytes(data + "china-2015-2019/study.yml"), as: UTF8.self)
    let study =
      text.replacing("../", with: data)
      .replacing("outputs: [csv, json, markdown, html, xlsx, vega-lite]", with: "outputs: [csv, html]")
      + "release: {disclosure: {minimum_contributors: 3, dominance: {n: 1, k: 0.8}}}\n"
    let run = try CommandRun(["report", folder.write("study.yml", study), "--output", folder.file("out")])
    #expect(run.exitCode == 0, "\(run.errors)")
    for year in 2015...2019 {
      let findings = try #require(folder.read("out/\(year)/findings.csv"))
      #expect(findings.contains("not_released,2-1-years,"))
      #expect(findings.contains("not_released,changes,"))
      #expect(findings.contains("confidential_amounts,attacker_check,"))
    }
    #expect(folder.read("out/report.zh.html") == nil)
  }

  @Test func aBundledPolicyCanBeCopiedAndNamed() throws {
    let text = try CommandRun(["policy", "statistics-canada"])
    #expect(text.exitCode == 0)
    let study = try small("{policy: own.yml}")
    study.folder.write("own.yml", text.output)
    #expect(try study.report().exitCode == 0)
    let preset = try small("{policy: statistics-canada}")
    #expect(try preset.report().exitCode == 0)
    let (own, bundled) = (try TemporaryFolder.contents(study.output), try TemporaryFolder.contents(preset.output))
    #expect(own.keys == bundled.keys)
    for (file, bytes) in own where file != "manifest.json" { #expect(bundled[file] == bytes, "\(file)") }
    #expect(try CommandRun(["policy", "statscan"]).exitCode == 2)
  }

  @Test(arguments: [
    ("{}", "policy, round or disclosure"), ("{policy: statscan}", "Allowed: statistics-canada"),
    ("{policy: none.yml}", "none.yml"), ("{disclosure: {dominance: {n: 1, k: 85}}}", "a part in (0, 1), such as 0.85"),
    ("{disclosure: {values: both}}", "minimum_contributors, dominance or p_percent"),
    ("{disclosure: {p_percent: 0}}", "a percentage above 0"),
  ])
  func rulesThatCannotBeMeantAreRefused(release: String, reason: String) throws {
    let run = try small(release).report()
    #expect(run.exitCode == 3 && run.errors.contains(reason), "\(run.errors)")
  }
}
