import Reconciliation
import TestSupport
import Testing

struct ReconciliationFileTests {
  private func file(_ text: String, tables: [String: String] = [:]) throws -> ReconciliationFile {
    let folder = TemporaryFolder()
    for (name, text) in tables { folder.write(name, text) }
    return try ReconciliationFile(path: folder.write("tables.yml", text))
  }

  @Test func tablesConstraintsAndErrorsAreRead() throws {
    let tables = try file(
      """
      reconcile: flows
      round: 1
      tables:
        flow: {values: {a: {x: 1, y: 2}, b: {x: 3, y: 4}}, error: 0.5, alterability: {a: {x: 0}}}
        rows: {file: rows.csv, keys: [level], column: value, error: {column: se}, where: {measure: loss}}
        total: {value: 11, alterability: 0}
      constraints:
        - flow[each,*] = rows[each]
        - rows[*] = total
        - flow[a,x] + 2 * flow[b,y] - 9 = 0
      """, tables: ["rows.csv": "level,measure,value,se\na,loss,3.5,0.1\nb,loss,7,0.2\na,cost,1,1\n"])
    #expect(
      tables.problem.cells.map(\.name) == [
        "flow[a,x]", "flow[a,y]", "flow[b,x]", "flow[b,y]", "rows[a]", "rows[b]", "total",
      ])
    #expect(
      tables.problem.constraints.map(\.name) == [
        "flow[a,*] = rows[a]", "flow[b,*] = rows[b]", "rows[*] = total", "flow[a,x] + 2 * flow[b,y] - 9 = 0",
      ])
    #expect(tables.problem.cells.map(\.alterability) == [0, 1, 1, 1, 1, 1, 0])
    #expect(tables.problem.cells.map(\.standardError) == [0.5, 0.5, 0.5, 0.5, 0.1, 0.2, nil])
    #expect(tables.problem.constraints[3].target == 9)
    #expect(Problems.largestMiss(tables.problem, try tables.solved().values) < 1e-11)
  }

  @Test func printedNumbersHaveTheErrorOfTheirRounding() throws {
    let tables = try file(
      "tables: {t: {file: t.csv, keys: [s], error: printed}}\nconstraints: [\"t[*] = 1\"]",
      tables: ["t.csv": "s,value\na,0.40\nb,0.5\n"])
    #expect(tables.problem.cells[0].standardError.isClose(to: 0.005 / 3.0.squareRoot()))
    #expect(tables.problem.cells[1].standardError.isClose(to: 0.05 / 3.0.squareRoot()))
  }

  @Test(arguments: [
    ("t[*] = u", "names the table 'u', which is not under tables"), ("t[c] = 1", "names t[c], which has no cell"),
    ("t[a,b] = 1", "gives t another number of levels than its 1 keys"), ("t[a] + = 1", "lacks a term"),
    ("t[a]", "has not one equals sign"), ("x * t[a] = 1", "has a factor that is no number"),
  ])
  func aConstraintThatCannotBeReadIsQuoted(_ constraint: String, _ problem: String) {
    let error = #expect(throws: ReconciliationError.self) {
      try file("tables: {t: {values: {a: 1, b: 2}, error: 1}}\nconstraints: [\"\(constraint)\"]")
    }
    #expect(error?.description.hasPrefix("the constraint '\(constraint)' \(problem)") == true)
    #expect(error?.isBadInput == true)
  }

  @Test func unknownKeysAndTextForNumbersNameTheirPlace() {
    let unknown = #expect(throws: ReconciliationError.self) { try file("tables: {}\nconstraints: []\nmetod: ras") }
    #expect(
      unknown?.description.contains("tables.yml:3: the document has the unknown key 'metod'; did you mean 'method'?")
        == true)
    let text = #expect(throws: ReconciliationError.self) {
      try file(
        "tables: {t: {file: t.csv, keys: [s]}}\nconstraints: [\"t[*] = 1\"]", tables: ["t.csv": "s,value\na,—\n"])
    }
    #expect(text?.description.contains("t.csv:2: value is '—'") == true)
  }

  @Test func roundedNumbersThatDoNotAddAreListed() throws {
    let tables = try file(
      "round: 1\nmethod: ras\ntables: {t: {values: {a: 1, b: 1, c: 1}}}\nconstraints: [\"t[*] = 1\"]")
    let report = ReconciliationReport(tables, try tables.solved())
    #expect(report.notes.contains("rounded to 1 decimals, 't[*] = 1' is off by 0.1"))
    #expect(
      report.csv.hasPrefix(
        "cell,before,after,adjustment,se,adjustment_in_se,se_after,standardized_adjustment,flag,rounded\nt[a],1,0.333"))
  }
}
