import Estimation
import Reporting
import TradeImpact

/// A report of one table, with every kind of text that needs care.
enum DocumentSamples {
  static func text(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

  static func report(_ last: Cell = Cell(value: 2e8, standardError: 1e7, method: "expansion")) -> YearlyReport {
    let rows = [
      ReportTable.Row(code: "agri", label: text("农食产品 <A>", "Agriculture <A>")),
      ReportTable.Row(code: "toys", label: text("玩具家具", "Toys"), depth: 1),
    ]
    let column = ReportTable.Column(
      code: "amount", label: text("直接损失", "Direct loss"), measure: "direct_loss", unit: .hundredMillionYuan,
      decimals: 2,
      companions: [.standardError])
    let first = Cell(value: 123_456_789_000, standardError: 1e9, method: "expansion", footnotes: ["I06"])
    let table = ReportTable(
      id: "2-1", title: text("表2-1 直接损失", "Table 2-1 Direct loss"), rowLabel: text("行业", "Sector"),
      footnotes: [Footnote(code: "I06", text: text("注", "a note"))], isSynthetic: true, rows: rows, columns: [column],
      cells: [[first], [last]])
    return YearlyReport(
      title: text("年度报告", "Yearly report"), subtitle: text("2019年", "2019"), summary: [text("概述。", "In short.")],
      tables: [table], methods: [text("分层抽样。", "Stratified sampling.")],
      findings: [
        Finding(kind: "k", subject: "agri", message: "x < y"),
        Finding(kind: "dominant_firm", subject: "direct_loss", zh: "一家企业", en: "one firm"),
      ],
      provenance: [YearlyReport.Fact(label: text("随机种子", "Seed"), value: "2019")])
  }
}
