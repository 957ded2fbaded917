import Figures
import Reporting
import TradeImpact

/// Small figures and their sources.
enum SampleFigures {
  static func text(_ both: String) -> LocalizedText { LocalizedText(zh: both, en: both) }

  /// A table over years with two amounts; that of 2016 is withheld in the second column.
  static func series(synthetic: Bool = true) -> ReportTable {
    let columns = ["direct_loss", "added_cost"].map {
      ReportTable.Column(code: $0, label: text($0), measure: $0, unit: .hundredMillionYuan, decimals: 2)
    }
    let rows = [2015, 2016].map { ReportTable.Row(code: "\($0)", label: LocalizedText(zh: "\($0)年", en: "\($0)")) }
    let withheld = Cell.absent(.suppressed, method: "expansion")
    return ReportTable(
      id: "series", title: text("series"), rowLabel: text("year"), isSynthetic: synthetic, rows: rows, columns: columns,
      cells: [
        [amount(294_098_671_609.8893, 0.07), amount(140_113_051_182.75308, 0.05)],
        [amount(226_190_833_369.3, 0.08), withheld],
      ])
  }

  private static func amount(_ value: Double, _ error: Double) -> Cell {
    Cell(
      value: value, standardError: value * error, lower: value * (1 - 2 * error), upper: value * (1 + 2 * error),
      n: 4178,
      method: "expansion")
  }

  /// What the report publishes of 2016.
  static func fact(_ places: [PublishedPlace], _ category: FigureCategory) -> Cell? {
    category.code == "2016" && places.first?.measure == "direct_loss"
      ? .published(217_751_000_000, printed: "2177.51亿元") : nil
  }

  static var sources: FigureSources { FigureSources(tables: [series()], fact: fact) }

  static func figure(_ id: String = "2-7", _ sources: FigureSources = sources) throws -> Figure? {
    guard case .drawn(let figure) = try FigureDefinition.bundled(id)?.outcome(from: sources) else { return nil }
    return figure
  }

  static func missing(_ id: String, _ sources: FigureSources = sources) throws -> MissingFigure? {
    guard case .missing(let figure) = try FigureDefinition.bundled(id)?.outcome(from: sources) else { return nil }
    return figure
  }
}
