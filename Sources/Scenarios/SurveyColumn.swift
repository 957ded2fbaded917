/// What a scenario may take from the survey's firms, each firm's own.
public enum SurveyColumn {
  /// The added cost over exports, a fraction.
  public static let addedCostRate = "added_cost_rate"
  /// The direct loss over exports, a fraction.
  public static let lossRate = "loss_rate"

  static let names = [addedCostRate, lossRate]
}
