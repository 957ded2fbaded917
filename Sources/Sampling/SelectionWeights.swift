import Glibc

/// The p of a unit and 1 - p, kept apart because a p near 1 holds few digits of the other.
struct SelectableUnit: Sendable {
  let probability: Double
  let complement: Double

  init(probability: Double) { (self.probability, complement) = (probability, 1 - probability) }

  /// `p = 1 / (1 + exp(-λ))`
  init(logOdds: Double) {
    probability = 1 / (1 + exp(-logOdds))
    complement = 1 / (1 + exp(logOdds))
  }
}

/// Selection polynomials of a list of units, and of the list from any unit on.
struct SelectionWeights {
  let units: [SelectableUnit]
  let size: Int
  let marking: Bool
  /// Element l counts units l to N - 1; element N counts none.
  let tails: [SelectionPolynomial]

  init(_ units: [SelectableUnit], size: Int, marking: Bool) {
    (self.units, self.size, self.marking) = (units, size, marking)
    var tails = [SelectionPolynomial(size: size, marking: marking)]
    for unit in units.reversed() {
      var next = tails[tails.count - 1]
      next.include(unit)
      tails.append(next)
    }
    self.tails = tails.reversed()
  }

  private var empty: SelectionPolynomial { SelectionPolynomial(size: size, marking: marking) }

  /// The weight of all samples of n units.
  private var total: Double { empty.weight(ofSize: size, with: tails[0]) }

  /// The probability of each unit to be in a sample of n units. O(N n).
  var singles: [Double] {
    var before = empty
    let total = total
    return units.indices.map { k in
      defer { before.include(units[k]) }
      return units[k].probability * before.weight(ofSize: size - 1, with: tails[k + 1]) / total
    }
  }

  /// The probability of each two units to be in a sample of n units, zero on the diagonal. O(N² n).
  var pairs: [Double] {
    let p = units.map(\.probability)
    var result = [Double](repeating: 0, count: p.count * p.count)
    var before = empty
    let total = total
    for k in p.indices {
      var between = before
      for l in (k + 1)..<max(p.count, k + 1) {
        let joint = p[k] * p[l] * between.weight(ofSize: size - 2, with: tails[l + 1]) / total
        (result[k + l * p.count], result[l + k * p.count]) = (joint, joint)
        between.include(units[l])
      }
      before.include(units[k])
    }
    return result
  }
}
