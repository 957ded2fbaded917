import Reporting
import Studies
import TestSupport
import Testing

@Suite struct ColumnSumsTests {
  /// As a study has it, with a column for each market and size class.
  private func bundled(_ id: String) throws -> TableDefinition {
    let study = try Study(contentsOf: Fixtures.package + "/datasets/china-2015-2019/study.yml")
    return try #require(study.tables.first { $0.id == id })
  }

  private func table(_ columns: String) throws -> TableDefinition {
    let text = """
      id: own
      title: {zh: 表, en: Table}
      row_label: {zh: 行业, en: Sector}
      rows: sector
      columns:
      \(columns)
      """
    return try TableDefinition(yaml: Array(text.utf8), file: "own.yml")
  }

  /// Each sum as its total and its parts.
  private func sums(_ definition: TableDefinition, anyMeasure: Bool = false) -> [[String]] {
    ColumnSums(definition, anyMeasure: anyMeasure).all.map { [$0.total] + $0.parts }
  }

  private func column(_ id: String, _ content: String) -> String {
    "  - {id: \(id), label: {zh: \(id), en: \(id)}, \(content), unit: 亿元, decimals: 2}\n"
  }

  @Test func marketsArePartsOfTheColumnOfTheirSum() throws {
    let definition = try bundled("sector-by-market")
    let markets = definition.columns.map(\.id).filter { $0 != "all" }
    #expect(markets.count == 8)
    #expect(sums(definition) == [["all"] + markets])
  }

  @Test func levelsOfAClassificationArePartsOfTheColumnWithoutIt() throws {
    let definition = try bundled("sector-by-size")
    let sum = try #require(ColumnSums(definition).all.first)
    #expect(sum.parts.count > 1 && !sum.parts.contains(sum.total))
    #expect(Set(sum.parts + [sum.total]) == Set(definition.columns.map(\.id)))
  }

  /// `loss_cause_return` begins as the names of markets do.
  @Test func causesAreNoMarkets() throws {
    let definition = try table(
      column("us", "measure: amount, of: loss_US") + column("eu", "measure: amount, of: loss_EU")
        + column("returned", "measure: amount, of: loss_cause_return")
        + column("all", "measure: amount, of: direct_loss"))
    #expect(sums(definition) == [["all", "us", "eu"]])
  }

  @Test func columnsOfOtherMeasuresAddToNothingUnlessEveryFormCounts() throws {
    let definition = try table(
      column("us", "measure: amount, of: loss_US") + column("mean", "measure: mean, of: direct_loss"))
    #expect(sums(definition).isEmpty)
    #expect(sums(definition, anyMeasure: true) == [["mean", "us"]])
  }

  @Test(arguments: ["2-2", "national"]) func tablesWithoutPartsHaveNoSums(id: String) throws {
    #expect(ColumnSums(try bundled(id)).all.isEmpty)
  }
}
