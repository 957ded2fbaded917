import Glibc
import LinearAlgebra
import Testing

struct CholeskyTests {
  @Test(arguments: orders) func theFactorTimesItsTransposeIsTheMatrix(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.positiveDefinite(order)
    let factor = try Cholesky(a).factor
    #expect((factor * factor.transposed()).distance(to: a) <= Roundoff.factorization(order) * a.oneNorm)
    for j in 0..<order { #expect((0..<j).allSatisfy { factor[$0, j] == 0 }) }
  }

  @Test(arguments: orders) func theInverseTimesTheMatrixIsTheIdentity(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.positiveDefinite(order)
    let cholesky = try Cholesky(a)
    let bound = Roundoff.solution(order, reciprocalCondition: cholesky.reciprocalCondition)
    #expect((a * cholesky.inverse).distance(to: .identity(order)) <= bound)
    #expect(cholesky.inverse == cholesky.inverse.transposed())
  }

  @Test(arguments: orders) func solvingUndoesMultiplying(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.positiveDefinite(order)
    let x = random.vector(order)
    let cholesky = try Cholesky(a)
    let bound = Roundoff.solution(order, reciprocalCondition: cholesky.reciprocalCondition)
    #expect(distance(cholesky.solve(a * x), x) <= bound)
    #expect(cholesky.solve(a).distance(to: .identity(order)) <= bound)
  }

  @Test(arguments: orders) func theLogDeterminantIsTheSumOverEigenvalues(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.positiveDefinite(order)
    let cholesky = try Cholesky(a)
    let expected = try SymmetricEigen(a).values.reduce(0) { $0 + log($1) }
    let bound = Roundoff.solution(order, reciprocalCondition: cholesky.reciprocalCondition) * Double(order)
    #expect(abs(cholesky.logDeterminant - expected) <= bound)
  }

  @Test func theQuadraticFormIsTheOneOfTheInverse() throws {
    var random = SeededGenerator(seed: 3)
    let a = random.positiveDefinite(20)
    let x = random.vector(20)
    let cholesky = try Cholesky(a)
    let explicit = zip(x, cholesky.solve(x)).reduce(0) { $0 + $1.0 * $1.1 }
    let bound = Roundoff.solution(20, reciprocalCondition: cholesky.reciprocalCondition)
    #expect(relativeError(cholesky.quadraticForm(x), explicit) <= bound)
  }

  /// Small enough to be checked by hand.
  @Test func aFactorOfIntegersIsExact() throws {
    let cholesky = try Cholesky(Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
    #expect(cholesky.factor == Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
    #expect(relativeError(cholesky.logDeterminant, log(36)) <= Roundoff.summed(3))
  }

  @Test func onlyTheLowerTriangleIsUsed() throws {
    #expect(try Cholesky(Matrix([[4, 99], [2, 10]])) == Cholesky(Matrix([[4, 2], [2, 10]])))
  }

  @Test func theLogDeterminantOutlivesTheDeterminant() throws {
    let cholesky = try Cholesky(Matrix(diagonal: [Double](repeating: 1e-10, count: 100)))
    #expect(relativeError(cholesky.logDeterminant, -1000 * log(10)) <= Roundoff.summed(100))
  }

  @Test func aConditionEstimateOfADiagonalMatrixIsExact() throws {
    #expect(try Cholesky(Matrix(diagonal: [1, 4, 64])).reciprocalCondition == 1 / 64.0)
  }

  @Test func aMatrixOfOrderZeroIsFactored() throws {
    let cholesky = try Cholesky(Matrix(rows: 0, columns: 0))
    #expect(cholesky.logDeterminant == 0)
    #expect(cholesky.solve([]) == [])
  }

  @Test func anIndefiniteMatrixNamesItsMinorAndColumn() {
    let a = Matrix([[1, 0, 0], [0, 4, 6], [0, 6, 5]])
    #expect(
      throws: LinearAlgebraError.notPositiveDefinite(
        minor: 3, column: ColumnLabel(index: 2, name: "exports"), pivot: -4)
    ) {
      try Cholesky(a, columnNames: ["one", "size", "exports"])
    }
  }

  @Test func aNegativeDiagonalIsIndefiniteAtItsColumn() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2, column: ColumnLabel(index: 1), pivot: -4)) {
      try Cholesky(Matrix(diagonal: [1, -4, 1]))
    }
  }

  @Test func aColumnOfZerosIsSingularNotIndefinite() {
    #expect(throws: LinearAlgebraError.singular(column: ColumnLabel(index: 1), relativePivot: 0, tolerance: 1e-12)) {
      try Cholesky(Matrix(diagonal: [1, 0, 1]))
    }
  }

  /// Whether dpotrf stops on such a column is a matter of rounding; the report is not.
  @Test(arguments: 1...12) func aDependentColumnIsSingularWhateverItsUnit(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var x = random.matrix(40, 5)
    let unit = seed.isMultiple(of: 2) ? 1e8 : 1e-4
    for i in 0..<40 { x[i, 3] = unit * (x[i, 0] - 3 * x[i, 2]) }
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky(x.crossProduct()) }
    guard case .singular(let column, let pivot, _) = error else {
      Issue.record("expected a singular matrix, got \(String(describing: error))")
      return
    }
    #expect(column.index == 3)
    #expect(abs(pivot) <= Cholesky.defaultRelativeTolerance)
  }

  @Test func scalesOfVariablesDoNotMakeAMatrixSingular() throws {
    #expect(try Cholesky(Matrix(diagonal: [1e-20, 1, 1e20])).order == 3)
  }

  @Test func anElementThatIsNotFiniteIsFound() {
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: ColumnLabel(index: 0))) {
      try Cholesky(Matrix([[1, .nan], [.nan, 1]]))
    }
  }
}
