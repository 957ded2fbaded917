import LinearAlgebra

/// Joint inclusion probabilities of Tillé's elimination procedure.
///
/// From all N units one is eliminated at a time, so that samples of every size i have probabilities π(k; i) proportional to
/// size. Unit k goes in the step to i units with probability `r_ki = 1 - π(k; i) / π(k; i + 1)`, and
/// ```
/// π_kl = Π_{i = n}^{N - 1} (1 - r_ki - r_li)
/// ```
/// > Source: Tillé (1996), Biometrika 83, 238-241. Compared with `UPtillepi2` and `UPmidzunopi2` of R sampling 2.9.
struct Elimination {
  private let p: [Double]
  private let n: Int

  /// - Precondition: strictly between 0 and 1, with a whole sum.
  init(_ probabilities: [Double]) {
    p = probabilities
    n = Int(probabilities.reduce(0, +).rounded())
  }

  /// π_kl, N × N. O(N² (N - n)).
  var pairs: Matrix {
    var survival = [Double](repeating: 1, count: p.count * p.count)
    var above = [Double](repeating: 1, count: p.count)
    for size in stride(from: p.count - 1, through: n, by: -1) {
      let probabilities = Self.proportional(to: p, sampleSize: size)
      let staying = zip(probabilities, above).map { $0 / $1 }
      Self.multiply(&survival, byPairsOf: staying)
      above = probabilities
    }
    return Matrix(symmetricOfOrder: p.count) { survival[$0 + $1 * p.count] }
  }

  /// Those of the units that elimination leaves out: the generalized Midzuno procedure with probabilities 1 - π_k.
  ///
  /// ```
  /// π_kl = 1 - (1 - π_k) - (1 - π_l) + π̄_kl
  /// ```
  var complementaryPairs: Matrix {
    let joint = pairs
    return Matrix(symmetricOfOrder: p.count) { max(1 - p[$0] - p[$1] + joint[$0, $1], 0) }
  }

  static func proportional(to sizes: [Double], sampleSize: Int) -> [Double] {
    guard sampleSize > 0 else { return [Double](repeating: 0, count: sizes.count) }
    guard let result = try? InclusionProbabilities(proportionalTo: sizes, sampleSize: Double(sampleSize)) else {
      preconditionFailure("positive sizes, and fewer units than there are")
    }
    return result.probabilities
  }

  /// `1 - r_k - r_l = s_k + s_l - 1`, where s_k is the probability to stay.
  private static func multiply(_ survival: inout [Double], byPairsOf staying: [Double]) {
    for l in staying.indices {
      for k in 0..<l { survival[k + l * staying.count] *= staying[k] + staying[l] - 1 }
    }
  }
}
