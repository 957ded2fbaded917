import LinearAlgebra
import Regression
import TestSupport
import Testing

/// Models of R survey 4.1.1, from `Scripts/regression.R`.
@Suite struct ReferenceModelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let outcome: String
    let terms: [String]
    let family: ModelFamily
    var link: ModelLink?
    var hasIntercept = true
    var offset: String?
    var tested: [String] = []

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "gaussian", outcome: "api00", terms: ["ell", "meals", "stype"], family: .gaussian, tested: ["stype"]),
    Case(name: "gaussian-log", outcome: "api00", terms: ["ell", "meals"], family: .gaussian, link: .log),
    Case(name: "gaussian-inverse", outcome: "api00", terms: ["ell", "meals"], family: .gaussian, link: .inverse),
    Case(
      name: "logit", outcome: "sw", terms: ["ell", "meals", "mobility"], family: .quasibinomial,
      tested: ["ell", "meals"]),
    Case(name: "logit-shares", outcome: "share", terms: ["ell", "stype"], family: .quasibinomial, tested: ["stype"]),
    Case(name: "probit", outcome: "sw", terms: ["ell", "meals"], family: .binomial, link: .probit),
    Case(name: "cloglog", outcome: "sw", terms: ["ell", "meals"], family: .binomial, link: .cloglog),
    Case(name: "binomial-identity", outcome: "ci", terms: ["stype"], family: .binomial, link: .identity),
    Case(name: "binomial-log", outcome: "ci", terms: ["stype"], family: .binomial, link: .log),
    Case(name: "poisson", outcome: "count", terms: ["ell", "stype"], family: .poisson, tested: ["stype"]),
    Case(
      name: "poisson-offset", outcome: "count", terms: ["ell", "stype"], family: .quasipoisson, offset: "logsize"),
    Case(name: "poisson-sqrt", outcome: "count", terms: ["ell"], family: .quasipoisson, link: .sqrt),
    Case(name: "poisson-identity", outcome: "count", terms: ["meals"], family: .quasipoisson, link: .identity),
    Case(name: "gamma", outcome: "enroll", terms: ["meals", "stype"], family: .gamma),
    Case(name: "gamma-log", outcome: "enroll", terms: ["meals", "stype"], family: .gamma, link: .log),
    Case(name: "gamma-identity", outcome: "enroll", terms: ["meals"], family: .gamma, link: .identity),
    Case(name: "inverse-gaussian", outcome: "enroll", terms: ["meals", "stype"], family: .inverseGaussian),
    Case(name: "inverse-gaussian-log", outcome: "enroll", terms: ["meals"], family: .inverseGaussian, link: .log),
    Case(
      name: "product-mixed", outcome: "api00", terms: ["ell", "sch.wide", "ell:sch.wide"], family: .gaussian,
      tested: ["sch.wide:ell"]),
    Case(
      name: "product-factors", outcome: "api00", terms: ["stype", "sch.wide", "stype:sch.wide"], family: .gaussian,
      tested: ["stype:sch.wide"]),
    Case(name: "product-numbers", outcome: "ci", terms: ["ell", "meals", "ell:meals"], family: .binomial),
    Case(name: "no-intercept", outcome: "api00", terms: ["ell", "meals"], family: .gaussian, hasIntercept: false),
    Case(name: "domain", outcome: "sw", terms: ["ell", "meals"], family: .quasibinomial),
    Case(name: "missing", outcome: "api00", terms: ["gap", "ell"], family: .gaussian),
    Case(name: "cluster", outcome: "sw", terms: ["ell", "meals"], family: .quasibinomial, tested: ["ell", "meals"]),
    Case(name: "jackknife", outcome: "sw", terms: ["ell", "meals"], family: .quasibinomial, tested: ["ell", "meals"]),
  ]

  /// Also models that R tests by refits, and so leaves at a coarser solution.
  static let tested =
    cases.filter { !$0.tested.isEmpty } + [
      Case(
        name: "cloglog-tested", outcome: "sw", terms: ["ell", "meals"], family: .binomial, link: .cloglog,
        tested: ["ell"]),
      Case(
        name: "gamma-log-tested", outcome: "enroll", terms: ["meals", "stype"], family: .gamma, link: .log,
        tested: ["stype"]),
    ]

  @Test(arguments: cases) func modelsAreThoseOfSurvey(_ wanted: Case) throws {
    let (expected, setting) = (try ExpectedResults(), try Setting(wanted))
    let (fit, table) = (setting.fit, setting.table)
    #expect(largestRelativeError(table.estimates, expected(wanted.name, "estimate")) < 1e-9)
    #expect(setting.covarianceError(expected(wanted.name, "vcov")) < 1e-8)
    #expect(table.residualFreedom == expected(wanted.name, "df")[0])
    let dispersion = wanted.name == "jackknife" ? 183 * fit.pearsonMeanSquare() : table.dispersion
    #expect(largestRelativeError([dispersion], expected(wanted.name, "dispersion")) < 1e-9)
    #expect(largestRelativeError([fit.scaledDeviance], expected(wanted.name, "deviance")) < 1e-10)
    #expect(largestRelativeError(table.pValues.map { $0 ?? .nan }, expected(wanted.name, "p"), floor: 1e-12) < 1e-6)
    #expect(largestRelativeError(table.lower + table.upper, expected(wanted.name, "ci")) < 1e-7)
  }

  @Test(arguments: tested) func testsOfTermsAreThoseOfSurvey(_ wanted: Case) throws {
    let (expected, setting) = (try ExpectedResults(), try Setting(wanted))
    for (freedom, wald, ratio) in [
      (setting.table.residualFreedom, expected(wanted.name, "wald").last, expected(wanted.name, "lrt")),
      (.infinity, expected(wanted.name, "wald.inf").last, []),
    ] {
      let test = try WaldTest(
        of: wanted.tested, in: setting.fit, covariance: setting.table.covariance, denominatorFreedom: freedom)
      #expect(largestRelativeError([test.pValue], [try #require(wald)]) < 1e-7)
      guard ratio.count > 2 else { continue }
      #expect(largestRelativeError([test.statistic], [expected(wanted.name, "wald")[0]]) < 1e-8)
      let other = try setting.likelihoodRatio(wanted.tested, freedom)
      #expect(largestRelativeError([other.statistic] + other.eigenvalues, [ratio[0]] + ratio[2...]) < 1e-8)
    }
  }

  /// The saddlepoint itself is solved to four digits in R.
  @Test(arguments: tested) func likelihoodRatiosHaveTheTailsOfSurvey(_ wanted: Case) throws {
    let (expected, setting) = (try ExpectedResults(), try Setting(wanted))
    let freedom = setting.table.residualFreedom
    let saddlepoint = try setting.likelihoodRatio(wanted.tested, freedom)
    #expect(largestRelativeError([saddlepoint.pValue], [expected(wanted.name, "lrt")[1]], floor: 1e-12) < 1e-4)
    let matched = try setting.likelihoodRatio(wanted.tested, freedom, .satterthwaite)
    #expect(largestRelativeError([matched.pValue], expected(wanted.name, "lrt.satterthwaite"), floor: 1e-12) < 1e-6)
    let infinite = try setting.likelihoodRatio(wanted.tested, .infinity)
    #expect(largestRelativeError([infinite.pValue], expected(wanted.name, "lrt.inf"), floor: 1e-12) < 1e-4)
  }
}
