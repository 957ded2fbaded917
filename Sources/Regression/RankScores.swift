import Distributions

/// Scores of the estimated population ranks of an outcome, for tests that compare groups by rank.
///
/// ```
/// r_k = mean over the rows tied with k of (W_k - w_k / 2)        W_k the weight up to and including row k
/// ```
/// > Source: Lumley and Scott (2013), Biometrika 100, 831-842; ties as in R `svyranktest`.
public enum RankScore: String, Sendable, Hashable, CaseIterable {
  /// r / N. With more than two groups the test is that of Kruskal and Wallis.
  case wilcoxon
  /// The normal quantile of r / N.
  case vanDerWaerden = "vanderWaerden"
  /// 1 above the population's half.
  case median
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
  ///   - weights: n weights.
  ///   - rows: The rows to rank.
  /// - Returns: n scores, zero in other rows.
  public func scores(of values: [Double], weights: [Double], rows: [Int]) -> [Double] {
    let order = rows.sorted { (values[$0], $0) < (values[$1], $1) }
    var (middles, sum) = ([Double](), 0.0)
    for row in order {
      sum += weights[row]
      middles.append(sum - weights[row] / 2)
    }
    var (scores, start) = ([Double](repeating: 0, count: values.count), 0)
    while start < order.count {
      let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
      let rank = middles[start..<end].reduce(0, +) / Double(end - start)
      for place in start..<end { scores[order[place]] = score(rank, sum) }
      start = end
    }
    return scores
  }
}
