import TradeImpact
import UncertaintyAnalysis

/// A number that a scenario needs: what is known of it, in which unit, and who says so.
///
/// A distribution says what is not known of one number. `across: firms` says something else: how firms differ, each with a
/// number of its own. Only the first is uncertainty of the result that more knowledge could remove.
public struct Quantity: Sendable {
  /// What a number measures, which decides the units that a file may give it in.
  public enum Dimension: Sendable, Hashable {
    case money
    /// Of value, cost or time: `percent` or `fraction`.
    case share
    /// Counted in a unit: `models`.
    case count(String)
    /// `days` or `months`.
    case duration
    case elasticity
    /// A share of value lost a day.
    case sharePerDay
  }

  public enum Variation: String, Sendable, Hashable, CaseIterable {
    /// One number that is not known exactly.
    case knowledge
    /// A number a firm.
    case firms
  }

  public enum Knowledge: Sendable, Hashable {
    case distribution(InputDistribution)
    /// A column of the survey's firms, such as `added_cost_rate`: each firm's own, or what a random firm answered.
    case survey(String)
  }

  /// The place in the file, which correlations and sensitivities name it by: `costs.testing`, `pass_through`.
  public let name: String
  public let label: LocalizedText
  public let dimension: Dimension
  public let knowledge: Knowledge
  public let variation: Variation
  /// The unit as the file writes it; empty for elasticities.
  public let unit: String
  /// The number in base units (currency, fraction, count, days) in one of the file's unit.
  public let factor: Double
  public let source: LocalizedText

  /// The distribution in the file's unit; nil where the survey has to give it.
  public var distribution: InputDistribution? {
    guard case .distribution(let distribution) = knowledge else { return nil }
    return distribution
  }

  /// Whether it is one number, taken as known.
  public var isFixed: Bool {
    guard let distribution else { return false }
    return distribution.quantile(0) == distribution.quantile(1)
  }
}
