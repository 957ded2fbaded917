import Distributions
import LinearAlgebra
import Microdata
import Regression

extension SampleAnalysis {
  /// Coefficients with the design's covariance: from scores, or from refits with the weights of each replicate.
  func model(_ request: StatisticRequest) throws(EstimationError) -> ModelEstimates {
    guard case .model(let wanted) = request.statistic else { preconditionFailure("a request for a model") }
    let (group, mask) = try completeRows(request)
    let used = mask.indices.filter { mask[$0] }
    do throws(RegressionError) {
      let model = try generalizedLinearModel(wanted, rows: used)
      let unit = unitWeight(request)
      let fit = try model.fit(weights: rows.weights, unitWeight: unit, threads: rows.threads)
      let covariance = try fit.covariance(source.designCovariance(present: mask), threads: rows.threads)
      let freedom = modelFreedom(request, coefficients: fit.coefficients.count)
      return try ModelEstimates(
        fit, covariance, freedom, request, sampleSize: used.count,
        findings: rows.tables.findings + findings + group.missingFindings,
        wald: try wanted.waldTests.map { test throws(RegressionError) in
          (test.name, try WaldTest(of: test.terms, in: fit, covariance: covariance, denominatorFreedom: freedom))
        },
        likelihoodRatio: try wanted.likelihoodRatioTests.map { test throws(RegressionError) in
          let reduced = try fit.reduced(without: test.terms, threads: rows.threads)
          return (
            test.name,
            try LikelihoodRatioTest(
              of: test.terms, in: fit, without: reduced, covariance: covariance, denominatorFreedom: freedom)
          )
        })
    } catch { throw .regression(error) }
  }

  /// The mean weight over the domain, rows with missing values included: what R `svyglm` scales weights by.
  private func unitWeight(_ request: StatisticRequest) -> Double {
    let mask = rows.mask(rows.tables.domainCells(request))
    let used = mask.indices.filter { mask[$0] }
    return used.reduce(0) { $0 + rows.weights[$1] } / Double(used.count)
  }

  /// Rows of the domain with nothing missing.
  func completeRows(
    _ request: StatisticRequest
  ) throws(EstimationError) -> (group: SampleTables.Group, mask: [Bool]) {
    guard let group = rows.tables.groups(request).first, group.sampleSize > 0 else {
      throw .statistic(kind: "empty_domain", reason: "no sampled row of nonzero weight lies in the domain")
    }
    return (group, rows.mask(group.cells))
  }

  /// ν + 1 - p with the design's ν, or what the request says.
  private func modelFreedom(_ request: StatisticRequest, coefficients: Int) -> Double {
    let freedom = source.degreesOfFreedom(request, rows.tables)
    if case .design = request.degreesOfFreedom { return freedom + 1 - Double(coefficients) }
    return freedom
  }

  // MARK: Terms

  private func generalizedLinearModel(
    _ request: ModelRequest, rows used: [Int]
  ) throws(RegressionError) -> GeneralizedLinearModel {
    let terms = try request.terms.map { term throws(RegressionError) in
      ModelTerm(productOf: try term.map { variable throws(RegressionError) in try modelVariable(variable, used) })
    }
    return try GeneralizedLinearModel(
      ModelMatrix(terms, hasIntercept: request.hasIntercept, rows: used),
      outcome: rows.columns.numbers(request.outcome),
      family: request.family, link: request.link, offset: request.offset.map(rows.columns.numbers))
  }

  private func modelVariable(_ variable: ModelRequest.Variable, _ used: [Int]) throws(RegressionError) -> ModelVariable
  {
    switch variable {
    case .numeric(let name): return ModelVariable(name, .numeric(rows.columns.numbers(name)))
    case .factor(let name, let levels, let reference):
      let factor = rows.columns.factor(name)
      return try ModelVariable.factor(
        name, codes: factor.codes, levels: factor.levels, list: levels, reference: reference, rows: used)
    }
  }
}

extension Factor {
  /// The levels that rows have, in level order.
  func levels(present rows: [Int]) -> [String] {
    var isUsed = [Bool](repeating: false, count: levels.count)
    for row in rows where codes[row] >= 0 { isUsed[Int(codes[row])] = true }
    return levels.indices.filter { isUsed[$0] }.map { levels[$0] }
  }
}

extension SampleTables.Group {
  /// That rows with missing values were left out.
  fileprivate var missingFindings: [Finding] {
    guard incompleteRows > 0 else { return [] }
    return [
      Finding(
        kind: "missing_values", subject: "model",
        message: "\(incompleteRows) rows with a missing value are left out of the model, as a domain")
    ]
  }
}

extension ModelEstimates {
  fileprivate init(
    _ fit: ModelFit, _ covariance: Matrix, _ freedom: Double, _ request: StatisticRequest, sampleSize: Int,
    findings: [Finding], wald: [(String, WaldTest)], likelihoodRatio: [(String, LikelihoodRatioTest)]
  ) throws(RegressionError) {
    guard freedom > 0 else { throw .noDegreesOfFreedom("the model") }
    let errors = covariance.diagonal.map { max($0, 0).squareRoot() }
    let interval = ConfidenceInterval(level: request.level, degreesOfFreedom: freedom)
    let bounds = zip(fit.coefficients, errors).map { interval.bounds($0, $1) }
    coefficients = Estimates(
      labels: fit.labels, values: fit.coefficients, standardErrors: errors,
      covariance: request.covariance == false
        ? nil : covariance.rowVectors.map { $0.map(Optional.some) }, degreesOfFreedom: freedom, level: request.level,
      lower: bounds.map(\.lower), upper: bounds.map(\.upper), designEffects: nil,
      sampleSizes: fit.labels.map { _ in sampleSize }, findings: findings)
    residualFreedom = freedom
    tStatistics = zip(fit.coefficients, errors).map { $1 > 0 ? $0 / $1 : nil }
    pValues = tStatistics.map { t in t.flatMap { twoSidedP($0, freedom) } }
    dispersion = fit.dispersion()
    waldTests = wald.map { (name: $0.0, test: $0.1) }
    likelihoodRatioTests = likelihoodRatio.map { (name: $0.0, test: $0.1) }
  }
}

/// P(|t_ν| > |t|).
func twoSidedP(_ t: Double, _ freedom: Double) -> Double? {
  (try? StudentT(degreesOfFreedom: freedom)).map { 2 * $0.upperTail(abs(t)) }
}

extension Matrix {
  var rowVectors: [[Double]] { (0..<rows).map(row) }
}
