import ExtendedPrecision
import LinearAlgebra
import Regression
import Sampling

/// Variances from replicates: every estimate is repeated with the weights of each of them.
struct ReplicatedVariance: RowStatisticSource {
  let rows: SampleRows
  let replicates: ReplicateSet
  /// By replicate: weighted sums by cell and variable.
  private let tables: [SampleTables]

  init(_ rows: SampleRows, _ replicates: ReplicateSet) {
    self.rows = rows
    self.replicates = replicates
    tables = rows.tables(under: replicates)
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
    return CovarianceMatrix(try replicates.covariance(estimates, fullSample: list.map { $0.value?.value ?? 0 }))
  }

  func designDegreesOfFreedom(_ request: StatisticRequest, _ sample: SampleTables) -> Double {
    if case .design = replicates.freedom { return sample.designDegreesOfFreedom(request) }
    let cells = request.by.isEmpty ? sample.domainCells(request) : Array(sample.moments.cells.indices)
    return Double(replicates.replicates.degreesOfFreedom(over: rows.mask(cells)))
  }

  func covariance(ofMeans columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix {
    let covariance = try repeated { weights in
      columns.map { rows.mean($0, over: mask, weights: weights) ?? .nan }
    }
    return covariance
  }

  func covariance(ofTotals columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix {
    try repeated { weights in
      columns.map { column in column.indices.reduce(0) { mask[$1] ? $0 + weights[$1] * column[$1] : $0 } }
    }
  }

  /// Refits that start at the full sample's coefficients.
  func designCovariance(present: [Bool]) -> DesignCovariance {
    .replicated(count: replicates.count, weights: replicates.weights) { estimates, full throws(RegressionError) in
      try designError { () throws(EstimationError) in try replicates.covariance(estimates, fullSample: full) }
    }
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
    for r in 0..<replicates.count {
      let values = try statistic(replicates.weights(r))
      guard values.allSatisfy(\.isFinite) else { throw .replicateUndefined(replicate: r + 1, label: "the statistic") }
      estimates.append(values)
    }
    return try replicates.covariance(estimates, fullSample: try statistic(rows.weights))
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
  /// The tables of the sample under the weights of each replicate; which cells have rows stays as in the full sample.
  ///
  /// No estimate needs Σw² of a replicate, so it is left at zero.
  fileprivate func tables(under replicates: ReplicateSet) -> [SampleTables] {
    let layout = moments.layout
    let summed = layout.variables.indices.filter { $0 != layout.weight }
    let totals = replicates.replicates.totals(
      of: summed.map { rowValues(of: $0).rounded(count: rowCount) }, cells: cells, cellCount: moments.cells.count,
      workers: threads)
    return (0..<replicates.count).map { replicate in
      var sums = [[DoubleDouble]](
        repeating: Array(repeating: .zero, count: layout.variables.count), count: moments.cells.count)
      for cell in sums.indices {
        for (place, variable) in summed.enumerated() {
          sums[cell][variable] = DoubleDouble(totals[replicate, cell * summed.count + place])
        }
      }
      return SampleTables(moments: moments, rows: tables.rows, sums: sums, weightedSums: tables.weightedSums)
    }
  }
}

extension RowValues {
  /// n values, each rounded to a double.
  fileprivate func rounded(count: Int) -> [Double] { (0..<count).map { self[$0].value } }
}
