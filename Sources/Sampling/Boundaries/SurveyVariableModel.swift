import RandomStreams

/// What is known, before the survey, of the survey variable y given the size x.
///
/// Every model gives a unit the moments E(y | x) and V(y | x). Stratum means and variances are taken over units and model.
/// > Source: Rivest (2002), Survey Methodology 28, 191-198; Baillargeon and Rivest (2011), Survey Methodology 37, 53-65.
public enum SurveyVariableModel: Sendable, Hashable {
  /// y = x.
  case size
  /// y known for every unit of the frame, in the order of x.
  case known([Double])
  /// log y = intercept + slope log x + e, e normal with the given variance; x is positive.
  ///
  /// A unit is active, so that y > 0, with the survival rate of its stratum, see ``StratificationPlan/survivalRates``.
  case logLinear(intercept: Double = 0, slope: Double, variance: Double)
  /// y = slope x + e, V(e) = variance x^exponent.
  case linear(slope: Double, variance: Double, exponent: Double)
  /// y = x, or with the given probability the x of a unit drawn at random from the frame.
  case randomReplacement(probability: Double)
}

/// E(y | x) and V(y | x) of every unit.
struct AnticipatedValues {
  let means: [Double]
  let variances: [Double]

  init(of x: [Double], _ model: SurveyVariableModel) throws(StratificationError) {
    try Self.check(x, model)
    switch model {
    case .size: (means, variances) = (x, x.map { _ in 0 })
    case .known(let y): (means, variances) = (y, x.map { _ in 0 })
    case .logLinear(let intercept, let slope, let variance):
      means = x.map { exponential(intercept + slope * logarithm($0) + variance / 2) }
      variances = means.map { $0 * $0 * (exponential(variance) - 1) }
    case .linear(let slope, let variance, let exponent):
      means = x.map { slope * $0 }
      variances = x.map { variance * raised($0, exponent) }
    case .randomReplacement(let probability):
      (means, variances) = Self.replaced(x, probability)
    }
  }

  /// A mixture of x and a random x: the variance within the parts and between them.
  private static func replaced(_ x: [Double], _ probability: Double) -> ([Double], [Double]) {
    let mean = x.reduce(0, +) / Double(x.count)
    let spread = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    let between = probability * (1 - probability)
    return (
      x.map { $0 + probability * (mean - $0) },
      x.map { probability * spread + between * ($0 - mean) * ($0 - mean) }
    )
  }

  private static func check(_ x: [Double], _ model: SurveyVariableModel) throws(StratificationError) {
    if let row = x.firstIndex(where: { !$0.isFinite }) { throw .sizeNotFinite(row: row) }
    switch model {
    case .size: break
    case .known(let y):
      guard y.count == x.count else { throw .unequalLengths(what: "survey values", count: y.count, expected: x.count) }
      if let row = y.firstIndex(where: { !$0.isFinite }) { throw .sizeNotFinite(row: row) }
    case .logLinear(_, _, let variance):
      try StratificationError.requireVariance(variance)
      if let row = x.firstIndex(where: { $0 <= 0 }) { throw .nonpositiveSize(row: row, value: x[row]) }
    case .linear(_, let variance, let exponent):
      try StratificationError.requireVariance(variance)
      if exponent != 0, let row = x.firstIndex(where: { $0 < 0 }) { throw .nonpositiveSize(row: row, value: x[row]) }
    case .randomReplacement(let probability):
      guard (0...1).contains(probability) else {
        throw .optionOutside(name: "the replacement probability", value: probability, range: "[0, 1]")
      }
    }
  }
}

extension StratificationError {
  fileprivate static func requireVariance(_ variance: Double) throws(StratificationError) {
    guard variance >= 0, variance.isFinite else {
      throw .optionOutside(name: "the model variance", value: variance, range: "[0, ∞)")
    }
  }
}

/// base^exponent for base >= 0, with the exponents of common rules exact and fast.
func raised(_ base: Double, _ exponent: Double) -> Double {
  if exponent == 0 { return 1 }
  if base == 0 { return 0 }
  if exponent == 0.5 { return base.squareRoot() }
  return exponent == 1 ? base : power(base, exponent)
}
