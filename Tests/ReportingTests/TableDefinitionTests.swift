import Documents
import Reporting
import Testing
import TradeImpact

@Suite struct TableDefinitionTests {
  private func decode(_ yaml: String) throws -> TableDefinition {
    try TableDefinition(yaml: Array(yaml.utf8), file: "table.yml")
  }

  private func definition(rows: String = "sector", columns: String) -> String {
    """
    id: mine
    title: {zh: "{year}年表", en: "Table, {year}"}
    row_label: {zh: 行业, en: Sector}
    rows: \(rows)
    companions: [standard_error, n]
    columns:
    \(columns)
    """
  }

  private func message(_ yaml: String) -> String {
    do {
      _ = try decode(yaml)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func everyBundledTableIsReadAndHasItsOwnID() {
    #expect(
      TableDefinition.bundledIDs == [
        "national", "2-1", "2-2", "2-3", "2-4", "2-5", "loss-by-market", "loss-by-cause", "added-cost-by-kind",
        "shenzhen", "loss-by-region", "sector-by-size", "sector-by-market", "ave", "2-1-years", "2-2-years",
        "2-3-years", "2-4-years", "2-5-years", "loss-by-market-years", "cause-share-years", "added-cost-by-kind-years",
        "loss-by-region-years", "shenzhen-years", "3-1", "notifications",
      ])
    #expect(TableDefinition.bundled("2-4")?.id == "2-4")
    #expect(TableDefinition.bundled("2-6") == nil)
  }

  @Test func theYearGoesIntoTheTitle() throws {
    let table = try #require(TableDefinition.bundled("2-1"))
    #expect(table.title(for: "2019").zh == "表2-1 2019年各行业直接损失及占比")
    #expect(table.title(for: "2018").en == "Table 2-1 Direct loss by sector, 2018")
  }

  @Test func estimatesTakeTheCompanionsOfTheTableUnlessTheyNameTheirOwn() throws {
    let table = try decode(
      definition(
        columns: """
            - {id: a, measure: count, unit: firms, decimals: 0}
            - {id: b, measure: count, unit: firms, decimals: 0, companions: [cv]}
            - {id: c, published: {source: s, key: sector_id}, unit: firms, decimals: 0}
          """))
    #expect(table.columns.map(\.companions) == [[.standardError, .n], [.coefficientOfVariation], []])
  }

  @Test func aDifferenceOfPercentagesIsInPercentagePoints() throws {
    let table = try #require(TableDefinition.bundled("2-2"))
    let column = try #require(table[column: "difference"])
    #expect(column.unit == .percentagePoint)
    #expect(column.decimals == 2)
  }

  @Test func listedRowsCompleteWhatColumnsLeaveOpen() throws {
    let table = try #require(TableDefinition.bundled("national"))
    let column = try #require(table[column: "combined_ratio"])
    let estimate = try #require(table.estimate(column, for: "added_cost"))
    #expect(estimate.measure == .amount)
    #expect(estimate.variable == "added_cost")
    #expect(estimate.estimator == .combinedRatio)
    #expect(table.estimate(try #require(table[column: "published"]), for: "added_cost") == nil)
  }

  @Test func aFamilyIsTheVariableOfItsColumns() throws {
    let table = try #require(TableDefinition.bundled("loss-by-market"))
    #expect(table.estimate(try #require(table[column: "amount"]), for: "US")?.variable == "loss_market")
    #expect(VariableFamily.lossMarket.classification == "market")
  }

  @Test func placesOfPublishedNumbersGiveConditionsOnTheFactFile() throws {
    let table = try #require(TableDefinition.bundled("2-4"))
    guard case .published(let places) = try #require(table[column: "published"]).content else {
      Issue.record("not a published column")
      return
    }
    let row = ReportTable.Row(code: "agri.A1", label: Samples.text(""), keys: ["agri", "A1"])
    let conditions = places[0].conditions(for: row, year: "2019").map { "\($0.column)=\($0.value)" }
    #expect(conditions == ["year=2019", "measure=affected_share", "product_group=agri", "size_class=A1"])
  }

  @Test func aPlaceWithAYearOverridesThatOfTheTable() {
    let place = PublishedPlace(source: "market-shares", measure: nil, key: [], year: "2015-2019")
    let row = ReportTable.Row(code: "US", label: Samples.text(""))
    #expect(place.conditions(for: row, year: "2019").map(\.value) == ["2015-2019"])
  }

  // MARK: Errors

  @Test func anUnknownKeyIsNamedWithTheNearestOne() {
    let message = message(definition(columns: "  - {id: a, measur: count, unit: firms, decimals: 0}"))
    #expect(message.hasPrefix("table.yml:7: columns[0] has the unknown key 'measur'; did you mean 'measure'?"))
  }

  @Test(arguments: [
    ("  - {id: a, measure: amount, unit: 亿元, decimals: 2}", "with 'of', the variable that amount is of"),
    ("  - {id: a, measure: count, decimals: 2}", "a column with a unit"),
    ("  - {id: a, measure: count, unit: firms}", "a column with decimals"),
    ("  - {id: a, unit: firms, decimals: 0}", "a column with a measure"),
    ("  - {id: a, measure: count, unit: firm, decimals: 0}", "did you mean 'firms'?"),
    ("  - {id: a/b, measure: count, unit: firms, decimals: 0}", "a name of letters"),
    ("  - {id: a, measure: count, unit: firms, decimals: 99}", "a whole number from 0 to 15"),
    (
      "  - {id: a, measure: count, unit: firms, decimals: 0, difference: {of: b, from: c}}",
      "only one of measure, published and difference"
    ),
    (
      "  - {id: a, measure: count, unit: firms, decimals: 0}\n  - {id: a, measure: count, unit: firms, decimals: 0}",
      "a column with another id; 'a' is taken"
    ),
    (
      "  - {id: a, measure: count, unit: firms, decimals: 0}\n  - {id: d, difference: {of: a, from: z}}",
      "a difference of two of the columns a"
    ),
    (
      """
        - {id: a, measure: count, unit: firms, decimals: 0}
        - {id: b, measure: affected_share, unit: percent, decimals: 0}
        - {id: d, difference: {of: a, from: b}}
      """, "in the same kind of unit"
    ),
  ])
  func aColumnThatCannotBeShownIsRefused(_ columns: String, _ expected: String) {
    #expect(message(definition(columns: columns)).contains(expected))
  }

  @Test(arguments: [
    ("{measures: loss_markt}", "did you mean 'loss_market'?"),
    ("{group: product_group}", "lacks the key 'within'"),
    ("{measures: loss_market, list: []}", "one of measures, list, facts with key, or group with within"),
    ("{list: [{code: a, label: {zh: a, en: a}}, {code: a, label: {zh: a, en: a}}]}", "'a' is taken"),
  ])
  func rowsThatAreNoneAreRefused(_ rows: String, _ expected: String) {
    let columns = "  - {id: a, measure: count, unit: firms, decimals: 0}"
    #expect(message(definition(rows: rows, columns: columns)).contains(expected))
  }
}
