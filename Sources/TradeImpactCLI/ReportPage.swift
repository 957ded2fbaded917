import Estimation
import Figures
import Reporting
import Studies

/// One page of a report with everything that is written beside it.
struct ReportPage: Sendable {
  /// Where in the output folder: empty or ending in a slash.
  let folder: String
  /// Of its files, without their ending.
  let name: String
  let report: YearlyReport
  let findings: [Finding]
  /// Lists beside the tables, by file name.
  let lists: [(file: String, text: String)]
  let figures: [any SpecifiedFigure]
  let missing: [MissingFigure]
  /// Files that were read for the figures.
  let figureInputs: [String]

  /// The pages of all years, and that over the years.
  static func pages(
    _ study: Study, _ years: [YearlyOutput], _ overview: StudyOverview?
  ) throws(StudyError) -> [ReportPage] {
    var pages = try years.map { year throws(StudyError) in
      let report = year.report
      let figures = try StudyFigures(study, year: report.year, tables: report.report.tables)
      return ReportPage(year.folder, report.report, report.findings, report.lists, figures)
    }
    guard let overview else { return pages }
    let figures = try StudyFigures(study, year: nil, tables: overview.report.tables)
    pages.append(ReportPage("", overview.report, overview.findings, [], figures))
    return pages
  }

  private init(
    _ folder: String, _ report: YearlyReport, _ findings: [Finding], _ lists: [(file: String, text: String)],
    _ figures: StudyFigures
  ) {
    self.init(
      folder: folder, name: "report", report: report, findings: findings, lists: lists, figures: figures.figures,
      missing: figures.missing, figureInputs: figures.inputs)
  }

  init(
    folder: String, name: String, report: YearlyReport, findings: [Finding],
    lists: [(file: String, text: String)] = [], figures: [any SpecifiedFigure], missing: [MissingFigure] = [],
    figureInputs: [String] = []
  ) {
    (self.folder, self.name, self.report, self.findings) = (folder, name, report, findings)
    (self.lists, self.figures, self.missing, self.figureInputs) = (lists, figures, missing, figureInputs)
  }
}
