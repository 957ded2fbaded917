import LinearAlgebra
import Testing

struct SymmetricEigenTests {
  private func symmetric(_ order: Int) -> Matrix {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.matrix(order, order)
    return a + a.transposed()
  }

  @Test(arguments: orders) func vectorsTimesValuesTimesVectorsTransposedIsTheMatrix(order: Int) throws {
    let a = symmetric(order)
    let eigen = try SymmetricEigen(a)
    let product = eigen.vectors * Matrix(diagonal: eigen.values) * eigen.vectors.transposed()
    #expect(product.distance(to: a) <= Roundoff.factorization(order) * a.oneNorm)
    #expect(eigen.matrix { $0 }.distance(to: a) <= Roundoff.factorization(order) * a.oneNorm)
  }

  @Test(arguments: orders) func vectorsAreOrthonormal(order: Int) throws {
    let vectors = try SymmetricEigen(symmetric(order)).vectors
    #expect(vectors.crossProduct().distance(to: .identity(order)) <= Roundoff.factorization(order))
  }

  @Test(arguments: orders) func valuesAscendAndAddUpToTheTrace(order: Int) throws {
    let a = symmetric(order)
    let values = try SymmetricEigen(a).values
    #expect(values == values.sorted())
    let difference = values.reduce(0, +) - a.diagonal.reduce(0, +)
    #expect(abs(difference) <= Roundoff.factorization(order) * a.oneNorm * Double(order))
  }

  @Test func theInverseSquareRootTwiceIsTheInverse() throws {
    var random = SeededGenerator(seed: 8)
    let a = random.positiveDefinite(12)
    let root = try SymmetricEigen(a).matrix { 1 / $0.squareRoot() }
    let cholesky = try Cholesky(a)
    let bound = Roundoff.solution(12, reciprocalCondition: cholesky.reciprocalCondition)
    #expect((root * root).distance(to: cholesky.inverse) <= bound * cholesky.inverse.oneNorm)
  }

  /// The second difference matrix has eigenvalues `2 - 2 cos(jπ / (n + 1))`; for n = 3 they are 2 - √2, 2 and 2 + √2.
  @Test func theSecondDifferenceMatrixHasItsKnownEigenvalues() throws {
    let values = try SymmetricEigen(Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])).values
    let root = 2.0.squareRoot()
    #expect(distance(values, [2 - root, 2, 2 + root]) <= Roundoff.factorization(3) * 4)
  }

  @Test func signsAreSettled() throws {
    let vectors = try SymmetricEigen(Matrix([[2, 1], [1, 2]])).vectors
    #expect(vectors[0, 0] > 0 && vectors[1, 0] < 0)
    #expect(vectors[0, 1] > 0 && vectors[1, 1] > 0)
  }

  @Test func anElementThatIsNotFiniteIsFoundByName() {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: ColumnLabel(index: 1, name: "b"))) {
      try SymmetricEigen(Matrix([[1, .infinity], [1, 1]]), columnNames: ["a", "b"])
    }
  }
}
