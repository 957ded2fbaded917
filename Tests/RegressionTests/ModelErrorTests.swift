import LinearAlgebra
import Regression
import TestSupport
import Testing

@Suite struct ModelErrorTests {
  private let data = RandomModel(seed: 21)

  private func fit(
    _ outcome: [Double], _ terms: [ModelTerm], _ family: ModelFamily = .gaussian, link: ModelLink? = nil,
    hasIntercept: Bool = true
  ) throws -> ModelFit {
    let matrix = ModelMatrix(terms, hasIntercept: hasIntercept, rows: data.allRows)
    return try GeneralizedLinearModel(matrix, outcome: outcome, family: family, link: link).fit(weights: data.weights)
  }

  // MARK: Aliasing

  @Test(arguments: [ModelFamily.gaussian, .binomial, .poisson]) func termsThatOthersDetermineAreNamed(
    _ family: ModelFamily
  ) throws {
    let sum = zip(data.x, data.z).map { 2 * $0 - 3 * $1 + 1 }
    let terms = [
      data.number("x", data.x), data.number("z", data.z), data.number("sum", sum), data.number("twice", data.x),
    ]
    #expect(throws: RegressionError.aliasedTerms(["sum", "twice"])) { try fit(data.outcome(family), terms, family) }
  }

  @Test(arguments: [0, 1, 0.1, 1e9]) func constantsAreDeterminedByTheIntercept(_ value: Double) throws {
    let constant = data.number("constant", data.x.map { _ in value })
    #expect(throws: RegressionError.aliasedTerms(["constant"])) {
      try fit(data.outcome(.gaussian), [data.number("x", data.x), constant])
    }
  }

  @Test func levelsWithoutRowsAreNamed() throws {
    let empty = ModelVariable("g", .factor(codes: data.codes, levels: ["a", "b", "c", "d"], reference: 0))
    #expect(throws: RegressionError.aliasedTerms(["g=d"])) { try fit(data.outcome(.gaussian), [ModelTerm(empty)]) }
  }

  // MARK: Separation

  @Test(arguments: [ModelLink.logit, .probit, .cloglog]) func completeSeparationNamesTheTerm(_ link: ModelLink) throws {
    let outcome = data.x.map { $0 > 0.1 ? 1.0 : 0 }
    #expect {
      try fit(outcome, [data.number("x", data.x)], .binomial, link: link)
    } throws: { error in
      guard case .separation(["x"], _) = error as? RegressionError else { return false }
      return true
    }
  }

  @Test(arguments: [ModelFamily.binomial, .poisson]) func aLevelWithOneOutcomeIsNamed(_ family: ModelFamily) throws {
    let outcome = data.outcome(family).enumerated().map { data.codes[$0.offset] == 2 ? 0 : $0.element }
    #expect {
      try fit(outcome, data.terms, family)
    } throws: { error in
      guard case .separation(["g=c"], _) = error as? RegressionError else { return false }
      return true
    }
  }

  @Test func anOutcomeThatNeverVariesIsTheInterceptsFault() throws {
    #expect {
      try fit(data.x.map { _ in 1 }, [data.number("x", data.x)], .binomial)
    } throws: { error in
      guard case .separation(["(Intercept)"], _) = error as? RegressionError else { return false }
      return true
    }
  }

  /// One row in the other half makes the estimate finite, however large it is.
  @Test func almostSeparatedOutcomesHaveAnEstimate() throws {
    var outcome = data.x.map { $0 > 0.1 ? 1.0 : 0 }
    let highest = try #require(data.allRows.max { data.x[$0] < data.x[$1] })
    outcome[highest] = 0
    let fit = try fit(outcome, [data.number("x", data.x)], .binomial)
    #expect(fit.coefficients[1] > 2)
  }

  @Test func aFarRowIsNoSeparation() throws {
    var (x, outcome) = (data.x, data.outcome(.binomial))
    (x[7], outcome[7]) = (1e4, 1)
    // The slope is that of the other rows, so that the far row's probability is 1 to all digits.
    outcome = outcome.indices.map { $0 == 7 ? 1 : x[$0] + 2 * data.z[$0] - 2 > 0 && $0 % 5 > 0 ? 1 : 0 }
    let fit = try fit(outcome, [data.number("x", x)], .binomial)
    #expect(fit.fittedMeans()[7] > 1 - 1e-12)
  }

  // MARK: Data

  @Test(arguments: [
    (ModelFamily.binomial, 1.5), (.quasibinomial, -0.1), (.poisson, -1), (.gamma, 0), (.gaussian, .nan),
  ])
  func outcomesOutsideTheFamilyAreNamedByRow(_ family: ModelFamily, _ value: Double) throws {
    var outcome = data.outcome(family)
    outcome[17] = value
    #expect {
      try fit(outcome, [], family)
    } throws: { error in
      guard case .outcomeOutsideFamily(17, let found, family) = error as? RegressionError else { return false }
      return "\(found)" == "\(value)"
    }
  }

  @Test func missingValuesAreNamedByRow() throws {
    var x = data.x
    x[3] = .nan
    #expect(throws: RegressionError.missingValue(variable: "x", row: 3)) {
      try fit(data.outcome(.gaussian), [data.number("x", x)])
    }
  }

  @Test func moreCoefficientsThanRowsAreRefused() throws {
    let matrix = ModelMatrix(data.terms, rows: [0, 1, 2])
    let model = try GeneralizedLinearModel(matrix, outcome: data.outcome(.gaussian), family: .gaussian)
    #expect(throws: RegressionError.tooFewRows(rows: 3, coefficients: 5)) { try model.fit(weights: data.weights) }
  }

  @Test func emptyModelsAreRefused() throws {
    #expect(throws: RegressionError.emptyModel) { try fit(data.outcome(.gaussian), [], hasIntercept: false) }
  }

  @Test func linksOutsideTheFamilyAreRefused() throws {
    #expect(throws: RegressionError.noMeanBetweenLinkAndFamily(link: .logit, family: .poisson)) {
      try fit(data.outcome(.poisson), [], .poisson, link: .logit)
    }
  }

  // MARK: Iteration

  /// The line that fits best leaves [0, 1].
  @Test func aFitAtTheEdgeOfTheFamilyDoesNotConverge() throws {
    let outcome = data.x.map { $0 > 0 ? 1.0 : 0 }
    #expect {
      try fit(outcome, [data.number("x", data.x)], .binomial, link: .identity)
    } throws: { error in
      guard case .notConverged = error as? RegressionError else { return false }
      return true
    }
  }

  @Test func aNegativeMeanHasNoLogarithm() throws {
    #expect(throws: RegressionError.noStart(.log)) {
      try fit(data.x.map { $0 - 5 }, [data.number("z", data.z)], .gaussian, link: .log)
    }
  }

  @Test func theFailingReplicateIsNamed() throws {
    let model = try data.model(.binomial)
    let fit = try model.fit(weights: data.weights)
    #expect {
      try fit.refits(3) { replicate in
        data.allRows.map { replicate == 1 && data.codes[$0] == 1 ? 0 : data.weights[$0] }
      }
    } throws: { error in
      guard case .replicate(1, let reason) = error as? RegressionError else { return false }
      return reason.hasPrefix("g=b")
    }
  }

  // MARK: Tests

  @Test func moreCoefficientsThanUnitsLeaveNoFreedom() throws {
    let fit = try data.model(.gaussian).fit(weights: data.weights)
    #expect(throws: RegressionError.noDegreesOfFreedom("the model")) {
      try CoefficientTable(fit, covariance: fit.naiveCovariance, designFreedom: 4)
    }
  }

  @Test func aSingularCovarianceNamesItsCoefficients() throws {
    let fit = try data.model(.gaussian).fit(weights: data.weights)
    #expect(throws: RegressionError.singularCovariance("g=b, g=c")) {
      try WaldTest(of: ["g"], in: fit, covariance: Matrix(rows: 5, columns: 5) { _, _ in 1 }, denominatorFreedom: 9)
    }
  }

  @Test func everyErrorSaysWhatItNames() {
    let errors: [(RegressionError, String)] = [
      (.outcomeOutsideFamily(row: 4, value: 2, family: .binomial), "row 5"), (.aliasedTerms(["a", "b"]), "a, b"),
      (.levelOutsideList(variable: "g", level: "X", row: 0), "row 1"),
      (.separation(terms: ["g=X"], iterations: 9), "g=X"),
      (.emptyLevel(variable: "g", level: "X"), "level X"), (.replicate(2, reason: "no"), "replicate 3: no"),
      (.missingValue(variable: "x", row: 0), "row 1: x"), (.notConverged(iterations: 100, change: 0.1), "100"),
    ]
    for (error, part) in errors { #expect(error.description.contains(part), "\(error)") }
  }
}
