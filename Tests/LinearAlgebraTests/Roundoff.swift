import LinearAlgebra

/// Bounds on rounding error that follow from the arithmetic, and a distance to hold against them.
enum Roundoff {
  /// `2 n ε`, relative to the sizes that enter: n products added, each with its own rounding.
  ///
  /// Higham (2002), Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1, with a factor of 2 above.
  static func summed(_ n: Int) -> Double { 2 * Double(max(n, 1)) * .ulpOfOne }

  /// `8 n ε`, relative to the norm of the matrix: what a backward stable factorization of order n puts back together.
  static func factorization(_ n: Int) -> Double { 8 * Double(max(n, 1)) * .ulpOfOne }

  /// `8 n ε κ`, relative to the norm of the solution.
  static func solution(_ n: Int, reciprocalCondition: Double) -> Double { factorization(n) / reciprocalCondition }

  /// `2 n ε κ (1 + κ tan θ)`, θ the angle between y and the space of the columns; as Higham (2002), theorem 20.1.
  static func leastSquares(_ fit: QRLeastSquares, response y: [Double]) -> Double {
    let condition = 1 / fit.reciprocalCondition
    let unexplained = fit.residualSumOfSquares(of: y)
    let total = y.reduce(0) { $0 + $1 * $1 }
    let tangent = (unexplained / (total - unexplained)).squareRoot()
    return summed(fit.rows) * condition * (1 + condition * tangent)
  }
}

extension Matrix {
  /// The largest difference between elements.
  func distance(to other: Matrix) -> Double { (self - other).maximumMagnitude }
}

func distance(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

func relativeError(_ value: Double, _ expected: Double) -> Double { abs(value - expected) / abs(expected) }

/// SplitMix64, so that every run has the same matrices.
///
/// Steele, Lea and Flood (2014), OOPSLA, figure 17.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func vector(_ count: Int, in range: ClosedRange<Double> = -1...1) -> [Double] {
    (0..<count).map { _ in Double.random(in: range, using: &self) }
  }

  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(columnMajor: vector(rows * columns), rows: rows, columns: columns)
  }

  /// `A'A + I` of a random A with twice as many rows as columns: positive definite and well conditioned.
  mutating func positiveDefinite(_ order: Int) -> Matrix {
    matrix(2 * order, order).crossProduct() + .identity(order)
  }
}

/// Orders around the sizes at which BLAS changes from one code path to another, and the smallest.
let orders = [1, 2, 3, 7, 16, 33, 64, 65, 130]
