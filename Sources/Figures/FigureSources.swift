import Reporting
import TradeImpact

/// What the numbers of figures are taken from.
public struct FigureSources {
  public let tables: [ReportTable]
  /// nil: no file is given.
  public let trade: TradeStatistics?
  /// The categories of a classification.
  public let levels: (_ classification: String) -> [FigureCategory]
  /// A published number: of the first place that has one for the category.
  public let fact: ([PublishedPlace], FigureCategory) throws -> Cell?

  public init(
    tables: [ReportTable], trade: TradeStatistics? = nil, levels: @escaping (String) -> [FigureCategory] = { _ in [] },
    fact: @escaping ([PublishedPlace], FigureCategory) throws -> Cell? = { _, _ in nil }
  ) {
    (self.tables, self.trade, self.levels, self.fact) = (tables, trade, levels, fact)
  }

  func table(_ id: String) -> ReportTable? { tables.first { $0.id == id } }
}

/// A definition and its sources that do not fit together: one sentence with the way out.
public struct FigureError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}
