import Estimation
import Microdata
import Studies
import SurveyPlanning
import TradeImpact

/// What the errors of a survey are: its sample is drawn again and again from a population whose answers are all known, and every
/// number of its tables is estimated from each sample as the study says.
///
/// ```swift
/// let survey = try SimulatedSurvey(study, year, population: { columns in everyonesAnswers.block(columns: columns) })
/// let simulation = try SurveySimulation(of: survey, plan, draws: 2000) { unit, draw in answers(unit, draw) }
/// ```
/// Draw r has the seed of the plan plus r, so a simulation is the same on any number of threads.
public struct SurveySimulation: Sendable {
  public let draws: Int
  /// In the order of the tables.
  public let cells: [SimulatedCell]
  /// The number of a table's cell; nil where the study has no such cell, or it is no estimate.
  public subscript(table: String, row: String, column: String) -> SimulatedCell? {
    cells.first { $0.table == table && $0.row == row && $0.column == column }
  }

  /// Answers per draw, on average.
  public let meanAnswers: Double

  /// - Parameters:
  ///   - plan: Its frame has the units of the population, in the same order.
  ///   - draws: 2 or more.
  ///   - responds: Whether a unit of the frame answers in a draw; must not depend on when it is called.
  /// - Throws: `PlanningError` where no sample can be drawn, `StudyError` where a sample cannot be estimated from.
  public init(
    of survey: SimulatedSurvey, _ plan: SamplePlan, draws: Int, threads: Int = 1,
    responds: @escaping @Sendable (_ unit: Int, _ draw: Int) -> Bool
  ) throws {
    precondition(draws >= 2 && plan.frame.unitCount == survey.unitCount)
    let perDraw = try parallel(workers: min(threads, draws)) { worker in
      try stride(from: worker, to: draws, by: min(threads, draws)).map { draw in
        let units = try SampleDraw(plan, seed: plan.file.seed &+ UInt64(draw)).units
        let answering = units.map(\.unit).filter { responds($0, draw) }
        return (draw: draw, answers: answering.count, estimates: try survey.estimates(from: answering))
      }
    }.flatMap(\.self).sorted { $0.draw < $1.draw }
    self.draws = draws
    meanAnswers = Double(perDraw.reduce(0) { $0 + $1.answers }) / Double(draws)
    cells = survey.questions.indices.map { place in
      SimulatedCell(survey.questions[place], perDraw.map { $0.estimates[place] })
    }
  }
}

/// A study's questions, and a population in which the answer to each is known.
public struct SimulatedSurvey: Sendable {
  let questions: [SimulatedQuestion]
  private let plan: EstimationPlan
  /// What estimates want to know of every unit.
  private let population: RowBlock

  /// N.
  public var unitCount: Int { population.rowCount }

  /// - Parameters:
  ///   - year: Whose known exports ratio estimates and scaling use.
  ///   - naming: How the population names its columns, and its unit of amounts.
  ///   - tables: Ids of the tables whose numbers are asked for; nil: those of all.
  ///   - answers: The answers of every unit in the order of the frame, as a survey file would have them; with the study's design
  ///     columns, as the design that is simulated has them.
  /// - Throws: `StudyError`.
  public init(
    _ study: Study, _ year: Study.Year, naming: SurveyColumns, columnNames: [String], tables: [String]? = nil,
    population answers: ([ColumnSpec]) -> RowBlock
  ) throws(StudyError) {
    do {
      let totals = try study.exportTotals(of: year)
      let cells = study.tableCells(totals: totals).filter { tables?.contains($0.table) ?? true }
      var requests = study.distinctRequests(cells)
      for cell in cells {
        guard let scaled = cell.requestOfThePart(study), !requests.contains(scaled) else { continue }
        requests.append(scaled)
      }
      plan = EstimationPlan(design: study.design, requests: requests)
      let records = try SurveyRecords(
        plan.columns, fileColumns: columnNames, naming: naming, classifications: study.classifications,
        inspects: false)
      population = try records.block(from: answers(records.columns))
      let truth = try Self.answers(plan, population)
      questions = try cells.compactMap { try SimulatedQuestion($0, study, totals, truth) }
    } catch { throw StudyError(error) }
  }

  /// One estimate a question; nil where the sample has none.
  func estimates(from units: [Int]) throws(StudyError) -> [SimulatedEstimate?] {
    do {
      let answers = try Self.answers(plan, population.rows(at: units))
      return questions.map { $0.estimate(in: answers) }
    } catch { throw StudyError(error) }
  }

  private static func answers(_ plan: EstimationPlan, _ rows: RowBlock) throws -> [StatisticRequest: Estimates] {
    var accumulator = plan.makeAccumulator()
    try accumulator.accumulate(rows)
    var found: [StatisticRequest: Estimates] = [:]
    for (request, answer) in zip(plan.requests, try plan.answers(from: accumulator)) {
      if case .estimates(let estimates) = try answer.get() { found[request] = estimates }
    }
    return found
  }
}
