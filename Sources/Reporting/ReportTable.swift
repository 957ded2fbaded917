import TradeImpact

/// A filled table in every language: what the renderers lay out.
///
/// Values are in base units; the display unit of a cell is that of its column, else that of its row.
public struct ReportTable: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case category, subtotal, total }

    /// Unique in the table; `agri.A1` for a class within a group.
    public let code: String
    public let label: LocalizedText
    /// Steps of indentation, at most 3.
    public let depth: Int
    public let kind: Kind
    /// The codes by which published tables know the row, one a level: `["agri", "A1"]`.
    public let keys: [String]
    /// What the numbers are, by column code, where the row decides it.
    public let measures: [String: String]
    public let unit: DisplayUnit?
    public let decimals: Int?

    public init(
      code: String, label: LocalizedText, depth: Int = 0, kind: Kind = .category, keys: [String]? = nil,
      measures: [String: String] = [:], unit: DisplayUnit? = nil, decimals: Int? = nil
    ) {
      (self.code, self.label, self.depth, self.kind) = (code, label, depth, kind)
      (self.keys, self.measures, self.unit, self.decimals) = (keys ?? [code], measures, unit, decimals)
    }
  }

  public struct Column: Sendable, Hashable {
    public enum Style: Sendable, Hashable { case estimate, published, difference }

    public let code: String
    public let label: LocalizedText
    public let style: Style
    /// What the numbers are, `direct_loss_share`; nil where each row says so.
    public let measure: String?
    public let unit: DisplayUnit?
    public let decimals: Int?
    /// Shown beside an estimate, in the order of `Companion.allCases`.
    public let companions: Set<Companion>

    public init(
      code: String, label: LocalizedText, style: Style = .estimate, measure: String? = nil, unit: DisplayUnit? = nil,
      decimals: Int? = nil, companions: Set<Companion> = []
    ) {
      (self.code, self.label, self.style, self.measure) = (code, label, style, measure)
      (self.unit, self.decimals, self.companions) = (unit, decimals, companions)
    }
  }

  public let id: String
  public let title: LocalizedText
  /// The head of the label column.
  public let rowLabel: LocalizedText
  public let unitNote: LocalizedText?
  public let notes: [LocalizedText]
  public let footnotes: [Footnote]
  /// Every rendering says so.
  public let isSynthetic: Bool
  public let confidenceLevel: Double
  /// What the interval is, where it is not one of confidence; it names the level itself.
  public let intervalLabel: LocalizedText?
  public let rows: [Row]
  public let columns: [Column]
  /// rows × columns
  public let cells: [[Cell]]

  /// - Precondition: Cells are rows × columns; codes are unique; footnotes of cells exist; every cell has a unit,
  ///   decimals and a measure from its column or row.
  public init(
    id: String, title: LocalizedText, rowLabel: LocalizedText, unitNote: LocalizedText? = nil,
    notes: [LocalizedText] = [], footnotes: [Footnote] = [], isSynthetic: Bool, confidenceLevel: Double = 0.95,
    intervalLabel: LocalizedText? = nil, rows: [Row], columns: [Column], cells: [[Cell]]
  ) {
    (self.id, self.title, self.rowLabel, self.unitNote) = (id, title, rowLabel, unitNote)
    (self.notes, self.footnotes, self.isSynthetic) = (notes, footnotes, isSynthetic)
    (self.confidenceLevel, self.intervalLabel) = (confidenceLevel, intervalLabel)
    (self.rows, self.columns, self.cells) = (rows, columns, cells)
    checkShape()
    checkCodes()
    checkFormats()
  }
}

// MARK: Checks

extension ReportTable {
  private func checkShape() {
    precondition(
      cells.count == rows.count && cells.allSatisfy { $0.count == columns.count },
      "table \(id) needs \(rows.count) × \(columns.count) cells")
  }

  private func checkCodes() {
    let known = Set(footnotes.map(\.code))
    precondition(Set(rows.map(\.code)).count == rows.count, "table \(id) has a row code twice")
    precondition(Set(columns.map(\.code)).count == columns.count, "table \(id) has a column code twice")
    precondition(known.count == footnotes.count, "table \(id) has a footnote code twice")
    precondition(!known.contains(Footnote.syntheticCode), "table \(id): the footnote code synthetic is taken")
    precondition(known.isSuperset(of: cells.joined().flatMap(\.footnotes)), "table \(id) lacks a footnote")
  }

  private func checkFormats() {
    for row in rows {
      for column in columns {
        let place = "table \(id), row \(row.code), column \(column.code)"
        precondition(column.unit ?? row.unit != nil, "\(place) lacks a unit")
        precondition(column.decimals ?? row.decimals != nil, "\(place) lacks decimals")
        precondition(row.measures[column.code] ?? column.measure != nil, "\(place) lacks a measure")
      }
    }
  }
}

// MARK: Formats of cells

extension ReportTable {
  package func unit(_ row: Row, _ column: Column) -> DisplayUnit { (column.unit ?? row.unit)! }

  /// As heads name it.
  package var interval: LocalizedText { intervalLabel ?? Wording.interval(level: confidenceLevel) }

  package func decimals(_ row: Row, _ column: Column) -> Int { (column.decimals ?? row.decimals)! }

  package func measure(_ row: Row, _ column: Column) -> String { (row.measures[column.code] ?? column.measure)! }

  /// Footnote codes of a cell as CSV files hold them; what the report published is not synthetic.
  package func footnoteCodes(_ cell: Cell, in column: Column) -> [String] {
    cell.footnotes + (isSynthetic && column.style != .published ? [Footnote.syntheticCode] : [])
  }
}
