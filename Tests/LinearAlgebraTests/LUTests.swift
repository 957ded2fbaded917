import LinearAlgebra
import Testing

struct LUTests {
  @Test(arguments: orders) func theInverseTimesTheMatrixIsTheIdentity(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.matrix(order, order)
    let lu = try LU(a)
    let bound = Roundoff.solution(order, reciprocalCondition: lu.reciprocalCondition)
    #expect((a * lu.inverse).distance(to: .identity(order)) <= bound)
    #expect((lu.inverse * a).distance(to: .identity(order)) <= bound)
  }

  @Test(arguments: orders) func solvingUndoesMultiplying(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.matrix(order, order)
    let x = random.vector(order)
    let lu = try LU(a)
    let bound = Roundoff.solution(order, reciprocalCondition: lu.reciprocalCondition)
    #expect(distance(lu.solve(a * x), x) <= bound)
    #expect(distance(lu.solveTransposed(a.transposeTimes(x)), x) <= bound)
    #expect(lu.solve(a).distance(to: .identity(order)) <= bound)
  }

  /// Miller and Blair (2009), Input-Output Analysis, 2nd edition, section 2.3: A = (0.15 0.25; 0.20 0.05), whose Leontief
  /// inverse is printed to four decimals, and the outputs for a final demand of 600 and 1,500.
  @Test func theLeontiefInverseOfMillerAndBlairIsReproduced() throws {
    let technical = Matrix([[0.15, 0.25], [0.20, 0.05]])
    let lu = try LU(.identity(2) - technical)
    let printed = Matrix([[1.2541, 0.3300], [0.2640, 1.1221]])
    #expect(lu.inverse.distance(to: printed) <= 0.5e-4)
    let output = lu.solve([600, 1_500])
    #expect(distance(output, [1_247.52, 1_841.58]) <= 0.5e-2)
  }

  /// `Σ_k A^k` converges to `(I - A)⁻¹` with the column sums of A as its rate.
  @Test func theLeontiefInverseIsTheSumOfAllRounds() throws {
    var random = SeededGenerator(seed: 4)
    let order = 30
    let technical = Matrix(columnMajor: random.vector(900, in: 0...0.02), rows: order, columns: order)
    let lu = try LU(.identity(order) - technical)
    var sum = Matrix.identity(order)
    for _ in 0..<80 { sum = .identity(order) + technical * sum }
    let bound = Roundoff.solution(order, reciprocalCondition: lu.reciprocalCondition)
    #expect(lu.inverse.distance(to: sum) <= bound * sum.maximumMagnitude)
  }

  @Test func aZeroInTheCornerIsNoObstacle() throws {
    #expect(try LU(Matrix([[0, 1], [2, 0]])).inverse == Matrix([[0, 0.5], [1, 0]]))
  }

  @Test func aSingularMatrixNamesTheFirstDependentColumn() {
    let a = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    let error = #expect(throws: LinearAlgebraError.self) { try LU(a, columnNames: ["food", "steel", "toys"]) }
    guard case .singular(let column, let pivot, let tolerance) = error else {
      Issue.record("expected a singular matrix, got \(String(describing: error))")
      return
    }
    #expect(column == ColumnLabel(index: 2, name: "toys"))
    #expect(pivot <= tolerance)
  }

  @Test func aColumnOfZerosIsNamed() {
    #expect(throws: LinearAlgebraError.singular(column: ColumnLabel(index: 0), relativePivot: 0, tolerance: 1e-13)) {
      try LU(Matrix([[0, 1], [0, 2]]))
    }
  }

  @Test func scalesOfColumnsDoNotMakeAMatrixSingular() throws {
    #expect(try LU(Matrix(diagonal: [1e-20, 1, 1e20])).order == 3)
  }

  @Test func anElementThatIsNotFiniteIsFound() {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: ColumnLabel(index: 0))) {
      try LU(Matrix([[.infinity, 1], [0, 2]]))
    }
  }
}
