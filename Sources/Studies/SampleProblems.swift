import Estimation
import Microdata
import Sampling
import TradeImpact

/// Columns that a study wants of a year's survey file and that it lacks.
struct SampleColumnProblems {
  private(set) var messages: [String] = []
  /// Columns that can be read.
  private(set) var usable: [EstimationPlan.Column] = []
  /// Of the usable columns; nil where the file has no firms.
  private(set) var records: SurveyRecords?

  init(_ study: Study, _ year: Study.Year, _ sample: CSVFile) {
    for column in Self.wanted(study, year) {
      if attempt(
        sample, { () throws(SurveyColumnsError) in try study.records([column], of: sample, year, inspects: false) })
        != nil
      {
        usable.append(column)
      }
    }
    let usable = usable
    records = attempt(sample) { () throws(SurveyColumnsError) in try study.records(usable, of: sample, year) }
  }

  /// Of the design, the tables, and the other parts of the report.
  private static func wanted(_ study: Study, _ year: Study.Year) -> [EstimationPlan.Column] {
    let requests = study.distinctRequests(study.cells(of: year.year, totals: nil))
    let plan = EstimationPlan(design: study.design, requests: requests)
    var columns: [EstimationPlan.Column] = []
    for column in plan.columns + (study.needs(of: year) + study.needsOfDrawn).flatMap(\.columns)
    where !columns.contains(column) {
      columns.append(column)
    }
    return columns
  }

  private mutating func attempt(
    _ sample: CSVFile, _ body: () throws(SurveyColumnsError) -> SurveyRecords
  ) -> SurveyRecords? {
    do throws(SurveyColumnsError) { return try body() } catch {
      let message = "\(sample.path):1: \(error)"
      if !messages.contains(message) { messages.append(message) }
      return nil
    }
  }
}

/// Rows of a year's survey file that cannot be used.
struct SampleRowProblems {
  let messages: [String]
  let rowCount: Int

  init(_ study: Study, _ sample: CSVFile, _ records: SurveyRecords, _ usable: [EstimationPlan.Column]) throws {
    var faults = SurveyRecords.RowFaults(records)
    var design = DesignProblem(study, usable)
    let rows = try TextRows(sample, columns: records.columns.map(\.name)) { block in
      let raw = faults.check(block)
      if let answers = try? records.block(from: raw) { design.check(answers) }
    }
    let structure = rows.faults.map(\.description)
    let found = structure + faults.messages + [design.message].compactMap(\.self)
    let isEmpty = rows.rowCount == 0 && structure.isEmpty
    messages =
      isEmpty ? ["\(sample.path):2: the file has a header and no rows; check that it was exported whole"] : found
    rowCount = rows.rowCount
  }
}

/// The first contradiction of rows with the design, such as two sizes of one stratum.
private struct DesignProblem {
  private(set) var message: String?
  private var moments: MomentAccumulator?

  init(_ study: Study, _ usable: [EstimationPlan.Column]) {
    let plan = EstimationPlan(design: study.design, requests: [StatisticRequest(.count)])
    guard plan.columns.allSatisfy(usable.contains) else { return }
    moments = plan.makeAccumulator()
    places = plan.columns.map { usable.firstIndex(of: $0)! }
  }

  private var places: [Int] = []

  mutating func check(_ answers: RowBlock) {
    guard message == nil, moments != nil else { return }
    let block = answers.replacing(columns: places.map { answers.columns[$0] })
    do { try moments!.accumulate(block) } catch {
      let place = error.row.map { answers.position(ofRow: $0) }
      message = (place.map { "\($0.file):\($0.line): " } ?? "") + error.sentence
    }
  }
}
