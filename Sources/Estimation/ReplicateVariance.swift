import ExtendedPrecision
import LinearAlgebra
import Sampling

/// Weights of all replicates, and how squared deviations of their estimates add up to a variance.
///
/// ```
/// V = A Σ_r a_r (θ̂_r - c)(θ̂_r - c)'
/// ```
/// with scale A and `rscales` a_r; c is the full-sample estimate under `centersOnFullSample`, else the plain mean of the
/// replicate estimates with a_r > 0.
/// > Source: Wolter (2007), chapters 3 to 5; R `svrepdesign`.
public struct ReplicateSet: Sendable {
  /// R columns of n weights, after all weighting.
  let weights: [[Double]]
  let scale: Double
  let rscales: [Double]
  let centersOnFullSample: Bool
  /// nil: the rank of the weights less 1.
  let degreesOfFreedom: Double?
  let isDeleteOneJackknife: Bool

  var count: Int { weights.count }

  /// The covariance from R rows of q estimates.
  func covariance(_ estimates: [[Double]], fullSample: [Double]) -> Matrix {
    let used = estimates.indices.filter { rscales[$0] > 0 }
    let center =
      centersOnFullSample
      ? fullSample
      : fullSample.indices.map { a in used.reduce(0) { $0 + estimates[$1][a] } / Double(used.count) }
    let deviations = Matrix(rows: used.count, columns: center.count) { r, a in
      (estimates[used[r]][a] - center[a]) * (scale * rscales[used[r]]).squareRoot()
    }
    return deviations.crossProduct()
  }

  /// The rank of the weights of some rows, less 1.
  ///
  /// A column counts where what the columns before it leave of it exceeds 1e-5 of its length, as in R `degf`.
  func rankFreedom(over mask: [Bool]) -> Double {
    let rows = mask.indices.filter { mask[$0] }
    let gram = Matrix(columns: weights.map { column in rows.map { column[$0] } }).crossProduct()
    return Double(gram.rankBySquaredTolerance(1e-10) - 1)
  }
}

extension Matrix {
  /// The number of columns of A that are not combinations of those before, from `A'A` (lower triangle eliminated in place).
  fileprivate func rankBySquaredTolerance(_ tolerance: Double) -> Int {
    var left = self
    var rank = 0
    for j in 0..<columns where left[j, j] > tolerance * self[j, j] && left[j, j] > 0 {
      rank += 1
      for k in (j + 1)..<max(columns, j + 1) where left[j, k] != 0 {
        let factor = left[j, k] / left[j, j]
        for i in k..<columns { left[k, i] -= factor * left[j, i] }
      }
    }
    return rank
  }
}

/// Variances from replicates: every estimate is repeated with the weights of each of them.
struct ReplicateVariance: RowStatisticSource {
  let rows: SampleRows
  let replicates: ReplicateSet
  /// By replicate: weighted sums by cell and variable.
  private let tables: [SampleTables]

  init(_ rows: SampleRows, _ replicates: ReplicateSet) {
    self.rows = rows
    self.replicates = replicates
    tables = rows.tables(under: replicates.weights)
  }

  /// Contrasts are linearised: the covariance of their parts comes from the replicates.
  func covariance(
    of points: PointEstimates, _ request: StatisticRequest, onlyVariances: Bool
  ) throws(EstimationError) -> CovarianceMatrix {
    guard let basis = points.basis, case .contrast(let inner, _) = request.statistic else {
      return try covariance(of: points.list, inner: request)
    }
    let parts = try covariance(of: basis.points, inner: inner)
    return CovarianceMatrix(
      Matrix(rows: basis.contrasts.count, columns: basis.contrasts.count) { a, b in
        basis.contrasts[a].covariance(basis.contrasts[b], parts)
      })
  }

  private func covariance(
    of list: [PointEstimates.Point], inner request: StatisticRequest
  ) throws(EstimationError) -> CovarianceMatrix {
    let estimates = try tables.enumerated().map { r, table throws(EstimationError) in
      try PointEstimates(request, table).values(replicate: r + 1, like: list)
    }
    return CovarianceMatrix(replicates.covariance(estimates, fullSample: list.map { $0.value?.value ?? 0 }))
  }

  func designDegreesOfFreedom(_ request: StatisticRequest, _ sample: SampleTables) -> Double {
    if let freedom = replicates.degreesOfFreedom { return freedom }
    let cells = request.by.isEmpty ? sample.domainCells(request) : Array(sample.moments.cells.indices)
    return replicates.rankFreedom(over: rows.mask(cells))
  }

  func covariance(ofMeans columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix {
    let covariance = try repeated { weights in
      columns.map { rows.mean($0, over: mask, weights: weights) ?? .nan }
    }
    return covariance
  }

  func covariance(
    ofRefitted statistic: (_ weights: [Double]) throws(EstimationError) -> [Double]
  ) throws(EstimationError) -> Matrix? {
    guard !replicates.isDeleteOneJackknife else { throw .jackknifeOfQuantile }
    return try repeated(statistic)
  }

  /// The covariance of a statistic that is computed anew with the weights of each replicate.
  func repeated(
    _ statistic: (_ weights: [Double]) throws(EstimationError) -> [Double]
  ) throws(EstimationError) -> Matrix {
    var estimates: [[Double]] = []
    for (r, weights) in replicates.weights.enumerated() {
      let values = try statistic(weights)
      guard values.allSatisfy(\.isFinite) else { throw .replicateUndefined(replicate: r + 1, label: "the statistic") }
      estimates.append(values)
    }
    return replicates.covariance(estimates, fullSample: try statistic(rows.weights))
  }
}

extension PointEstimates {
  /// The values of a replicate; 0 where the full sample has none.
  fileprivate func values(replicate: Int, like full: [Point]) throws(EstimationError) -> [Double] {
    try zip(full, list).map { full, own throws(EstimationError) in
      guard full.value != nil else { return 0 }
      guard let value = own.value?.value, value.isFinite else {
        throw .replicateUndefined(replicate: replicate, label: full.label)
      }
      return value
    }
  }
}

extension SampleRows {
  /// The tables of the sample under each of several weights; which cells have rows stays as in the full sample.
  func tables(under weights: [[Double]]) -> [SampleTables] {
    let layout = moments.layout
    let values = layout.variables.indices.map { $0 == layout.weight ? nil : terms(of: $0).high }
    return weights.map { weights in
      var sums = [[DoubleDouble]](repeating: [], count: moments.cells.count)
      for column in values { append(weightedSums(column ?? weights, weights), to: &sums) }
      return SampleTables(moments: moments, rows: tables.rows, sums: sums, weightedSums: tables.weightedSums)
    }
  }

  private func append(_ column: [Double], to sums: inout [[DoubleDouble]]) {
    for (cell, sum) in column.enumerated() { sums[cell].append(DoubleDouble(sum)) }
  }

  /// By cell.
  private func weightedSums(_ values: [Double], _ weights: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: moments.cells.count)
    for row in values.indices { sums[cells[row]] += weights[row] * values[row] }
    return sums
  }
}
