import LinearAlgebra
import Regression
import TestSupport
import Testing

/// Tests of tables, means and ranks of R survey 4.1.1 in `Scripts/regression.R`.
@Suite struct ReferenceTestTests {
  @Test(
    arguments: [
      ("table-cluster", "sch.wide", "stype"), ("table-strata", "stype", "comp.imp"),
      ("table-square", "sch.wide", "comp.imp"), ("table-jackknife", "stype", "sch.wide"),
    ])
  func tablesAreThoseOfSurvey(_ name: String, _ first: String, _ second: String) throws {
    let sample = name == "table-strata" ? try SchoolSample.stratified() : try SchoolSample.clustered()
    let expected = try ExpectedResults()
    for method in RaoScottTest.Method.allCases {
      let wanted = expected(name, method.rawValue)
      guard !wanted.isEmpty else { continue }
      let test = try Self.test(method, sample, first, second, isJackknife: name == "table-jackknife")
      #expect(
        largestRelativeError([test.statistic] + test.parameters, [wanted[0]] + wanted.dropFirst(2)) < 1e-9, "\(method)")
      #expect(largestRelativeError([test.pValue], [wanted[1]], floor: 1e-10) < 1e-7, "\(method)")
    }
  }

  /// - Parameter isJackknife: Leave one unit out, of the sample with replacement.
  static func test(
    _ method: RaoScottTest.Method, _ sample: SchoolSample, _ first: String, _ second: String, isJackknife: Bool
  ) throws -> RaoScottTest {
    let (table, indicators) = try sample.table(first, second)
    let shares = isJackknife ? try jackknife(indicators, asShares: true) : sample.design.covariance(ofMeans: indicators)
    let totals =
      isJackknife ? try jackknife(indicators, asShares: false) : sample.design.covariance(Matrix(columns: indicators))
    return try RaoScottTest(
      method, table: table, shareCovariance: shares, totalCovariance: totals, sampleSize: sample.rowCount,
      designFreedom: sample.design.degreesOfFreedom())
  }

  private static func jackknife(_ columns: [[Double]], asShares: Bool) throws -> Matrix {
    let sample = try SchoolSample.clustered(corrected: false)
    func estimates(_ weights: [Double]) -> [Double] {
      let size = asShares ? weights.reduce(0, +) : 1
      return columns.map { column in zip(weights, column).reduce(0) { $0 + $1.0 * $1.1 } / size }
    }
    guard case .replicated(let count, let weights, let spread) = sample.design.jackknife else { return Matrix([]) }
    return try spread(Matrix((0..<count).map { estimates(weights($0)) }), estimates(sample.weights))
  }

  @Test(arguments: ["t-cluster", "t-strata", "t-domain"]) func meansOfTwoGroupsAreThoseOfSurvey(_ name: String) throws {
    let sample = name == "t-cluster" ? try SchoolSample.clustered() : try SchoolSample.stratified()
    let (outcome, group) = name == "t-cluster" ? ("enroll", "comp.imp") : ("api00", "sch.wide")
    let domain = sample.table.column("stype").map { name != "t-domain" || $0 != "E" }
    let test = try DesignTTest.difference(
      of: sample.numbers(outcome), between: sample.groups(group, mask: domain), weights: sample.weights,
      designFreedom: sample.design.degreesOfFreedom(domain), covariance: sample.design.linearized)
    let actual = [test.statistic, test.degreesOfFreedom, test.pValue, test.estimate, test.lower, test.upper]
    #expect(largestRelativeError(actual, try ExpectedResults()(name, "t")) < 1e-9)
  }

  @Test func oneMeanIsThatOfSurvey() throws {
    let sample = try SchoolSample.clustered()
    let test = try DesignTTest.mean(
      of: sample.numbers("gain"), weights: sample.weights, designFreedom: 14, covariance: sample.design.linearized)
    let actual = [test.statistic, test.estimate, test.standardError]
    #expect(largestRelativeError(actual, try ExpectedResults()("t-one", "t")) < 1e-11)
    #expect(test.degreesOfFreedom == 14)
  }

  @Test(
    arguments: [RankScore.wilcoxon, .vanDerWaerden, .median], ["ds", "dc"])
  func ranksOfTwoGroupsAreThoseOfSurvey(_ score: RankScore, _ design: String) throws {
    let sample = design == "dc" ? try SchoolSample.clustered() : try SchoolSample.stratified()
    let test = try DesignRankTest(
      score, of: sample.numbers("enroll"), between: sample.groups("comp.imp"), weights: sample.weights,
      designFreedom: sample.design.degreesOfFreedom(), covariance: sample.design.linearized)
    let actual = [test.statistic, test.degreesOfFreedom[0], test.pValue] + test.differences
    #expect(largestRelativeError(actual, try ExpectedResults()("rank-\(score.rawValue)-\(design)", "t")) < 1e-9)
  }

  @Test(arguments: [RankScore.kruskalWallis, .vanDerWaerden, .median])
  func ranksOfManyGroupsAreThoseOfSurvey(_ score: RankScore) throws {
    let sample = try SchoolSample.clustered()
    let test = try DesignRankTest(
      score, of: sample.numbers("enroll"), between: sample.groups("stype"), weights: sample.weights, designFreedom: 14,
      covariance: sample.design.linearized)
    let actual = [test.chiSquared] + test.degreesOfFreedom + [test.pValue]
    #expect(largestRelativeError(actual, try ExpectedResults()("ranks-\(score.rawValue)", "chisq")) < 1e-9)
  }
}
