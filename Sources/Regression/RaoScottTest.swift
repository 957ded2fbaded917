import Distributions
import LinearAlgebra

/// A test of independence in a two-way table of a survey.
///
/// ```
/// X² = n Σ_ij (p_ij - p_i+ p_+j)² / (p_i+ p_+j)        Δ = (C'D⁻¹C / n)⁻¹ C'D⁻¹VD⁻¹C        D = diag(p)
/// ```
/// with C the contrasts of the interaction and V the design's covariance of the cell shares. Under independence X² is a sum
/// of chi-squared variables with the eigenvalues of Δ as weights.
/// > Source: Rao and Scott (1981), JASA 76, 221-230; (1984), Annals of Statistics 12, 46-60; conventions of R `svychisq`.
public struct RaoScottTest: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Second order: X² / Σλ as an F with d₀ and d₀ν degrees of freedom, d₀ = (Σλ)² / Σλ².
    case secondOrder = "F"
    /// First order: X² / λ̄ as a chi-squared variable with (r - 1)(c - 1). The statistic reported is X² itself.
    case firstOrder = "Chisq"
    /// Of the differences p_ij - p_i+ p_+j of totals.
    case wald = "Wald"
    /// The same with `(ν - q + 1) / (ν q)` in place of 1/q.
    case adjustedWald = "adjWald"
    /// The exact distribution of the weighted sum.
    case linearCombination = "lincom"
    case saddlepoint
  }

  public let statistic: Double
  public let pValue: Double
  /// Degrees of freedom: numerator and denominator, or one of a chi-squared variable; empty for weighted sums.
  public let parameters: [Double]

  /// - Parameters:
  ///   - table: r × c weighted totals of the cells; no row or column is empty.
  ///   - shareCovariance: rc × rc, of the cells' shares of all, the first index changing fastest.
  ///   - totalCovariance: rc × rc, of the cells' totals.
  ///   - sampleSize: n, rows of nonzero weight.
  ///   - designFreedom: ν.
  /// - Throws: ``RegressionError`` where the covariance matrix of the contrasts is singular.
  public init(
    _ method: Method, table: Matrix, shareCovariance: Matrix, totalCovariance: Matrix, sampleSize: Int,
    designFreedom: Double
  ) throws(RegressionError) {
    guard designFreedom > 0 else { throw .noDegreesOfFreedom("the table") }
    switch method {
    case .wald, .adjustedWald:
      self = try Self.wald(table, totalCovariance, designFreedom, isAdjusted: method == .adjustedWald)
    default:
      let pearson = Self.pearson(table, sampleSize)
      let eigenvalues = try Self.eigenvalues(table, shareCovariance, sampleSize)
      self.init(method, pearson, eigenvalues, designFreedom)
    }
  }

  private init(_ method: Method, _ pearson: Double, _ eigenvalues: [Double], _ designFreedom: Double) {
    let sum = eigenvalues.reduce(0, +)
    let effective = sum * sum / eigenvalues.reduce(0) { $0 + $1 * $1 }
    let denominator = effective * designFreedom
    switch method {
    case .secondOrder:
      self.init(
        statistic: pearson / sum, pValue: upperF(pearson / sum, effective, denominator),
        parameters: [effective, denominator])
    case .linearCombination:
      self.init(
        statistic: pearson, pValue: upperWeightedSum(pearson, eigenvalues, denominator, .inversion), parameters: [])
    case .saddlepoint:
      self.init(statistic: pearson, pValue: upperWeightedSum(pearson, eigenvalues, denominator), parameters: [])
    default:
      let count = Double(eigenvalues.count)
      let tail = (try? ChiSquared(degreesOfFreedom: count))?.upperTail(pearson * count / sum)
      self.init(statistic: pearson, pValue: tail ?? .nan, parameters: [count])
    }
  }

  private init(statistic: Double, pValue: Double, parameters: [Double]) {
    (self.statistic, self.pValue, self.parameters) = (statistic, pValue, parameters)
  }

  // MARK: Pearson

  private static func pearson(_ table: Matrix, _ n: Int) -> Double {
    let (rows, columns, total) = (table.rowSums, table.columnSums, table.elements.reduce(0, +))
    var sum = 0.0
    for i in 0..<table.rows {
      for j in 0..<table.columns {
        let expected = rows[i] * columns[j] / total
        sum += (table[i, j] - expected) * (table[i, j] - expected) / expected
      }
    }
    return sum * Double(n) / total
  }

  /// Of Δ. Cells without weight are left out of D⁻¹.
  private static func eigenvalues(
    _ table: Matrix, _ covariance: Matrix, _ n: Int
  ) throws(RegressionError) -> [Double] {
    let total = table.elements.reduce(0, +)
    let inverse = table.elements.map { $0 == 0 ? 0 : total / $0 }
    let contrasts = interactionContrasts(table.rows, table.columns)
    let scaled = Matrix(rows: contrasts.rows, columns: contrasts.columns) { inverse[$0] * contrasts[$0, $1] }
    let simple = 1 / Double(n) * contrasts.transposeTimes(scaled)
    let design = scaled.transposeTimes(covariance * scaled)
    return try simple.misspecification(design, names: (1...contrasts.columns).map { "interaction \($0)" })
  }

  /// rc × (r - 1)(c - 1): `(δ_ia - δ_ir)(δ_jb - δ_jc)`, orthogonal to every main effect.
  private static func interactionContrasts(_ rows: Int, _ columns: Int) -> Matrix {
    func difference(_ i: Int, _ a: Int, _ last: Int) -> Double { i == a ? 1 : i == last ? -1 : 0 }
    return Matrix(rows: rows * columns, columns: (rows - 1) * (columns - 1)) { cell, contrast in
      difference(cell % rows, contrast % (rows - 1), rows - 1)
        * difference(cell / rows, contrast / (rows - 1), columns - 1)
    }
  }

  // MARK: Wald

  /// Of `Y_ij = T_ij - T_i+ T_+j / T` without the first row and column, by the delta method.
  private static func wald(
    _ table: Matrix, _ covariance: Matrix, _ designFreedom: Double, isAdjusted: Bool
  ) throws(RegressionError) -> RaoScottTest {
    let (rows, columns, total) = (table.rowSums, table.columnSums, table.elements.reduce(0, +))
    let (r, cells) = (table.rows, table.elements.count)
    let used = (0..<cells).filter { $0 % r > 0 && $0 / r > 0 }
    let jacobian = Matrix(rows: used.count, columns: cells) { y, cell in
      let (i, j, k, l) = (used[y] % r, used[y] / r, cell % r, cell / r)
      return (cell == used[y] ? 1 : 0) - (i == k ? columns[j] / total : 0) - (j == l ? rows[i] / total : 0)
        + rows[i] * columns[j] / (total * total)
    }
    let estimates = used.map { table.elements[$0] - rows[$0 % r] * columns[$0 / r] / total }
    let q = Double(used.count)
    let denominator = isAdjusted ? designFreedom - q + 1 : designFreedom
    let test = try WaldTest(
      estimates, jacobian * covariance * jacobian.transposed(), denominator,
      names: used.map { "cell \($0 % r + 1), \($0 / r + 1)" })
    let statistic = isAdjusted ? test.statistic * denominator / designFreedom : test.statistic
    return RaoScottTest(
      statistic: statistic, pValue: upperF(statistic, q, denominator), parameters: [q, denominator])
  }
}

extension Matrix {
  fileprivate var rowSums: [Double] { (0..<rows).map { row($0).reduce(0, +) } }
  fileprivate var columnSums: [Double] { (0..<columns).map { column($0).reduce(0, +) } }
}
