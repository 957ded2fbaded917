import Documents
import Glibc
import TestSupport
import Testing

struct AuditCommandTests {
  private let folder = Fixtures.package + "/datasets/report-2020"

  @Test func findingsEndWithOneUnlessAllowed() throws {
    #expect(try CommandRun(["audit", folder]).exitCode == 1)
    #expect(try CommandRun(["audit", folder, "--fail-on", "never"]).exitCode == 0)
    let file = TemporaryFolder()
    file.write("t.csv", "id,measure,s,value,unit\na,n,x,1,items\nb,n,y,2,items\nc,n,all,3,items\n")
    let clean = try CommandRun(["audit", file.path])
    #expect(clean.exitCode == 0 && clean.output.contains("1 files, 3 numbers, 1 relations"))
  }

  @Test func everyFormatHasTheSameFindings() throws {
    func output(_ format: String) throws -> String {
      try CommandRun(["audit", folder, "--format", format, "--fail-on", "never"]).output
    }
    let json = try DocumentParser.json(output("json"), file: "audit.json").mapping()
    let count = try json.first { $0.key == "findings" }!.value.sequence().count
    #expect(count > 20)
    #expect(try output("csv").split(separator: "\n").count == count + 1)
    #expect(try output("markdown").split(separator: "\n").count { $0.hasPrefix("| ") } == count + 2)
    #expect(try output("text").split(separator: "\n").count { $0.hasPrefix("  [") } == count)
    #expect(try output("text").contains("reading 19.68 (confidence high)"))
  }

  @Test func whatIsNoFolderOfTablesIsBadInput() throws {
    let empty = TemporaryFolder()
    let none = try CommandRun(["audit", empty.path])
    #expect(none.exitCode == 3 && none.errors.contains("no CSV file in the folder has the columns id, value and unit"))
    empty.write("t.csv", "id,measure,value,unit\na,n,ten,items\n")
    let text = try CommandRun(["audit", empty.path])
    #expect(text.exitCode == 3 && text.errors.contains("t.csv:2: value is 'ten'"))
    empty.write("t.csv", "id,measure,value,unit\na,n,10,items\n")
    empty.write("relations.yml", "relations:\n  - {kind: summ, measure: n, over: s}\n")
    let kind = try CommandRun(["audit", empty.path])
    #expect(
      kind.exitCode == 3 && kind.errors.contains("relations.yml:2") && kind.errors.contains("did you mean 'sum'?"))
  }
}

struct ReconcileCommandTests {
  private let file = Fixtures.package + "/datasets/report-2020/reconcile-2019.yml"

  @Test func misprintedAmountsAreFlaggedAndTheTotalIsMet() throws {
    let run = try CommandRun(["reconcile", file])
    #expect(run.exitCode == 0 && run.output.contains("beyond 3 errors"))
    #expect(run.output.contains("the errors do not explain the contradictions"))
    let csv = try CommandRun(["reconcile", file, "--format", "csv"]).output.split(separator: "\n").dropFirst()
    let losses = csv.filter { $0.hasPrefix("\"loss") || $0.hasPrefix("loss") }.map {
      Double($0.split(separator: ",")[2])!
    }
    #expect(losses.count == 7 && abs(losses.reduce(0, +) - 692.08) < 1e-9)
  }

  @Test func contradictionsAreNotComputable() throws {
    let folder = TemporaryFolder()
    folder.write(
      "tables.yml",
      "tables: {t: {values: {a: 1, b: 2}, error: 1}}\nconstraints: [\"t[*] = 4\", \"2 * t[a] + 2 * t[b] = 9\"]\n")
    let run = try CommandRun(["reconcile", folder.path + "/tables.yml"])
    #expect(run.exitCode == 4 && run.errors.contains("contradicts 't[*] = 4'"))
    #expect(try CommandRun(["reconcile", folder.path + "/none.yml"]).exitCode == 3)
    #expect(try CommandRun(["reconcile", file, "--output", file]).exitCode == 2)
  }
}
