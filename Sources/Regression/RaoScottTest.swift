import Distributions
import LinearAlgebra

/// A test of independence in a two-way table of a survey.
///
/// ```
/// X² = n Σ_ij (p_ij - p_i+ p_+j)² / (p_i+ p_+j)        Δ = (C'D⁻¹C / n)⁻¹ C'D⁻¹VD⁻¹C        D = diag(p)
/// ```
/// with C the contrasts of the interaction and V the design's covariance of the cell shares. Under independence X² is a sum
/// of chi-squared variables with the eigenvalues λ of Δ as weights.
///
/// | method | statistic | p-value from |
/// |---|---|---|
/// | `F` | X² / Σλ | F with d₀ = (Σλ)² / Σλ² and d₀ν |
/// | `Chisq` | X², uncorrected | X² / λ̄ as a chi-squared variable with q = (r - 1)(c - 1) |
/// | `lincom`, `saddlepoint` | X² | the weighted sum over a chi-squared denominator with d₀ν; exact, approximate |
/// | `Wald` | Y'V(Y)⁻¹Y / q of the differences of totals from independence | F with q and ν |
/// | `adjWald` | the same times (ν - q + 1) / ν | F with q and ν - q + 1 |
/// > Source: Rao and Scott (1981), JASA 76, 221-230; (1984), Annals of Statistics 12, 46-60; Thomas and Rao (1987), JASA 82,
/// > 630-636; conventions of R `svychisq`.
public struct RaoScottTest: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    case secondOrder = "F"
    case firstOrder = "Chisq"
    case wald = "Wald"
    case adjustedWald = "adjWald"
    case linearCombination = "lincom"
    case saddlepoint
  }

  public let statistic: Double
  public let pValue: Double
  /// Degrees of freedom: numerator and denominator, or one of a chi-squared variable; empty for weighted sums.
  public let parameters: [Double]

  /// - Parameters:
  ///   - shareCovariance: rc × rc, of the cells' shares of all, the first index changing fastest.
  ///   - totalCovariance: rc × rc, of the cells' totals.
  ///   - sampleSize: n, to which X² is scaled. R counts the rows of the design, those with a missing value too.
  ///   - designFreedom: ν.
  /// - Throws: ``RegressionError/singularCovariance(_:)``, ``RegressionError/noDegreesOfFreedom(_:)``.
  public init(
    _ method: Method, table: TwoWayTable, shareCovariance: Matrix, totalCovariance: Matrix, sampleSize: Int,
    designFreedom: Double
  ) throws(RegressionError) {
    guard designFreedom > 0 else { throw .noDegreesOfFreedom("the table") }
    switch method {
    case .wald, .adjustedWald:
      self = try Self.wald(table, totalCovariance, designFreedom, isAdjusted: method == .adjustedWald)
    default:
      let eigenvalues = try table.generalizedDesignEffects(shareCovariance, sampleSize)
      self = try Self.corrected(method, table.pearson(sampleSize: sampleSize), eigenvalues, designFreedom)
    }
  }

  private init(_ statistic: Double, _ pValue: Double, _ parameters: [Double]) {
    (self.statistic, self.pValue, self.parameters) = (statistic, pValue, parameters)
  }

  private static func corrected(
    _ method: Method, _ pearson: Double, _ eigenvalues: [Double], _ designFreedom: Double
  ) throws(RegressionError) -> RaoScottTest {
    let (sum, squares) = (eigenvalues.reduce(0, +), eigenvalues.reduce(0) { $0 + $1 * $1 })
    guard sum > 0 else { throw .singularCovariance("the cells' shares") }
    let (effective, count) = (sum * sum / squares, Double(eigenvalues.count))
    let denominator = effective * designFreedom
    switch method {
    case .secondOrder:
      return .init(pearson / sum, upperF(pearson / sum, effective, denominator), [effective, denominator])
    case .linearCombination, .saddlepoint:
      let way = method == .saddlepoint ? WeightedChiSquareSum.Method.saddlepoint : .inversion
      return .init(pearson, upperWeightedSum(pearson, eigenvalues, denominator, way), [])
    default: return .init(pearson, upperF(pearson / sum, count, .infinity), [count])
    }
  }

  private static func wald(
    _ table: TwoWayTable, _ covariance: Matrix, _ designFreedom: Double, isAdjusted: Bool
  ) throws(RegressionError) -> RaoScottTest {
    let (differences, jacobian, names) = table.differencesFromIndependence
    let q = Double(differences.count)
    let denominator = isAdjusted ? designFreedom - q + 1 : designFreedom
    let test = try WaldTest(
      estimates: differences, covariance: jacobian * covariance * jacobian.transposed(),
      denominatorFreedom: denominator, names: names)
    let statistic = isAdjusted ? test.statistic * denominator / designFreedom : test.statistic
    return .init(statistic, upperF(statistic, q, denominator), [q, denominator])
  }
}

extension TwoWayTable {
  /// The eigenvalues of Δ. Cells without weight are left out of D⁻¹.
  fileprivate func generalizedDesignEffects(
    _ covariance: Matrix, _ sampleSize: Int
  ) throws(RegressionError) -> [Double] {
    let total = total
    let inverse = totals.elements.map { $0 == 0 ? 0 : total / $0 }
    let contrasts = interactionContrasts
    let scaled = Matrix(rows: contrasts.rows, columns: contrasts.columns) { inverse[$0] * contrasts[$0, $1] }
    let simple = 1 / Double(sampleSize) * contrasts.transposeTimes(scaled)
    return try simple.relativeEigenvalues(
      of: scaled.transposeTimes(covariance * scaled), names: ["the table, which has too many cells without weight"])
  }

  /// C, rc × (r - 1)(c - 1): `(δ_ia - δ_ir)(δ_jb - δ_jc)`, orthogonal to every main effect.
  private var interactionContrasts: Matrix {
    let (r, c) = (totals.rows, totals.columns)
    func difference(_ i: Int, _ a: Int, _ last: Int) -> Double { i == a ? 1 : i == last ? -1 : 0 }
    return Matrix(rows: r * c, columns: interactionCount) { cell, contrast in
      difference(cell % r, contrast % (r - 1), r - 1) * difference(cell / r, contrast / (r - 1), c - 1)
    }
  }

  /// `Y_ij = T_ij - T_i+ T_+j / T` without the first row and column, which the others determine, and their derivatives with
  /// respect to the totals.
  fileprivate var differencesFromIndependence: (values: [Double], jacobian: Matrix, names: [String]) {
    let (rows, columns, total, r) = (rowTotals, columnTotals, total, totals.rows)
    let used = totals.elements.indices.filter { $0 % r > 0 && $0 / r > 0 }
    let jacobian = Matrix(rows: used.count, columns: totals.elements.count) { y, cell in
      let (i, j, k, l) = (used[y] % r, used[y] / r, cell % r, cell / r)
      return (cell == used[y] ? 1 : 0) - (i == k ? columns[j] / total : 0) - (j == l ? rows[i] / total : 0)
        + rows[i] * columns[j] / (total * total)
    }
    let values = used.map { totals.elements[$0] - rows[$0 % r] * columns[$0 / r] / total }
    return (values, jacobian, used.map { cellName($0 % r, $0 / r) })
  }
}
