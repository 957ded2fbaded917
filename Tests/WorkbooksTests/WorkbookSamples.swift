import Estimation
import Reporting
import TestSupport
import TradeImpact
import Workbooks

/// Tables and reports that show every kind of cell of a workbook.
enum WorkbookSamples {
  static func text(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

  private static let value = 3_531_608_393.5445843
  /// Three categories and a total: an amount with everything beside it, a published number, their difference, a share.
  static func table(
    id: String = "2-1", last: Cell? = nil, upper: Double? = 5_557_186_533.999005, title: LocalizedText? = nil
  ) -> ReportTable {
    let names = [("agri", "农食产品", "Agriculture"), ("machinery", "机电仪器", "Machinery"), ("toys", "玩具家具", "Toys")]
    let rows = names.map { ReportTable.Row(code: $0.0, label: text($0.1, $0.2)) }
    let total = ReportTable.Row(code: "all", label: text("合计", "Total"), kind: .total)
    let cells = (0..<4).map { row in
      let amount = row == 2 && last != nil ? last! : estimate(Double(row + 1), upper: upper)
      let published = Cell.published(7_716_000_000, printed: "76.78亿元", footnotes: row == 0 ? ["I06"] : [])
      return [
        amount, published, amount.less(published), Cell(value: 0.1234567890123 * Double(row + 1), method: "ratio"),
      ]
    }
    return ReportTable(
      id: id, title: title ?? text("表\(id) 2019年各行业直接损失", "Table \(id) Direct loss by sector, 2019"),
      rowLabel: text("行业", "Sector"), notes: [text("按设计权数估计。", "Estimated with design weights.")],
      footnotes: [Footnote(code: "I06", text: text("报告印为 76.78亿元", "The report prints 76.78"))],
      isSynthetic: true, rows: rows + [total], columns: columns, cells: cells)
  }

  private static func estimate(_ factor: Double, upper: Double?) -> Cell {
    Cell(
      value: value * factor, standardError: 605_222_643.5368185, coefficientOfVariation: 0.17137309013170968,
      lower: 2_571_608_788.94528, upper: upper, n: 644, method: "expansion")
  }

  private static let columns = [
    ReportTable.Column(
      code: "amount", label: text("直接损失", "Direct loss"), measure: "direct_loss", unit: .hundredMillionYuan,
      decimals: 2, companions: Set(Companion.allCases)),
    ReportTable.Column(
      code: "published", label: text("报告公布值", "Published"), style: .published, measure: "direct_loss",
      unit: .hundredMillionYuan, decimals: 2),
    ReportTable.Column(
      code: "difference", label: text("差", "Difference"), style: .difference, measure: "direct_loss",
      unit: .hundredMillionYuan, decimals: 2),
    ReportTable.Column(
      code: "share", label: text("占比", "Share"), measure: "direct_loss_share", unit: .percent, decimals: 2),
  ]

  static func report(
    _ tables: [ReportTable], findings: [Finding] = [Finding(kind: "k", subject: "s", message: "<m> & 'n'")]
  ) -> YearlyReport {
    YearlyReport(
      title: text("年度报告", "Yearly report"), summary: [text("概述。", "In short.")], tables: tables,
      methods: [text("分层抽样。", "Stratified sampling.")],
      findings: findings,
      provenance: [YearlyReport.Fact(label: text("随机种子", "Seed"), value: "2019")])
  }

  static func archive(_ report: YearlyReport, _ language: Language) throws -> ZipArchive {
    try ZipArchive(ReportWorkbook(language).bytes(report))
  }
}
