import TableAudit
import Testing

struct ClaimTests {
  private static let rates: [PublishedCell] = ["a", "b", "c"].flatMap { level in
    let numbers = ["a": ["30.0", "25.0", "20.0"], "b": ["20.0", "24.9", "10.0"], "c": ["40.0", "35.0", "36.0"]][level]!
    return zip(["2017", "2018", "2019"], numbers).map { year, text in
      cell(level + year, text, measure: "rate", unit: "percent_of_firms", year: year, [("s", level)])
    }
  }

  private func claim(_ fields: [String: String]) throws -> Claim {
    let all = fields.merging(["measure": "rate", "statement": "said"]) { own, _ in own }
    return try Claim(file: "claims.csv", row: 0) { all[$0] ?? "" }
  }

  private func outcome(_ fields: [String: String]) throws -> ClaimCheck.Outcome {
    let check = ConsistencyCheck(PublishedTables(cells: Self.rates), [])
    return ClaimCheck(check: check, numerals: check.printed).outcome(try claim(fields))
  }

  @Test(arguments: [
    ["relation": "largest", "subject": "s=c"], ["relation": "smallest", "subject": "s=b"],
    ["relation": "top", "subject": "s=a|c"], ["relation": "rank", "subject": "s=a", "value": "2"],
    ["relation": "last_above_first", "over": "s"],
    ["relation": "falls_every_year", "subject": "s=a", "years": "2017-2019"],
    ["relation": "largest_fall", "subject": "s=a", "years": "2017-2019"],
    ["relation": "above", "subject": "s=c", "value": "34"], ["relation": "below", "subject": "s=b", "value": "25"],
    ["relation": "between", "subject": "s=b", "value": "10 25"],
    ["relation": "mean", "subject": "s=a", "value": "25.0"],
    ["relation": "sum", "subject": "s=a|b", "years": "2019", "value": "30.0"],
    ["relation": "change", "subject": "s=a", "years": "2017-2019", "value": "-10.0"],
    ["relation": "change", "subject": "s=a", "years": "2017-2019", "value": "-33", "unit": "percent"],
  ])
  func aTrueStatementHolds(_ fields: [String: String]) throws {
    #expect(try outcome(fields) == .holds)
  }

  @Test(arguments: [
    ["relation": "largest", "subject": "s=a"], ["relation": "smallest", "subject": "s=a"],
    ["relation": "top", "subject": "s=a|b"], ["relation": "rank", "subject": "s=a", "value": "1"],
    ["relation": "increasing", "over": "s"], ["relation": "falls_every_year", "subject": "s=c", "years": "2017-2019"],
    ["relation": "rises_every_year", "subject": "s=a", "years": "2017-2019"],
    ["relation": "largest_rise", "subject": "s=a", "years": "2017-2019"],
    ["relation": "above", "subject": "s=c", "value": "36"], ["relation": "below", "subject": "s=b", "value": "20"],
    ["relation": "between", "subject": "s=b", "value": "10 20"],
    ["relation": "mean", "subject": "s=a", "value": "26.0"],
    ["relation": "change", "subject": "s=a", "years": "2017-2019", "value": "-30", "unit": "percent"],
  ])
  func aFalseStatementIsRefuted(_ fields: [String: String]) throws {
    guard case .refuted(let arithmetic, let cells, _) = try outcome(fields) else {
      Issue.record("not refuted: \(fields)")
      return
    }
    #expect(!arithmetic.isEmpty && !cells.isEmpty)
  }

  @Test func roundingSavesAStatement() throws {
    // 25.0 and 24.9 touch at 24.95.
    #expect(
      try outcome(["relation": "largest", "subject": "s=b", "years": "2018", "over": "s", "table": "none"])
        == .undecided(reason: "the tables have no numbers of rate to compare"))
    #expect(try outcome(["relation": "rank", "subject": "s=b", "years": "2018", "value": "2"]) == .holds)
  }

  @Test func hedgedNumbersAreWidened() throws {
    let fields = ["relation": "mean", "subject": "s=a", "value": "26", "years": "2017-2019"]
    #expect(try outcome(fields.merging(["qualifier": "about"]) { $1 }) == .holds)
  }

  @Test(arguments: [
    (["relation": "biggest"], "relation is 'biggest'; did you mean 'largest'?"),
    (["relation": "largest"], "over is ''; write the key column"),
    (["relation": "mean"], "value is ''; write the number"),
    (["relation": "mean", "value": "a lot"], "value is 'a lot'"),
    (["relation": "largest", "subject": "machinery"], "subject is 'machinery'; write sector_id=machinery"),
    (["relation": "largest", "subject": "s=a", "years": "all"], "years is 'all'"),
  ])
  func whatCannotBeReadNamesItsPlace(_ fields: [String: String], _ sentence: String) {
    let error = #expect(throws: AuditError.self) { try claim(fields) }
    #expect(error?.description.contains("claims.csv:2: \(sentence)") == true)
  }
}
