import TradeImpact

/// A figure as a page shows it: words, the drawing instructions of each language, and its numbers.
public struct ReportFigure: Sendable {
  public let id: String
  public let title: LocalizedText
  /// Unit and meaning of the error bars.
  public let caption: LocalizedText
  public let notes: [LocalizedText]
  public let isSynthetic: Bool
  /// A Vega-Lite specification in JSON.
  public let specification: LocalizedText
  /// Drawn beforehand as SVG; nil where it was not.
  public let drawing: LocalizedText?
  public let table: ReportTable

  public init(
    id: String, title: LocalizedText, caption: LocalizedText, notes: [LocalizedText], isSynthetic: Bool,
    specification: LocalizedText, drawing: LocalizedText? = nil, table: ReportTable
  ) {
    (self.id, self.title, self.caption, self.notes) = (id, title, caption, notes)
    (self.isSynthetic, self.specification, self.drawing, self.table) = (isSynthetic, specification, drawing, table)
  }
}

/// A figure that is not drawn, and why.
public struct MissingFigure: Sendable, Hashable {
  public let id: String
  public let title: LocalizedText
  public let reason: LocalizedText

  public init(id: String, title: LocalizedText, reason: LocalizedText) {
    (self.id, self.title, self.reason) = (id, title, reason)
  }
}
