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

  init(
    _ study: Study, _ year: Study.Year, _ sample: CSVFile, _ records: SurveyRecords, _ usable: [EstimationPlan.Column]
  ) throws {
    var faults = SurveyRecords.RowFaults(records)
    var design = DesignProblem(study, usable)
    let rows = try TextRows(sample, columns: records.columns.map(\.name)) { block in
      let raw = faults.check(block)
      if let answers = try? records.block(from: raw) { design?.check(answers) }
    }
    let structure = rows.faults.map(\.description)
    let rowFaults = structure + faults.messages
    let stratum = study.design.strata.first.map(year.naming.fileName(of:))
    let found =
      rowFaults + [design?.message(sample, stratum: stratum, isWhole: rowFaults.isEmpty)].compactMap(\.self)
    let isEmpty = rows.rowCount == 0 && structure.isEmpty
    messages =
      isEmpty ? ["\(sample.path):2: the file has a header and no rows; check that it was exported whole"] : found
    rowCount = rows.rowCount
  }
}

/// The first contradiction of rows with the design, such as two sizes of one stratum.
private struct DesignProblem {
  private let plan: EstimationPlan
  /// Of the plan's columns among those of the rows.
  private let places: [Int]
  private var moments: MomentAccumulator
  private var fault: (error: DesignError, place: SourcePosition?)?

  /// nil where the file lacks a column of the design.
  init?(_ study: Study, _ usable: [EstimationPlan.Column]) {
    plan = EstimationPlan(design: study.design, requests: [StatisticRequest(.count)])
    guard plan.columns.allSatisfy(usable.contains) else { return nil }
    moments = plan.makeAccumulator()
    places = plan.columns.map { usable.firstIndex(of: $0)! }
  }

  mutating func check(_ answers: RowBlock) {
    guard fault == nil else { return }
    let block = answers.replacing(columns: places.map { answers.columns[$0] })
    do { try moments.accumulate(block) } catch { fault = (error, error.row.map { answers.position(ofRow: $0) }) }
  }

  /// - Parameters:
  ///   - sample: Where the rows come from.
  ///   - stratum: The column of the first stage's strata; nil: none.
  ///   - isWhole: No row was left out, so that a stratum with one answer has one.
  func message(_ sample: CSVFile, stratum: String?, isWhole: Bool) -> String? {
    guard let (error, place) = fault ?? contradiction(sample, stratum) else { return nil }
    if case .singletonStratum = error, !isWhole { return nil }
    return (place.map { "\($0.file):\($0.line): " } ?? "\(sample.path): ") + error.sentence
  }

  /// What rows contradict only together, with the first row of its stratum.
  private func contradiction(_ sample: CSVFile, _ column: String?) -> (DesignError, SourcePosition?)? {
    do throws(EstimationError) {
      _ = try plan.answers(from: moments)
      return nil
    } catch {
      guard moments.rowCount > 0, case .design(let fault) = error else { return nil }
      guard let stratum = fault.stratum, let column else { return (fault, nil) }
      return (fault, try? sample.firstPosition(of: stratum, in: ColumnSpec(name: column, kind: .factor)))
    }
  }
}
