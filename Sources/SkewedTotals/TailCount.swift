import Glibc

/// How many of M units fall into a part of probability q, a tail say: a binomial number, by inversion.
/// - Complexity: O(M q) a draw; the caller keeps M q moderate.
package struct TailCount {
  /// P(X ≤ x), up to where it is 1 for a double.
  private let cumulative: [Double]

  package init(units: Int, probability q: Double) {
    var term = exp(Double(units) * log1p(-q))
    var sum = term
    var cumulative = [sum]
    let odds = q / (1 - q)
    while sum < 1 - 1e-14, cumulative.count <= units, term > 0 {
      term *= odds * Double(units - cumulative.count + 1) / Double(cumulative.count)
      sum += term
      cumulative.append(sum)
    }
    self.cumulative = cumulative
  }

  @inline(__always)
  package func draw(_ uniform: Double) -> Int {
    var x = 0
    while x < cumulative.count - 1, cumulative[x] < uniform { x += 1 }
    return x
  }
}
