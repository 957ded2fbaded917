import LinearAlgebra
import Testing

struct MatrixProductsTests {
  /// `Σ_l a_il b_lj` as the definition has it.
  private func definition(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: b.columns) { i, j in
      (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] }
    }
  }

  @Test(arguments: orders) func productsFollowTheDefinition(order: Int) {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.matrix(order, order + 3)
    let b = random.matrix(order + 3, 5)
    let bound = Roundoff.summed(order + 3) * Double(order + 3)
    #expect((a * b).distance(to: definition(a, b)) <= bound)
    #expect(distance(a * Array(b.column(0)), definition(a, b).column(0).map { $0 }) <= bound)
  }

  @Test(arguments: orders) func transposedProductsNeedNoTranspose(order: Int) {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.matrix(order + 4, order)
    let b = random.matrix(order + 4, 3)
    let bound = Roundoff.summed(order + 4) * Double(order + 4)
    #expect(a.transposeTimes(b).distance(to: a.transposed() * b) <= bound)
    #expect(distance(a.transposeTimes(Array(b.column(1))), a.transposed() * Array(b.column(1))) <= bound)
  }

  @Test(arguments: orders) func theCrossProductIsTransposeTimesItselfAndSymmetric(order: Int) {
    var random = SeededGenerator(seed: UInt64(order))
    let a = random.matrix(order + 9, order)
    let product = a.crossProduct()
    #expect(product.distance(to: a.transposed() * a) <= Roundoff.summed(order + 9) * Double(order + 9))
    #expect(product == product.transposed())
  }

  /// 512 rows make a block; 1,100 leave a part of one.
  @Test(arguments: [1, 511, 512, 513, 1_100]) func theWeightedCrossProductEqualsTheExplicitOne(rows: Int) {
    var random = SeededGenerator(seed: UInt64(rows))
    let a = random.matrix(rows, 6)
    let weights = random.vector(rows, in: -2...9)
    let explicit = definition(a.transposed(), Matrix(rows: rows, columns: 6) { weights[$0] * a[$0, $1] })
    let product = a.crossProduct(weights: weights)
    #expect(product.distance(to: explicit) <= Roundoff.summed(rows) * 9 * Double(rows))
    #expect(product == product.transposed())
    #expect(a.transposeTimes(a, weights: weights).distance(to: product) <= Roundoff.summed(rows) * 9 * Double(rows))
  }

  @Test func integersMultiplyWithoutRounding() {
    let a = Matrix([[1, 2], [3, 4], [5, 6]])
    #expect(a.crossProduct() == Matrix([[35, 44], [44, 56]]))
    #expect(a.crossProduct(weights: [1, 0, -1]) == Matrix([[-24, -28], [-28, -32]]))
    #expect(a * [1, -1] == [-1, -1, -1])
    #expect(a.transposeTimes([1, 1, 1]) == [9, 12])
  }

  @Test func matricesWithoutRowsOrColumnsMultiplyToZeros() {
    let none = Matrix(rows: 0, columns: 3)
    #expect(none.crossProduct() == Matrix(rows: 3, columns: 3))
    #expect(none.crossProduct(weights: []) == Matrix(rows: 3, columns: 3))
    #expect(none.transposeTimes([]) == [0, 0, 0])
    #expect(none * [1, 2, 3] == [])
    #expect(none.transposed() * none == Matrix(rows: 3, columns: 3))
  }

  @Test func theSameProductTwiceHasTheSameBits() {
    var random = SeededGenerator(seed: 9)
    let a = random.matrix(2_000, 20)
    let weights = random.vector(2_000)
    #expect(a.crossProduct() == a.crossProduct())
    #expect(a.crossProduct(weights: weights) == a.crossProduct(weights: weights))
  }
}
