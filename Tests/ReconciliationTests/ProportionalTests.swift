import Reconciliation
import TestSupport
import Testing

struct ProportionalTests {
  private func solved(_ values: [Double], rows: Int, margins: [Double]) throws -> [Double] {
    try ProportionalReconciliation(Problems.table(values, rows: rows, margins: margins)).solved().values
  }

  // MARK: Identities

  @Test func allMarginsAreMet() throws {
    let problem = Problems.table(Problems.numbers("x0"), rows: 3, margins: Problems.numbers("margins"))
    let result = try ProportionalReconciliation(problem).solved()
    #expect(Problems.largestMiss(problem, result.values) < 1e-7)
  }

  @Test func tablesThatAgreeStayAsTheyAre() throws {
    #expect(try solved([1, 2, 3, 4], rows: 2, margins: [3, 7, 4, 6]) == [1, 2, 3, 4])
  }

  @Test func crossRatiosAreKept() throws {
    let (before, after) = (
      Problems.numbers("x0"), try solved(Problems.numbers("x0"), rows: 3, margins: Problems.numbers("margins"))
    )
    func ratio(_ x: [Double]) -> Double { x[0] * x[5] / (x[1] * x[4]) }
    #expect(ratio(after).isClose(to: ratio(before), .summed))
  }

  @Test func zerosAndFixedCellsStay() throws {
    let problem = Problems.table([0, 2, 3, 4], rows: 2, margins: [2.5, 7.5, 3.5, 6.5], alterability: [1, 1, 1, 0])
    let result = try ProportionalReconciliation(problem).solved()
    #expect(largestRelativeError(result.values, [0, 2.5, 3.5, 4], floor: 1) < 1e-9)
  }

  // MARK: Worked example and reference

  /// A 2 × 2 table of margins 1/2 keeps its odds ratio ω: the corner is √ω / (2 (1 + √ω)).
  @Test func aTwoByTwoTableHasItsClosedForm() throws {
    let result = try solved([4, 1, 1, 1], rows: 2, margins: [0.5, 0.5, 0.5, 0.5])
    #expect(result[0].isClose(to: 2 / (2 * 3), .summed))
  }

  @Test func theNumbersMinimizeTheCrossEntropy() throws {
    let random = try solved(Problems.numbers("x0"), rows: 3, margins: Problems.numbers("margins"))
    #expect(largestRelativeError(random, Problems.numbers("ras")) < 1e-8)
    let survey = try solved(Problems.numbers("survey"), rows: 3, margins: [430, 360, 210, 150, 300, 550])
    #expect(largestRelativeError(survey, Problems.numbers("survey_ras")) < 1e-8)
  }

  // MARK: Conditions

  @Test func contradictoryTotalsAreNamedAtOnce() throws {
    let problem = Problems.table([1, 2, 3, 4], rows: 2, margins: [3, 7, 4, 7])
    let error = #expect(throws: ReconciliationError.self) { try ProportionalReconciliation(problem) }
    guard case .contradictory(let constraint, _, let misses) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(constraint == "column 1" && abs(misses - 1) < 1e-9)
  }

  @Test func withoutASolutionTheMarginFurthestOffIsNamed() throws {
    // The zero leaves 2 for t[0,1], but column 1 has only 1.
    let problem = Problems.table([0, 2, 3, 4], rows: 2, margins: [2, 8, 9, 1])
    let error = #expect(throws: ReconciliationError.self) {
      try ProportionalReconciliation(problem).solved(maximumRounds: 200)
    }
    guard case .notConverged(let constraint, let target, let reached, 200) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(constraint == "row 0" && target == 2 && abs(reached - 1) < 0.2)
  }

  @Test func signsTargetsAndEmptySumsAreChecked() throws {
    func error(_ problem: ReconciliationProblem) -> String {
      do { _ = try ProportionalReconciliation(problem) } catch { return error.description }
      return ""
    }
    #expect(error(Problems.table([-1, 2, 3, 4], rows: 2, margins: [3, 7, 4, 6])).hasPrefix("t[0,0] is -1.0"))
    #expect(error(Problems.table([0, 0, 3, 4], rows: 2, margins: [1, 6, 3, 4])).contains("all zero"))
    let cells = ["a", "b", "total"].map { ReconciliationCell(name: $0, value: 1) }
    let total = LinearConstraint(
      name: "a + b = total",
      terms: [.init(cell: 0), .init(cell: 1), .init(cell: 2, coefficient: -1)])
    #expect(error(ReconciliationProblem(cells: cells, constraints: [total])).contains("total is alterable"))
  }
}
