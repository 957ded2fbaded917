import Figures
import Reporting
import TradeImpact

/// The figures of a page of a study, from its tables, the published facts and the trade file.
public struct StudyFigures: Sendable {
  public let figures: [Figure]
  public let missing: [MissingFigure]
  /// Files that were read for them.
  public let inputs: [String]

  /// - Parameters:
  ///   - year: nil on the page of all years.
  ///   - tables: Those of the page.
  /// - Throws: ``StudyError`` for a trade file that cannot be read, and a definition that does not fit its table.
  public init(_ study: Study, year: Int?, tables: [ReportTable]) throws(StudyError) {
    do {
      let trade = study.figures.trade.map(study.path(of:))
      let facts = FactReader(study)
      let sources = FigureSources(
        tables: tables, trade: try trade.map(TradeFile.read), levels: study.figureCategories, fact: facts.cell)
      let outcomes = try study.figures.definitions(year == nil ? .years : .year, isOnlyPage: study.years.count == 1)
        .map { try $0.outcome(from: sources, year: year.map(String.init) ?? "") }
      figures = outcomes.compactMap(\.figure)
      // Nobody asked for the figures of a year whose tables the study leaves out.
      missing = year == nil || study.figures.isExplicit ? outcomes.compactMap(\.missing) : []
      inputs = [trade].compactMap(\.self) + facts.paths
    } catch { throw StudyError(error) }
  }
}

/// Published facts, each file read when first asked for.
private final class FactReader {
  private var facts: PublishedFacts?

  init(_ study: Study) { facts = study.published.map { PublishedFacts(folder: study.path(of: $0)) } }

  var paths: [String] { facts?.paths ?? [] }

  func cell(_ places: [PublishedPlace], _ category: FigureCategory) throws -> Cell? {
    let row = ReportTable.Row(code: category.code, label: category.label)
    // The unit is that of the file; the parameter only says what a bare count would be in.
    return try facts?.cell(places, row: row, year: category.code, unit: .count).cell
  }
}

extension Study {
  fileprivate func figureCategories(_ classification: String) -> [FigureCategory] {
    let unclassified = classifications[classification]?.unclassified?.code
    return levels(classification, nil).filter { $0.code != unclassified }
      .map { FigureCategory(code: $0.code, label: $0.label) }
  }
}

extension FigureOutcome {
  fileprivate var figure: Figure? {
    if case .drawn(let figure) = self { figure } else { nil }
  }

  fileprivate var missing: MissingFigure? {
    if case .missing(let figure) = self { figure } else { nil }
  }
}
