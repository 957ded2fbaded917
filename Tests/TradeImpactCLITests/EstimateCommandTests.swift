import Documents
import TestSupport
import Testing

/// What `estimate` refuses, how much of a file a fault takes with it, and how the command ends.
@Suite struct EstimateCommandTests {
  private static let data = """
    id,h,w,N,y,name
    1,a,2,6,1,x
    2,a,2,6,4,y
    3,a,2,6,,x
    4,b,5,10,7,y
    5,b,5,10,9,x
    """

  private func run(
    requests: String, design: String = #"{"strata": ["h"], "weights": "w", "fpc": ["N"]}"#, data: String = Self.data,
    extra: String = "", arguments: [String] = []
  ) throws -> (run: CommandRun, results: [(key: String, value: DocumentNode)]) {
    let folder = TemporaryFolder()
    folder.write("data.csv", data)
    folder.write(
      "request.json", #"{"data": {"file": "data.csv"\#(extra)}, "design": \#(design), "requests": {\#(requests)}}"#)
    let run = try CommandRun(["estimate", folder.path + "/request.json"] + arguments)
    return (run, (try? DocumentParser.json(run.output, file: "results").mapping()) ?? [])
  }

  @Test(arguments: [
    (#""t": {"statistic": "totl", "variables": ["y"]}"#, "total"),
    (#""t": {"statistic": "total", "variables": ["z"]}"#, "no column z"),
    (#""t": {"statistic": "total", "varables": ["y"]}"#, "variables"),
    (#""t": {"statistic": "total", "variables": ["y"], "level": 1.5}"#, "(0, 1)"),
    (
      #""t": {"statistic": "mean", "variables": ["y"], "domain": {"variable": "name", "op": "<", "value": "x"}}"#,
      "order"
    ),
    (#""t": {"statistic": "mean", "variables": ["y"], "domain": {"variable": "name", "op": "~", "value": "x"}}"#, "op"),
  ])
  func aFaultInARequestRefusesThatRequestAlone(_ request: String, _ says: String) throws {
    let (run, results) = try run(requests: request + #", "n": {"statistic": "count"}"#)
    #expect(run.exitCode == 3)
    #expect(run.errors.contains(says) && run.errors.contains("request.json:1"))
    #expect(results.map(\.key) == ["t", "n"])
    #expect(try results[0].value.mapping().map(\.key) == ["error"])
    #expect(try results[1].value.mapping().first { $0.key == "n" }?.value.int() == 5)
  }

  @Test(arguments: [
    (#"{"strata": ["hh"], "weights": "w"}"#, "did you mean h"), (#"{"strata": ["h"]}"#, "neither weights nor"),
    (#"{"wieghts": "w"}"#, "weights"), (#"{"weights": "w", "lonely_psu": "ignore"}"#, "lonely_psu"),
    (#"{"weights": "y"}"#, "data.csv:4: the weight is missing"),
    (#"{"strata": ["h"], "weights": "w", "fpc": ["w"]}"#, "data.csv:2"),
    (#"{"ids": ["name"], "strata": ["h"], "weights": "w"}"#, "occurs in strata a, b"),
  ])
  func aFaultInTheDesignRefusesEverything(_ design: String, _ says: String) throws {
    let (run, results) = try run(requests: #""n": {"statistic": "count"}"#, design: design)
    #expect(run.exitCode == 3 && run.errors.contains(says), "\(run.errors)")
    #expect(results.map(\.key) == ["error"])
  }

  @Test(arguments: ["total", "mean"])
  func skewedIntervalsAreForTotalsAndNameTheirMethod(statistic: String) throws {
    let (run, results) = try run(
      requests: #""q": {"statistic": "\#(statistic)", "variables": ["y"], "na_rm": true, "interval": "skewed"}"#)
    if statistic == "total" {
      #expect(run.exitCode == 0 && "\(results)".contains("studentized-bootstrap"), "\(run.errors)")
      #expect("\(results)".contains("tail_not_identified"))
    } else {
      #expect(run.exitCode == 3 && run.errors.contains("ask for interval t"))
    }
  }

  @Test func aMissingValueMakesAnEstimateUndefinedUnlessItIsDropped() throws {
    let (run, results) = try run(
      requests: """
        "all": {"statistic": "mean", "variables": ["y"]}, "some": {"statistic": "mean", "variables": ["y"], "na_rm": true},
        "b": {"statistic": "mean", "variables": ["y"], "domain": {"variable": "h", "op": "==", "value": "b"}}
        """)
    #expect(run.exitCode == 0)
    let all = try results[0].value.mapping()
    #expect(try all.first { $0.key == "estimate" }?.value.sequence()[0].isNull == true)
    #expect(run.output.contains("missing_values"))
    #expect(try results[1].value.mapping().first { $0.key == "estimate" }?.value.doubles() == [90.0 / 14])
    #expect(try results[2].value.mapping().first { $0.key == "estimate" }?.value.doubles() == [8])
  }

  @Test func anEarlierOutputFileSurvivesARefusal() throws {
    let folder = TemporaryFolder()
    folder.write(
      "request.json",
      #"{"data": {"file": "none.csv"}, "design": {"weights": "w"}, "requests": {"n": {"statistic": "count"}}}"#)
    folder.write("results.json", "earlier")
    let path = folder.path + "/results.json"
    let run = try CommandRun(["estimate", folder.path + "/request.json", "--output", path])
    #expect(run.exitCode == 3 && run.output.contains("\"error\"") && run.errors.contains("none.csv"))
    #expect(try Fixtures.bytes(path) == Array("earlier".utf8))
    let same = try CommandRun(["estimate", folder.path + "/request.json", "--output", folder.path + "/request.json"])
    #expect(same.exitCode == 2)
  }

  @Test func duplicateKeysAndWrongRowCountsAreRefused() throws {
    let twice = try run(requests: #""n": {"statistic": "count"}, "n": {"statistic": "count"}"#)
    #expect(twice.run.exitCode == 3 && twice.run.errors.contains("twice"))
    let rows = try run(requests: #""n": {"statistic": "count"}"#, extra: #", "rows": 6"#)
    #expect(rows.run.exitCode == 3 && rows.run.errors.contains("5 rows"))
  }

  @Test func derivedColumnsAddAndTakeLogarithms() throws {
    let derive = #", "derive": {"s": {"sum": ["w", "N"]}, "l": {"log": "N"}}"#
    let (run, results) = try run(
      requests: #""s": {"statistic": "total", "variables": ["s"]}, "l": {"statistic": "mean", "variables": ["l"]}"#,
      extra: derive)
    #expect(run.exitCode == 0)
    #expect(try results[0].value.mapping().first { $0.key == "estimate" }?.value.doubles() == [198])
  }

  @Test(arguments: ["csv", "markdown"]) func tablesHaveARowAnEstimate(_ format: String) throws {
    let (run, _) = try run(
      requests: #""n": {"statistic": "mean", "variables": ["name"], "categorical": ["name"]}"#,
      arguments: ["--format", format])
    let lines = run.output.split(separator: "\n")
    #expect(run.exitCode == 0 && lines.count == (format == "csv" ? 3 : 4))
    #expect(lines.last?.contains("name=y") == true)
  }
}
