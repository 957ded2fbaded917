import TradeImpact

extension TableDefinition {
  /// A level of a classification as a row shows it.
  public struct Level: Sendable, Hashable {
    public let code: String
    public let label: LocalizedText

    public init(code: String, label: LocalizedText) {
      self.code = code
      self.label = label
    }
  }

  /// What `levels` is asked for where rows are the years of the study.
  public static let yearRows = "year"

  /// The rows in print order, but for those that a file of facts has.
  /// - Parameter levels: Levels of a classification; of those within a group where a group is given.
  public func reportRows(levels: (_ classification: String, _ group: String?) -> [Level]) -> [ReportTable.Row] {
    body(levels) + [total].compactMap(\.self)
  }

  private func body(_ levels: (String, String?) -> [Level]) -> [ReportTable.Row] {
    switch rows {
    case .factor(let factor): levels(factor, nil).map { ReportTable.Row(code: $0.code, label: $0.label) }
    case .family(let family): levels(family.classification, nil).map { ReportTable.Row(code: $0.code, label: $0.label) }
    case .nested(let group, let within, let subtotal):
      levels(group, nil).flatMap { Self.group($0, levels(within, $0.code), subtotal: subtotal) }
    case .list(let listed): listed.map(row)
    case .years: levels(Self.yearRows, nil).map { ReportTable.Row(code: $0.code, label: $0.label) }
    // They stand in a file, and who fills the table reads it.
    case .facts: []
    }
  }

  private static func group(_ group: Level, _ levels: [Level], subtotal: LocalizedText?) -> [ReportTable.Row] {
    // A group without classes is a row by itself: firms that belong to no group.
    guard !levels.isEmpty else {
      return [ReportTable.Row(code: group.code, label: group.label, keys: [group.code, totalCode])]
    }
    let rows = levels.map { level in
      ReportTable.Row(
        code: "\(group.code).\(level.code)", label: level.label, depth: 1, keys: [group.code, level.code])
    }
    guard let subtotal else { return rows }
    let label = subtotal.replacing("{group}", with: group.label)
    return rows + [
      ReportTable.Row(code: group.code, label: label, kind: .subtotal, keys: [group.code, totalCode])
    ]
  }

  private func row(_ row: ListedRow) -> ReportTable.Row {
    ReportTable.Row(
      code: row.code, label: row.label, depth: row.depth, measures: measureCodes(row), unit: row.unit,
      decimals: row.decimals)
  }

  private var total: ReportTable.Row? {
    guard let totalLabel else { return nil }
    var keys = [Self.totalCode]
    if case .nested = rows { keys.append(Self.totalCode) }
    return ReportTable.Row(code: Self.totalCode, label: totalLabel, kind: .total, keys: keys)
  }

  /// The columns as the renderers see them.
  public var reportColumns: [ReportTable.Column] {
    columns.map { column in
      ReportTable.Column(
        code: column.id, label: column.label ?? defaultLabel(column), style: column.style,
        measure: isListed ? nil : measureCode(column, row: nil), unit: column.unit, decimals: column.decimals,
        companions: column.companions)
    }
  }

  private func defaultLabel(_ column: ColumnDefinition) -> LocalizedText {
    switch column.content {
    case .estimate(let estimate): estimate.measure?.label ?? LocalizedText(zh: "估计值", en: "Estimate")
    case .published, .difference: column.content.defaultLabel!
    }
  }

  private func measureCodes(_ row: ListedRow) -> [String: String] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0.id, measureCode($0, row: row)) })
  }

  /// - Parameter row: nil where all rows share the measure.
  private func measureCode(_ column: ColumnDefinition, row: ListedRow?) -> String {
    switch column.content {
    case .estimate(let estimate):
      let whole = row.map(estimate.completed(by:)) ?? self.estimate(column, for: "")!
      return whole.measure!.code(of: whole.variable)
    case .published(let places): return places.first?.measure ?? row?.code ?? column.id
    case .difference(let minuend, _): return measureCode(self[column: minuend]!, row: row)
    }
  }

  private var isListed: Bool {
    if case .list = rows { true } else { false }
  }

  /// The table with its cells; differences follow from the columns they are of.
  /// - Parameters:
  ///   - year: Of the data; it replaces `{year}` in the title.
  ///   - notes: In addition to those of the definition.
  ///   - cell: The cell of an estimate or a published column.
  public func table(
    year: String, rows: [ReportTable.Row], isSynthetic: Bool, confidenceLevel: Double = 0.95,
    notes: [LocalizedText] = [], footnotes: [Footnote] = [],
    cell: (_ row: ReportTable.Row, _ column: ColumnDefinition) -> Cell
  ) -> ReportTable {
    ReportTable(
      id: id, title: title(for: year), rowLabel: rowLabel, unitNote: unitNote, notes: self.notes + notes,
      footnotes: footnotes, isSynthetic: isSynthetic, confidenceLevel: confidenceLevel, rows: rows,
      columns: reportColumns, cells: rows.map { cells(of: $0, cell) })
  }

  private func cells(
    of row: ReportTable.Row, _ cell: (ReportTable.Row, ColumnDefinition) -> Cell
  ) -> [Cell] {
    var known: [String: Cell] = [:]
    for column in columns where column.content.isNumber { known[column.id] = cell(row, column) }
    return columns.map { column in
      guard case .difference(let minuend, let subtrahend) = column.content else { return known[column.id]! }
      return known[minuend]!.less(known[subtrahend]!)
    }
  }
}

extension ColumnDefinition {
  fileprivate var style: ReportTable.Column.Style {
    switch content {
    case .estimate: .estimate
    case .published: .published
    case .difference: .difference
    }
  }
}
