import LinearAlgebra
import Sampling

/// The quadratic form of a variance estimator in the weighted values of first-stage units, in blocks that do not interact.
struct QuadraticForm: Sendable {
  /// Ranges of units: strata, or all units where pairs of different strata are dependent.
  let blocks: [Range<Int>]
  /// By block: Σ.
  private let matrices: [Matrix]

  /// Eigenvalues down to this fraction of the largest, below zero, are rounding.
  private static let tolerance = 1e-8

  /// - Parameter probabilities: π_u by unit.
  /// - Throws: ``ReplicationError/unequalCounts(what:expected:found:)`` where a joint matrix has another order.
  init(
    _ pairs: UnequalProbabilities, probabilities: [Double], of stage: SampledStage
  ) throws(ReplicationError) {
    let strata = stage.stratumOfUnit
    if case .joint(let joint) = pairs.pairs, joint.rows != strata.count {
      throw .unequalCounts(what: "rows of joint probabilities", expected: strata.count, found: joint.rows)
    }
    let inUnitOrder = pairs.reordered(by: stage.firstRow)
    let whole = inUnitOrder.quadraticForm(probabilities: probabilities, strata: strata)
    let isBlockwise = strata.indices.allSatisfy { i in
      strata.indices.allSatisfy { strata[i] == strata[$0] || whole[i, $0] == 0 }
    }
    blocks = isBlockwise ? stage.units : [0..<strata.count]
    matrices = blocks.map { block in
      Matrix(rows: block.count, columns: block.count) { whole[block.lowerBound + $0, block.lowerBound + $1] }
    }
  }

  /// By block: a matrix B with `BB' = Σ`.
  /// - Throws: ``ReplicationError/quadraticFormNotPositive(smallestEigenvalue:largestEigenvalue:)``.
  func roots() throws(ReplicationError) -> [Matrix] {
    try matrices.map { matrix throws(ReplicationError) in
      let eigen: SymmetricEigen
      do { eigen = try SymmetricEigen(matrix) } catch { preconditionFailure("probabilities are finite: \(error)") }
      let (smallest, largest) = (eigen.values.first ?? 0, eigen.values.last ?? 0)
      guard smallest >= -Self.tolerance * largest else {
        throw .quadraticFormNotPositive(smallestEigenvalue: smallest, largestEigenvalue: largest)
      }
      let lengths = eigen.values.map { max(0, $0).squareRoot() }
      return Matrix(rows: matrix.rows, columns: matrix.rows) { eigen.vectors[$0, $1] * lengths[$1] }
    }
  }
}

extension UnequalProbabilities {
  /// The same pairs in another order of rows.
  fileprivate func reordered(by rows: [Int]) -> UnequalProbabilities {
    guard case .joint(let joint) = pairs else { return self }
    return UnequalProbabilities(
      .joint(Matrix(rows: rows.count, columns: rows.count) { joint[rows[$0], rows[$1]] }), form: form)
  }

  /// Σ: `1 - π_i π_j / π_ij`, under Yates and Grundy with a diagonal that makes every row add to zero.
  fileprivate func quadraticForm(probabilities: [Double], strata: [Int]) -> Matrix {
    guard var form = pairWeights(probabilities: probabilities, strata: strata) else {
      return Self.brewerForm(probabilities: probabilities, strata: strata)
    }
    guard self.form == .yatesGrundy else { return form }
    for i in 0..<form.rows {
      form[i, i] = 0
      form[i, i] = -form.row(i).reduce(0, +)
    }
    return form
  }

  /// `C diag(L) C` within strata, C centring and `L_i = (1 - π_i) n / (n - 1)`.
  private static func brewerForm(probabilities: [Double], strata: [Int]) -> Matrix {
    let sizes = strata.reduce(into: [Int: Double]()) { $0[$1, default: 0] += 1 }
    let leverages = zip(probabilities, strata).map { probability, h in
      let n = sizes[h, default: 1]
      return (1 - probability) * (n > 1 ? n / (n - 1) : 1)
    }
    let sums = zip(leverages, strata).reduce(into: [Int: Double]()) { $0[$1.1, default: 0] += $1.0 }
    return Matrix(rows: strata.count, columns: strata.count) { i, j in
      guard strata[i] == strata[j], let n = sizes[strata[i]], let sum = sums[strata[i]] else { return 0 }
      return (i == j ? leverages[i] : 0) - (leverages[i] + leverages[j]) / n + sum / (n * n)
    }
  }
}
