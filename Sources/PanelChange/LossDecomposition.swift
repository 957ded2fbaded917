import Glibc
import LinearAlgebra

/// The change of a loss divided into what exports, incidence and intensity did to it.
///
/// ```
/// Y = E · A/E · Y/A          exports, the part that affected firms have of them, loss per unit of their exports
/// Y_2 - Y_1 = L ln(E_2/E_1) + L ln((A_2/E_2)/(A_1/E_1)) + L ln((Y_2/A_2)/(Y_1/A_1))        L = (Y_2 - Y_1) / ln(Y_2/Y_1)
/// ```
/// The parts add up to the change, and exchanging the years changes their signs and nothing else. Errors by the delta method.
/// > Source: Ang (2005), Energy Policy 33, 867-871, the logarithmic mean Divisia index.
public struct LossDecomposition: Sendable, Hashable {
  /// What one factor contributed, in the unit of the loss.
  public struct Part: Sendable, Hashable {
    public let value: Double
    public let standardError: Double
  }
  public let change: Part
  public let exports: Part
  public let incidence: Part
  public let intensity: Part

  /// What is estimated each year, in this order.
  public struct Totals: Sendable, Hashable {
    /// E, exports of all firms.
    public let exports: Double
    /// A, exports of affected firms, in the unit of the exports.
    public let affectedExports: Double
    /// Y.
    public let loss: Double

    public init(exports: Double, affectedExports: Double, loss: Double) {
      (self.exports, self.affectedExports, self.loss) = (exports, affectedExports, loss)
    }
  }

  /// - Parameters:
  ///   - covariance: 6 × 6: exports, affected exports and loss of the first year, then of the second.
  /// - Throws: ``PanelError/notPositive(what:year:value:)``.
  public init(from first: Totals, to second: Totals, covariance: Matrix) throws(PanelError) {
    precondition(covariance.rows == 6 && covariance.columns == 6, "three totals of two years")
    try first.requirePositive(year: 1)
    try second.requirePositive(year: 2)
    let mean = LogarithmicMean(first.loss, second.loss)
    let logarithms = [
      log(second.exports / first.exports), log(second.incidence / first.incidence),
      log(second.intensity / first.intensity),
    ]
    // ∂ ln E, ∂ ln A - ∂ ln E, ∂ ln Y - ∂ ln A, by the totals of a year.
    func slopes(_ totals: Totals) -> [[Double]] {
      let (e, a, y) = (1 / totals.exports, 1 / totals.affectedExports, 1 / totals.loss)
      return [[e, 0, 0], [-e, a, 0], [0, -a, y]]
    }
    let (before, after) = (slopes(first), slopes(second))
    let parts = (0..<3).map { i in
      var gradient = before[i].map { -mean.value * $0 } + after[i].map { mean.value * $0 }
      gradient[2] += mean.slopeOfFirst * logarithms[i]
      gradient[5] += mean.slopeOfSecond * logarithms[i]
      return Part(value: mean.value * logarithms[i], standardError: covariance.standardError(of: gradient))
    }
    change = Part(
      value: second.loss - first.loss, standardError: covariance.standardError(of: [0, 0, -1, 0, 0, 1]))
    // The parts add up to the change to the last digit: intensity takes what rounding leaves.
    (exports, incidence) = (parts[0], parts[1])
    intensity = Part(value: change.value - parts[0].value - parts[1].value, standardError: parts[2].standardError)
  }
}

extension LossDecomposition.Totals {
  fileprivate var incidence: Double { affectedExports / exports }
  fileprivate var intensity: Double { loss / affectedExports }

  fileprivate func requirePositive(year: Int) throws(PanelError) {
    for (what, value) in [("exports", exports), ("exports of affected firms", affectedExports), ("loss", loss)]
    where !(value > 0 && value.isFinite) {
      throw .notPositive(what: what, year: year, value: value)
    }
  }
}

/// `L(a, b) = (b - a) / (ln b - ln a)`, a where both are equal, and its slopes.
private struct LogarithmicMean {
  let value: Double
  let slopeOfFirst: Double
  let slopeOfSecond: Double

  init(_ a: Double, _ b: Double) {
    let d = log(b / a)
    guard abs(d) > 1e-5 else {
      // L = a (1 + d/2 + d²/6 + ...): beyond the second term below rounding here.
      value = a * (1 + d / 2 + d * d / 6)
      (slopeOfFirst, slopeOfSecond) = (0.5 + d / 6, 0.5 - d / 6)
      return
    }
    let mean = (b - a) / d
    (value, slopeOfFirst, slopeOfSecond) = (mean, (mean / a - 1) / d, (1 - mean / b) / d)
  }
}

extension Matrix {
  /// √(g' V g).
  func standardError(of gradient: [Double]) -> Double {
    var sum = 0.0
    for j in gradient.indices {
      for i in gradient.indices { sum += gradient[i] * self[i, j] * gradient[j] }
    }
    return max(sum, 0).squareRoot()
  }
}
