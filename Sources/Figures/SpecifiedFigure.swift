import Documents
import Reporting
import TradeImpact

/// A figure that a Vega-Lite specification draws, in every language.
public protocol SpecifiedFigure: Sendable {
  /// Also the name of its files.
  var id: String { get }
  var title: LocalizedText { get }
  /// The lines under the title: unit, error bars.
  var caption: LocalizedText { get }
  var notes: [LocalizedText] { get }
  var isSynthetic: Bool { get }
  /// The numbers, for pages that cannot draw and for readers who want the digits.
  var table: ReportTable { get }
  func content(_ language: Language) -> SpecificationContent
}

/// What of a specification differs from figure to figure.
public struct SpecificationContent: Sendable {
  /// Pixels of the plot.
  public let height: Int
  /// Entries of the legend in a row.
  public let legendColumns: Int
  public let rows: JSONValue
  /// From back to front.
  public let layers: [JSONValue]
}

extension Figure: SpecifiedFigure {
  public var caption: LocalizedText { FigureText.caption(self) }

  public func content(_ language: Language) -> SpecificationContent {
    let layers = FigureLayers(self, language)
    return SpecificationContent(
      height: layers.height, legendColumns: layers.legendColumns, rows: layers.data.rows, layers: layers.all)
  }
}
