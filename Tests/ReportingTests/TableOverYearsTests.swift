import Documents
import Reporting
import Testing
import TradeImpact

/// Columns that stand again for levels and for years.
@Suite struct TableOverYearsTests {
  private static let levels = ["A", "B"].map {
    TableDefinition.Level(code: $0, label: LocalizedText(zh: "中\($0)", en: "E\($0)"))
  }

  private func definition(over: String = "", rows: String = "sector", _ columns: String) throws -> TableDefinition {
    let yaml = """
      id: mine
      title: {zh: "{year}年表", en: "Table, {year}"}
      row_label: {zh: 行业, en: Sector}
      \(over)
      rows: \(rows)
      columns:
      \(columns)
      """
    return try TableDefinition(yaml: Array(yaml.utf8), file: "table.yml")
  }

  private func expanded(_ table: TableDefinition) -> TableDefinition {
    table.expanded(years: [2018, 2019]) { _ in Self.levels }
  }

  private func message(over: String = "", rows: String = "sector", _ columns: String) -> String {
    do {
      _ = try definition(over: over, rows: rows, columns)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func aColumnByAClassificationStandsForEachOfItsLevels() throws {
    let table = expanded(
      try definition(
        """
          - {id: amount, measure: amount, of: direct_loss, by: size_class, unit: 亿元, decimals: 2}
          - {id: all, measure: amount, of: direct_loss, unit: 亿元, decimals: 2}
        """))
    #expect(table.columns.map(\.id) == ["amount.A", "amount.B", "all"])
    #expect(table.columns[1].label?.zh == "中B")
    let estimate = try #require(table.estimate(table.columns[1], for: "x"))
    #expect(estimate.crossing == .init(factor: "size_class", code: "B") && estimate.variable == "direct_loss")
  }

  @Test func aColumnByAFamilyStandsForEachOfItsVariables() throws {
    let table = expanded(
      try definition("  - {id: amount, measure: amount, by: {measures: loss_market}, unit: 亿元, decimals: 2}"))
    #expect(table.columns.map(\.id) == ["amount.A", "amount.B"])
    #expect(table.estimate(table.columns[0], for: "x")?.variable == "loss_A")
  }

  @Test func columnsOverYearsStandSideBySideAndPooledOnesOnceAtTheEnd() throws {
    let table = expanded(
      try definition(
        over: "over: years",
        """
          - {id: pooled, measure: share, of: direct_loss, over: study, unit: percent, decimals: 2}
          - {id: share, measure: share, of: direct_loss, unit: percent, decimals: 2}
          - {id: published, published: {source: s, key: sector_id}, unit: percent, decimals: 2}
          - {id: difference, difference: {of: share, from: published}}
        """))
    #expect(
      table.columns.map(\.id) == [
        "share.2018", "published.2018", "difference.2018", "share.2019", "published.2019", "difference.2019", "pooled",
      ])
    #expect(table.columns.map(\.period).last == .pooled && table.columns[3].period == .year(2019))
    #expect(table.columns[5].content == .difference(of: "share.2019", from: "published.2019"))
    #expect(table.columns[0].label == LocalizedText(zh: "2018年", en: "2018"))
    #expect(table.columns[1].label?.en.hasSuffix(", 2018") == true)
    #expect(table.span == .years)
  }

  @Test func rowsThatAreYearsOrFactsMakeATableOfTheStudy() throws {
    let years = try definition(
      rows: "years", "  - {id: loss, measure: amount, of: direct_loss, unit: 亿元, decimals: 2}")
    #expect(years.span == .study)
    let rows = years.reportRows { kind, _ in kind == TableDefinition.yearRows ? Self.levels : [] }
    #expect(rows.map(\.code) == ["A", "B"])
    let facts = try definition(
      rows: "{facts: table-3-1, key: member_id, where: {respondent: CN}}",
      "  - {id: n, published: {source: table-3-1, key: member_id, year: any}, unit: count, decimals: 0}")
    #expect(
      facts.rows
        == .facts(
          .init(source: "table-3-1", key: "member_id", conditions: [.init(column: "respondent", value: "CN")])))
  }

  @Test func aPlaceOfAnyYearHasNoConditionOnTheYear() {
    let row = ReportTable.Row(code: "AR", label: LocalizedText(zh: "阿根廷", en: "Argentina"))
    let any = PublishedPlace(source: "s", measure: nil, key: ["member_id"], year: PublishedPlace.anyYear)
    #expect(any.conditions(for: row, year: "2019") == [.init(column: "member_id", value: "AR")])
  }

  @Test(arguments: [
    (
      "", "sector", "{id: a, measure: share, of: x, over: study, unit: percent, decimals: 1}",
      "only in a table over years"
    ),
    ("", "sector", "{id: a, measure: share, of: x, by: size_class, unit: percent, decimals: 1}", "not a share"),
    ("", "sector", "{id: a, measure: count, by: sector, unit: firms, decimals: 0}", "another classification"),
    ("", "sector", "{id: a, published: {source: s, key: k}, by: market, unit: percent, decimals: 1}", "by only where"),
    ("over: year", "years", "{id: a, measure: count, unit: firms, decimals: 0}", "write study, which these rows make"),
    ("over: study", "sector", "{id: a, measure: count, unit: firms, decimals: 0}", "published columns alone"),
    ("over: decade", "sector", "{id: a, measure: count, unit: firms, decimals: 0}", "years"),
    (
      "", "{facts: s, key: k}", "{id: a, measure: count, unit: firms, decimals: 0}", "published columns alone"
    ),
  ])
  func whatCannotBeIsRefused(over: String, rows: String, column: String, expected: String) {
    let text = message(over: over, rows: rows, "  - \(column)")
    #expect(text.contains(expected) && text.contains("table.yml:"), "\(text)")
  }

  @Test func aDifferenceOfAColumnForSeveralLevelsIsRefused() {
    let text = message(
      """
        - {id: a, measure: amount, of: x, by: size_class, unit: 亿元, decimals: 2}
        - {id: b, measure: amount, of: x, unit: 亿元, decimals: 2}
        - {id: c, difference: {of: a, from: b}}
      """)
    #expect(text.contains("a difference of two of the columns b"), "\(text)")
  }
}
