import LinearAlgebra

/// Sampling with unequal probabilities without replacement: what the variance knows about pairs of units.
public struct UnequalProbabilities: Sendable, Hashable {
  public enum PairProbabilities: Sendable, Hashable {
    /// Brewer's approximation, which needs no pairs; may be multistage.
    case brewer
    /// Overton's approximation, π_ij from π_i + π_j.
    case overton
    /// Hartley and Rao's approximation, with Σ π_i² / n over the population, or its estimate, the mean of π_i in the sample.
    case hartleyRao(meanSquare: Double?)
    /// π_ij for the rows of the data, π_i on the diagonal.
    case joint(Matrix)
    /// Units drawn independently.
    case poisson
  }
  /// The form of the variance that pairs are put into.
  public enum Form: String, Sendable, Hashable, CaseIterable {
    case horvitzThompson = "HT"
    case yatesGrundy = "YG"
  }

  public let pairs: PairProbabilities
  public let form: Form

  public init(_ pairs: PairProbabilities, form: Form = .horvitzThompson) {
    self.pairs = pairs
    self.form = form
  }

  /// `Δ_ij / π_ij = 1 - π_i π_j / π_ij`, the weights of pairs of expanded values in the variance; nil for Brewer.
  ///
  /// ```
  /// Overton       π_ij = π_i π_j (n - 1) / (n - (π_i + π_j) / 2)
  /// Hartley, Rao  π_ij = π_i π_j (n - 1) / (n - π_i - π_j + Σ π² / n)
  /// ```
  /// within a stratum of n units; units of different strata, and pairs of certain units, are independent.
  /// - Parameters:
  ///   - probabilities: π_i by unit.
  ///   - strata: The stratum of each unit.
  /// > Source: Overton and Stehman (1995), American Statistician 49, 261-268, equation 5; Hartley and Rao (1962), Annals
  /// > of Mathematical Statistics 33, 350-374, equation 5.17.
  public func pairWeights(probabilities: [Double], strata: [Int]) -> Matrix? {
    switch pairs {
    case .brewer: return nil
    case .poisson: return Matrix(diagonal: probabilities.map { 1 - $0 })
    case .joint(let joint):
      return Matrix(rows: joint.rows, columns: joint.columns) { i, j in
        i == j ? 1 - joint[i, i] : (joint[i, j] - joint[i, i] * joint[j, j]) / joint[i, j]
      }
    case .overton: return approximate(probabilities, strata) { pair, _ in pair / 2 }
    case .hartleyRao(let meanSquare):
      return approximate(probabilities, strata) { pair, mean in pair - (meanSquare ?? mean) }
    }
  }

  /// `1 - (n - c_ij) / (n - 1)` within strata, with c_ij a function of π_i + π_j and of the stratum's mean of π.
  private func approximate(
    _ probabilities: [Double], _ strata: [Int], _ correction: (Double, Double) -> Double
  ) -> Matrix {
    var (sizes, sums) = ([Int: Double](), [Int: Double]())
    for (stratum, probability) in zip(strata, probabilities) {
      sizes[stratum, default: 0] += 1
      sums[stratum, default: 0] += probability
    }
    return Matrix(rows: strata.count, columns: strata.count) { i, j in
      guard i != j else { return 1 - probabilities[i] }
      guard strata[i] == strata[j], min(probabilities[i], probabilities[j]) < 1 else { return 0 }
      let n = sizes[strata[i]]!
      return 1 - (n - correction(probabilities[i] + probabilities[j], sums[strata[i]]! / n)) / (n - 1)
    }
  }
}
