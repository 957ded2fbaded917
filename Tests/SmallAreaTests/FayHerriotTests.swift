import LinearAlgebra
import SmallArea
import TestSupport
import Testing

/// Areas drawn from the model.
private func randomModel(seed: UInt64, areas: Int = 30, spread: Double = 1, scale: Double = 1) throws -> FayHerriot {
  var generator = SeededGenerator(seed: seed)
  func noise() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) } }
  let x = (0..<areas).map { _ in Double.random(in: 0..<5, using: &generator) }
  let d = (0..<areas).map { _ in Double.random(in: 0.2..<2, using: &generator) }
  let y = zip(x, d).map { 1 + 2 * $0 + spread * noise() + $1.squareRoot() * noise() }
  return try FayHerriot(
    areas: (0..<areas).map { "a\($0)" }, direct: y.map { $0 * scale }, samplingVariances: d.map { $0 * scale * scale },
    x: Matrix(columns: [[Double](repeating: 1, count: areas), x]), terms: ["intercept", "x"])
}

private func milk() throws -> FayHerriot {
  let table = try FixtureTable("fay-herriot/case-221-data.csv")
  let group = table.column("MajorArea")
  let columns =
    [[Double](repeating: 1, count: 43)] + ["2", "3", "4"].map { level in group.map { $0 == level ? 1 : 0 } }
  return try FayHerriot(
    areas: table.column("area"), direct: table.numbers("yi"), samplingVariances: table.numbers("var"),
    x: Matrix(columns: columns), terms: ["intercept", "2", "3", "4"])
}

private func model(_ file: String, area: String, y: String, d: String, x: [String]) throws -> FayHerriot {
  let table = try FixtureTable("fay-herriot/\(file)")
  let ones = [Double](repeating: 1, count: table.rows.count)
  return try FayHerriot(
    areas: table.column(area), direct: table.numbers(y), samplingVariances: table.numbers(d),
    x: Matrix(columns: [ones] + x.map { table.numbers($0) }), terms: ["intercept"] + x)
}

private let models: [String: @Sendable () throws -> FayHerriot] = [
  "milk": { try milk() },
  "spacetime": { try model("case-223-data.csv", area: "Area", y: "Y", d: "Var", x: ["X1", "X2"]) },
  "boundary": { try model("boundary-data.csv", area: "area", y: "y", d: "var", x: ["x"]) },
]

@Suite struct FayHerriotIdentityTests {
  @Test(arguments: AreaVarianceMethod.allCases, 1...5 as ClosedRange<UInt64>)
  func theUnitDoesNotMatter(method: AreaVarianceMethod, seed: UInt64) throws {
    let (one, many) = (try randomModel(seed: seed).fit(method), try randomModel(seed: seed, scale: 1024).fit(method))
    #expect(many.areaVariance.isClose(to: one.areaVariance * 1024 * 1024, .summed))
    #expect(largestRelativeError(many.eblup, one.eblup.map { $0 * 1024 }) <= 1e-10)
    let errors = one.meanSquaredErrors().map { $0 * 1024 * 1024 }
    #expect(largestRelativeError(many.meanSquaredErrors(), errors) <= 1e-10)
  }

  @Test(arguments: AreaVarianceMethod.allCases) func aMultipleOfATermMovesOnlyItsCoefficient(
    method: AreaVarianceMethod
  ) throws {
    let base = try randomModel(seed: 2)
    let scaled = try FayHerriot(
      areas: base.areas, direct: base.direct, samplingVariances: base.samplingVariances,
      x: Matrix(rows: 30, columns: 2) { base.x[$0, $1] * ($1 == 1 ? 1e6 : 1) }, terms: base.terms)
    let (a, b) = (try base.fit(method), try scaled.fit(method))
    #expect(b.coefficients[1].isClose(to: a.coefficients[1] / 1e6, .summed))
    #expect(largestRelativeError(b.meanSquaredErrors(), a.meanSquaredErrors()) <= 1e-10)
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>) func theLikelihoodIsLargestAtItsEstimate(seed: UInt64) throws {
    let model = try randomModel(seed: seed)
    let (reml, ml) = (try model.fit(.reml), try model.fit(.maximumLikelihood))
    for method in AreaVarianceMethod.allCases {
      let other = try model.fit(method)
      #expect(other.restrictedLogLikelihood <= reml.restrictedLogLikelihood + 1e-11)
      #expect(other.logLikelihood <= ml.logLikelihood + 1e-11)
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>) func fayAndHerriotsMomentIsItsExpectation(seed: UInt64) throws {
    let fit = try randomModel(seed: seed).fit(.fayHerriot)
    let squares = fit.model.areas.indices.reduce(0) { sum, a in
      let (y, d) = (fit.model.direct[a] ?? .nan, fit.model.samplingVariances[a] ?? .nan)
      return sum + (y - fit.synthetic[a]) * (y - fit.synthetic[a]) / (fit.areaVariance + d)
    }
    #expect(squares.isClose(to: 28, .summed))
  }

  @Test func equalVariancesMakeTheMomentsAgree() throws {
    let base = try randomModel(seed: 6)
    let equal = try FayHerriot(
      areas: base.areas, direct: base.direct, samplingVariances: base.areas.map { _ in 0.5 }, x: base.x,
      terms: base.terms)
    let moment = try equal.fit(.prasadRao).areaVariance
    #expect(moment > 0)
    #expect(try equal.fit(.fayHerriot).areaVariance.isClose(to: moment, .summed))
    #expect(try equal.fit(.reml).areaVariance.isClose(to: moment, .summed))
  }

  @Test func anAreaWithoutSampleHasTheSyntheticEstimateAndChangesNoOther() throws {
    let base = try randomModel(seed: 7)
    let larger = try FayHerriot(
      areas: base.areas + ["none"], direct: base.direct + [nil], samplingVariances: base.samplingVariances + [nil],
      x: Matrix(rows: 31, columns: 2) { $0 < 30 ? base.x[$0, $1] : [1, 2.5][$1] }, terms: base.terms)
    let (a, b) = (try base.fit(), try larger.fit())
    #expect(Array(b.eblup.prefix(30)) == a.eblup && b.areaVariance == a.areaVariance)
    let synthetic = b.coefficients[0] + 2.5 * b.coefficients[1]
    #expect(b.eblup[30].isClose(to: synthetic) && b.synthetic[30].isClose(to: synthetic) && b.shrinkage[30] == 0)
    let covariance = b.coefficientCovariance
    let variance = b.areaVariance + covariance[0, 0] + 5 * covariance[0, 1] + 6.25 * covariance[1, 1]
    #expect(b.meanSquaredErrors()[30].isClose(to: variance, .summed))
  }

  @Test func anEnormousSamplingVarianceIsAsGoodAsNoSample() throws {
    let base = try randomModel(seed: 8)
    var (missing, vague) = (base.direct, base.samplingVariances)
    missing[4] = nil
    vague[4] = 1e9
    let without = try FayHerriot(
      areas: base.areas, direct: missing, samplingVariances: base.samplingVariances, x: base.x, terms: base.terms)
    let barely = try FayHerriot(
      areas: base.areas, direct: base.direct, samplingVariances: vague, x: base.x, terms: base.terms)
    let (a, b) = (try without.fit(), try barely.fit())
    #expect(abs(b.eblup[4] - a.eblup[4]) <= 1e-5)
    #expect(abs(b.meanSquaredErrors()[4] / a.meanSquaredErrors()[4] - 1) <= 1e-5)
  }
}

@Suite struct FayHerriotReferenceTests {
  @Test(arguments: [
    ("221", "milk"), ("222", "grapes"), ("223", "spacetime"),
  ]) func theReferenceCases(number: String, name: String) throws {
    let model =
      try models[name]?()
      ?? model("case-222-data.csv", area: "muni", y: "grapehect", d: "var", x: ["area", "workdays"])
    let fit = try model.fit(.reml)
    let expected = try FixtureTable("fay-herriot/case-\(number).csv")
    let fields: [(String, [Double])] = [
      ("sigma2_u", [fit.areaVariance]), ("sigma2_u_se", [fit.areaVarianceStandardError]), ("beta", fit.coefficients),
      ("beta_se", fit.standardErrors), ("gamma", fit.shrinkage), ("eblup", fit.eblup), ("synthetic", fit.synthetic),
      ("g1", fit.g1), ("g2", fit.g2), ("g3", fit.g3), ("mse", fit.meanSquaredErrors(.dattaLahiri)),
      ("rmse", fit.rootMeanSquaredErrors().map { $0 ?? .nan }), ("restricted_loglik", [fit.restrictedLogLikelihood]),
    ]
    for (field, values) in fields {
      let error = largestRelativeError(values, expected.values(["field": field]))
      #expect(error <= 1e-9, "\(name).\(field) \(error)")
    }
  }

  /// Molina and Marhuenda (2015), The R Journal 7(1): σ²_u = 0.0185 and these coefficients for the milk data.
  @Test func publishedMilkEstimates() throws {
    let fit = try milk().fit(.reml)
    #expect(abs(fit.areaVariance - 0.01855) <= 1e-5)
    #expect(zip(fit.coefficients, [0.968, 0.133, 0.227, -0.241]).allSatisfy { abs($0 - $1) <= 5e-4 })
  }

  @Test(arguments: ["milk", "spacetime", "boundary"], AreaVarianceMethod.allCases)
  func denseMatricesInRGiveTheSame(name: String, method: AreaVarianceMethod) throws {
    let fit = try #require(try models[name]?()).fit(method)
    let table = try FixtureTable("fay-herriot/r.csv")
    let fields: [(String, [Double])] = [
      ("sigma2_u", [fit.areaVariance]), ("sigma2_u_se", [fit.areaVarianceStandardError]), ("beta", fit.coefficients),
      ("beta_se", fit.standardErrors), ("gamma", fit.shrinkage), ("eblup", fit.eblup), ("synthetic", fit.synthetic),
      ("g1", fit.g1), ("g2", fit.g2), ("g3", fit.g3), ("prasad_rao", fit.meanSquaredErrors(.prasadRao)),
      ("datta_lahiri", fit.meanSquaredErrors(.dattaLahiri)), ("loglik", [fit.logLikelihood]),
      ("restricted_loglik", [fit.restrictedLogLikelihood]),
    ]
    for (field, values) in fields {
      let expected = table.values(["case": name, "method": method.rawValue, "field": field])
      let error = largestRelativeError(values, expected)
      #expect(error <= 1e-8, "\(name) \(method) \(field) \(error)")
    }
  }
}

@Suite struct FayHerriotEdgeTests {
  @Test func atTheBoundaryEveryAreaIsSyntheticAndG3IsStillAdded() throws {
    let fit = try #require(try models["boundary"]?()).fit(.reml)
    #expect(fit.isAtBoundary && fit.areaVariance == 0 && fit.eblup == fit.synthetic)
    #expect(fit.g1.allSatisfy { $0 == 0 } && fit.g3.allSatisfy { $0 > 0 })
    let expected = fit.g2.indices.map { fit.g2[$0] + 2 * fit.g3[$0] }
    #expect(fit.meanSquaredErrors(.prasadRao) == expected)
    #expect(try fit.model.fit(.adjustedReml).areaVariance > 0)
  }

  @Test func exactLinkingHasNoAreaVariance() throws {
    let areas = ["a", "b", "c", "d"]
    let model = try FayHerriot(
      areas: areas, direct: [1, 2, 3, 4], samplingVariances: [1, 1, 1, 1],
      x: Matrix([[1, 1], [1, 2], [1, 3], [1, 4]]), terms: ["intercept", "x"])
    for method in AreaVarianceMethod.allCases where ![.adjustedReml, .adjustedMaximumLikelihood].contains(method) {
      #expect(try model.fit(method).isAtBoundary)
    }
  }

  @Test func dependentTermsAreNamed() {
    #expect(throws: SmallAreaError.dependentTerms(["b"])) {
      try FayHerriot(
        areas: ["1", "2", "3", "4"], direct: [1, 2, 3, 5], samplingVariances: [1, 1, 1, 1],
        x: Matrix([[1, 1, 0], [1, 0, 1], [1, 1, 0], [1, 0, 1]]), terms: ["intercept", "a", "b"])
    }
  }

  @Test func areasThatCannotBeUsedAreNamed() {
    func model(_ y: [Double?], _ d: [Double?]) throws -> FayHerriot {
      try FayHerriot(
        areas: ["n", "s", "e"], direct: y, samplingVariances: d, x: Matrix([[1], [1], [1]]), terms: ["intercept"])
    }
    #expect(throws: SmallAreaError.varianceNotPositive(area: "s", variance: 0)) { try model([1, 2, 3], [1, 0, 1]) }
    #expect(throws: SmallAreaError.notFinite(area: "e", what: "the direct estimate")) {
      try model([1, 2, .infinity], [1, 1, 1])
    }
    #expect(throws: SmallAreaError.tooFewAreas(areas: 1, terms: 1, needed: 2)) { try model([1, nil, 3], [1, 1, nil]) }
  }

  @Test func anAdjustedLikelihoodWithoutMaximumIsRefused() throws {
    let model = try randomModel(seed: 3, areas: 4)
    #expect(throws: SmallAreaError.tooFewAreas(areas: 4, terms: 2, needed: 5)) { try model.fit(.adjustedReml) }
    #expect(try model.fit(.adjustedMaximumLikelihood).areaVariance > 0)
  }

  /// Few areas with variances a thousandfold apart: scoring alone would creep or jump.
  @Test(arguments: 1...60 as ClosedRange<UInt64>) func theScoreIsZeroWhereverTheSearchEnds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 5...20, using: &generator)
    let y = (0..<count).map { _ in Double.random(in: -3..<3, using: &generator) }
    let d = (0..<count).map { _ in Double.random(in: 0.3..<10, using: &generator) }.map { $0 * $0 * $0 / 10 }
    let model = try FayHerriot(
      areas: y.indices.map { "a\($0)" }, direct: y, samplingVariances: d,
      x: Matrix(columns: [[Double](repeating: 1, count: count)]), terms: ["intercept"])
    let fit = try model.fit(.maximumLikelihood)
    // With one term the score has few words: Σ (y - β)² / v² = Σ 1 / v.
    let v = d.map { $0 + fit.areaVariance }
    let squares = zip(y, v).reduce(0) { sum, area in
      let residual = (area.0 - fit.coefficients[0]) / area.1
      return sum + residual * residual
    }
    let precision = v.reduce(0) { $0 + 1 / $1 }
    #expect(fit.isAtBoundary ? squares <= precision : abs(squares / precision - 1) <= 1e-9)
  }

  @Test func everyErrorSaysTheWayOut() {
    let errors: [SmallAreaError] = [
      .varianceNotPositive(area: "a", variance: -1), .tooFewAreas(areas: 2, terms: 3, needed: 4),
      .dependentTerms(["x", "z"]), .notConverged(method: .reml, iterations: 300, lastChange: 1),
    ]
    for error in errors { #expect(error.description.contains(";") || error.description.contains(":")) }
  }
}
