import TradeImpact

/// What a table shows: rows, measures and units, and where published numbers stand. Decoded from YAML.
/// ```yaml
/// id: loss-by-ownership
/// title: {zh: "{year}年不同性质企业的直接损失", en: "Direct loss by ownership, {year}"}
/// row_label: {zh: 企业性质, en: Ownership}
/// rows: ownership
/// total: {label: {zh: 合计, en: Total}}
/// companions: [standard_error, cv]
/// columns:
///   - {id: amount, measure: amount, of: direct_loss, unit: 亿元, decimals: 2}
/// ```
public struct TableDefinition: Sendable, Hashable {
  /// Also the name of the table's files.
  public let id: String
  /// `{year}` stands for the year of the data, `2015–2019` in a table of several.
  public let title: LocalizedText
  public let rowLabel: LocalizedText
  public let unitNote: LocalizedText?
  public let span: TableSpan
  public let rows: RowsDefinition
  /// nil: no row for the total.
  public let totalLabel: LocalizedText?
  public let columns: [ColumnDefinition]
  public let notes: [LocalizedText]

  public init(
    id: String, title: LocalizedText, rowLabel: LocalizedText, unitNote: LocalizedText? = nil, span: TableSpan = .year,
    rows: RowsDefinition, totalLabel: LocalizedText? = nil, columns: [ColumnDefinition], notes: [LocalizedText] = []
  ) {
    (self.id, self.title, self.rowLabel, self.unitNote, self.span) = (id, title, rowLabel, unitNote, span)
    (self.rows, self.totalLabel, self.columns, self.notes) = (rows, totalLabel, columns, notes)
  }
}

extension TableDefinition {
  /// The code of the row for the total, in tables and in fact files.
  public static let totalCode = "all"

  /// The title with its year.
  public func title(for year: String) -> LocalizedText {
    title.replacing("{year}", with: LocalizedText(zh: year, en: year))
  }

  public subscript(column id: String) -> ColumnDefinition? { columns.first { $0.id == id } }

  /// What an estimate column asks for in a row; nil for other columns.
  public func estimate(_ column: ColumnDefinition, for row: String) -> EstimateDefinition? {
    guard case .estimate(let estimate) = column.content else { return nil }
    switch rows {
    case .list(let listed): return listed.first { $0.code == row }.map(estimate.completed(by:)) ?? estimate
    case .family(let family): return estimate.completed(by: family.row)
    case .factor, .nested, .years, .facts: return estimate
    }
  }
}

extension VariableFamily {
  /// What the family says for every one of its rows.
  var row: ListedRow { ListedRow(code: rawValue, label: LocalizedText(zh: "", en: ""), variable: rawValue) }
}

extension LocalizedText {
  package func replacing(_ mark: String, with text: LocalizedText) -> LocalizedText {
    LocalizedText(zh: zh.replacing(mark, with: text.zh), en: en.replacing(mark, with: text.en))
  }
}
