import LinearAlgebra

/// Weights of n rows in R replicates, and how the spread of replicate estimates becomes a variance.
///
/// ```swift
/// let replicates = try ReplicateWeights(.raoWuYue(replicates: 500), of: design, seed: 2019)
/// let totals = replicates.totals(of: y)                                   // R × q
/// let covariance = try replicates.variance.covariance(of: totals, fullSample: fullTotals)
/// ```
/// > Source: Wolter (2007), Introduction to Variance Estimation, 2nd edition; Lumley (2010), section 2.3.
public struct ReplicateWeights: Sendable {
  /// n weights of the full sample.
  public let weights: [Double]
  /// w_k^(r) / w_k; the weights w_k^(r) themselves where ``isCombined``.
  public let factors: ReplicateFactors
  /// Whether ``factors`` hold replicate weights and not what weights are multiplied with.
  public let isCombined: Bool
  public let variance: ReplicateVariance
  public let findings: [ReplicationFinding]

  init(
    weights: [Double], factors: ReplicateFactors, isCombined: Bool = false, variance: ReplicateVariance,
    findings: [ReplicationFinding]
  ) {
    (self.weights, self.factors, self.isCombined) = (weights, factors, isCombined)
    (self.variance, self.findings) = (variance, findings)
  }

  public var rowCount: Int { weights.count }

  /// R.
  public var replicateCount: Int { factors.replicateCount }

  /// The n weights of one replicate.
  public func weights(ofReplicate r: Int) -> [Double] {
    let values = factors.factors(ofReplicate: r)
    return weights.indices.map { row in
      let value = values[factors.unit(ofRow: row)]
      return isCombined ? value : weights[row] * value
    }
  }

  /// The replicate weights of some rows, R × rows: a row's weights stand together, as matrix products want them.
  public func weights(ofRows rows: Range<Int>) -> Matrix {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "no such rows")
    return factors.block(
      of: rows.count, unit: { factors.unit(ofRow: rows.lowerBound + $0) },
      multiplier: { isCombined ? 1 : weights[rows.lowerBound + $0] })
  }
}

// MARK: Totals

extension ReplicateWeights {
  /// Units whose factors are multiplied at a time.
  private static let blockUnits = 256

  /// `t_r = Σ_k w_k^(r) y_k` for all replicates, R × q.
  ///
  /// Rows are first added up by unit, then units are taken in fixed blocks.
  /// - Parameter values: n × q, in any unit.
  /// - Complexity: O(n q + U R q).
  public func totals(of values: Matrix) -> Matrix {
    precondition(values.rows == rowCount, "rows of the values and of the design differ")
    let units = unitTotals(of: values)
    var totals = Matrix(rows: replicateCount, columns: values.columns)
    for start in stride(from: 0, to: factors.unitCount, by: Self.blockUnits) {
      let block = start..<min(start + Self.blockUnits, factors.unitCount)
      totals = totals + factors.factors(ofUnits: block) * units.rows(block)
    }
    return totals
  }

  /// Sums over the rows of each unit, of weighted values unless replicate weights are given as such; U × q.
  private func unitTotals(of values: Matrix) -> Matrix {
    var sums = [Double](repeating: 0, count: factors.unitCount * values.columns)
    for j in 0..<values.columns {
      for (row, value) in values.column(j).enumerated() {
        sums[j * factors.unitCount + factors.unit(ofRow: row)] += isCombined ? value : weights[row] * value
      }
    }
    return Matrix(columnMajor: sums, rows: factors.unitCount, columns: values.columns)
  }
}

extension Matrix {
  fileprivate func rows(_ block: Range<Int>) -> Matrix {
    Matrix(
      columnMajor: (0..<columns).flatMap { column($0)[$0 * rows + block.lowerBound..<$0 * rows + block.upperBound] },
      rows: block.count, columns: columns)
  }
}
