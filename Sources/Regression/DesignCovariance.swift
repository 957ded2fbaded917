import LinearAlgebra

/// How a design gives the covariance of estimates: from scores of its rows, or from its replicates.
public enum DesignCovariance {
  /// From n × q scores, the q × q covariance of their weighted totals.
  case linearized((_ scores: ModelScores) throws(RegressionError) -> Matrix)
  /// From R estimates of q numbers, one row a replicate, and the full sample's, the q × q covariance of their spread.
  case replicated(
    count: Int, weights: (_ replicate: Int) -> [Double],
    spread: (_ estimates: Matrix, _ fullSample: [Double]) throws(RegressionError) -> Matrix)
}

extension ModelFit {
  /// The design's covariance of the coefficients, p × p.
  /// - Throws: ``RegressionError``; ``RegressionError/replicate(_:reason:)`` where a refit fails.
  public func covariance(_ design: DesignCovariance, threads: Int = 1) throws(RegressionError) -> Matrix {
    switch design {
    case .linearized(let covariance):
      return try covariance(scores)
    case .replicated(let count, let weights, let spread):
      return try spread(refits(count, weights, threads: threads), coefficients)
    }
  }

  /// R × p coefficients of refits with replicate weights, started at the full sample's.
  /// - Throws: ``RegressionError/replicate(_:reason:)``.
  public func refits(
    _ count: Int, _ weights: (_ replicate: Int) -> [Double], threads: Int = 1
  ) throws(RegressionError) -> Matrix {
    var estimates = Matrix(rows: count, columns: coefficients.count)
    for replicate in 0..<count {
      let refit = try refit(replicate, weights(replicate), threads)
      for j in refit.indices { estimates[replicate, j] = refit[j] }
    }
    return estimates
  }

  private func refit(_ replicate: Int, _ weights: [Double], _ threads: Int) throws(RegressionError) -> [Double] {
    do {
      return try model.fit(weights: weights, start: coefficients, threads: threads).coefficients
    } catch { throw .replicate(replicate, reason: error.description) }
  }
}
