import Documents
import TestSupport
import Testing

struct ScenarioScreenCommandTests {
  private static let example = Fixtures.package + "/datasets/notifications-example/"
  private let files = [Self.example + "notifications.csv", "--trade", Self.example + "exports.csv"]
  private let rates = ["--rates", Self.example + "rates.csv"]

  private func run(_ arguments: [String]) throws -> CommandRun { try CommandRun(["scenario", "screen"] + arguments) }

  @Test func openNotificationsAreRankedOnStandardOutput() throws {
    let run = try run(files + rates + ["--as-of", "2021-12-01", "--open", "--top", "3"])
    #expect(run.exitCode == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n")
    let first = lines[1].split(separator: " ").prefix(7).map(String.init)
    #expect(first == ["1", "G/TBT/N/EU/111", "European", "Union", "2021-12-20", "19", "450,450"])
    #expect(run.output.contains("- 3 of 9 notifications, by exports reached"))
    #expect(run.output.contains("- SYNTHETIC DATA") && lines[0].contains("added cost"))
    // Without rates and a day there are no columns of costs and days.
    let short = try self.run(files + ["--top", "3"]).output
    #expect(!short.contains("added cost, 10k CNY") && !short.contains("days  "))
  }

  @Test func everyFormatHasTheSameNotifications() throws {
    let arguments = files + ["--as-of", "2021-12-01", "--top", "7", "--rank-by", "deadline"]
    let csv = try run(arguments + ["--format", "csv"]).output.split(separator: "\n")
    #expect(csv.count == 8)
    let json = try DocumentParser.json(run(arguments + ["--format", "json"]).output, file: "screen.json").mapping()
    #expect(try json.first { $0.key == "ranking" }!.value.sequence().count == 7)
    let markdown = try run(arguments + ["--format", "markdown", "--language", "zh"]).output
    #expect(markdown.split(separator: "\n").count { $0.hasPrefix("| ") } == 9 && markdown.contains("合成数据"))
  }

  @Test func aFolderHasListsTablesPagesAndWorkbooksAndTheSameBytesAgain() throws {
    let folder = TemporaryFolder()
    func contents(_ name: String, _ extra: [String]) throws -> [String: [UInt8]] {
      let path = folder.path + "/" + name
      let run = try run(files + rates + ["--as-of", "2021-12-01", "--output", path] + extra)
      #expect(run.exitCode == 0 && run.output.contains("notifications ranked by exports reached, 5 tables,"))
      return try TemporaryFolder.contents(path)
    }
    let one = try contents("a", ["--threads", "1"])
    let two = try contents("b", ["--threads", "2"])
    let expected = [
      "ranking.csv", "documents.csv", "findings.csv", "manifest.json", "report.zh.html", "report.en.html",
      "report.zh.xlsx", "report.en.xlsx",
      "tables/ranking.csv", "tables/tbt-by-year.zh.md", "tables/tbt-by-member.json", "figures/tbt-by-year.en.vl.json",
      "figures/notifications.csv",
    ]
    for name in expected { #expect(one[name] != nil, "\(name)") }
    #expect(one == two)
    let page = String(decoding: try #require(one["report.zh.html"]), as: UTF8.self)
    #expect(page.contains("技术性贸易措施通报筛查") && page.contains("后续文件称已撤回"))
  }

  @Test func wrongInputEndsWithThreeAndAWrongCommandLineWithTwo() throws {
    let folder = TemporaryFolder()
    folder.write(
      "list.csv",
      "Document symbol,HS codes,Distribution date\nG/TBT/N/USA/1,8517,2021-01-04\nG/TBT/N/USA/2,9901,2021-13-01\n")
    let list = folder.path + "/list.csv"
    let wrong = try run([list] + files.dropFirst())
    #expect(wrong.exitCode == 3)
    #expect(wrong.errors.contains("list.csv:3: column 'HS codes' has \"9901\": chapter 99 is of national use"))
    #expect(
      wrong.errors.contains(
        "list.csv:3: column 'Distribution date' has \"2021-13-01\": there is no such day; write a day as"))
    let skipped = try run([list] + files.dropFirst() + ["--skip-invalid"])
    #expect(skipped.exitCode == 0 && skipped.output.contains("field_left_out: 2"))
    #expect(try run(files + ["--open"]).exitCode == 2)
    #expect(try run(files + ["--rank-by", "added-cost"]).exitCode == 2)
    #expect(try run(files + ["--as-of", "01/12/2021"]).exitCode == 2)
  }
}
