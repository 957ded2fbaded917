import Estimation
import Figures
import Reporting
import Studies

/// One page of a report with everything that is written beside it.
struct ReportPage: Sendable {
  /// Where in the output folder: empty or ending in a slash.
  let folder: String
  let report: YearlyReport
  let findings: [Finding]
  /// Lists beside the tables, by file name.
  let lists: [(file: String, text: String)]
  let figures: StudyFigures

  /// The pages of all years, and that over the years.
  static func pages(
    _ study: Study, _ years: [YearlyOutput], _ overview: StudyOverview?
  ) throws(StudyError) -> [ReportPage] {
    var pages = try years.map { year throws(StudyError) in
      let report = year.report
      return ReportPage(
        folder: year.folder, report: report.report, findings: report.findings, lists: report.lists,
        figures: try StudyFigures(study, year: report.year, tables: report.report.tables))
    }
    guard let overview else { return pages }
    pages.append(
      ReportPage(
        folder: "", report: overview.report, findings: overview.findings, lists: [],
        figures: try StudyFigures(study, year: nil, tables: overview.report.tables)))
    return pages
  }
}
