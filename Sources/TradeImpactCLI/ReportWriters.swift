import Figures
import Reporting
import Studies
import TradeImpact

/// The formats of a report: each adds its files of a page to the output folder.
enum ReportWriters {
  static func write(
    _ page: ReportPage, _ study: Study, _ tools: FigureTools, _ drawn: DrawnFigures, to folder: inout OutputFolder
  ) {
    if study.outputs.contains(.csv) { csv(page, &folder) }
    if study.outputs.contains(.markdown) { markdown(page, study.languages, &folder) }
    if study.outputs.contains(.vegaLite) { vegaLite(page, study.languages, &folder) }
    drawn.add(page, to: &folder)
    if study.outputs.contains(.html) { html(page, study.languages, tools, drawn, &folder) }
    folder.add("\(page.folder)findings.csv", FindingsFile.text(page.findings))
    for list in page.lists { folder.add(page.folder + list.file, list.text) }
  }

  private static func csv(_ page: ReportPage, _ folder: inout OutputFolder) {
    for table in page.report.tables {
      folder.add("\(page.folder)tables/\(table.id).csv", CSVTableRenderer().text(table))
    }
  }

  private static func markdown(_ page: ReportPage, _ languages: [Language], _ folder: inout OutputFolder) {
    for table in page.report.tables {
      for language in languages {
        let text = MarkdownTableRenderer(language).text(table)
        folder.add("\(page.folder)tables/\(table.id).\(language.rawValue).md", text)
      }
    }
  }

  private static func vegaLite(_ page: ReportPage, _ languages: [Language], _ folder: inout OutputFolder) {
    for figure in page.figures.figures {
      for language in languages {
        let text = VegaLiteSpecification(figure, language).text() + "\n"
        folder.add("\(page.folder)figures/\(figure.id).\(language.rawValue).vl.json", text)
      }
    }
  }

  private static func html(
    _ page: ReportPage, _ languages: [Language], _ tools: FigureTools, _ drawn: DrawnFigures,
    _ folder: inout OutputFolder
  ) {
    let figures = page.figures.figures.map { ReportFigure($0, drawing: drawn.drawing($0, page)) }
    let report = page.report.with(figures: figures, missing: page.figures.missing)
    for language in languages {
      let text = HTMLReportRenderer(language, figureScript: tools.script).text(report)
      folder.add("\(page.folder)report.\(language.rawValue).html", text)
    }
  }
}
