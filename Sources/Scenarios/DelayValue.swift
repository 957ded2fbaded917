import RegulatoryCosts

/// What it is worth that a measure enters into force later.
public struct DelayValue: Sendable {
  /// Years.
  public let delay: Int
  public let horizon: DelayHorizon
  /// Present value of the added and one-off costs that are saved, in the currency of the scenario.
  public let cost: OutcomeSummary
  /// Present value of the direct loss that is avoided.
  public let loss: OutcomeSummary
}
