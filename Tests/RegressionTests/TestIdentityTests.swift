import LinearAlgebra
import Regression
import TestSupport
import Testing

@Suite struct TestIdentityTests {
  @Test func waldTestOfOneCoefficientIsTheSquareOfT() throws {
    let sample = try SchoolSample.clustered()
    let fit = try sample.model("sw", ["ell", "meals"], .binomial).fit(weights: sample.weights)
    let table = try CoefficientTable(fit, covariance: fit.covariance(sample.design.linearized), designFreedom: 14)
    let test = try WaldTest(of: ["meals"], in: fit, covariance: table.covariance, denominatorFreedom: 12)
    let t = try #require(table.tStatistics[2])
    #expect(test.statistic.isClose(to: t * t) && test.pValue.isClose(to: table.pValues[2], .summed))
  }

  /// For a linear model and a covariance of independent rows, λ is the dispersion and the statistic q times its F.
  @Test func likelihoodRatioOfALinearModelIsItsWaldStatistic() throws {
    let data = RandomModel(seed: 3)
    let fit = try data.model(.gaussian).fit(weights: data.weights)
    let wald = try WaldTest(of: ["g"], in: fit, covariance: fit.naiveCovariance, denominatorFreedom: 50)
    let ratio = try LikelihoodRatioTest(
      of: ["g"], in: fit, without: fit.reduced(without: ["g"]), covariance: fit.naiveCovariance, denominatorFreedom: 50,
      method: .inversion)
    #expect(ratio.statistic.isClose(to: wald.chiSquared, .summed))
    #expect(largestRelativeError(ratio.eigenvalues, [1, 1]) < 1e-11)
    #expect(largestRelativeError([ratio.pValue], [wald.pValue]) < 1e-9)
  }

  // MARK: Tables

  /// Multinomial sampling: every λ is 1, so that all corrections leave X² as it is.
  @Test func simpleRandomSamplesNeedNoCorrection() throws {
    let (n, counts) = (300.0, Matrix([[30.0, 50, 20], [60, 70, 70]]))
    // Independence holds exactly in the covariance's shares only if these are products.
    let shares = Matrix([[0.1, 0.15, 0.25], [0.1, 0.15, 0.25]]).elements
    let covariance = Matrix(rows: 6, columns: 6) { (($0 == $1 ? shares[$0] : 0) - shares[$0] * shares[$1]) / n }
    let product = try TwoWayTable(Matrix(columnMajor: shares.map { n * $0 }, rows: 2, columns: 3))
    let test = try RaoScottTest(
      .secondOrder, table: product, shareCovariance: covariance, totalCovariance: covariance, sampleSize: 300,
      designFreedom: 299)
    #expect(test.parameters[0].isClose(to: 2, .summed) && test.statistic < 1e-20)
    let first = try RaoScottTest(
      .firstOrder, table: TwoWayTable(counts), shareCovariance: covariance, totalCovariance: covariance,
      sampleSize: 300,
      designFreedom: 299)
    // Σ (o - e)² / e with e = 30, 40, 30, 60, 80, 60.
    // With o - e = 0, 10, -10 in the first row.
    let pearson: Double = 2.5 + 10.0 / 3 + 1.25 + 5.0 / 3
    #expect(first.statistic.isClose(to: pearson, .summed))
  }

  @Test func theExactSumOfASquareTableIsTheFTest() throws {
    let sample = try SchoolSample.clustered()
    func pValue(_ method: RaoScottTest.Method, _ second: String = "comp.imp") throws -> Double {
      try ReferenceTestTests.test(method, sample, "sch.wide", second, isJackknife: false).pValue
    }
    #expect(largestRelativeError([try pValue(.linearCombination)], [try pValue(.secondOrder)]) < 1e-9)
    #expect(largestRelativeError([try pValue(.saddlepoint, "stype")], [try pValue(.linearCombination, "stype")]) < 0.05)
  }

  @Test func testsDoNotDependOnWhichVariableIsFirst() throws {
    let sample = try SchoolSample.clustered()
    for method in RaoScottTest.Method.allCases {
      let test = try ReferenceTestTests.test(method, sample, "sch.wide", "stype", isJackknife: false)
      let turned = try ReferenceTestTests.test(method, sample, "stype", "sch.wide", isJackknife: false)
      #expect(largestRelativeError([turned.statistic, turned.pValue], [test.statistic, test.pValue]) < 1e-9)
    }
  }

  @Test func sharesFollowFromTotals() throws {
    let sample = try SchoolSample.clustered()
    let (table, indicators) = try sample.table("sch.wide", "stype")
    let totals = sample.design.covariance(Matrix(columns: indicators))
    let shares = sample.design.covariance(ofMeans: indicators)
    let difference = table.shareCovariance(ofTotals: totals) - shares
    #expect(difference.maximumMagnitude < 1e-12 * shares.maximumMagnitude)
  }

  @Test func emptyRowsAndColumnsAreNamed() throws {
    #expect(throws: RegressionError.emptyLevel(variable: "the column variable", level: "M")) {
      try TwoWayTable(Matrix([[1, 2, 0], [1, 4, 0]]), columnLevels: ["E", "H", "M"])
    }
    #expect(throws: RegressionError.emptyLevel(variable: "region", level: "1")) {
      try TwoWayTable(Matrix([[0, 0], [1, 4]]), variables: ("region", "size"))
    }
    #expect(throws: RegressionError.notTwoGroups(count: 1)) { try TwoWayTable(Matrix([[1, 2]])) }
  }

  // MARK: Groups

  @Test func tTestIsTheDifferenceOfMeans() throws {
    let sample = try SchoolSample.stratified()
    let (values, groups) = (sample.numbers("enroll"), try sample.groups("comp.imp"))
    let test = try DesignTTest.difference(
      of: values, between: groups, weights: sample.weights, designFreedom: 197, covariance: sample.design.linearized)
    let means = (0..<2).map { code in values.weightedMean(sample.weights) { groups.codes[$0] == code } }
    #expect(test.estimate.isClose(to: means[1] - means[0], .summed))
    #expect(test.degreesOfFreedom == 196)
  }

  @Test func aMeanTestedAgainstItselfIsNotRejected() throws {
    let sample = try SchoolSample.clustered()
    let values = sample.numbers("enroll")
    let test = try DesignTTest.mean(
      of: values, weights: sample.weights, nullValue: values.weightedMean(sample.weights), designFreedom: 14,
      covariance: sample.design.linearized)
    #expect(abs(test.statistic) < 1e-10 && test.pValue > 0.999)
  }

  @Test(arguments: RankScore.allCases) func ranksForgetTheScaleOfTheOutcome(_ score: RankScore) throws {
    let sample = try SchoolSample.clustered()
    let groups = try sample.groups("stype")
    let values = sample.numbers("enroll")
    func test(_ values: [Double]) throws -> DesignRankTest {
      try DesignRankTest(
        score, of: values, between: groups, weights: sample.weights, designFreedom: 14,
        covariance: sample.design.linearized)
    }
    #expect(try test(values) == test(values.map { 3 * $0.squareRoot() - 7 }))
  }

  /// Ranks 1...n less a half, over n.
  @Test func equalWeightsGiveTheMidRanks() {
    let scores = RankScore.wilcoxon.scores(of: [5, 1, 3, 3, 9], weights: [2, 2, 2, 2, 2], rows: [0, 1, 2, 3, 4])
    #expect(largestRelativeError(scores, [3.5 / 5, 0.5 / 5, 2.0 / 5, 2.0 / 5, 4.5 / 5]) < 1e-15)
    let median = RankScore.median.scores(of: [5, 1, 3, 3, 9], weights: [2, 2, 2, 2, 2], rows: [0, 1, 2, 3, 4])
    #expect(median == [1, 0, 0, 0, 1])
  }

  @Test func groupsWithoutRowsAreNamed() throws {
    let sample = try SchoolSample.stratified()
    let mask = sample.table.column("stype").map { $0 != "H" }
    #expect(throws: RegressionError.emptyLevel(variable: "stype", level: "H")) {
      try sample.groups("stype", mask: mask)
    }
    #expect(throws: RegressionError.notTwoGroups(count: 3)) {
      try DesignTTest.difference(
        of: sample.numbers("enroll"), between: sample.groups("stype"), weights: sample.weights, designFreedom: 197,
        covariance: sample.design.linearized)
    }
  }

  @Test func aConstantHasNoTStatistic() throws {
    let sample = try SchoolSample.clustered()
    #expect(throws: RegressionError.noVariance("the estimate 1.0")) {
      try DesignTTest.mean(
        of: sample.weights.map { _ in 1 }, weights: sample.weights, designFreedom: 14,
        covariance: sample.design.linearized)
    }
  }
}
