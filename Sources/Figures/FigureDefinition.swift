import Reporting
import TradeImpact

/// What a figure shows: its template, its categories, and where the numbers of every series stand. Decoded from YAML.
/// ```yaml
/// id: affected-by-year
/// title: {zh: 受影响企业占比, en: Share of firms affected}
/// kind: columns
/// over: years
/// unit: percent
/// decimals: 1
/// series:
///   - {id: estimate, label: {zh: 估计值, en: Estimate}, from: {table: series, column: affected_share}}
/// ```
public struct FigureDefinition: Sendable, Hashable {
  /// The template: how columns, lines and points are arranged.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case columns
    case groupedColumns = "grouped-columns"
    case stackedColumns = "stacked-columns"
    case line
    /// Columns side by side, and lines on the same axis.
    case columnsAndLine = "columns-and-line"
    /// Horizontal, the longest first: for shares of a whole, whose labels are long.
    case bars
    /// Horizontal, in the order of the categories.
    case groupedBars = "grouped-bars"
  }
  /// On which page the figure stands.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Of all years of a study.
    case years
    /// Of each year.
    case year
  }

  /// Also the name of the figure's files.
  public let id: String
  /// `{year}` stands for the year of the data.
  public let title: LocalizedText
  public let kind: Kind
  public let scope: Scope
  public let unit: DisplayUnit
  public let decimals: Int
  /// nil: the rows of the first table that a series is of.
  public let categories: CategoriesDefinition?
  /// What the categories are: a line of the tooltip and the head of the table of numbers.
  public let categoryTitle: LocalizedText
  public let series: [SeriesDefinition]
  public let notes: [LocalizedText]
  /// What would have to be given for the figure to be drawn, told where it cannot be.
  public let needs: LocalizedText?
}

/// The places along the axis of categories.
public enum CategoriesDefinition: Sendable, Hashable {
  case years(ClosedRange<Int>)
  /// Those of a classification, the unclassified left out.
  case classification(String)
  case list([FigureCategory])
}

/// A place along the axis of categories.
public struct FigureCategory: Sendable, Hashable {
  public let code: String
  public let label: LocalizedText

  public init(code: String, label: LocalizedText) {
    self.code = code
    self.label = label
  }

  init(year: Int) { self.init(code: "\(year)", label: LocalizedText(zh: "\(year)年", en: "\(year)")) }
}
