import LinearAlgebra

/// How far totals can go in a direction with factors in a box.
///
/// ```
/// maximize θ        subject to  Σ_e D_e ρ_e x_e = θ b,   l_e <= ρ_e <= h_e        with l_e <= 0 <= h_e
/// ```
/// A linear program, solved by a primal-dual interior point method with one Gram matrix an iteration. One end of a box may
/// be infinite.
/// > Source: Mehrotra (1992), SIAM J. Optimization 2, 575-601; for programs of this shape Portnoy and Koenker (1997),
/// > Statistical Science 12, 279-300.
struct BoundedReach {
  let auxiliaries: Auxiliaries
  /// b.
  let direction: [Double]
  /// D, negative where ρ is measured downwards from the upper end.
  let a: [Double]
  /// h - l, infinite where the box is open.
  let width: [Double]
  /// `-Σ D l x`, l the end that ρ is measured from.
  let offset: [Double]
  /// The typical size of a multiplier.
  private let multiplier: Double

  private static let iterations = 100
  private static let tolerance = 1e-9
  private static let leastPrecision = 1e-6

  init(_ auxiliaries: Auxiliaries, weights: [Double], direction: [Double], lower: [Double], upper: [Double]) {
    var (a, width, moved) = (weights, upper, lower)
    for e in a.indices {
      width[e] = upper[e] - lower[e]
      if lower[e] == -.infinity { (a[e], moved[e]) = (-a[e], -upper[e]) }
      moved[e] *= -a[e]
      // A box without width is a constant: a variable without effect stands for it.
      if !(width[e] > 0) { (a[e], width[e]) = (0, 1) }
    }
    (self.auxiliaries, self.direction, self.a, self.width) = (auxiliaries, direction, a, width)
    offset = auxiliaries.transposeTimes(moved)
    multiplier =
      a.reduce(0) { $0 + $1.magnitude } / Double(max(a.count, 1)) / direction.reduce(0) { max($0, $1.magnitude) }
  }

  /// The largest θ, to some seven digits; nil where the direction is zero or the iteration fails.
  ///
  /// Values beyond 1e6 stand for no limit.
  func largest() -> Double? {
    guard var point = start() else { return nil }
    let sizes = auxiliaries.absoluteSums(a.indices.map { a[$0].magnitude * (width[$0].isFinite ? width[$0] : 1) })
    guard directionIsInReach(sizes) else { return 0 }
    var (best, rank) = (Bracket(theta: 0, error: .infinity), 0)
    for _ in 0..<Self.iterations {
      let system = System(self, point)
      // Equations that are singular beyond repair end the iteration; what is known then may still be enough.
      guard system.rank >= rank else { break }
      rank = system.rank
      if system.isFeasible(sizes) { best = Bracket(theta: point.theta, error: system.error) }
      if best.isWithin(Self.tolerance) { break }
      guard let next = advanced(point, system) else { break }
      point = next
    }
    return best.isWithin(Self.leastPrecision) ? best.theta : nil
  }

  /// A θ that can be reached, and by how much the largest may exceed it.
  private struct Bracket {
    let theta: Double
    let error: Double

    func isWithin(_ tolerance: Double) -> Bool { error <= tolerance * (theta.magnitude + 1e-6) || theta > 1e6 }
  }

  /// Whether the rows that can move reach every term of the direction, compared with its largest part.
  private func directionIsInReach(_ sizes: [Double]) -> Bool {
    let gram = auxiliaries.crossProduct(weights: a.map { $0 * $0 })
    let solution = GramFactor(gram).solve(direction)
    let missed = direction.indices.map { j in
      direction[j] - direction.indices.reduce(0) { $0 + gram[j, $1] * solution[$1] }
    }
    func part(_ values: [Double]) -> Double {
      zip(values, sizes).reduce(0) { max($0, $1.0 == 0 ? 0 : $1.0.magnitude / $1.1) }
    }
    return part(missed) <= 1e-8 * part(direction)
  }

  /// The middle of each box, and multipliers of the size that b'y = 1 asks for; nil without a direction.
  private func start() -> Point? {
    guard multiplier > 0, multiplier.isFinite else { return nil }
    return Point(
      z: width.map { $0.isFinite ? $0 / 2 : 1 }, s: width.map { _ in multiplier },
      w: width.map { $0.isFinite ? multiplier : 0 }, y: [Double](repeating: 0, count: direction.count), theta: 0)
  }

  /// A primal and dual point: z = ρ - l, multipliers s of z >= 0 and w of z <= h - l, y of the equations.
  struct Point {
    var z: [Double]
    var s: [Double]
    var w: [Double]
    var y: [Double]
    var theta: Double

    /// `Σ z s + Σ (h - l - z) w`.
    func gap(_ width: [Double]) -> Double {
      z.indices.reduce(0) { $0 + z[$1] * s[$1] + (width[$1].isFinite ? (width[$1] - z[$1]) * w[$1] : 0) }
    }

    /// The point a fraction of the way along a step, of at most 1, that stays inside.
    func moved(along step: Point, _ width: [Double], fraction: Double) -> Point {
      var (primal, dual) = (1 / fraction, 1 / fraction)
      for e in z.indices {
        if step.z[e] < 0 { primal = min(primal, -z[e] / step.z[e]) }
        if step.z[e] > 0 { primal = min(primal, (width[e] - z[e]) / step.z[e]) }
        if step.s[e] < 0 { dual = min(dual, -s[e] / step.s[e]) }
        if step.w[e] < 0 { dual = min(dual, -w[e] / step.w[e]) }
      }
      (primal, dual) = (min(1, fraction * primal), min(1, fraction * dual))
      var result = self
      for e in z.indices {
        result.z[e] += primal * step.z[e]
        result.s[e] += dual * step.s[e]
        result.w[e] += dual * step.w[e]
      }
      for j in y.indices { result.y[j] += dual * step.y[j] }
      result.theta += primal * step.theta
      return result
    }
  }

  /// A predictor step towards zero gap, then one that keeps products of multipliers and distances equal.
  private func advanced(_ point: Point, _ system: System) -> Point? {
    guard let predictor = system.step(centre: 0, after: nil) else { return nil }
    let (gap, reached) = (point.gap(width), point.moved(along: predictor, width, fraction: 1).gap(width))
    let count = Double(width.reduce(0) { $0 + ($1.isFinite ? 2 : 1) })
    let ratio = min(1, max(0, reached / gap))
    guard let step = system.step(centre: ratio * ratio * ratio * gap / count, after: predictor) else { return nil }
    let next = point.moved(along: step, width, fraction: 0.9995)
    return next.theta.isFinite && next.gap(width).isFinite ? next : nil
  }
}
