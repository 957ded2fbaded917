import Documents
import Reporting
import Testing
import TradeImpact

@Suite struct ReleasePolicyTests {
  private func cell(cv: Double, n: Int = 100, value: Double = 100, halfWidth: Double? = nil) -> Cell {
    let half = halfWidth ?? 2 * cv * value
    return Cell(
      value: value, standardError: cv * value, coefficientOfVariation: cv, lower: value - half, upper: value + half,
      n: n, method: "expansion")
  }

  private func symbol(_ policy: String, _ cell: Cell, _ kind: ReleasePolicy.Kind, df: Double? = nil) throws -> String? {
    let policy = try #require(ReleasePolicy.bundled(policy))
    let rule = policy.rule(for: CellQuality(cell, kind: kind, degreesOfFreedom: df))
    return rule.map { "\($0.decision) \($0.symbol)" }
  }

  @Test func everyBundledPolicyCanBeReadAndSaysWhereItIsFrom() {
    #expect(ReleasePolicy.bundledNames == ["statistics-canada", "letter-grades", "nchs", "ess"])
    for name in ReleasePolicy.bundledNames {
      let policy = ReleasePolicy.bundled(name)
      #expect(policy?.id == name && policy?.source != nil)
      #expect(policy?.rules.allSatisfy { $0.footnote != nil } == true)
    }
  }

  @Test(arguments: [(0.165, nil), (0.17, "flag E"), (0.333, "flag E"), (0.334, "suppress F")] as [(Double, String?)])
  func statisticsCanadaReleasesByCV(cv: Double, expected: String?) throws {
    #expect(try symbol("statistics-canada", cell(cv: cv), .amount) == expected)
  }

  @Test func fewerThanTenFirmsAreWithheldWhateverTheCV() throws {
    #expect(try symbol("statistics-canada", cell(cv: 0.01, n: 9), .proportion) == "suppress F")
    #expect(try symbol("statistics-canada", cell(cv: 0.01, n: 10), .proportion) == nil)
  }

  @Test(arguments: zip([0.04, 0.05, 0.1, 0.15, 0.25, 0.5], ["A", "B", "C", "D", "E", "F"]))
  func lettersFollowTheCV(cv: Double, letter: String) throws {
    #expect(try symbol("letter-grades", cell(cv: cv), .share)?.hasSuffix(letter) == true)
  }

  /// An interval without an upper limit is as wide as can be.
  @Test func anOpenIntervalIsWide() throws {
    let open = Cell(
      value: 5, standardError: 0.1, coefficientOfVariation: 0.02, lower: 4, n: 50, method: "expansion")
    #expect(try symbol("letter-grades", open, .amount) == "suppress F")
    #expect(try symbol("letter-grades", open, .rate) == "flag A")
  }

  @Test func nchsTellsProportionsFromRatesAndCounts() throws {
    // p = 0.5, se = 0.05: effective n = 0.25/0.0025 = 100.
    let fair = cell(cv: 0.1, n: 400, value: 0.5, halfWidth: 0.1)
    #expect(try symbol("nchs", fair, .proportion, df: 30) == nil)
    #expect(try symbol("nchs", fair, .proportion, df: 7) == "flag †")
    // se = 0.1: effective n = 25.
    #expect(try symbol("nchs", cell(cv: 0.2, n: 400, value: 0.5, halfWidth: 0.2), .proportion) == "suppress *")
    // As wide as the estimate is large times 1.4, but narrower than five points.
    let small = cell(cv: 0.2, n: 4000, value: 0.03, halfWidth: 0.021)
    #expect(try symbol("nchs", small, .proportion, df: 100) == nil)
    #expect(try symbol("nchs", cell(cv: 0.29, n: 20), .rate, df: 100) == nil)
    #expect(try symbol("nchs", cell(cv: 0.45, n: 20), .rate) == "suppress *")
    #expect(try symbol("nchs", cell(cv: 0.31, n: 30), .count) == "flag *")
    #expect(try symbol("nchs", cell(cv: 0.1, n: 29), .amount) == "suppress *")
  }

  @Test func aWithheldNumberLeavesNothingBehind() throws {
    let rule = try #require(ReleasePolicy.bundled("statistics-canada")).rules[0]
    let withheld = cell(cv: 0.1).showing(99).released(by: rule)
    #expect(withheld.status == .suppressed && withheld.symbol == "F" && withheld.footnotes == ["release.few_firms"])
    #expect(withheld.shown == nil && withheld.standardError == nil && withheld.upper == nil)
    // Two firms are as telling as what they answered.
    #expect(withheld.n == nil)
  }

  @Test func aRowWithAWithheldNumberHasNoDifference() throws {
    let policy = ReleasePolicy(
      id: "p", title: Samples.text("p"),
      rules: [
        .init(
          code: "all", conditions: [.init(.n, .atLeast, 0)], decision: .suppress, symbol: "F", note: Samples.text("n"))
      ])
    let table = policy.released(Samples.table())
    #expect(table.cells[0].map(\.status) == [.suppressed, .ok, .suppressed])
    #expect(table.footnotes.contains { $0.code == "release.all" })
    let markdown = MarkdownTableRenderer(.en).text(table)
    #expect(markdown.contains("| F") && markdown.contains("F: n") && !markdown.contains("45.74"))
  }

  @Test func gradesStandBesideNumbersAndRoundedNumbersInTheirPlace() throws {
    let table = ReportTable(
      id: "t", title: Samples.text("t"), rowLabel: Samples.text("r"), isSynthetic: false,
      rows: [.init(code: "a", label: Samples.text("a"))],
      columns: [
        .init(code: "c", label: Samples.text("c"), measure: "direct_loss", unit: .hundredMillionYuan, decimals: 2)
      ],
      cells: [[cell(cv: 0.2, value: 1.234e8).showing(1.24e8).marked("E")]])
    #expect(MarkdownTableRenderer(.zh).text(table).contains("1.24\u{A0}E"))
    #expect(CSVTableRenderer().text(table).contains(",123400000,"))
  }

  @Test(arguments: [
    ("{code: a, when: {cv_abve: 1}, flag: E, note: {zh: a, en: a}}", "cv_above"),
    ("{code: a, when: {}, flag: E, note: {zh: a, en: a}}", "a condition"),
    ("{code: a, when: {n_below: 1}, note: {zh: a, en: a}}", "one of suppress, flag and release"),
    (
      "{code: a, when: {n_below: 1}, flag: E, release: true, note: {zh: a, en: a}}", "one of suppress, flag and release"
    ),
    ("{code: a, when: {n_below: 1}, flag: E}", "note"),
    ("{code: a, kinds: [amout], when: {n_below: 1}, flag: E, note: {zh: a, en: a}}", "did you mean 'amount'"),
  ])
  func aPolicyThatCannotBeMeantIsRefused(rule: String, reason: String) throws {
    let text = "policy: p\ntitle: {zh: p, en: p}\nrules:\n  - \(rule)\n"
    let error = #expect(throws: DocumentError.self) { try ReleasePolicy(yaml: Array(text.utf8), file: "p.yml") }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix("p.yml:4:") && sentence.contains(reason), "\(sentence)")
  }
}
