import Reporting
import Testing
import TradeImpact

@Suite struct TableFromDefinitionTests {
  private func levels(_ classification: String, _ group: String?) -> [TableDefinition.Level] {
    let codes: [String] =
      switch (classification, group) {
      case ("product_group", _): ["agri", "industrial", "unclassified"]
      case (_, "agri"): ["A1", "A2"]
      case (_, "industrial"): ["I1"]
      case (_, .some): []
      default: ["x", "y"]
      }
    return codes.map { TableDefinition.Level(code: $0, label: LocalizedText(zh: "中\($0)", en: "E\($0)")) }
  }

  private func filled(_ id: String, value: (ReportTable.Row, ColumnDefinition) -> Double = { _, _ in 0.5 })
    -> ReportTable
  {
    let definition = TableDefinition.bundled(id)!.expanded(years: [2018, 2019]) { levels($0, nil) }
    return definition.table(year: "2019", rows: definition.reportRows(levels: levels), isSynthetic: false) {
      row, column in
      if case .published = column.content { return .published(0.25, printed: "25") }
      return Cell(value: value(row, column), standardError: 0.1, method: "expansion")
    }
  }

  @Test(arguments: TableDefinition.bundledIDs)
  func everyBundledTableCanBeFilledAndRendered(_ id: String) {
    let table = filled(id)
    #expect(table.cells.count == table.rows.count)
    #expect(CSVTableRenderer().text(table).split(separator: "\n").count == 1 + table.rows.count * table.columns.count)
    for language in Language.allCases { #expect(!MarkdownTableRenderer(language).text(table).isEmpty) }
  }

  @Test func nestedRowsEndEachGroupWithItsSubtotal() throws {
    let rows = try #require(TableDefinition.bundled("2-4")).reportRows(levels: levels)
    #expect(rows.map(\.code) == ["agri.A1", "agri.A2", "agri", "industrial.I1", "industrial", "unclassified", "all"])
    #expect(rows.map(\.kind) == [.category, .category, .subtotal, .category, .subtotal, .category, .total])
    #expect(rows.map(\.depth) == [1, 1, 0, 1, 0, 0, 0])
    #expect(rows[2].keys == ["agri", "all"])
    #expect(rows[2].label == LocalizedText(zh: "中agri出口企业合计", en: "Eagri, all sizes"))
    #expect(rows.last?.keys == ["all", "all"])
  }

  @Test func differencesAreFilledFromTheirColumns() throws {
    let table = filled("2-2")
    let place = try #require(table.columns.firstIndex { $0.code == "difference" })
    #expect(table.cells.allSatisfy { $0[place].value == 0.25 && $0[place].standardError == 0.1 })
  }

  @Test func measureCodesFollowTheRowWhereRowsAreListed() {
    let csv = CSVTableRenderer().text(filled("national"))
    #expect(csv.contains("national,direct_loss,expansion,direct_loss,CNY,"))
    #expect(csv.contains("national,direct_loss_rate,separate_ratio,direct_loss_rate,fraction,"))
    #expect(csv.contains("national,affected_share,published,affected_share,fraction,"))
    #expect(CSVTableRenderer().text(filled("shenzhen")).contains("shenzhen,added_cost,proportional,added_cost,CNY,"))
    #expect(CSVTableRenderer().text(filled("2-1")).contains("2-1,x,share,direct_loss_share,fraction,"))
  }
}
