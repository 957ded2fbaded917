import LinearAlgebra

/// Joint inclusion probabilities of systematic sampling in the order of the frame.
///
/// With V_k = π_1 + ... + π_k and one uniform start u, unit k is taken when some u + j lies in [V_{k-1}, V_k): u lies on an
/// arc of length π_k of the circle of circumference 1. Two units are taken together on the overlap of their arcs.
/// > Source: Tillé (2006), section 7.1. Compared with `UPsystematicpi2` of R sampling 2.9.
struct SystematicArcs {
  private let starts: [Double]
  private let lengths: [Double]

  init(_ probabilities: [Double]) {
    lengths = probabilities
    var (start, starts) = (0.0, [Double]())
    for probability in probabilities {
      starts.append(start)
      start = (start + probability).truncatingRemainder(dividingBy: 1)
    }
    self.starts = starts
  }

  /// π_kl, N × N.
  var pairs: Matrix {
    Matrix(symmetricOfOrder: lengths.count) { k, l in
      [-1.0, 0, 1].reduce(0) { $0 + overlap(k, l, turn: $1) }
    }
  }

  private func overlap(_ k: Int, _ l: Int, turn: Double) -> Double {
    let start = max(starts[k], starts[l] + turn)
    let end = min(starts[k] + lengths[k], starts[l] + turn + lengths[l])
    // Arcs that only touch overlap by the rounding of their ends.
    return end - start > 1e-14 ? end - start : 0
  }
}
