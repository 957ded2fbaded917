import Glibc
import Regression
import Testing

/// Numbers printed in books, to their last place.
@Suite struct PublishedModelTests {
  private func fit(
    _ outcome: [Double], _ terms: [ModelTerm], _ family: ModelFamily, link: ModelLink? = nil, weights: [Double]? = nil
  ) throws -> ModelFit {
    let matrix = ModelMatrix(terms, rows: Array(outcome.indices))
    return try GeneralizedLinearModel(matrix, outcome: outcome, family: family, link: link)
      .fit(weights: weights ?? outcome.map { _ in 1 })
  }

  private func factor(_ name: String, _ codes: [Int32]) -> ModelTerm {
    ModelTerm(ModelVariable(name, .factor(codes: codes, levels: ["1", "2", "3"], reference: 0)))
  }

  private func agree(_ a: [Double], _ b: [Double], within place: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= place / 2 * 1.0001 }
  }

  /// Dobson (1990), An Introduction to Generalized Linear Models, page 93: a randomized trial, as printed by R `?glm`.
  @Test func countsOfDobson() throws {
    let counts = [18.0, 17, 15, 20, 10, 20, 25, 13, 12]
    let fit = try fit(
      counts, [factor("outcome", [0, 1, 2, 0, 1, 2, 0, 1, 2]), factor("treatment", [0, 0, 0, 1, 1, 1, 2, 2, 2])],
      .poisson)
    #expect(agree(Array(fit.coefficients[..<3]), [3.045, -0.4543, -0.2930], within: 1e-3))
    #expect(fit.coefficients[3...].allSatisfy { abs($0) < 1e-10 })
    #expect(agree([fit.deviance], [5.1291], within: 1e-4))
    #expect(
      agree(fit.naiveCovariance.diagonal.map { $0.squareRoot() }, [0.1709, 0.2022, 0.1927, 0.2, 0.2], within: 1e-4))
  }

  /// McCullagh and Nelder (1989), Generalized Linear Models, pages 300-302: clotting times of two lots.
  @Test func clottingTimesOfMcCullaghAndNelder() throws {
    let percentage = [5.0, 10, 15, 20, 30, 40, 60, 80, 100].map { log($0) }
    let term = ModelTerm(ModelVariable("log u", .numeric(percentage)))
    let first = try fit([118, 58, 42, 35, 27, 25, 21, 19, 18], [term], .gamma)
    let second = try fit([69, 35, 26, 21, 18, 16, 13, 12, 12], [term], .gamma)
    #expect(agree(first.coefficients, [-0.01655, 0.01534], within: 1e-5))
    #expect(agree(second.coefficients, [-0.02391, 0.02360], within: 1e-5))
  }

  /// Bliss (1935), beetles killed by carbon disulphide; Dobson (2002), chapter 7: shares weighted by counts.
  @Test(
    arguments: [
      (ModelLink.logit, [-60.72, 34.27], 11.23), (.probit, [-34.94, 19.73], 10.12), (.cloglog, [-39.57, 22.04], 3.45),
    ])
  func beetlesOfBliss(_ link: ModelLink, _ coefficients: [Double], _ deviance: Double) throws {
    let dose = [1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839]
    let (exposed, killed) = ([59.0, 60, 62, 56, 63, 59, 62, 60], [6.0, 13, 18, 28, 52, 53, 61, 60])
    let term = ModelTerm(ModelVariable("dose", .numeric(dose)))
    let fit = try fit(zip(killed, exposed).map(/), [term], .binomial, link: link, weights: exposed)
    #expect(agree(fit.coefficients, coefficients, within: 1e-2))
    #expect(agree([fit.deviance], [deviance], within: 1e-2))
  }
}
