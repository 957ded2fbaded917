import Reporting
import TradeImpact

/// Small tables that show every kind of cell.
enum Samples {
  static func text(_ both: String) -> LocalizedText { LocalizedText(zh: both, en: both) }

  static let reading = Footnote(code: "I08", text: LocalizedText(zh: "表2-2为19.68。", en: "Table 2-2 prints 19.68."))
  static let unused = Footnote(code: "I99", text: LocalizedText(zh: "未用", en: "not referred to"))

  /// Two rows, three columns: an estimate with companions, a published number, their difference.
  static func table(
    id: String = "2-1", synthetic: Bool = false, agriculture: Double = 4_574_000_000, title: LocalizedText? = nil
  ) -> ReportTable {
    let estimate = Cell(
      value: agriculture, standardError: 512_345_678.9, coefficientOfVariation: 0.112, lower: 3_570_000_000,
      upper: 5_580_000_000, n: 1024, method: "expansion")
    let published = Cell.published(5_000_000_000, printed: "约为 50.0亿元", footnotes: ["I08"])
    let none = Cell.absent(.undefined, method: "expansion", n: 0)
    let silent = Cell.absent(.notPublished, method: "published")
    return ReportTable(
      id: id, title: title ?? LocalizedText(zh: "各行业直接损失", en: "Direct loss by sector"),
      rowLabel: LocalizedText(zh: "行业", en: "Sector"),
      notes: [LocalizedText(zh: "按设计权数估计。", en: "Estimated with design weights.")], footnotes: [unused, reading],
      isSynthetic: synthetic,
      rows: [
        ReportTable.Row(code: "agri_food", label: LocalizedText(zh: "农食产品", en: "Agricultural products")),
        ReportTable.Row(code: "machinery", label: LocalizedText(zh: "机电仪器", en: "Machinery"), depth: 1),
      ],
      columns: [
        ReportTable.Column(
          code: "amount", label: LocalizedText(zh: "直接损失", en: "Direct loss"), measure: "direct_loss",
          unit: .hundredMillionYuan, decimals: 2, companions: Set(Companion.allCases)),
        ReportTable.Column(
          code: "published", label: LocalizedText(zh: "公布值", en: "Published"), style: .published,
          measure: "direct_loss", unit: .hundredMillionYuan, decimals: 2),
        ReportTable.Column(
          code: "difference", label: LocalizedText(zh: "差", en: "Difference"), style: .difference,
          measure: "direct_loss", unit: .hundredMillionYuan, decimals: 2),
      ],
      cells: [[estimate, published, estimate.less(published)], [none, silent, none.less(silent)]])
  }

  /// One cell in one column.
  static func single(_ cell: Cell, unit: DisplayUnit, decimals: Int, style: ReportTable.Column.Style = .estimate)
    -> ReportTable
  {
    ReportTable(
      id: "one", title: text("one"), rowLabel: text("row"), isSynthetic: false,
      rows: [ReportTable.Row(code: "r", label: text("r"))],
      columns: [
        ReportTable.Column(code: "c", label: text("c"), style: style, measure: "m", unit: unit, decimals: decimals)
      ],
      cells: [[cell]])
  }

  /// The text of the only number of a table.
  static func shown(
    _ cell: Cell, unit: DisplayUnit, decimals: Int, style: ReportTable.Column.Style = .estimate,
    _ language: Language = .en
  ) -> String {
    let table = single(cell, unit: unit, decimals: decimals, style: style)
    return TablePresentation(table, language).lines[0].entries[0].text
  }
}
