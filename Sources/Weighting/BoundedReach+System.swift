import LinearAlgebra

extension BoundedReach {
  /// The linearized conditions of optimality at a point, reduced to the p equations.
  struct System {
    let reach: BoundedReach
    let point: Point
    /// 1 / (s / z + w / (h - l - z)).
    let q: [Double]
    /// h - l - z.
    let room: [Double]
    /// What A'y + s - w falls short of 0.
    let dualShortfall: [Double]
    let primalShortfall: [Double]
    let factor: GramFactor

    init(_ reach: BoundedReach, _ point: Point) {
      (self.reach, self.point) = (reach, point)
      let (a, width, xy) = (reach.a, reach.width, reach.auxiliaries.times(point.y))
      var (q, room, dual, used, weights) = (xy, xy, xy, xy, xy)
      for e in a.indices {
        room[e] = width[e] - point.z[e]
        q[e] = 1 / (point.s[e] / point.z[e] + point.w[e] / room[e])
        dual[e] = point.w[e] - point.s[e] - a[e] * xy[e]
        used[e] = a[e] * point.z[e]
        weights[e] = a[e] * a[e] * q[e]
      }
      (self.q, self.room, dualShortfall) = (q, room, dual)
      let sums = reach.auxiliaries.transposeTimes(used)
      primalShortfall = sums.indices.map { reach.offset[$0] + point.theta * reach.direction[$0] - sums[$0] }
      // Near the end few factors are between their bounds, and the equations lose rank within rounding. A trace on the
      // diagonal keeps them solvable; what it spoils in a step the next one mends (Friedlander and Orban 2012,
      // Mathematical Programming Computation 4, 71-107).
      var gram = reach.auxiliaries.crossProduct(weights: weights)
      for j in sums.indices { gram[j, j] *= 1 + 1e-12 }
      factor = GramFactor(gram, tolerance: 1e-14)
    }

    var rank: Int { factor.kept.count }

    /// Whether the equations hold, compared with the sizes of their terms.
    func isFeasible(_ sizes: [Double]) -> Bool {
      zip(primalShortfall, sizes).allSatisfy { $0.magnitude <= 1e-9 * $1 }
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
      let targets = productTargets(centre, predictor)
      var (k, pushed) = (targets.lower, targets.lower)
      for e in k.indices {
        k[e] = targets.lower[e] / point.z[e] - targets.upper[e] / room[e] - dualShortfall[e]
        pushed[e] = reach.a[e] * q[e] * k[e]
      }
      let c = zip(primalShortfall, reach.auxiliaries.transposeTimes(pushed)).map { $0 - $1 }
      let (solution, response) = (factor.solve(c), factor.solve(reach.direction))
      let curvature = along(response)
      guard curvature > 0 else { return nil }
      let theta = (1 - along(point.y) - along(solution)) / curvature
      return completed(zip(solution, response).map { $0 + theta * $1 }, theta, k, targets)
    }

    private func completed(
      _ y: [Double], _ theta: Double, _ k: [Double], _ targets: (lower: [Double], upper: [Double])
    ) -> Point {
      let xy = reach.auxiliaries.times(y)
      var (z, s, w) = (k, k, k)
      for e in k.indices {
        z[e] = q[e] * (reach.a[e] * xy[e] + k[e])
        s[e] = (targets.lower[e] - point.s[e] * z[e]) / point.z[e]
        w[e] = (targets.upper[e] + point.w[e] * z[e]) / room[e]
      }
      return Point(z: z, s: s, w: w, y: y, theta: theta)
    }

    /// What the products z s and (h - l - z) w still have to change by.
    private func productTargets(_ centre: Double, _ predictor: Point?) -> (lower: [Double], upper: [Double]) {
      var (lower, upper) = (point.z, point.w)
      for e in lower.indices {
        lower[e] = centre - lower[e] * point.s[e]
        // No product belongs to an end at infinity.
        upper[e] = room[e].isFinite ? centre - room[e] * upper[e] : 0
      }
      guard let predictor else { return (lower, upper) }
      for e in lower.indices {
        lower[e] -= predictor.z[e] * predictor.s[e]
        upper[e] += predictor.z[e] * predictor.w[e]
      }
      return (lower, upper)
    }

    private func along(_ y: [Double]) -> Double {
      zip(reach.direction, y).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}
