/// What the rules say of one cell, and how wide an interval has to hide it.
public struct CellSensitivity: Sendable, Hashable {
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    case minimumContributors = "minimum_contributors"
    case dominance
    case pPercent = "p_percent"
  }

  /// Firms whose amount is not zero.
  public let contributors: Int
  /// The firm's place among the amounts where it is the only one.
  public let soleContributor: Int?
  /// The largest one's part of what the firms answered; nil without contributors.
  public let largestShare: Double?
  /// The largest one's part with weights.
  public let largestWeightedShare: Double?
  /// Rules that the cell breaks, each once.
  public let broken: [Rule]
  /// By how much what can be inferred has to lie above and below the cell, in its unit; 0 for a cell that is safe.
  public let protection: Double

  public var isSensitive: Bool { !broken.isEmpty }

  /// - Parameters:
  ///   - amounts: What each firm adds to the cell before weighting; zeros do not count.
  ///   - weights: One a firm.
  public init(amounts: [Double], weights: [Double], by rules: SensitivityRules) {
    precondition(amounts.count == weights.count, "a weight a firm")
    let kept = amounts.indices.filter { amounts[$0] != 0 }
    let plain = Contributions(kept.map { abs(amounts[$0]) })
    let weighted = Contributions(kept.map { abs(amounts[$0]) * weights[$0] })
    contributors = kept.count
    soleContributor = kept.count == 1 ? kept[0] : nil
    (largestShare, largestWeightedShare) = (plain.largestShare, weighted.largestShare)
    let seen = rules.values == .both ? [plain, weighted] : [rules.values == .weighted ? weighted : plain]
    let found = seen.flatMap { $0.needs(by: rules) }
    broken = Rule.allCases.filter { rule in found.contains { $0.rule == rule } }
    // A share of what was answered is the same share of the estimate that is published.
    protection = found.reduce(0) { max($0, $1.part) } * weighted.total
  }
}

/// The contributions to a cell, largest first.
private struct Contributions {
  let sorted: [Double]
  let total: Double

  init(_ values: [Double]) {
    sorted = values.sorted(by: >)
    total = sorted.reduce(0, +)
  }

  var largestShare: Double? { sorted.first.map { $0 / total } }

  /// Rules that are broken, with the part of the cell that protects it.
  func needs(by rules: SensitivityRules) -> [(rule: CellSensitivity.Rule, part: Double)] {
    guard let largest = sorted.first else { return [] }
    var needs: [(CellSensitivity.Rule, Double)] = []
    if let minimum = rules.minimumContributors, sorted.count < minimum {
      needs.append((.minimumContributors, rules.range))
    }
    if let rule = rules.dominance {
      // So that the largest are no more than k of what an intruder must think possible.
      let above = sorted.prefix(rule.count).reduce(0, +) / rule.share - total
      if above > 1e-12 * total { needs.append((.dominance, above / total)) }
    }
    if let p = rules.pPercent {
      let lacking = p / 100 * largest - (total - largest - (sorted.count > 1 ? sorted[1] : 0))
      if lacking > 1e-12 * total { needs.append((.pPercent, lacking / total)) }
    }
    return needs
  }
}
