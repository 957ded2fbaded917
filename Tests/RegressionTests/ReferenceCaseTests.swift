import LinearAlgebra
import Regression
import TestSupport
import Testing

/// The reference cases 183, 191 and 195, with the values that R survey 4.5 gave them.
@Suite struct ReferenceCaseTests {
  /// R's iteration had stopped on the deviance, which settles well before the coefficients.
  private static let fitted = 1e-7

  @Test func case183LogisticRegression() throws {
    let setting = try ReferenceModelTests.Setting(
      .init(name: "logit", outcome: "sw", terms: ["ell", "meals", "mobility"], family: .quasibinomial))
    let table = setting.table
    #expect(
      largestRelativeError(
        table.estimates,
        [0.8358365248454844, -0.0024896357492620847, -0.0031523651122899246, 0.060896778727527814]) < Self.fitted)
    #expect(
      largestRelativeError(
        table.standardErrors, [0.455620878360156, 0.01325251021939058, 0.009199453608838329, 0.03193457693653935])
        < Self.fitted)
    #expect(
      largestRelativeError(
        [table.dispersion], [1.1086767115422826])
        < Self.fitted)
    #expect(
      largestRelativeError([table.lower[3], table.upper[3]], [-0.0020867505311549656, 0.1238803079862106]) < Self.fitted
    )
    let wald = try WaldTest(
      of: ["ell", "meals"], in: setting.fit, covariance: table.covariance, denominatorFreedom: 194)
    #expect(
      largestRelativeError(
        [wald.statistic, wald.pValue], [0.2684100457938871, 0.7648776681489466])
        < Self.fitted)
    let ratio = try setting.likelihoodRatio(["ell", "meals"], 194)
    #expect(
      largestRelativeError(
        [ratio.statistic] + ratio.eigenvalues, [0.5070804870834706, 1.0828196135511865, 0.8059699763163596])
        < Self.fitted)
    #expect(largestRelativeError([ratio.pValue], [0.7621283871354165]) < 1e-6)
  }

  @Test func case183LogisticRegressionOnAFactor() throws {
    let setting = try ReferenceModelTests.Setting(
      .init(name: "f", outcome: "ci", terms: ["stype", "ell"], family: .quasibinomial))
    #expect(setting.fit.labels == ["(Intercept)", "stype=H", "stype=M", "ell"])
    #expect(
      largestRelativeError(
        setting.table.estimates,
        [1.1541723871828486, -1.787455582095294, -1.191189575585792, -0.0021852927728442267]) < Self.fitted)
    #expect(
      largestRelativeError(
        [setting.table.dispersion], [1.0062409505667997])
        < Self.fitted)
    let wald = try WaldTest(
      of: ["stype"], in: setting.fit, covariance: setting.table.covariance, denominatorFreedom: 194)
    #expect(
      largestRelativeError(
        [wald.statistic, wald.pValue], [11.743973852520213, 1.5330413737023168e-05])
        < Self.fitted)
  }

  @Test(
    arguments: [
      (
        RaoScottTest.Method.secondOrder,
        [5.19336954147488, 0.021747462370796833, 1.4946397777074563, 20.924956887904386]
      ),
      (.firstOrder, [11.94089208074534, 0.005553263303113204, 2]),
      (.wald, [2.4010586006026786, 0.12689630060235083, 2, 14]),
      (.adjustedWald, [2.2295544148453446, 0.14705788690124844, 2, 13]),
    ])
  func case191Tables(_ method: RaoScottTest.Method, _ expected: [Double]) throws {
    let test = try ReferenceTestTests.test(
      method, SchoolSample.clustered(), "sch.wide", "stype", isJackknife: false)
    #expect(largestRelativeError([test.statistic, test.pValue] + test.parameters, expected) < 1e-10)
  }

  @Test func case195MeansOfTwoGroups() throws {
    let sample = try SchoolSample.clustered()
    let test = try DesignTTest.difference(
      of: sample.numbers("gain"), between: sample.groups("sch.wide"), weights: sample.weights, designFreedom: 14,
      covariance: sample.design.linearized)
    let expected = [
      14.352832561998746, 13, 2.3757357696828307e-09, 48.10706521739131, 40.86605579286621, 55.348074641916405,
    ]
    let actual = [test.statistic, test.degreesOfFreedom, test.pValue, test.estimate, test.lower, test.upper]
    #expect(largestRelativeError(actual, expected) < 1e-10)
  }

  @Test func case195OneMean() throws {
    let sample = try SchoolSample.clustered()
    let test = try DesignTTest.mean(
      of: sample.numbers("gain"), weights: sample.weights, designFreedom: 14, covariance: sample.design.linearized)
    #expect(largestRelativeError([test.statistic, test.estimate], [12.054743094077875, 37.19125683060109]) < 1e-11)
  }
}
