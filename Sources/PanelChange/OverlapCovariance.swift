import LinearAlgebra

/// The covariance of the estimates of two years whose samples share units.
///
/// ```
/// Ĉ_12 = Σ_g (1 - π_1 π_2 / π_12) / a_g Σ_{k ∈ s_1 ∩ s_2 ∩ g} w_1k (z_1k - z̄_1h) w_2k (z_2k - z̄_2h')
/// a_g = 1 - 1/n_1 - 1/n_2 + n_g/(n_1 n_2)                what the sample means take off a product
/// ```
/// g are the units that lie in stratum h in the first year and in h' in the second, n_g of them in both samples, `π_12 = n_g / N_g`
/// the probability of that, and N_g the part of N_h that they are among the units in both. Where a stratum stays as it is this is
/// ```
/// N² (n_c/(n_1 n_2) - 1/N) s_12
/// ```
/// Units that change stratum keep their part of the covariance. With equal samples it is the variance.
/// > Source: Tam (1984), The American Statistician 38, 288-289; Qualité and Tillé (2008), Survey Methodology 34, 173-181;
/// > Wood (2008), Journal of Official Statistics 24, 53-78, for what changes of stratum do.
public struct OverlapCovariance: Sendable {
  /// V(θ̂_1), q × q.
  public let first: Matrix
  /// V(θ̂_2), q × q.
  public let second: Matrix
  /// C(θ̂_1, θ̂_2), q × q: rows of the first year.
  public let between: Matrix
  /// Units in both samples.
  public let commonUnits: Int

  /// - Throws: ``PanelError``.
  public init(_ first: PanelSample, _ second: PanelSample) throws(PanelError) {
    guard first.linearized.columns == second.linearized.columns else {
      throw .unequalEstimates(first: first.linearized.columns, second: second.linearized.columns)
    }
    self.first = try first.variance
    self.second = try second.variance
    (between, commonUnits) = Self.between(first, second)
  }

  /// The covariance alone, for panels of many years whose variances are known.
  /// - Precondition: As many estimates in both years.
  public static func between(_ first: PanelSample, _ second: PanelSample) -> (covariance: Matrix, commonUnits: Int) {
    precondition(first.linearized.columns == second.linearized.columns, "both years are asked the same")
    let cells = OverlapCells(first, second)
    return (cells.covariance(first, second), cells.pairs.count)
  }

  /// V(θ̂_2 - θ̂_1).
  public var varianceOfChange: Matrix { first + second - between - between.transposed() }
}

extension PanelSample {
  /// V(θ̂), q × q: `Σ_h (1 - f_h) n_h/(n_h - 1) Σ_k w_k² (z_k - z̄_h)(z_k - z̄_h)'`.
  public var variance: Matrix {
    get throws(PanelError) {
      var factors = [Double](repeating: 0, count: sampleSizes.count)
      for (h, n) in sampleSizes.enumerated() where n > 0 && Double(n) < populationSizes[h] {
        guard n > 1 || singletons != .fail else { throw .oneUnit(stratum: h, population: populationSizes[h]) }
        factors[h] = (1 - samplingFraction(h)) * (n > 1 ? Double(n) / Double(n - 1) : 1)
      }
      let right = (0..<deviations.columns).map { Array(deviations.column($0)) }
      let left = right.map { column in zip(stratumOfUnit, column).map { factors[$0] * $1 } }
      return Matrix(rows: left.count, columns: right.count) { dot(left[$0], right[$1]) }
    }
  }
}

/// The units of two samples by their strata of both years.
private struct OverlapCells {
  struct Cell: Hashable {
    let first: Int
    let second: Int
  }
  /// Rows of the first and of the second sample, unit by unit.
  let pairs: [(first: Int, second: Int)]
  private let factorOfPair: [Double]

  init(_ first: PanelSample, _ second: PanelSample) {
    let rows = Dictionary(uniqueKeysWithValues: second.units.enumerated().map { ($1, $0) })
    pairs = first.units.enumerated().compactMap { row, unit in rows[unit].map { (row, $0) } }
    let cells = pairs.map { Cell(first: first.stratumOfUnit[$0.first], second: second.stratumOfUnit[$0.second]) }
    let counts = cells.reduce(into: [Cell: Int]()) { $0[$1, default: 0] += 1 }
    let populations = Self.populations(first, second, stayers: counts)
    factorOfPair = cells.map { cell in
      let n = Double(counts[cell]!)
      let planned = first.samplingFraction(cell.first) * second.samplingFraction(cell.second)
      let both = min(1, n / populations[cell]!)
      let (n1, n2) = (first.sampleSizes[cell.first], second.sampleSizes[cell.second])
      // In whole numbers: the only unit of a stratum has nothing that it could vary with.
      let centering = n1 * n2 - n1 - n2 + counts[cell]!
      return centering > 0 ? (1 - planned / both) * Double(n1 * n2) / Double(centering) : 0
    }
  }

  /// N_g: the common units' part of what the first sample says of the stratum, as all of a stratum that keeps its units does.
  ///
  /// A unit of the first sample that is not in the second one has no second stratum. The strata of those that are in both are taken
  /// for theirs, so N_g = N_h n_g / Σ_g' n_g'.
  private static func populations(
    _ first: PanelSample, _ second: PanelSample, stayers counts: [Cell: Int]
  ) -> [Cell: Double] {
    var common = [Int](repeating: 0, count: first.populationSizes.count)
    for (cell, n) in counts { common[cell.first] += n }
    var populations: [Cell: Double] = [:]
    for (cell, n) in counts {
      populations[cell] = first.populationSizes[cell.first] * Double(n) / Double(common[cell.first])
    }
    return populations
  }

  func covariance(_ first: PanelSample, _ second: PanelSample) -> Matrix {
    let left = (0..<first.deviations.columns).map { column in
      let deviations = Array(first.deviations.column(column))
      return zip(pairs, factorOfPair).map { $1 * deviations[$0.first] }
    }
    let right = (0..<second.deviations.columns).map { column in
      let deviations = Array(second.deviations.column(column))
      return pairs.map { deviations[$0.second] }
    }
    return Matrix(rows: left.count, columns: right.count) { dot(left[$0], right[$1]) }
  }
}

/// Σ a_k b_k in the order of rows.
private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for k in a.indices { sum += a[k] * b[k] }
  return sum
}
