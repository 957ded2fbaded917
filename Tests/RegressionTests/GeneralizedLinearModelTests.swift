import Glibc
import LinearAlgebra
import Regression
import TestSupport
import Testing

/// What models must give whatever the data, and what they refuse. Numbers of R survey are in `Tests/Fixtures/r-survey`.
@Suite struct GeneralizedLinearModelTests {
  private let y: [Double] = [3, 1, 4, 1, 5, 9, 2, 6]
  private let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 9]
  private let group: [Int32] = [0, 0, 0, 1, 1, 1, 2, 2]
  private let weights: [Double] = [2, 1, 0.5, 3, 1, 2, 4, 1]

  private func fit(
    _ terms: [ModelTerm], outcome: [Double]? = nil, family: ModelFamily = .gaussian
  ) throws -> ModelFit {
    try GeneralizedLinearModel(ModelMatrix(terms, rows: Array(0..<8)), outcome: outcome ?? y, family: family)
      .fit(weights: weights)
  }

  private var factor: ModelVariable {
    ModelVariable("g", .factor(codes: group, levels: ["a", "b", "c"], reference: 0))
  }

  private func mean(_ rows: Range<Int>) -> Double {
    rows.reduce(0) { $0 + weights[$1] * y[$1] } / rows.reduce(0) { $0 + weights[$1] }
  }

  @Test func anInterceptAloneIsTheMean() throws {
    #expect(try fit([]).coefficients[0].isClose(to: mean(0..<8)))
    #expect(try fit([], family: .quasipoisson).coefficients[0].isClose(to: log(mean(0..<8)), .summed))
  }

  @Test func aFactorAloneGivesTheMeansOfItsLevels() throws {
    let coefficients = try fit([ModelTerm(factor)]).coefficients
    for (place, rows) in [0..<3, 3..<6, 6..<8].enumerated() {
      let fitted = coefficients[0] + (place > 0 ? coefficients[place] : 0)
      #expect(fitted.isClose(to: mean(rows), .summed))
    }
  }

  @Test func scoresOfCoefficientsSumToZero() throws {
    let fit = try fit([ModelTerm(ModelVariable("x", .numeric(x))), ModelTerm(factor)])
    let scores = fit.scores(rowCount: 8)
    for column in 0..<scores.columns {
      let terms = (0..<8).map { weights[$0] * scores[$0, column] }
      #expect(abs(terms.reduce(0, +)) <= 1e-12 * terms.reduce(0) { $0 + abs($1) })
    }
  }

  @Test func productsAreLabelledByTheirParts() throws {
    let product = ModelTerm(ModelVariable("x", .numeric(x)), factor)
    #expect(ModelMatrix([product], rows: [0]).labels == ["(Intercept)", "x:g=b", "x:g=c"])
  }

  @Test func aliasedTermsAreNamed() {
    let twice = ModelVariable("twice", .numeric(x.map { 2 * $0 }))
    #expect(throws: RegressionError.aliasedTerm("twice")) {
      try fit([ModelTerm(ModelVariable("x", .numeric(x))), ModelTerm(twice)])
    }
  }

  @Test func separationIsFound() {
    let outcome: [Double] = [0, 0, 0, 0, 1, 1, 1, 1]
    let error = #expect(throws: RegressionError.self) {
      try fit([ModelTerm(ModelVariable("x", .numeric(x)))], outcome: outcome, family: .quasibinomial)
    }
    guard case .separation(let term, _) = error else {
      Issue.record("separation was to be found, not \(String(describing: error))")
      return
    }
    #expect(["x", "(Intercept)"].contains(term))
  }

  @Test func anOutcomeOutsideItsFamilyIsRefusedWithItsRow() {
    #expect(throws: RegressionError.outcomeOutsideFamily(row: 0, value: 3, family: .binomial)) {
      try fit([], family: .binomial)
    }
  }

  @Test func independenceOfIndependentCellsHasNoEffect() throws {
    // Shares that are products of their margins: X² is 0 and the p-value 1.
    let table = Matrix([[10, 20, 30], [20, 40, 60]])
    let covariance = Matrix(diagonal: [Double](repeating: 1e-4, count: 6))
    let test = try RaoScottTest(
      .secondOrder, table: table, shareCovariance: covariance, totalCovariance: covariance, sampleSize: 90,
      designFreedom: 20)
    #expect(abs(test.statistic) < 1e-12 && test.pValue.isClose(to: 1))
  }

  @Test func ranksOfTiedValuesAreShared() {
    let scores = RankScore.wilcoxon.scores(of: [5, 5, 1, 7], weights: [1, 1, 1, 1], rows: [0, 1, 2, 3])
    #expect(scores == [0.5, 0.5, 0.125, 0.875])
  }
}
