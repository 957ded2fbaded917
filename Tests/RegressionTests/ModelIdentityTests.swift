import Glibc
import LinearAlgebra
import Regression
import TestSupport
import Testing

@Suite struct ModelIdentityTests {
  @Test(arguments: familiesWithLinks.indices) func weightedScoresSumToZero(_ index: Int) throws {
    let (family, link) = familiesWithLinks[index]
    let data = RandomModel(seed: UInt64(index))
    let fit = try data.model(family, link: link).fit(weights: data.weights)
    let scores = fit.scores.matrix
    for j in fit.coefficients.indices {
      let parts = zip(scores.column(j), data.weights).map { $0 * $1 }
      #expect(abs(parts.reduce(0, +)) < 1e-10 * parts.reduce(0) { $0 + abs($1) }, "\(fit.labels[j])")
    }
  }

  @Test(arguments: familiesWithLinks.indices) func interceptAloneIsTheMean(_ index: Int) throws {
    let (family, link) = familiesWithLinks[index]
    let data = RandomModel(seed: UInt64(index))
    let fit = try data.model(family, link: link, terms: []).fit(weights: data.weights)
    #expect(fit.fittedMeans()[0].isClose(to: data.outcome(family).weightedMean(data.weights), .summed))
  }

  @Test(arguments: familiesWithLinks.indices) func saturatedModelHasTheMeansOfDomains(_ index: Int) throws {
    let (family, link) = familiesWithLinks[index]
    let data = RandomModel(seed: 100 + UInt64(index))
    let fit = try data.model(family, link: link, terms: [data.factor]).fit(weights: data.weights)
    let (means, outcome) = (fit.fittedMeans(), data.outcome(family))
    for row in 0..<30 {
      let own = outcome.weightedMean(data.weights) { data.codes[$0] == data.codes[row] }
      #expect(means[row].isClose(to: own, .summed))
    }
  }

  @Test func covarianceOfTheInterceptIsThatOfTheMean() throws {
    let sample = try SchoolSample.clustered()
    let fit = try sample.model("enroll", [], .gaussian).fit(weights: sample.weights)
    let variance = try fit.covariance(sample.design.linearized)[0, 0]
    let direct = sample.design.covariance(ofMeans: [sample.numbers("enroll")])[0, 0]
    #expect(variance.isClose(to: direct, .closedForm))
  }

  @Test(arguments: [1e-9, 1e9]) func scaleOfWeightsDoesNotMatter(_ scale: Double) throws {
    let sample = try SchoolSample.stratified()
    let (names, family) = (["ell", "stype"], ModelFamily.binomial)
    let fit = try sample.model("sw", names, family).fit(weights: sample.weights)
    let scaled = try sample.model("sw", names, family).fit(weights: sample.weights.map { $0 * scale })
    #expect(largestRelativeError(scaled.coefficients, fit.coefficients) < 1e-9)
    #expect(scaled.dispersion().isClose(to: fit.dispersion(), .summed))
    #expect(scaled.scaledDeviance.isClose(to: fit.scaledDeviance, .summed))
    #expect(largestRelativeError(scaled.naiveCovariance.elements, fit.naiveCovariance.elements) < 1e-8)
    let scores = (fit.scores.matrix.elements, scaled.scores.matrix.elements)
    #expect(zip(scores.0, scores.1).allSatisfy { abs($0 - $1 * scale) < 1e-10 * scores.0.map(abs).max()! })
  }

  @Test(arguments: [UInt64(1), 2, 3]) func orderOfRowsDoesNotMatter(_ seed: UInt64) throws {
    let data = RandomModel(seed: seed, rows: 3_000)
    var generator = SeededGenerator(seed: seed)
    let fit = try data.model(.poisson).fit(weights: data.weights)
    let shuffled = try data.model(.poisson, rows: data.allRows.shuffled(using: &generator)).fit(weights: data.weights)
    #expect(largestRelativeError(shuffled.coefficients, fit.coefficients) < 1e-10)
    #expect(largestRelativeError(shuffled.scores.matrix.elements, fit.scores.matrix.elements, floor: 1e-9) < 1e-8)
  }

  @Test func rowsWithoutWeightAreRowsLeftOut() throws {
    let data = RandomModel(seed: 5, rows: 400)
    let inside = data.allRows.filter { $0 % 4 != 1 }
    let domain = try data.model(.binomial, rows: inside).fit(weights: data.weights)
    let zeros = data.allRows.map { $0 % 4 == 1 ? 0 : data.weights[$0] }
    let zeroed = try data.model(.binomial).fit(weights: zeros)
    #expect(largestRelativeError(zeroed.coefficients, domain.coefficients) < 1e-9)
    #expect(zeroed.dispersion().isClose(to: domain.dispersion(), .summed))
    #expect(zeroed.sampleSize == domain.sampleSize)
    #expect(domain.scores.matrix.row(1) == [0, 0, 0, 0, 0])
  }

  @Test(arguments: [ModelFamily.gaussian, .binomial, .poisson]) func bitsDoNotDependOnThreads(_ family: ModelFamily)
    throws
  {
    let data = RandomModel(seed: 8, rows: 70_000)
    let model = try data.model(family)
    let one = try model.fit(weights: data.weights)
    for threads in [2, 3, 8] {
      let many = try model.fit(weights: data.weights, threads: threads)
      #expect(many.coefficients == one.coefficients && many.deviance == one.deviance)
      #expect(many.scores.matrix == one.scores.matrix)
    }
  }

  @Test func blocksOfScoresAreTheScores() throws {
    let data = RandomModel(seed: 9, rows: 5_000)
    let fit = try data.model(.binomial, rows: data.allRows.filter { $0 % 7 > 0 }).fit(weights: data.weights)
    let whole = fit.scores.matrix
    for run in [0..<1, 6..<9, 1_000..<2_024, 4_990..<5_000] {
      let block = fit.scores.block(run)
      // A product with another number of rows may round differently.
      for row in run {
        #expect(largestRelativeError(block.row(row - run.lowerBound), whole.row(row), floor: 1e-12) < 1e-12)
      }
    }
  }

  /// Cross-products of x itself would keep none of the digits of its spread.
  @Test(arguments: [1e3, 1e6, 1e8]) func originOfAVariableMovesOnlyTheIntercept(_ origin: Double) throws {
    let (near, data) = (RandomModel(seed: 4), RandomModel(seed: 4, center: origin))
    // The spread that is left after rounding at the origin.
    let rounded = data.x.map { $0 - origin }
    let plain = try near.model(.binomial, terms: [near.number("x", rounded), near.factor]).fit(weights: near.weights)
    let moved = try data.model(.binomial, terms: [data.number("x", data.x), data.factor]).fit(weights: data.weights)
    #expect(largestRelativeError(Array(moved.coefficients[1...]), Array(plain.coefficients[1...])) < 1e-9)
    #expect(moved.coefficients[0].isClose(to: plain.coefficients[0] - origin * plain.coefficients[1], .summed))
    #expect(moved.naiveCovariance[1, 1].isClose(to: plain.naiveCovariance[1, 1], .summed))
  }

  @Test func productOfFactorAndNumberGivesALineForEveryLevel() throws {
    let data = RandomModel(seed: 11)
    let product = ModelTerm(productOf: [data.factor.variables[0], ModelVariable("x", .numeric(data.x))])
    let joint = try data.model(.gaussian, terms: [data.number("x", data.x), data.factor, product])
      .fit(weights: data.weights)
    #expect(joint.labels == ["(Intercept)", "x", "g=b", "g=c", "g=b:x", "g=c:x"])
    let inB = data.allRows.filter { data.codes[$0] == 1 }
    let own = try data.model(.gaussian, terms: [data.number("x", data.x)], rows: inB).fit(weights: data.weights)
    #expect((joint.coefficients[0] + joint.coefficients[2]).isClose(to: own.coefficients[0], .summed))
    #expect((joint.coefficients[1] + joint.coefficients[4]).isClose(to: own.coefficients[1], .summed))
  }

  @Test func offsetWithSlopeOneIsATakenTerm() throws {
    let data = RandomModel(seed: 12)
    let outcome = data.outcome(.gaussian)
    let matrix = ModelMatrix([data.factor], rows: data.allRows)
    let offset = try GeneralizedLinearModel(matrix, outcome: outcome, family: .gaussian, offset: data.z)
      .fit(weights: data.weights)
    let less = try GeneralizedLinearModel(matrix, outcome: zip(outcome, data.z).map(-), family: .gaussian)
      .fit(weights: data.weights)
    #expect(largestRelativeError(offset.coefficients, less.coefficients) < 1e-11)
  }

  @Test func perfectFitConverges() throws {
    let data = RandomModel(seed: 13)
    let exact = zip(data.x, data.z).map { 3 + 2 * $0 - $1 }
    let terms = [data.number("x", data.x), data.number("z", data.z)]
    let fit = try GeneralizedLinearModel(ModelMatrix(terms, rows: data.allRows), outcome: exact, family: .gaussian)
      .fit(weights: data.weights)
    #expect(largestRelativeError(fit.coefficients, [3, 2, -1]) < 1e-13)
  }

  @Test func negativeCalibratedWeightsSolveTheEquations() throws {
    let data = RandomModel(seed: 14)
    let weights = data.weights.enumerated().map { $0.offset % 25 == 0 ? -0.2 * $0.element : $0.element }
    let fit = try data.model(.binomial).fit(weights: weights)
    let totals = fit.scores.matrix.transposeTimes(weights)
    #expect(totals.allSatisfy { abs($0) < 1e-9 })
  }

  @Test func replicatesWithTheSampleWeightsHaveNoSpread() throws {
    let sample = try SchoolSample.stratified()
    let fit = try sample.model("sw", ["ell"], .binomial).fit(weights: sample.weights)
    let refits = try fit.refits(2) { _ in sample.weights }
    #expect(largestRelativeError(refits.row(1), fit.coefficients) < 1e-10)
  }
}
