import Distributions
import LinearAlgebra
import Regression
import TestSupport

extension ReferenceModelTests {
  /// A case fitted to its sample.
  struct Setting {
    let fit: ModelFit
    let table: CoefficientTable
    init(_ wanted: Case) throws {
      let isClustered = wanted.name == "cluster" || wanted.name == "jackknife"
      let sample =
        isClustered ? try SchoolSample.clustered(corrected: wanted.name == "cluster") : try SchoolSample.stratified()
      let domain = sample.numbers("api99").map { wanted.name != "domain" || $0 > 600 }
      let rows = ModelMatrix.completeRows(
        sample.terms(wanted.terms), numbers: [sample.numbers(wanted.outcome)], mask: domain)
      let members = domain.indices.filter { domain[$0] }
      fit = try sample.model(
        wanted.outcome, wanted.terms, wanted.family, link: wanted.link, hasIntercept: wanted.hasIntercept,
        offset: wanted.offset, rows: rows
      ).fit(
        weights: sample.weights,
        unitWeight: members.reduce(0) { $0 + sample.weights[$1] } / Double(members.count))
      let design = sample.design
      table = try CoefficientTable(
        fit, covariance: fit.covariance(wanted.name == "jackknife" ? design.jackknife : design.linearized),
        designFreedom: design.degreesOfFreedom(domain.indices.map { rows.contains($0) }))
    }

    func likelihoodRatio(
      _ terms: [String], _ freedom: Double, _ method: WeightedChiSquareSum.Method = .saddlepoint
    ) throws -> LikelihoodRatioTest {
      try LikelihoodRatioTest(
        of: terms, in: fit, without: fit.reduced(without: terms), covariance: table.covariance,
        denominatorFreedom: freedom, method: method)
    }

    /// The largest `abs(V_ij - expected) / √(V_ii V_jj)`.
    func covarianceError(_ expected: [Double]) -> Double {
      guard expected.count == table.covariance.elements.count else { return .infinity }
      let errors = table.standardErrors
      return errors.indices.reduce(0) { worst, i in
        errors.indices.reduce(worst) { worst, j in
          max(worst, abs(table.covariance[i, j] - expected[i + j * errors.count]) / (errors[i] * errors[j]))
        }
      }
    }
  }
}
