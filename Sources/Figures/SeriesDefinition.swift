import Reporting
import TradeImpact

/// A series of a figure, or a series for every column of a table.
public enum SeriesDefinition: Sendable, Hashable {
  case one(SingleSeries)
  case columns(ofTable: String)
}

/// A series with its own label.
public struct SingleSeries: Sendable, Hashable {
  public let id: String
  public let label: LocalizedText
  public let mark: FigureMark
  /// Drawn downwards from zero, as imports under exports.
  public let isBelow: Bool
  /// The series whose place along the axis it takes, for published values beside estimates.
  public let beside: String?
  /// Where its numbers stand; for each category the first that has one is taken.
  public let sources: [SeriesSource]
}

/// How a series is drawn.
public enum FigureMark: String, Sendable, Hashable, CaseIterable {
  case column
  case line
  /// Without error, for published values.
  case point
}

/// Where the numbers of a series stand.
public enum SeriesSource: Sendable, Hashable {
  /// The column of a table, whose rows are the categories.
  case column(String, table: String)
  /// The row of a table, whose columns are the categories.
  case row(String, table: String)
  /// The facts of the report; `{category}` stands for the code of the category in their keys and years.
  case facts([PublishedPlace])
  case trade(TradeSeries)

  /// The table, where it is one.
  var table: String? {
    switch self {
    case .column(_, let table), .row(_, let table): table
    case .facts, .trade: nil
    }
  }
}

/// Numbers of a trade file, or what is computed from them.
public struct TradeSeries: Sendable, Hashable {
  /// What the categories are; the other places of the slice are fixed.
  public enum Dimension: String, Sendable, Hashable, CaseIterable { case year, partner, product }

  public let indicator: TradeIndicator
  /// With the place of the categories left open.
  public let slice: TradeSlice
  public let dimension: Dimension
}
