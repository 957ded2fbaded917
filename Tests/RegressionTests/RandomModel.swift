import Glibc
import Regression
import TestSupport

/// Random rows with two numbers, a factor of three levels and weights, for properties that hold for all data.
struct RandomModel {
  let x: [Double]
  let z: [Double]
  let codes: [Int32]
  let weights: [Double]
  private let uniform: [Double]

  static let levels = ["a", "b", "c"]

  init(seed: UInt64, rows: Int = 200, center: Double = 0) {
    var generator = SeededGenerator(seed: seed)
    func draws(_ range: Range<Double>) -> [Double] {
      (0..<rows).map { _ in Double.random(in: range, using: &generator) }
    }
    x = draws(-1..<1).map { $0 + center }
    z = draws(0..<2)
    codes = (0..<rows).map { Int32($0 % 3) }.shuffled(using: &generator)
    weights = draws(0.5..<4)
    uniform = draws(0..<1)
  }

  var rowCount: Int { x.count }
  var allRows: [Int] { Array(0..<rowCount) }
  var terms: [ModelTerm] { [number("x", x), number("z", z), factor] }
  var factor: ModelTerm { ModelTerm(ModelVariable("g", .factor(codes: codes, levels: Self.levels, reference: 0))) }

  func number(_ name: String, _ values: [Double]) -> ModelTerm { ModelTerm(ModelVariable(name, .numeric(values))) }

  /// An outcome that the family can have, whose mean rises slowly with z.
  func outcome(_ family: ModelFamily) -> [Double] {
    (0..<rowCount).map { k in
      let mean = 0.3 + 0.1 * z[k]
      switch family {
      case .gaussian: return mean + uniform[k]
      case .binomial: return uniform[k] < mean ? 1 : 0
      case .quasibinomial: return min(1, mean + uniform[k] / 4)
      case .poisson, .quasipoisson: return (6 * mean * uniform[k]).rounded()
      case .gamma, .inverseGaussian: return mean * (0.5 + uniform[k])
      }
    }
  }

  func model(
    _ family: ModelFamily, link: ModelLink? = nil, terms: [ModelTerm]? = nil, hasIntercept: Bool = true,
    rows: [Int]? = nil
  ) throws -> GeneralizedLinearModel {
    try GeneralizedLinearModel(
      ModelMatrix(terms ?? self.terms, hasIntercept: hasIntercept, rows: rows ?? allRows), outcome: outcome(family),
      family: family, link: link)
  }
}

/// Families with links under which the random outcomes have a fit.
let familiesWithLinks: [(ModelFamily, ModelLink)] = [
  (.gaussian, .identity), (.gaussian, .log), (.gaussian, .inverse), (.binomial, .logit), (.binomial, .probit),
  (.binomial, .cloglog), (.quasibinomial, .logit), (.quasibinomial, .log), (.poisson, .log), (.poisson, .sqrt),
  (.quasipoisson, .identity), (.gamma, .inverse), (.gamma, .log), (.gamma, .identity),
  (.inverseGaussian, .inverseSquare),
  (.inverseGaussian, .log),
]

extension Sequence<Double> {
  func weightedMean(_ weights: [Double], where mask: (Int) -> Bool = { _ in true }) -> Double {
    var (sum, size) = (0.0, 0.0)
    for (k, value) in enumerated() where mask(k) {
      sum += weights[k] * value
      size += weights[k]
    }
    return sum / size
  }
}
