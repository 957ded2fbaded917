/// The weights of all samples of units 1 to N by their size, built up unit by unit from positive terms only.
///
/// A unit with probability p multiplies the generating function by `(1 - p) + p z`, or where samples are also counted by the
/// units they leave out by `(1 - p)(1 + p y) + p z`, of which the powers y⁰ and y¹ are kept. The coefficient of z^m collects
/// the samples of m units. Nothing is subtracted, so every coefficient is right to about N units in the last place; the
/// usual formulas for joint probabilities divide differences and lose all digits for units of nearly equal size.
/// > Source: Chen and Liu (1997), Statistica Sinica 7, 875-892, method 2, for the recursion without y.
struct SelectionPolynomial {
  /// Coefficients of z⁰ to z^n.
  private(set) var plain: [Double]
  /// Coefficients of y z⁰ to y z^n; empty where left-out units do not count.
  private(set) var marked: [Double]

  /// The empty product, for samples of at most n units.
  init(size: Int, marking: Bool) {
    plain = [1] + [Double](repeating: 0, count: size)
    marked = marking ? [Double](repeating: 0, count: size + 1) : []
  }

  /// Multiplies by the factor of a unit. O(n).
  mutating func include(_ unit: SelectableUnit) {
    let (p, out) = (unit.probability, unit.complement)
    if !marked.isEmpty {
      for m in stride(from: marked.count - 1, to: 0, by: -1) {
        marked[m] = out * (marked[m] + p * plain[m]) + p * marked[m - 1]
      }
      marked[0] = out * (marked[0] + p * plain[0])
    }
    for m in stride(from: plain.count - 1, to: 0, by: -1) { plain[m] = out * plain[m] + p * plain[m - 1] }
    plain[0] *= out
  }

  /// The weight of samples of m units, one part of which this polynomial counts and the other one `rest`. O(m).
  func weight(ofSize m: Int, with rest: SelectionPolynomial) -> Double {
    guard m >= 0 else { return 0 }
    return marked.isEmpty
      ? Self.convolution(plain, rest.plain, at: m)
      : Self.convolution(plain, rest.marked, at: m) + Self.convolution(marked, rest.plain, at: m)
  }

  private static func convolution(_ a: [Double], _ b: [Double], at m: Int) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum = 0.0
        for i in 0...m { sum += a[i] * b[m - i] }
        return sum
      }
    }
  }
}
