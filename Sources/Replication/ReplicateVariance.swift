import LinearAlgebra

/// How the spread of replicate estimates becomes a variance.
///
/// ```
/// V = A Σ_r a_r (t_r - c)(t_r - c)'
/// ```
/// with scale A and `rscales` a_r; c is the full-sample estimate under `mse`, else the plain mean of the replicate
/// estimates with a_r > 0.
/// > Source: Wolter (2007), chapters 3 to 5; the conventions of R `svrVar`.
public struct ReplicateVariance: Sendable, Hashable {
  /// A.
  public let scale: Double
  /// a_r, one a replicate; not negative.
  public let rscales: [Double]
  /// Deviations are taken from the full-sample estimate, so that the variance includes the bias that replicates show.
  public let mse: Bool

  /// - Throws: ``ReplicationError/invalidSetting(name:value:expected:)`` where a number is negative or not finite.
  public init(scale: Double, rscales: [Double], mse: Bool = false) throws(ReplicationError) {
    try ReplicationError.require(scale, "scale", atLeast: 0)
    for (r, rscale) in rscales.enumerated() {
      try ReplicationError.require(rscale, "rscales of replicate \(r + 1)", atLeast: 0)
    }
    self.init(checkedScale: scale, rscales: rscales, mse: mse)
  }

  init(checkedScale scale: Double, rscales: [Double], mse: Bool) {
    (self.scale, self.rscales, self.mse) = (scale, rscales, mse)
  }

  /// The covariance matrix of q estimates, q × q.
  ///
  /// - Parameters:
  ///   - estimates: R × q, the estimates of each replicate; rows with a_r = 0 may hold anything.
  ///   - fullSample: The q estimates from the full sample.
  /// - Throws: ``ReplicationError/estimateUndefined(replicate:)`` where a replicate that counts has no finite estimate.
  /// - Complexity: O(R q²).
  public func covariance(of estimates: Matrix, fullSample: [Double]) throws(ReplicationError) -> Matrix {
    try scaledDeviations(of: estimates, fullSample: fullSample).crossProduct()
  }

  /// The diagonal of ``covariance(of:fullSample:)`` alone, q variances. O(R q).
  public func variances(of estimates: Matrix, fullSample: [Double]) throws(ReplicationError) -> [Double] {
    let deviations = try scaledDeviations(of: estimates, fullSample: fullSample)
    return (0..<deviations.columns).map { deviations.column($0).reduce(0) { $0 + $1 * $1 } }
  }

  /// `√(A a_r) (t_r - c)`, a row for each replicate that counts.
  private func scaledDeviations(of estimates: Matrix, fullSample: [Double]) throws(ReplicationError) -> Matrix {
    precondition(fullSample.count == estimates.columns, "one full-sample estimate a column")
    guard estimates.rows == rscales.count else {
      throw .unequalCounts(what: "rows of replicate estimates", expected: rscales.count, found: estimates.rows)
    }
    let used = rscales.indices.filter { rscales[$0] > 0 }
    for r in used where !(0..<estimates.columns).allSatisfy({ estimates[r, $0].isFinite }) {
      throw .estimateUndefined(replicate: r)
    }
    let center = mse ? fullSample : estimates.columnMeans(of: used)
    return Matrix(rows: used.count, columns: estimates.columns) { i, j in
      (estimates[used[i], j] - center[j]) * (scale * rscales[used[i]]).squareRoot()
    }
  }
}

extension Matrix {
  fileprivate func columnMeans(of rows: [Int]) -> [Double] {
    (0..<columns).map { j in rows.reduce(0) { $0 + self[$1, j] } / Double(rows.count) }
  }
}

extension ReplicationError {
  static func require(_ value: Double, _ name: String, atLeast bound: Double) throws(ReplicationError) {
    guard value >= bound, value.isFinite else {
      throw .invalidSetting(name: name, value: value, expected: "a finite number of at least \(bound)")
    }
  }
}
