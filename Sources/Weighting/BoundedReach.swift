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
  private let auxiliaries: Auxiliaries
  /// b.
  private let direction: [Double]
  /// D, negative where ρ is measured downwards from the upper end.
  private let a: [Double]
  /// h - l, infinite where the box is open.
  private let width: [Double]
  /// `-Σ D l x`, l the end that ρ is measured from.
  private let offset: [Double]

  private static let iterations = 100
  private static let tolerance = 1e-10
  private static let leastPrecision = 1e-5

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
  }

  /// The largest θ, to some seven digits; nil where the direction is zero or the iteration fails.
  ///
  /// Values beyond 1e6 stand for no limit.
  func largest() -> Double? {
    guard var point = start() else { return nil }
    let sizes = auxiliaries.absoluteSums(a.indices.map { a[$0].magnitude * (width[$0].isFinite ? width[$0] : 1) })
    guard directionIsInReach(sizes) else { return 0 }
    var best: (theta: Double, error: Double)?
    var rank = 0
    for _ in 0..<Self.iterations {
      let system = System(self, point)
      // Where fewer factors stay between their bounds than there are terms, the equations end singular, beyond repair;
      // by then the largest θ is known to half the digits at least.
      guard system.rank >= rank else { break }
      rank = system.rank
      if system.isFeasible(sizes) {
        best = (point.theta, system.error)
        if system.error <= Self.tolerance * (point.theta.magnitude + 1e-6) || point.theta > 1e6 { break }
      }
      guard let next = advanced(point, system) else { break }
      point = next
    }
    return best.flatMap {
      $0.error <= Self.leastPrecision * ($0.theta.magnitude + 1e-6) || $0.theta > 1e6 ? $0.theta : nil
    }
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

  /// The middle of each box, and dual values of the size that b'y = 1 asks for.
  private func start() -> Point? {
    let size = direction.reduce(0) { max($0, $1.magnitude) }
    guard size > 0, size.isFinite else { return nil }
    let mean = a.reduce(0) { $0 + $1.magnitude } / Double(a.count)
    let dual = [Double](repeating: max(mean, .leastNormalMagnitude) / size, count: a.count)
    return Point(
      z: width.map { $0.isFinite ? $0 / 2 : 1 }, s: dual, w: zip(dual, width).map { $1.isFinite ? $0 : 0 },
      y: [Double](repeating: 0, count: direction.count), theta: 0)
  }

  /// A primal and dual point: z = ρ - l, multipliers s of z >= 0 and w of z <= h - l, y of the equations.
  private struct Point {
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

  /// The linearized conditions of optimality at a point, reduced to the p equations.
  private struct System {
    let reach: BoundedReach
    let point: Point
    /// 1 / (s / z + w / (h - l - z)).
    let q: [Double]
    /// What A'y + s - w falls short of 0.
    let dualShortfall: [Double]
    let primalShortfall: [Double]
    let factor: GramFactor

    init(_ reach: BoundedReach, _ point: Point) {
      (self.reach, self.point) = (reach, point)
      let xy = reach.auxiliaries.times(point.y)
      let (a, width) = (reach.a, reach.width)
      q = a.indices.map { 1 / (point.s[$0] / point.z[$0] + point.w[$0] / (width[$0] - point.z[$0])) }
      dualShortfall = a.indices.map { point.w[$0] - point.s[$0] - a[$0] * xy[$0] }
      let sums = reach.auxiliaries.transposeTimes(zip(a, point.z).map { $0 * $1 })
      primalShortfall = sums.indices.map { reach.offset[$0] + point.theta * reach.direction[$0] - sums[$0] }
      factor = GramFactor(
        reach.auxiliaries.crossProduct(weights: zip(a, q).map { $0 * $0 * $1 }), tolerance: 1e-14)
    }

    var rank: Int { factor.kept.count }

    /// Whether the equations hold, compared with the sizes of their terms.
    func isFeasible(_ sizes: [Double]) -> Bool {
      zip(primalShortfall, sizes).allSatisfy { $0.magnitude <= 1e-8 * $1 }
    }

    /// How far θ may be from the largest: the gap, and what the dual equations lack.
    var error: Double {
      let lacking = dualShortfall.indices.reduce(0) { sum, e in
        sum + dualShortfall[e].magnitude * (reach.width[e].isFinite ? reach.width[e] : max(1, point.z[e]))
      }
      return point.gap(reach.width) + lacking + (1 - along(point.y)).magnitude * point.theta.magnitude
    }

    /// The Newton step towards products `centre`, with the second-order terms of a predictor.
    func step(centre: Double, after predictor: Point?) -> Point? {
      let targets = reach.a.indices.map { productTargets($0, centre, predictor) }
      let k = reach.a.indices.map { e in
        targets[e].lower / point.z[e] - targets[e].upper / room(e) - dualShortfall[e]
      }
      let pushed = reach.auxiliaries.transposeTimes(k.indices.map { reach.a[$0] * q[$0] * k[$0] })
      let c = zip(primalShortfall, pushed).map { $0 - $1 }
      let (solution, response) = (factor.solve(c), factor.solve(reach.direction))
      let curvature = along(response)
      guard curvature > 0 else { return nil }
      let theta = (1 - along(point.y) - along(solution)) / curvature
      let y = zip(solution, response).map { $0 + theta * $1 }
      return completed(y, theta, k, targets)
    }

    private func completed(
      _ y: [Double], _ theta: Double, _ k: [Double], _ targets: [(lower: Double, upper: Double)]
    ) -> Point {
      let xy = reach.auxiliaries.times(y)
      var step = Point(z: k, s: k, w: k, y: y, theta: theta)
      for e in k.indices {
        let dz = q[e] * (reach.a[e] * xy[e] + k[e])
        step.z[e] = dz
        step.s[e] = (targets[e].lower - point.s[e] * dz) / point.z[e]
        step.w[e] = (targets[e].upper + point.w[e] * dz) / room(e)
      }
      return step
    }

    /// What the products z s and (h - l - z) w still have to change by.
    private func productTargets(_ e: Int, _ centre: Double, _ predictor: Point?) -> (lower: Double, upper: Double) {
      let lower = centre - point.z[e] * point.s[e] - (predictor.map { $0.z[e] * $0.s[e] } ?? 0)
      guard reach.width[e].isFinite else { return (lower, 0) }
      return (lower, centre - room(e) * point.w[e] + (predictor.map { $0.z[e] * $0.w[e] } ?? 0))
    }

    private func room(_ e: Int) -> Double { reach.width[e] - point.z[e] }

    private func along(_ y: [Double]) -> Double {
      zip(reach.direction, y).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}
