import Glibc

/// The positive amounts of the strata that were not taken in full, in groups that share a scale.
///
/// Laws are fitted with one shape for all strata and a scale for each group. A stratum with five positive amounts is a
/// group; the others together are one more, for a scale of two or three amounts would be as uncertain as the amounts.
package struct PositiveAmounts {
  /// By group, ascending in y.
  package let groups: [Group]
  /// By stratum: its group, or `nil` where it has no positive amount or was taken in full.
  package let groupOfStratum: [Int?]
  /// m.
  let count: Int
  /// (Σ ω)² / Σ ω², what m is worth under unequal weights.
  package let effectiveCount: Double

  package struct Group {
    package var amounts: [Amount]
  }

  package struct Amount {
    package let value: Double
    package let logarithm: Double
    /// ω, the design weight scaled so that Σ ω = m.
    var weight: Double
  }
}

extension PositiveAmounts {
  static let positivesForOwnScale = 5

  package init(_ sample: SkewedSample) {
    let amounts = sample.strata.map { $0.isCensus ? [] : $0.positiveAmounts }
    let isLarge = amounts.map { $0.count >= Self.positivesForOwnScale }
    let large = amounts.indices.filter { isLarge[$0] }
    let small = amounts.indices.filter { !isLarge[$0] && !amounts[$0].isEmpty }
    let members = large.map { [$0] } + (small.isEmpty ? [] : [small])
    var groupOfStratum = [Int?](repeating: nil, count: amounts.count)
    for (group, strata) in members.enumerated() { for h in strata { groupOfStratum[h] = group } }
    self.init(groups: members.map { $0.flatMap { amounts[$0] } }, groupOfStratum: groupOfStratum)
  }

  private init(groups: [[Amount]], groupOfStratum: [Int?]) {
    let weights = groups.joined().map(\.weight)
    let (sum, squares) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
    count = weights.count
    effectiveCount = squares > 0 ? sum * sum / squares : 0
    let scale = Double(weights.count) / sum
    self.groups = groups.map { group in
      Group(amounts: group.map { $0.weighted(by: scale) }.sorted { $0.value < $1.value })
    }
    self.groupOfStratum = groupOfStratum
  }

  /// Strata with positive amounts.
  var strataCount: Int { groupOfStratum.count { $0 != nil } }

  /// Different values, which is what a tail is fitted to.
  var distinctCount: Int { Set(groups.lazy.flatMap { $0.amounts.lazy.map(\.value) }).count }
}

extension PositiveAmounts.Amount {
  fileprivate func weighted(by factor: Double) -> Self {
    Self(value: value, logarithm: logarithm, weight: weight * factor)
  }
}

extension PositiveAmounts.Group {
  var totalWeight: Double { amounts.reduce(0) { $0 + $1.weight } }

  var mean: Double { amounts.reduce(0) { $0 + $1.weight * $1.value } / totalWeight }

  var logarithmMean: Double { amounts.reduce(0) { $0 + $1.weight * $1.logarithm } / totalWeight }

  /// log of the mean of y^k, from the largest down so that no power overflows.
  func logarithmOfPowerMean(_ k: Double) -> Double {
    let top = amounts[amounts.count - 1].logarithm
    let sum = amounts.reduce(0) { $0 + $1.weight * exp(k * ($1.logarithm - top)) }
    return k * top + log(sum / totalWeight)
  }
}

extension SkewedStratum {
  fileprivate var positiveAmounts: [PositiveAmounts.Amount] {
    zip(values, weights).compactMap { value, weight in
      // A unit of weight 0 says nothing about units that were not drawn.
      guard value > 0, weight > 0 else { return nil }
      return PositiveAmounts.Amount(value: value, logarithm: log(value), weight: weight)
    }
  }
}
