import Reporting
import TradeImpact

/// A filled figure in every language: what specifications, pages and tables of its numbers are made of.
///
/// Values are in base units; `unit` is that of display.
public struct Figure: Sendable, Hashable, DisplayedNumbers {
  public struct Point: Sendable, Hashable {
    public enum Origin: Sendable, Hashable { case estimate, published, trade }

    /// nil where only a range is known.
    public let value: Double?
    public let lower: Double?
    public let upper: Double?
    public let origin: Origin

    public init(value: Double?, lower: Double? = nil, upper: Double? = nil, origin: Origin = .estimate) {
      (self.value, self.lower, self.upper, self.origin) = (value, lower, upper, origin)
    }
  }

  public struct Series: Sendable, Hashable {
    public let id: String
    public let label: LocalizedText
    public let mark: FigureMark
    public let isBelow: Bool
    /// The id of the series whose place and color it takes.
    public let beside: String?
    /// One a category; nil where there is no number.
    public let points: [Point?]

    public init(
      id: String, label: LocalizedText, mark: FigureMark = .column, isBelow: Bool = false, beside: String? = nil,
      points: [Point?]
    ) {
      (self.id, self.label, self.mark, self.isBelow) = (id, label, mark, isBelow)
      (self.beside, self.points) = (beside, points)
    }
  }

  public let id: String
  public let title: LocalizedText
  public let kind: FigureDefinition.Kind
  public let unit: DisplayUnit
  public let decimals: Int
  public let categoryTitle: LocalizedText
  public let categories: [FigureCategory]
  public let series: [Series]
  public let notes: [LocalizedText]
  public let isSynthetic: Bool
  /// Coverage of the error bars.
  public let level: Double
  /// What they are, where it is not an interval of confidence; it names the level itself.
  public let intervalLabel: LocalizedText?

  /// - Precondition: Every series has a point, or nil, a category.
  public init(
    id: String, title: LocalizedText, kind: FigureDefinition.Kind, unit: DisplayUnit, decimals: Int,
    categoryTitle: LocalizedText, categories: [FigureCategory], series: [Series], notes: [LocalizedText] = [],
    isSynthetic: Bool, level: Double = 0.95, intervalLabel: LocalizedText? = nil
  ) {
    precondition(series.allSatisfy { $0.points.count == categories.count }, "figure \(id): a point a category")
    (self.id, self.title, self.kind, self.unit, self.decimals) = (id, title, kind, unit, decimals)
    (self.categoryTitle, self.categories, self.series, self.notes) = (categoryTitle, categories, series, notes)
    (self.isSynthetic, self.level, self.intervalLabel) = (isSynthetic, level, intervalLabel)
  }
}

extension Figure {
  public var hasErrorBars: Bool {
    series.contains { $0.mark != .point && $0.points.contains { $0?.lower != nil && $0?.upper != nil } }
  }

  /// The end of the axis where an error bar reaches over three times as far as the largest value; nil where the axis holds everything.
  var limit: Double? {
    let points = series.filter { $0.mark != .line }.flatMap(\.points).compactMap(\.self)
    guard let largest = points.compactMap(\.value).max(), largest > 0,
      let furthest = points.compactMap(\.upper).max(), furthest > 3 * largest
    else { return nil }
    return 2 * largest
  }

  /// Whether the color tells an order, as that of years, and not a kind.
  var isOrdinal: Bool { colored.count > 2 && colored.allSatisfy { Int($0.id) != nil } }

  /// A lone value has no scale but that from zero.
  var hasOneValue: Bool { series.flatMap(\.points).count { $0?.value != nil } == 1 }

  /// As tooltips and captions name it.
  var interval: LocalizedText { intervalLabel ?? FigureText.interval(level) }

  /// Series that have a color of their own.
  var colored: [Series] { series.filter { $0.mark != .point && $0.beside == nil } }

  /// The numbers as a table: for pages that cannot draw, and for readers who want the digits.
  public var table: ReportTable {
    ReportTable(
      id: "figure-\(id)", title: title, rowLabel: categoryTitle, isSynthetic: false, confidenceLevel: level,
      intervalLabel: intervalLabel,
      rows: categories.map { ReportTable.Row(code: $0.code, label: $0.label) },
      columns: series.map(column), cells: categories.indices.map { place in series.map { cell($0.points[place]) } })
  }

  func with(note: LocalizedText) -> Figure {
    Figure(
      id: id, title: title, kind: kind, unit: unit, decimals: decimals, categoryTitle: categoryTitle,
      categories: categories, series: series, notes: notes + [note], isSynthetic: isSynthetic, level: level,
      intervalLabel: intervalLabel)
  }

  private func column(_ series: Series) -> ReportTable.Column {
    let hasErrors = series.points.contains { $0?.lower != nil }
    return ReportTable.Column(
      code: series.id, label: series.label, style: series.mark == .point ? .published : .estimate, measure: series.id,
      unit: unit, decimals: decimals, companions: hasErrors ? [.interval] : [])
  }

  private func cell(_ point: Point?) -> Cell {
    guard let point else { return .absent(.undefined, method: "figure") }
    guard let value = point.value else { return .published(nil, printed: range(point)) }
    return Cell(value: value, lower: point.lower, upper: point.upper, method: "figure")
  }

  private func range(_ point: Point) -> String {
    [point.lower, point.upper].map { $0.map(text) ?? "" }.joined(separator: "–")
  }
}
