import LinearAlgebra

/// The probability of every two units to be in the sample together.
///
/// For designs of fixed size n every row adds up: `Σ_l π_kl = n π_k`, the diagonal π_kk = π_k included.
public struct JointInclusionProbabilities: Sendable, Hashable {
  /// N × N, symmetric, π_k on the diagonal.
  public let matrix: Matrix

  /// - Parameters:
  ///   - first: π_k. Units of probability 1 and 0 are set aside: π_kl = π_l and π_kl = 0.
  ///   - method: The design, or the approximation.
  /// - Throws: ``SamplingPlanError`` where a design of fixed size is asked for and Σ π_k is not whole, where simple random
  ///   sampling is and the π_k differ, or where canonical weights are not found.
  /// - Complexity: O(N²) for approximations, O(N² n) for `sampford`, O(N² n + N³) for `maximumEntropy`, O(N² (N - n)) for
  ///   `tille` and O(N² n) for `midzuno`.
  public init(of first: InclusionProbabilities, method: JointInclusionMethod) throws(SamplingPlanError) {
    let probabilities = first.probabilities
    let open = probabilities.indices.filter { probabilities[$0] > 0 && probabilities[$0] < 1 }
    let drawn = open.map { probabilities[$0] }
    if method.hasFixedSize { try Self.requireWholeSum(of: drawn) }
    let pairs = try method.pairs(of: drawn)
    var result = Matrix(rows: probabilities.count, columns: probabilities.count) { k, l in
      k == l ? probabilities[k] : probabilities[k] * probabilities[l]
    }
    for (i, k) in open.enumerated() {
      for (j, l) in open.enumerated() where i != j { result[k, l] = pairs[i, j] }
    }
    matrix = result
  }

  /// Σ_l π_kl, N values: n π_k where the design has fixed size.
  public var rowSums: [Double] { (0..<matrix.rows).map { matrix.column($0).reduce(0, +) } }

  /// Probabilities read from a file add up to a whole number only nearly.
  private static func requireWholeSum(of probabilities: [Double]) throws(SamplingPlanError) {
    let sum = probabilities.reduce(0, +)
    guard abs(sum - sum.rounded()) <= 1e-6 * max(1, sum) else { throw .sampleSizeNotWhole(sum: sum) }
  }
}

extension JointInclusionMethod {
  /// π_kl of units with probabilities strictly between 0 and 1; the diagonal is not used.
  fileprivate func pairs(of probabilities: [Double]) throws(SamplingPlanError) -> Matrix {
    guard probabilities.count > 1 else { return Matrix(rows: probabilities.count, columns: probabilities.count) }
    switch self {
    case .sampford: return SampfordSampling(probabilities).pairs
    case .maximumEntropy: return try ConditionalPoisson(inclusionProbabilities: probabilities).pairs
    case .tille: return Elimination(probabilities).pairs
    case .midzuno: return Elimination(probabilities.map { 1 - $0 }).complementaryPairs
    case .systematic: return SystematicArcs(probabilities).pairs
    case .simpleRandom: return try Self.simpleRandomPairs(probabilities)
    case .poisson: return Matrix(symmetricOfOrder: probabilities.count) { probabilities[$0] * probabilities[$1] }
    default: return JointApproximation(probabilities).pairs(self)
    }
  }

  private static func simpleRandomPairs(_ probabilities: [Double]) throws(SamplingPlanError) -> Matrix {
    let (smallest, largest) = probabilities.reduce((1, 0)) { (min($0.0, $1), max($0.1, $1)) }
    guard largest - smallest <= 1e-9 * largest else {
      throw .unequalProbabilities(smallest: smallest, largest: largest)
    }
    let count = Double(probabilities.count)
    let n = (count * largest).rounded()
    return Matrix(symmetricOfOrder: probabilities.count) { _, _ in n * (n - 1) / (count * (count - 1)) }
  }
}

extension Matrix {
  /// A symmetric matrix whose element for each pair k < l is asked once; zero on the diagonal.
  init(symmetricOfOrder order: Int, element: (_ k: Int, _ l: Int) -> Double) {
    var elements = [Double](repeating: 0, count: order * order)
    for l in 0..<order {
      for k in 0..<l {
        elements[k + l * order] = element(k, l)
        elements[l + k * order] = elements[k + l * order]
      }
    }
    self.init(columnMajor: elements, rows: order, columns: order)
  }
}
