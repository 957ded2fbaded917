import Estimation
import Microdata
import TestSupport
import Testing
import TradeImpact

@Suite struct SurveyResponseTests {
  private static let header = "firm_id,exports,response,affected,direct_loss\n"
  private static let rows = [
    "A,100,respondent,1,3", "B,,refused,,", "C,80,respondent,0,0", "D,,not_found,,", "E,,out_of_scope,,",
    "F,50,respondent,1,6", "G,,refused,,",
  ]

  private func read(
    _ rows: [String], unitErrors: UnitErrorRule? = nil, threads: Int = 1, chunkBytes: Int = 1 << 20
  ) throws -> (losses: [Double], checker: SurveyRecords.Checker) {
    let csv = try ScratchFile(Self.header + rows.map { $0 + "\n" }.joined()).csv()
    let records = try SurveyRecords(
      [.init(name: "direct_loss", role: .number)], fileColumns: csv.columnNames,
      naming: SurveyColumns(generalUnit: .tenThousandYuan), unitErrors: unitErrors)
    let found = try csv.reduce(
      columns: records.columns, threads: threads, chunkBytes: chunkBytes,
      into: { (losses: [Double](), checker: records.makeChecker()) },
      { state, raw in
        guard case .number(let losses) = try records.block(from: raw).columns[0] else { return }
        state.losses += losses
        state.checker.check(raw)
      },
      merge: {
        $0.losses += $1.losses
        $0.checker.merge($1.checker)
      })
    return found
  }

  @Test(arguments: [1, 3], [40, 1 << 20])
  func onlyAnswersAreTaken(threads: Int, chunkBytes: Int) throws {
    let (losses, checker) = try read(Self.rows, threads: threads, chunkBytes: chunkBytes)
    #expect(losses.sorted() == [0, 30_000, 60_000])
    let counts = SurveyResponse.allCases.map { checker.responses[$0] }
    #expect(counts == [3, 2, 1, 1] && checker.responses.drawn == 7)
    #expect(
      try checker.findings().first { $0.kind == "nonresponse" }?.message
        == "3 of 7 firms drawn answered; 2 refused, 1 were not found, 1 were out of scope")
  }

  @Test func firmsThatDidNotAnswerMayNotComeTwiceEither() throws {
    let (_, checker) = try read(Self.rows + ["B,,refused,,"])
    let error = #expect(throws: SurveyRecordError.self) { try checker.findings() }
    #expect(error?.kind == .duplicateFirm(firstLine: 3))
  }

  @Test(arguments: [("maybe", "maybe"), ("", "")])
  func everyOtherResponseIsAnError(response: String, value: String) throws {
    let error = #expect(throws: SurveyRecordError.self) {
      try read(Self.rows + ["H,10,\(response),0,0"])
    }
    #expect(error?.line == 9 && error?.column == "response" && error?.value == "\"\(value)\"")
    #expect("\(try #require(error))".contains("respondent, refused, not_found, out_of_scope"))
  }

  // MARK: Losses in a mistaken unit

  @Test func lossesInASmallerUnitAreDividedAndReported() throws {
    let rows = ["A,100,respondent,1,50000", "B,100,respondent,1,90", "C,1,respondent,1,50000"]
    let (losses, checker) = try read(rows, unitErrors: UnitErrorRule(factor: 10_000))
    #expect(losses == [50_000, 900_000, 500_000_000])
    let findings = try checker.findings().filter { $0.subject.count == 1 }
    #expect(findings.map(\.kind) == ["unit_error_corrected", "loss_above_exports"])
    #expect(findings.map(\.subject) == ["A", "C"])
    #expect(findings[0].message.contains("500000000 yuan") && findings[0].message.contains("divided by 10000"))
  }

  @Test func theLossesOfAllMarketsAreDivided() throws {
    let markets = SurveySample.markets.prefix(2).map { "loss_\($0)" }
    let rows = [
      SurveySample.row("A", [markets[0]: "60000", markets[1]: "20000"]), SurveySample.row("B", [markets[0]: "6"]),
    ]
    let csv = try SurveySample.file(rows).csv()
    let records = try SurveyRecords(
      (markets + ["direct_loss"]).map { .init(name: $0, role: .number) }, fileColumns: csv.columnNames,
      naming: SurveySample.naming, unitErrors: UnitErrorRule(factor: 10_000), inspects: false)
    let columns = try csv.reduce(
      columns: records.columns, into: { [BlockColumn]() }, { $0 = try records.block(from: $1).columns },
      merge: { _, _ in })
    let numbers = columns.map { column -> [Double] in
      guard case .number(let values) = column else { return [] }
      return values
    }
    #expect(numbers == [[60_000, 60_000], [20_000, 0], [80_000, 60_000]])
  }

  @Test func withoutTheRuleNothingIsChanged() throws {
    let (losses, checker) = try read(["A,100,respondent,1,50000"])
    #expect(losses == [500_000_000])
    #expect(checker.cases.map(\.kind) == [.lossAboveExports])
  }

  @Test func exportsThatAreNotKnownSayNothing() throws {
    let (losses, checker) = try read(["A,,respondent,1,50000"], unitErrors: UnitErrorRule(factor: 10_000))
    #expect(losses == [500_000_000] && checker.cases.isEmpty)
  }
}
