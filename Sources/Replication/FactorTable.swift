/// The factors f_ur of U units in R replicates, as compact as their method allows.
enum FactorTable: Sendable {
  /// U × R, one replicate after the other, as a file gives them.
  case byReplicate([Double])
  /// R × U, one unit after the other.
  case byUnit([Double])
  case resamples(ResampleCounts)
  case deletions(UnitDeletions)

  /// Writes the factors of one unit in a run of the R replicates.
  /// - Parameters:
  ///   - total: R.
  ///   - row: As many places as the run has replicates.
  @inline(__always)
  func read(
    unit u: Int, units: Int, replicates run: Range<Int>, of total: Int, into row: UnsafeMutableBufferPointer<Double>
  ) {
    switch self {
    case .byReplicate(let values):
      for r in run { row[r - run.lowerBound] = values[r * units + u] }
    case .byUnit(let values):
      for r in run { row[r - run.lowerBound] = values[u * total + r] }
    case .resamples(let counts): counts.read(unit: u, replicates: run, of: total, into: row)
    case .deletions(let deletions): deletions.read(unit: u, replicates: run, into: row)
    }
  }

  /// f_ur.
  func factor(unit u: Int, replicate r: Int, units: Int, replicates: Int) -> Double {
    switch self {
    case .byReplicate(let values): values[r * units + u]
    case .byUnit(let values): values[u * replicates + r]
    case .resamples(let counts): counts.factor(unit: u, replicate: r, replicates: replicates)
    case .deletions(let deletions): deletions.factor(unit: u, replicate: r)
    }
  }
}

/// Factors of a bootstrap, `f_ur = a_u + b_u c_ur`, where c_ur is how often replicate r drew unit u.
struct ResampleCounts: Sendable {
  /// R × U, one unit after the other.
  let counts: [UInt16]
  /// a_u and b_u, by unit.
  let intercepts: [Double]
  let slopes: [Double]

  @inline(__always)
  func read(
    unit u: Int, replicates run: Range<Int>, of total: Int, into row: UnsafeMutableBufferPointer<Double>
  ) {
    let (intercept, slope) = (intercepts[u], slopes[u])
    counts.withUnsafeBufferPointer { counts in
      let own = counts.baseAddress! + (u * total + run.lowerBound)
      for r in 0..<run.count { row[r] = intercept + slope * Double(own[r]) }
    }
  }

  func factor(unit u: Int, replicate r: Int, replicates: Int) -> Double {
    intercepts[u] + slopes[u] * Double(counts[u * replicates + r])
  }
}

/// Factors of a jackknife: replicate r drops one unit and raises the others of its stratum by `n_h / (n_h - 1)`.
struct UnitDeletions: Sendable {
  /// By unit: the replicates that drop a unit of its stratum; empty for a census.
  let replicatesOfStratum: [Range<Int>]
  /// By unit: the replicate that drops it; -1 for none.
  let replicateOfUnit: [Int]

  func read(unit u: Int, replicates run: Range<Int>, into row: UnsafeMutableBufferPointer<Double>) {
    row.update(repeating: 1)
    for r in replicatesOfStratum[u].clamped(to: run) { row[r - run.lowerBound] = factor(unit: u, replicate: r) }
  }

  func factor(unit u: Int, replicate r: Int) -> Double {
    let own = replicatesOfStratum[u]
    guard own.contains(r) else { return 1 }
    return replicateOfUnit[u] == r ? 0 : Double(own.count) / Double(own.count - 1)
  }
}
