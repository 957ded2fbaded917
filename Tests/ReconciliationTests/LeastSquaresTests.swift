import LinearAlgebra
import Reconciliation
import TestSupport
import Testing

struct LeastSquaresTests {
  private var problem: ReconciliationProblem {
    Problems.table(
      Problems.numbers("x0"), rows: 3, errors: Problems.numbers("errors"), margins: Problems.numbers("margins"))
  }

  // MARK: Identities

  @Test func allMarginsAreMet() throws {
    let result = try LeastSquaresReconciliation(problem).solved()
    #expect(Problems.largestMiss(problem, result.values) < 1e-11)
  }

  @Test func tablesThatAgreeStayAsTheyAre() throws {
    let first = try LeastSquaresReconciliation(problem).solved()
    let again = Problems.table(
      first.values, rows: 3, errors: Problems.numbers("errors"), margins: Problems.numbers("margins"))
    let second = try LeastSquaresReconciliation(again).solved()
    #expect(largestRelativeError(second.values, first.values) < 1e-12)
    #expect(second.test!.statistic < 1e-12)
  }

  @Test func fixedCellsStayToTheLastBit() throws {
    let alterability = (0..<12).map { $0.isMultiple(of: 5) ? 0.0 : 1 }
    let problem = Problems.table(
      Problems.numbers("x0"), rows: 3, errors: Problems.numbers("errors"), margins: Problems.numbers("margins"),
      alterability: alterability)
    let result = try LeastSquaresReconciliation(problem).solved()
    for cell in result.cells.indices where alterability[cell] == 0 {
      #expect(result.cells[cell].after == result.cells[cell].before)
      #expect(result.cells[cell].adjustmentInErrors == nil)
    }
    #expect(Problems.largestMiss(problem, result.values) < 1e-11)
  }

  @Test func theScaleOfAllErrorsMovesNothing() throws {
    let wide = Problems.table(
      Problems.numbers("x0"), rows: 3, errors: Problems.numbers("errors").map { 10 * $0 },
      margins: Problems.numbers("margins"))
    let (a, b) = (try LeastSquaresReconciliation(problem).solved(), try LeastSquaresReconciliation(wide).solved())
    #expect(largestRelativeError(a.values, b.values) < 1e-12)
    #expect(a.test!.statistic.isClose(to: 100 * b.test!.statistic, .summed))
  }

  @Test func alterabilityIsAFactorOfTheVariance() throws {
    let altered = Problems.table(
      Problems.numbers("x0"), rows: 3, errors: Problems.numbers("errors"), margins: Problems.numbers("margins"),
      alterability: [Double](repeating: 4, count: 12))
    let doubled = Problems.table(
      Problems.numbers("x0"), rows: 3, errors: Problems.numbers("errors").map { 2 * $0 },
      margins: Problems.numbers("margins"))
    let (a, b) = (try LeastSquaresReconciliation(altered).solved(), try LeastSquaresReconciliation(doubled).solved())
    #expect(largestRelativeError(a.values, b.values) < 1e-12)
  }

  @Test func aDiagonalCovarianceIsTheSameAsErrors() throws {
    let covariance = Matrix(diagonal: Problems.numbers("errors").map { $0 * $0 })
    let (a, b) = (
      try LeastSquaresReconciliation(problem).solved(),
      try LeastSquaresReconciliation(problem, covariance: covariance).solved()
    )
    #expect(largestRelativeError(a.values, b.values) < 1e-11)
  }

  @Test func errorsOfReconciledNumbersAreNeverLarger() throws {
    for cell in try LeastSquaresReconciliation(problem).solved().cells {
      #expect(cell.standardErrorAfter! < cell.standardError!)
    }
  }

  // MARK: Worked examples

  /// Two cells and their sum: the discrepancy d is shared as the variances are.
  @Test(arguments: [(1.0, 1.0), (1.0, 3.0), (0.2, 5.0)]) func twoCellsShareTheDiscrepancy(_ s1: Double, _ s2: Double)
    throws
  {
    let problem = ReconciliationProblem(
      cells: [
        ReconciliationCell(name: "a", value: 40, standardError: s1),
        ReconciliationCell(name: "b", value: 50, standardError: s2),
      ], constraints: [Problems.sum("a + b = 93", [0, 1], 93)])
    let result = try LeastSquaresReconciliation(problem).solved()
    let (v1, v2) = (s1 * s1, s2 * s2)
    #expect(result.values[0].isClose(to: 40 + 3 * v1 / (v1 + v2)))
    #expect(result.values[1].isClose(to: 50 + 3 * v2 / (v1 + v2)))
    #expect(result.cells[0].standardErrorAfter!.isClose(to: (v1 * v2 / (v1 + v2)).squareRoot(), .summed))
    #expect(result.test!.statistic.isClose(to: 9 / (v1 + v2)) && result.test!.degreesOfFreedom == 1)
  }

  /// A 2 × 2 table with equal errors and all margins fixed moves by one number d, in a chessboard.
  @Test func aTwoByTwoTableHasItsClosedForm() throws {
    let result = try LeastSquaresReconciliation(
      Problems.table([10, 20, 30, 40], rows: 2, errors: [1, 1, 1, 1], margins: [32, 72, 44, 60])
    ).solved()
    // Row and column discrepancies halved; the grand one, 4, is in both: x + r/2 + c/2 - g/4.
    #expect(largestRelativeError(result.values, [12, 20, 32, 40]) < 1e-13)
  }

  /// Narasimhan and Jordache (2000), Data Reconciliation and Gross Error Detection, table 1-1: flows around a heat exchanger
  /// with a bypass, all measured with the same error.
  @Test func flowsAroundAHeatExchangerBalance() throws {
    let measured = [101.91, 64.45, 34.65, 64.20, 36.44, 98.88]
    func balance(_ name: String, _ terms: [(Int, Double)]) -> LinearConstraint {
      LinearConstraint(name: name, terms: terms.map { .init(cell: $0.0, coefficient: $0.1) })
    }
    let problem = ReconciliationProblem(
      cells: measured.enumerated().map { ReconciliationCell(name: "\($0 + 1)", value: $1, standardError: 1) },
      constraints: [
        balance("splitter", [(0, 1), (1, -1), (2, -1)]), balance("exchanger", [(1, 1), (3, -1)]),
        balance("valve", [(2, 1), (4, -1)]), balance("mixer", [(3, 1), (4, 1), (5, -1)]),
      ])
    let result = try LeastSquaresReconciliation(problem).solved()
    let printed = [100.22, 64.50, 35.72, 64.50, 35.72, 100.22]
    #expect(zip(result.values, printed).allSatisfy { abs($0 - $1) <= 0.005 + 1e-9 })
  }

  // MARK: Reference

  @Test func theNumbersAreThoseOfTheEquations() throws {
    let result = try LeastSquaresReconciliation(problem).solved()
    #expect(largestRelativeError(result.values, Problems.numbers("least_squares")) < 1e-10)
    #expect(result.test!.degreesOfFreedom == 6)
  }

  // MARK: Edges

  @Test func contradictoryMarginsAreNamed() throws {
    var margins = Problems.numbers("margins")
    margins[6] += 1
    let problem = Problems.table(
      Problems.numbers("x0"), rows: 3, errors: Problems.numbers("errors"), margins: margins)
    let error = #expect(throws: ReconciliationError.self) { try LeastSquaresReconciliation(problem).solved() }
    guard case .contradictory(let constraint, let others, let misses) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(constraint == "column 3" && others.count == 6 && abs(misses - 1) < 1e-9)
  }

  @Test func fixedCellsThatDoNotAddAreNamed() throws {
    let cells = [
      ReconciliationCell(name: "a", value: 1, alterability: 0),
      ReconciliationCell(name: "b", value: 2, alterability: 0),
    ]
    let problem = ReconciliationProblem(cells: cells, constraints: [Problems.sum("a + b = 4", [0, 1], 4)])
    let error = #expect(throws: ReconciliationError.self) { try LeastSquaresReconciliation(problem).solved() }
    #expect(
      error?.description
        == "'a + b = 4' holds fixed cells only and is off by 1.0; give one of them an alterability above 0")
  }

  @Test func aMissingErrorIsNamedAndProportionsNeedNone() throws {
    let cells = [ReconciliationCell(name: "a", value: 10), ReconciliationCell(name: "b", value: 30)]
    let problem = ReconciliationProblem(cells: cells, constraints: [Problems.sum("a + b = 44", [0, 1], 44)])
    let error = #expect(throws: ReconciliationError.self) { try LeastSquaresReconciliation(problem) }
    #expect(error?.description.hasPrefix("a has no standard error") == true)
    let result = try LeastSquaresReconciliation(problem, weights: .values).solved()
    #expect(largestRelativeError(result.values, [11, 33]) < 1e-13)
  }

  @Test func adjustmentsBeyondTwoAndThreeErrorsAreFlagged() throws {
    func flag(_ target: Double) throws -> Reconciled.Flag? {
      let cells = [
        ReconciliationCell(name: "a", value: 10, standardError: 1),
        ReconciliationCell(name: "b", value: 0, alterability: 0),
      ]
      let problem = ReconciliationProblem(cells: cells, constraints: [Problems.sum("a", [0, 1], target)])
      return try LeastSquaresReconciliation(problem).solved().cells[0].flag
    }
    #expect(try flag(11.9) == nil)
    #expect(try flag(12.5) == .beyondTwoErrors)
    #expect(try flag(6.5) == .beyondThreeErrors)
  }

  /// With one constraint all standardized adjustments are the root of the statistic.
  @Test func adjustmentsAreStandardizedByTheirOwnErrors() throws {
    let cells = [
      ReconciliationCell(name: "a", value: 40, standardError: 1),
      ReconciliationCell(name: "b", value: 50, standardError: 3),
    ]
    let problem = ReconciliationProblem(cells: cells, constraints: [Problems.sum("a + b = 93", [0, 1], 93)])
    let result = try LeastSquaresReconciliation(problem).solved()
    for cell in result.cells {
      #expect(cell.standardizedAdjustment!.isClose(to: result.test!.statistic.squareRoot(), .summed))
    }
  }

  @Test func nothingToMeetMovesNothing() throws {
    let problem = ReconciliationProblem(
      cells: [ReconciliationCell(name: "a", value: 3, standardError: 1)], constraints: [])
    let result = try LeastSquaresReconciliation(problem).solved()
    #expect(result.values == [3] && result.test == nil && result.cells[0].standardErrorAfter == 1)
  }
}
