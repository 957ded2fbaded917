import Figures
import Reporting
import Studies
import TradeImpact

/// The SVG and PNG files of all figures of a report, drawn together.
struct DrawnFigures: Sendable {
  private let files: [String: [UInt8]]
  /// Of the files that are written; a Word document has figures where none is.
  private let written: [FigureDrawing.Format]

  /// Draws nothing where the study asks for neither format nor for a Word document.
  init(_ pages: [ReportPage], _ asked: ReportFormats, _ tools: FigureTools) throws(FigureDrawingError) {
    written = FigureDrawing.Format.allCases.filter { asked.outputs.contains($0.output) }
    let formats = written + (asked.outputs.contains(.docx) && !written.contains(.png) ? [.png] : [])
    do throws(FigureDrawingError) {
      files = try Self.files(pages, asked.languages, tools, formats)
    } catch {
      // Asked for by nobody: a Word document can do without.
      guard written.isEmpty else { throw error }
      StandardError.write("docx: without figures: \(error)")
      files = [:]
    }
  }

  private static func files(
    _ pages: [ReportPage], _ languages: [Language], _ tools: FigureTools, _ formats: [FigureDrawing.Format]
  ) throws(FigureDrawingError) -> [String: [UInt8]] {
    let figures = pages.flatMap { page in
      page.figures.flatMap { figure in languages.map { (page: page, figure: figure, language: $0) } }
    }
    guard !formats.isEmpty, !figures.isEmpty, let python = tools.python else { return [:] }
    // A file name for each, since years have figures of the same name.
    let names = figures.indices.map { "\($0)" }
    let specifications = zip(names, figures).map {
      (name: $0, text: VegaLiteSpecification($1.figure, $1.language).text(.compact))
    }
    let drawings = try FigureDrawing(python: python).drawings(of: specifications, as: formats) { count in
      guard StandardError.isTerminal, count % 10 == 0 else { return }
      StandardError.write("drawing figures ... \(count) of \(figures.count)")
    }
    let places = figures.flatMap { figure in formats.map { (figure, $0) } }
    let found = zip(places, drawings).map { place, drawing in
      (path(place.0.page, place.0.figure, place.0.language, place.1), drawing.bytes)
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  private static func path(
    _ page: ReportPage, _ figure: any SpecifiedFigure, _ language: Language, _ format: FigureDrawing.Format
  ) -> String {
    "\(page.folder)figures/\(figure.id).\(language.rawValue).\(format.rawValue)"
  }

  func add(_ page: ReportPage, to folder: inout OutputFolder) {
    let mine = page.figures.flatMap { figure in
      Language.allCases.flatMap { language in written.map { Self.path(page, figure, language, $0) } }
    }
    for path in mine { if let bytes = files[path] { folder.add(path, bytes) } }
  }

  /// The PNG files of a page in a language, by the id of their figure.
  func pictures(of page: ReportPage, _ language: Language) -> [String: [UInt8]] {
    let found = page.figures.map { ($0.id, files[Self.path(page, $0, language, .png)]) }
    return Dictionary(uniqueKeysWithValues: found).compactMapValues(\.self)
  }

  /// The SVG of a figure in every language; nil where one is not drawn.
  func drawing(_ figure: any SpecifiedFigure, _ page: ReportPage) -> LocalizedText? {
    let texts = Language.allCases.map { language in
      let path = Self.path(page, figure, language, .svg)
      return files[path].map { String(decoding: $0, as: UTF8.self) }
    }
    guard texts.contains(where: { $0 != nil }) else { return nil }
    return LocalizedText(zh: texts[0] ?? "", en: texts[1] ?? "")
  }
}

extension FigureDrawing.Format {
  fileprivate var output: Study.Output {
    switch self {
    case .svg: .svg
    case .png: .png
    }
  }
}
