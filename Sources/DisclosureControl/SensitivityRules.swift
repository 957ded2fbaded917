/// Which cells would tell too much about one contributor.
///
/// ```
/// too few       contributors < minimum
/// dominance     x_1 + ... + x_n > k X
/// p %           X - x_1 - x_2 < p/100 x_1
/// ```
/// x_1 >= x_2 >= ... are the contributions to the cell and X is their sum. A cell to which nobody contributes says nothing of anybody.
/// > Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.2; Willenborg and de Waal (2001), sections 6.2 and 6.3.
public struct SensitivityRules: Sendable, Hashable {
  /// The largest `count` firms may not make more than `share` of a cell.
  public struct Dominance: Sendable, Hashable {
    /// n.
    public let count: Int
    /// k, a fraction.
    public let share: Double

    /// - Precondition: n >= 1 and 0 < k < 1.
    public init(count: Int, share: Double) {
      precondition(count >= 1 && share > 0 && share < 1, "a number of firms and a part of the cell")
      self.count = count
      self.share = share
    }
  }

  /// Which numbers the rules see.
  public enum Values: String, Sendable, Hashable, CaseIterable {
    /// What firms answered. An intruder does not know how many firms an answer stands for.
    case unweighted
    /// Answers times their weights: an intruder knows the weights.
    case weighted
    /// A cell is sensitive where it is by either.
    case both
  }

  /// nil: not asked.
  public let minimumContributors: Int?
  public let dominance: Dominance?
  /// p; a percentage above 0.
  public let pPercent: Double?
  public let values: Values
  /// The part of a cell that protects it where no formula says how much is needed: cells of too few contributors.
  public let range: Double

  /// - Precondition: The numbers are positive.
  public init(
    minimumContributors: Int? = nil, dominance: Dominance? = nil, pPercent: Double? = nil, values: Values = .unweighted,
    range: Double = 0.1
  ) {
    precondition(minimumContributors ?? 1 >= 1 && pPercent ?? 1 > 0 && range > 0, "thresholds are positive")
    (self.minimumContributors, self.dominance, self.pPercent) = (minimumContributors, dominance, pPercent)
    (self.values, self.range) = (values, range)
  }
}
