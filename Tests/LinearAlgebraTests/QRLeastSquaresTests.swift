import LinearAlgebra
import Testing

struct QRLeastSquaresTests {
  @Test(arguments: orders) func theOrthogonalFactorIsOrthonormal(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let q = try QRLeastSquares(random.matrix(order + 10, order)).orthogonalFactor
    #expect(q.crossProduct().distance(to: .identity(order)) <= Roundoff.factorization(order + 10))
  }

  @Test(arguments: orders) func projectingOnTheOrthogonalFactorReproducesTheColumns(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let x = random.matrix(order + 10, order)
    let q = try QRLeastSquares(x).orthogonalFactor
    #expect((q * q.transposeTimes(x)).distance(to: x) <= Roundoff.factorization(order + 10) * x.oneNorm)
  }

  @Test(arguments: orders) func coefficientsOfAnExactFitAreRecovered(order: Int) throws {
    var random = SeededGenerator(seed: UInt64(order))
    let x = random.matrix(order + 10, order)
    let b = random.vector(order)
    let fit = try QRLeastSquares(x)
    let bound = Roundoff.solution(order + 10, reciprocalCondition: fit.reciprocalCondition)
    #expect(distance(fit.coefficients(for: x * b), b) <= bound)
  }

  @Test func residualsAreOrthogonalToEveryColumnAndCompleteTheFit() throws {
    var random = SeededGenerator(seed: 6)
    let x = random.matrix(80, 7)
    let y = random.vector(80)
    let fit = try QRLeastSquares(x)
    let residuals = fit.residuals(of: y)
    let bound = Roundoff.factorization(80)
    #expect(x.transposeTimes(residuals).allSatisfy { abs($0) <= bound * 80 })
    let rebuilt = zip(x * fit.coefficients(for: y), residuals).map(+)
    #expect(distance(rebuilt, y) <= bound / fit.reciprocalCondition)
    let sumOfSquares = residuals.reduce(0) { $0 + $1 * $1 }
    #expect(relativeError(fit.residualSumOfSquares(of: y), sumOfSquares) <= bound)
  }

  @Test func theNormalEquationsGiveTheSameOnWellConditionedData() throws {
    var random = SeededGenerator(seed: 7)
    let x = random.matrix(60, 5)
    let y = random.vector(60)
    let fit = try QRLeastSquares(x)
    let normal = try Cholesky(x.crossProduct())
    let bound = Roundoff.solution(60, reciprocalCondition: normal.reciprocalCondition)
    #expect(distance(fit.coefficients(for: y), normal.solve(x.transposeTimes(y))) <= bound)
    #expect(fit.inverseCrossProduct.distance(to: normal.inverse) <= bound * normal.inverse.oneNorm)
    #expect(fit.inverseCrossProduct == fit.inverseCrossProduct.transposed())
  }

  @Test func unitsOfVariablesDivideTheCoefficientsAndNothingElse() throws {
    var random = SeededGenerator(seed: 11)
    let x = random.matrix(40, 3)
    let y = random.vector(40)
    let units: [Double] = [0x1p40, 1, 0x1p-60]
    let fit = try QRLeastSquares(x)
    let rescaled = try QRLeastSquares(x * Matrix(diagonal: units))
    #expect(zip(rescaled.coefficients(for: y), units).map { $0 * $1 } == fit.coefficients(for: y))
    #expect(rescaled.reciprocalCondition == fit.reciprocalCondition)
  }
}

// MARK: Certified results

extension QRLeastSquaresTests {
  @Test func longleyCoefficientsAreTheCertifiedOnes() throws {
    let fit = try QRLeastSquares(Longley.x)
    let bound = Roundoff.leastSquares(fit, response: Longley.y)
    for (coefficient, certified) in zip(fit.coefficients(for: Longley.y), Longley.coefficients) {
      #expect(relativeError(coefficient, certified) <= bound)
    }
  }

  @Test func longleyStandardErrorsAreTheCertifiedOnes() throws {
    let fit = try QRLeastSquares(Longley.x)
    let variance = fit.residualSumOfSquares(of: Longley.y) / Double(fit.rows - fit.rank)
    let bound = Roundoff.leastSquares(fit, response: Longley.y)
    #expect(relativeError(fit.residualSumOfSquares(of: Longley.y), Longley.residualSumOfSquares) <= bound)
    for (diagonal, certified) in zip(fit.inverseCrossProduct.diagonal, Longley.standardErrors) {
      #expect(relativeError((variance * diagonal).squareRoot(), certified) <= bound)
    }
  }

  /// NIST StRD, Wampler1: `y = 1 + x + x² + x³ + x⁴ + x⁵` at x = 0...20, an exact fit with all coefficients 1.
  @Test func wamplersFirstPolynomialHasUnitCoefficients() throws {
    let x = Matrix(rows: 21, columns: 6) { i, j in (0..<j).reduce(1) { power, _ in power * Double(i) } }
    let y = (0..<21).map { x.row($0).reduce(0, +) }
    let fit = try QRLeastSquares(x)
    let bound = Roundoff.leastSquares(fit, response: y)
    // The rounding of a fit is relative to its largest term, which here is x⁵: each coefficient by the length of its
    // column.
    let lengths = x.crossProduct().diagonal.map { $0.squareRoot() }
    for (coefficient, length) in zip(fit.coefficients(for: y), lengths) {
      #expect(abs(coefficient - 1) * length <= bound * lengths[5])
    }
  }
}

// MARK: Aliased columns

extension QRLeastSquaresTests {
  /// A constant, two dummy variables that add up to it, and a variable: the later dummy is the one to go.
  private var dummies: Matrix {
    Matrix([[1, 1, 0, 3], [1, 0, 1, 1], [1, 1, 0, 4], [1, 0, 1, 1], [1, 1, 0, 5], [1, 0, 1, 9]])
  }

  @Test func everyAliasedColumnIsNamed() {
    let x = Matrix(rows: 6, columns: 5) { $1 < 4 ? dummies[$0, $1] : 2 * dummies[$0, 3] }
    let expected = [ColumnLabel(index: 2, name: "private"), ColumnLabel(index: 4, name: "doubled")]
    #expect(throws: LinearAlgebraError.aliased(expected)) {
      try QRLeastSquares(x, columnNames: ["constant", "state", "private", "size", "doubled"])
    }
  }

  @Test func omittingAnAliasedColumnEqualsNeverHavingIt() throws {
    let y: [Double] = [1, 4, 2, 8, 5, 7]
    let fit = try QRLeastSquares(dummies, aliasing: .omit)
    let without = try QRLeastSquares(dummies.selectingColumns([0, 1, 3]))
    #expect(fit.aliasedColumns == [2])
    #expect(fit.keptColumns == [0, 1, 3])
    #expect(fit.rank == 3)
    let expected = without.coefficients(for: y)
    #expect(fit.coefficients(for: y) == [expected[0], expected[1], 0, expected[2]])
    #expect(fit.residuals(of: y) == without.residuals(of: y))
    #expect(fit.inverseCrossProduct.row(2) == [0, 0, 0, 0])
    #expect(fit.inverseCrossProduct[0, 3] == without.inverseCrossProduct[0, 2])
  }

  @Test func columnsBeyondTheNumberOfRowsAreAliased() throws {
    var random = SeededGenerator(seed: 2)
    let fit = try QRLeastSquares(random.matrix(3, 5), aliasing: .omit)
    #expect(fit.aliasedColumns == [3, 4])
    #expect(fit.residualSumOfSquares(of: [1, 2, 3]) == 0)
  }

  @Test func aColumnOfZerosIsAliased() throws {
    #expect(throws: LinearAlgebraError.aliased([ColumnLabel(index: 1)])) {
      try QRLeastSquares(Matrix([[1, 0], [2, 0], [3, 0]]))
    }
  }

  @Test func withoutRowsEveryColumnIsAliased() throws {
    let fit = try QRLeastSquares(Matrix(rows: 0, columns: 2), aliasing: .omit)
    #expect(fit.aliasedColumns == [0, 1])
    #expect(fit.coefficients(for: []) == [0, 0])
    #expect(fit.residuals(of: []) == [])
  }

  @Test(arguments: [1e-8, 1e8]) func unitsDoNotHideAnAliasedColumn(unit: Double) throws {
    var random = SeededGenerator(seed: 5)
    var x = random.matrix(50, 4)
    for i in 0..<50 { x[i, 2] = unit * (x[i, 0] / 3 + x[i, 1] / 7) }
    #expect(try QRLeastSquares(x, aliasing: .omit).aliasedColumns == [2])
  }

  @Test func anElementThatIsNotFiniteIsFoundByRowAndName() {
    #expect(throws: LinearAlgebraError.notFinite(row: 2, column: ColumnLabel(index: 1, name: "loss"))) {
      try QRLeastSquares(Matrix([[1, 0], [2, 0], [3, .nan]]), columnNames: ["one", "loss"])
    }
  }
}

/// Longley (1967), JASA 62, 819-841, with the values that NIST certifies in its Statistical Reference Datasets, data set
/// Longley, "higher level of difficulty": fifteen digits from arithmetic of multiple precision. Public domain.
private enum Longley {
  /// Constant, price deflator, gross national product, unemployed, armed forces, population, year.
  static let x = Matrix([
    [1, 83.0, 234_289, 2_356, 1_590, 107_608, 1_947],
    [1, 88.5, 259_426, 2_325, 1_456, 108_632, 1_948],
    [1, 88.2, 258_054, 3_682, 1_616, 109_773, 1_949],
    [1, 89.5, 284_599, 3_351, 1_650, 110_929, 1_950],
    [1, 96.2, 328_975, 2_099, 3_099, 112_075, 1_951],
    [1, 98.1, 346_999, 1_932, 3_594, 113_270, 1_952],
    [1, 99.0, 365_385, 1_870, 3_547, 115_094, 1_953],
    [1, 100.0, 363_112, 3_578, 3_350, 116_219, 1_954],
    [1, 101.2, 397_469, 2_904, 3_048, 117_388, 1_955],
    [1, 104.6, 419_180, 2_822, 2_857, 118_734, 1_956],
    [1, 108.4, 442_769, 2_936, 2_798, 120_445, 1_957],
    [1, 110.8, 444_546, 4_681, 2_637, 121_950, 1_958],
    [1, 112.6, 482_704, 3_813, 2_552, 123_366, 1_959],
    [1, 114.2, 502_601, 3_931, 2_514, 125_368, 1_960],
    [1, 115.7, 518_173, 4_806, 2_572, 127_852, 1_961],
    [1, 116.9, 554_894, 4_007, 2_827, 130_081, 1_962],
  ])

  /// Total employment.
  static let y: [Double] = [
    60_323, 61_122, 60_171, 61_187, 63_221, 63_639, 64_989, 63_761,
    66_019, 67_857, 68_169, 66_513, 68_655, 69_564, 69_331, 70_551,
  ]

  static let coefficients = [
    -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359,
    -0.511041056535807e-01, 1829.15146461355,
  ]

  static let standardErrors = [
    890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699, 0.214274163161675,
    0.226073200069370, 455.478499142212,
  ]

  static let residualSumOfSquares = 836424.055505915
}
