import Distributions

/// Scores of the estimated population ranks of an outcome, for tests that compare groups by rank.
///
/// ```
/// r_k = mean over the rows tied with k of (W_k - w_k / 2)        W_k the weight up to and including row k, N = Σ w
/// ```
/// Among tied rows of unequal weight the mean depends on their order, which is that of the data, as in R.
/// > Source: Lumley and Scott (2013), Biometrika 100, 831-842; ties as in R `svyranktest`.
public enum RankScore: String, Sendable, Hashable, CaseIterable {
  /// r / N
  case wilcoxon
  /// The normal quantile of r / N.
  case vanDerWaerden = "vanderWaerden"
  /// 1 above the population's half.
  case median
  /// r / N; the name of Wilcoxon's test with more than two groups.
  case kruskalWallis = "KruskalWallis"

  private func score(_ rank: Double, _ size: Double) -> Double {
    switch self {
    case .wilcoxon, .kruskalWallis: rank / size
    case .vanDerWaerden: Normal.standard.quantile(rank / size)
    case .median: rank > size / 2 ? 1 : 0
    }
  }

  /// - Parameters:
  ///   - values: n values.
  ///   - weights: n weights; positive in the rows.
  ///   - rows: The rows to rank.
  /// - Returns: n scores, zero in other rows.
  /// - Complexity: O(n log n).
  public func scores(of values: [Double], weights: [Double], rows: [Int]) -> [Double] {
    let order = rows.sorted { (values[$0], $0) < (values[$1], $1) }
    let middles = Self.middles(order.map { weights[$0] })
    let size = rows.isEmpty ? 0 : middles.size
    var (scores, start) = ([Double](repeating: 0, count: values.count), 0)
    while start < order.count {
      let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
      let rank = middles.values[start..<end].reduce(0, +) / Double(end - start)
      for row in order[start..<end] { scores[row] = score(rank, size) }
      start = end
    }
    return scores
  }

  /// W_k - w_k / 2, and N.
  private static func middles(_ weights: [Double]) -> (values: [Double], size: Double) {
    var sum = 0.0
    let values = weights.map { weight in
      sum += weight
      return sum - weight / 2
    }
    return (values, sum)
  }
}
