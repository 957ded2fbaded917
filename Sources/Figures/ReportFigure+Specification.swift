import Reporting
import TradeImpact

extension ReportFigure {
  /// A filled figure as pages show it.
  /// - Parameter drawing: SVG in each language, drawn beforehand.
  public init(_ figure: any SpecifiedFigure, drawing: LocalizedText? = nil) {
    func specification(_ language: Language) -> String { VegaLiteSpecification(figure, language).text(.compact) }
    self.init(
      id: figure.id, title: figure.title, caption: figure.caption, notes: figure.notes,
      isSynthetic: figure.isSynthetic,
      specification: LocalizedText(zh: specification(.zh), en: specification(.en)), drawing: drawing,
      table: figure.table)
  }
}
