import Figures
import Microdata
import Reporting
import TradeImpact

/// The formats of a report: each adds its files of a page to the output folder.
struct ReportWriters: Sendable {
  private let formats: ReportFormats
  private let tools: FigureTools
  private let drawn: DrawnFigures

  init(_ formats: ReportFormats, _ tools: FigureTools, _ drawn: DrawnFigures) {
    (self.formats, self.tools, self.drawn) = (formats, tools, drawn)
  }

  /// All files of all pages, several pages at once, in the order of pages.
  /// - Throws: ``CommandFailure`` with code 5 where a document cannot be made.
  func folder(of pages: [ReportPage], threads: Int) throws(CommandFailure) -> OutputFolder {
    var folder = OutputFolder()
    for part in RowChunks.map(pages.count, threads: threads, { texts(of: pages[$0]) }) {
      for file in part.files { folder.add(file.path, file.bytes) }
    }
    var documents = ReportDocuments(formats, threads: threads)
    for page in pages {
      documents.add(withFigures(page), named: page.name, in: page.folder) { [self] in
        html(page, $0)
      } drawings: { [drawn] in
        drawn.pictures(of: page, $0)
      }
    }
    for file in try documents.files() { folder.add(file.path, file.bytes) }
    return folder
  }

  private func texts(of page: ReportPage) -> OutputFolder {
    var folder = OutputFolder()
    let outputs = formats.outputs
    for table in page.report.tables {
      let path = "\(page.folder)tables/\(table.id)"
      if outputs.contains(.csv) { folder.add("\(path).csv", CSVTableRenderer().text(table)) }
      if outputs.contains(.json) { folder.add("\(path).json", JSONTableRenderer().text(table)) }
      guard outputs.contains(.markdown) else { continue }
      for language in formats.languages {
        folder.add("\(path).\(language.rawValue).md", MarkdownTableRenderer(language).text(table))
      }
    }
    if outputs.contains(.vegaLite) { addSpecifications(of: page, to: &folder) }
    drawn.add(page, to: &folder)
    if outputs.contains(.html) {
      for language in formats.languages {
        folder.add("\(page.folder)\(page.name).\(language.rawValue).html", html(page, language))
      }
    }
    if outputs.contains(.markdown) { addForms(of: page, to: &folder) }
    folder.add("\(page.folder)findings.csv", FindingsFile.text(page.findings))
    for list in page.lists { folder.add(page.folder + list.file, list.text) }
    return folder
  }

  private func addForms(of page: ReportPage, to folder: inout OutputFolder) {
    for form in page.report.forms {
      for language in formats.languages {
        folder.add("\(page.folder)\(form.id).\(language.rawValue).md", MarkdownFormRenderer(language).text(form))
      }
    }
  }

  private func addSpecifications(of page: ReportPage, to folder: inout OutputFolder) {
    for figure in page.figures {
      for language in formats.languages {
        let text = VegaLiteSpecification(figure, language).text() + "\n"
        folder.add("\(page.folder)figures/\(figure.id).\(language.rawValue).vl.json", text)
      }
    }
  }

  private func html(_ page: ReportPage, _ language: Language) -> String {
    HTMLReportRenderer(language, figureScript: tools.script).text(withFigures(page))
  }

  private func withFigures(_ page: ReportPage) -> YearlyReport {
    let figures = page.figures.map { ReportFigure($0, drawing: drawn.drawing($0, page)) }
    return page.report.with(figures: figures, missing: page.missing)
  }
}
