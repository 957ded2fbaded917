import Figures
import Reporting
import Studies
import TradeImpact

/// The SVG and PNG files of all figures of a report, drawn together.
struct DrawnFigures: Sendable {
  private let files: [(path: String, bytes: [UInt8])]

  /// Draws nothing where the study asks for neither format.
  init(_ pages: [ReportPage], _ formats: ReportFormats, _ tools: FigureTools) throws(FigureDrawingError) {
    let drawn = FigureDrawing.Format.allCases.filter { formats.outputs.contains($0.output) }
    let figures = pages.flatMap { page in
      page.figures.flatMap { figure in formats.languages.map { (page: page, figure: figure, language: $0) } }
    }
    guard !drawn.isEmpty, !figures.isEmpty, let python = tools.python else {
      files = []
      return
    }
    // A file name for each, since years have figures of the same name.
    let names = figures.indices.map { "\($0)" }
    let specifications = zip(names, figures).map {
      (name: $0, text: VegaLiteSpecification($1.figure, $1.language).text(.compact))
    }
    let drawings = try FigureDrawing(python: python).drawings(of: specifications, as: drawn) { count in
      guard StandardError.isTerminal, count % 10 == 0 else { return }
      StandardError.write("drawing figures ... \(count) of \(figures.count)")
    }
    let places = figures.flatMap { figure in drawn.map { (figure, $0) } }
    files = zip(places, drawings).map { place, drawing in
      (Self.path(place.0.page, place.0.figure, place.0.language, place.1), drawing.bytes)
    }
  }

  private static func path(
    _ page: ReportPage, _ figure: any SpecifiedFigure, _ language: Language, _ format: FigureDrawing.Format
  ) -> String {
    "\(page.folder)figures/\(figure.id).\(language.rawValue).\(format.rawValue)"
  }

  func add(_ page: ReportPage, to folder: inout OutputFolder) {
    let mine = page.figures.flatMap { figure in
      Language.allCases.flatMap { language in
        FigureDrawing.Format.allCases.map { Self.path(page, figure, language, $0) }
      }
    }
    for file in files where mine.contains(file.path) { folder.add(file.path, file.bytes) }
  }

  /// The SVG of a figure in every language; nil where one is not drawn.
  func drawing(_ figure: any SpecifiedFigure, _ page: ReportPage) -> LocalizedText? {
    let texts = Language.allCases.map { language in
      let path = Self.path(page, figure, language, .svg)
      return files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
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
