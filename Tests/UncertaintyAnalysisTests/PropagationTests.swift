import Glibc
import Testing
import UncertaintyAnalysis

private let inputs = try! UncertainInputs(
  // `try!`: a wrong constant here should stop the tests.
  [
    UncertainInput("uniform", .uniform(from: 2, to: 10)),
    UncertainInput("triangular", .triangular(minimum: 0, mode: 1, maximum: 5)),
    UncertainInput("first", .lognormal(mean: 3, coefficientOfVariation: 0.5)),
    UncertainInput("second", .lognormal(mean: 2, coefficientOfVariation: 0.8)),
  ], correlations: [RankCorrelation("first", "second", 0.6)])
private let coefficients = [1.5, -2, 0.7, 3]

private let linear: @Sendable ([Double]) -> Double = { x in zip(coefficients, x).reduce(10) { $0 + $1.0 * $1.1 } }

@Suite struct PropagationTests {
  /// Cov(X, Y) of lognormals whose logarithms correlate r is `E X E Y (exp(r σ τ) - 1)`.
  @Test func linearModelHasItsClosedForm() throws {
    let distributions = inputs.inputs.map(\.distribution)
    let mean = zip(coefficients, distributions).reduce(10) { $0 + $1.0 * $1.1.mean }
    let r = 2 * sin(.pi * 0.6 / 6)
    let covariance = 6 * expm1(r * (log1p(0.25) * log1p(0.64)).squareRoot())
    let variance =
      zip(coefficients, distributions).reduce(0) { $0 + $1.0 * $1.0 * $1.1.variance } + 2 * 0.7 * 3 * covariance
    let outcome = try Propagation(of: inputs, points: 4096, sequences: 24, seed: 11, model: linear)
    #expect(abs(outcome.mean.value - mean) <= 4 * outcome.mean.standardError)
    #expect(abs(outcome.variance.value - variance) <= 4 * outcome.variance.standardError)
    // The errors are small enough that a wrong closed form would be seen.
    #expect(outcome.mean.standardError <= 1e-4 * mean && outcome.variance.standardError <= 5e-3 * variance)
  }

  @Test func errorsAreThoseOfRepetitions() throws {
    let runs = try (0..<60).map { try Propagation(of: inputs, points: 64, sequences: 16, seed: $0, model: linear).mean }
    let center = runs.reduce(0) { $0 + $1.value } / 60
    let spread = runs.reduce(0) { $0 + ($1.value - center) * ($1.value - center) } / 59
    let claimed = runs.reduce(0) { $0 + $1.standardError * $1.standardError } / 60
    // Chi-square of 59 degrees of freedom: a factor of 1.8 either way is beyond 1 in 1,000.
    #expect(spread / claimed > 1 / 1.8 && spread / claimed < 1.8)
  }

  @Test(arguments: [2, 3, 7]) func threadsChangeNoByte(threads: Int) throws {
    let one = try Propagation(of: inputs, points: 100, sequences: 3, seed: 1, model: linear)
    let several = try Propagation(of: inputs, points: 100, sequences: 3, seed: 1, threads: threads, model: linear)
    #expect(one.outcomes == several.outcomes && one.mean == several.mean && one.variance == several.variance)
  }

  @Test func quantilesAndProbabilitiesAreThoseOfTheOutcome() throws {
    let uniform = try UncertainInputs([UncertainInput("x", .uniform(from: 0, to: 1))])
    let outcome = try Propagation(of: uniform, points: 1024, seed: 4) { $0[0] }
    for p in [0.05, 0.5, 0.95] {
      #expect(abs(outcome.quantile(p) - p) <= 2e-3)
      #expect(abs(outcome.probability(above: p) - (1 - p)) <= 2e-3)
    }
    #expect(outcome.quantile(0) == outcome.outcomes.min() && outcome.quantile(1) == outcome.outcomes.max())
  }

  /// A firm leaves where the cost rise exceeds its margin, 0.06 here: at the midpoint of 2 to 10 % none does.
  @Test func averagingARangeIsNotItsMidpoint() throws {
    let costs = try UncertainInputs([UncertainInput("cost", .uniform(from: 0.02, to: 0.10))])
    let loss: @Sendable ([Double]) -> Double = { $0[0] > 0.06 ? 100 : 0 }
    #expect(try abs(Propagation(of: costs, seed: 1, model: loss).mean.value - 50) <= 0.1)
    #expect(loss([0.06]) == 0)
  }

  @Test func outcomesThatAreNoNumbersNameTheInputs() throws {
    let costs = try UncertainInputs([UncertainInput("cost", .fixed(2))])
    #expect(throws: UncertaintyError.outcomeNotFinite(value: .infinity, inputs: ["cost = 2.0"])) {
      try Propagation(of: costs, points: 4, seed: 1) { 1 / ($0[0] - 2) }
    }
  }
}
