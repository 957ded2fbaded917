/// The kind of replicate weights that come with a file, which says what squared deviations are multiplied with.
///
/// | type | scale A | rscales a_r |
/// |---|---|---|
/// | `JK1` | given, else (n - 1)/n | given, else 1 |
/// | `JKn` | given, else 1 | given, else 1 over the largest factor |
/// | `BRR` | 1/R | given, else 1 |
/// | `Fay` | 1/(R (1 - ρ)²) | given, else 1 |
/// | `bootstrap` | given, else b/(R - 1), b bootstrap samples a replicate | given, else 1 |
/// | `ACS`, `successive-difference` | 4/R | 1 |
/// | `JK2` | 1 | 1 |
/// | `other` | given | given |
/// > Source: R `svrepdesign`.
public enum ReplicateType: Sendable, Hashable {
  case jk1
  case jkn
  case brr
  /// Perturbed half-samples, 0 <= ρ < 1.
  case fay(rho: Double)
  /// - Parameter averaged: Bootstrap samples averaged into one replicate.
  case bootstrap(averaged: Int = 1)
  case acs
  case successiveDifference
  case jk2
  case other

  /// The name in requests.
  public var name: String {
    switch self {
    case .jk1: "JK1"
    case .jkn: "JKn"
    case .brr: "BRR"
    case .fay: "Fay"
    case .bootstrap: "bootstrap"
    case .acs: "ACS"
    case .successiveDifference: "successive-difference"
    case .jk2: "JK2"
    case .other: "other"
    }
  }
}

extension ReplicateWeights {
  /// Replicate weights that the caller has.
  ///
  /// - Parameters:
  ///   - columns: R columns of n numbers.
  ///   - combined: The columns are weights; else factors to be multiplied with `weights`.
  ///   - weights: n weights of the full sample.
  ///   - type: Gives `scale` and `rscales` where these are nil, or whatever they are.
  ///   - scale: A.
  ///   - rscales: a_r, R of them, or one for all.
  /// - Throws: ``ReplicationError`` naming the replicate, the count or the scale that is missing.
  public init(
    columns: [[Double]], combined: Bool = true, weights: [Double], type: ReplicateType, scale: Double? = nil,
    rscales: [Double]? = nil, mse: Bool = false
  ) throws(ReplicationError) {
    guard !columns.isEmpty else { throw .unequalCounts(what: "replicates", expected: 1, found: 0) }
    for (r, column) in columns.enumerated() {
      guard column.count == weights.count else {
        throw .unequalCounts(what: "rows of replicate \(r + 1)", expected: weights.count, found: column.count)
      }
      if let row = column.firstIndex(where: { !$0.isFinite }) { throw .replicateNotFinite(replicate: r, row: row) }
    }
    let expanded = rscales.map { $0.count == 1 ? Array(repeating: $0[0], count: columns.count) : $0 }
    guard expanded?.count ?? columns.count == columns.count else {
      throw .unequalCounts(what: "rscales", expected: columns.count, found: expanded?.count ?? 0)
    }
    let given = GivenReplicates(columns: columns, combined: combined, type: type, scale: scale, rscales: expanded)
    self.init(
      weights: weights,
      factors: ReplicateFactors(
        .byReplicate(columns.flatMap { $0 }), replicateCount: columns.count, unitCount: weights.count, unitOfRow: nil),
      isCombined: combined,
      variance: try ReplicateVariance(scale: given.resolvedScale(), rscales: given.resolvedRscales(), mse: mse),
      findings: given.findings)
  }
}

/// Given replicates on the way to their scales.
private struct GivenReplicates {
  let columns: [[Double]]
  let combined: Bool
  let type: ReplicateType
  let scale: Double?
  let rscales: [Double]?

  private var count: Double { Double(columns.count) }

  /// n/(n - 1) in the column that drops one of n units.
  private func largestFactor(_ column: [Double]) -> Double { column.max() ?? 1 }

  func resolvedScale() throws(ReplicationError) -> Double {
    switch type {
    case .brr: return 1 / count
    case .fay(let rho):
      try ReplicationError.require(rho: rho)
      return 1 / (count * (1 - rho) * (1 - rho))
    case .acs, .successiveDifference: return 4 / count
    case .jk2: return 1
    case .jkn: return scale ?? 1
    case .jk1: return scale ?? (combined ? (count - 1) / count : 1 / largestFactor(columns[0]))
    case .bootstrap(let averaged):
      if let scale { return scale }
      try ReplicationError.require(count, "the number of bootstrap replicates", atLeast: 2)
      return Double(averaged) / (count - 1)
    case .other:
      guard let scale else { throw .missingScale(type: type.name, needed: "scale") }
      return scale
    }
  }

  func resolvedRscales() throws(ReplicationError) -> [Double] {
    let ones = [Double](repeating: 1, count: columns.count)
    switch type {
    case .acs, .successiveDifference, .jk2: return ones
    case .jkn:
      if let rscales { return rscales }
      guard !combined else { throw .missingScale(type: type.name, needed: "rscales, (n_h - 1)/n_h for each replicate") }
      return columns.map { 1 / largestFactor($0) }
    case .other:
      guard let rscales else { throw .missingScale(type: type.name, needed: "rscales") }
      return rscales
    case .jk1, .brr, .fay, .bootstrap: return rscales ?? ones
    }
  }

  var findings: [ReplicationFinding] {
    let zeros = columns.indices.filter { columns[$0].allSatisfy { $0 == 0 } }.map {
      ReplicationFinding.replicateOfZeros($0)
    }
    return zeros + (ignoresScale ? [.scaleIgnored(type: type.name)] : [])
  }

  private var ignoresScale: Bool {
    switch type {
    case .brr, .fay: scale != nil
    case .acs, .successiveDifference, .jk2: scale != nil || rscales != nil
    default: false
    }
  }
}

extension ReplicationError {
  static func require(rho: Double) throws(ReplicationError) {
    guard rho >= 0, rho < 1 else {
      throw .invalidSetting(name: "rho", value: rho, expected: "a number from 0 up to, but not including, 1")
    }
  }
}
