/// What strata by size are for: how many, how the sample is divided, and what is to be least.
///
/// Strata are numbered from 0, the smallest units first; the take-none and the take-all stratum count among the L strata.
public struct StratificationPlan: Sendable, Hashable {
  /// What is asked for.
  public enum Goal: Sendable, Hashable {
    /// The fewest units with which the relative root mean squared error of the total is at most this.
    case targetCV(Double)
    /// The least relative root mean squared error with this many units, the take-all stratum among them.
    case sampleSize(Int)
  }

  /// The divisor of S_h²: N_h - 1 as in the rest of this module, or N_h as in the model-based literature.
  public enum VarianceDivisor: Sendable, Hashable { case sizeLessOne, size }

  /// L.
  public let strata: Int
  public let goal: Goal
  /// q1, q2, q3.
  public var allocation = AllocationExponents.neyman
  /// The top stratum is sampled entirely. Strata whose n_h would exceed N_h are in any case.
  public var hasTakeAll = false
  /// The bottom stratum is not sampled and counts as zero. The square of that bias enters the mean squared error:
  /// ```
  /// MSE = Σ_h N_h² S_h² (1 / (r_h n_h) - 1 / N_h) + (b N_0 Ȳ_0)²        CV = √MSE / Y, Y over all strata
  /// ```
  public var hasTakeNone = false
  /// b in [0, 1]: the part of the bias that no model or register repairs.
  public var biasPenalty = 1.0
  /// The least n_h of a sampled stratum; a stratum of fewer units is taken entirely.
  public var minimumSampleSize = 1
  /// The least N_h of any stratum.
  public var minimumPopulationSize = 2
  /// r_h in (0, 1]: L values, or one for all; the take-none stratum's is not used.
  public var responseRates = [1.0]
  /// p_h in (0, 1]: the share of units still active, L values, or one for all. An inactive unit has y = 0.
  public var survivalRates = [1.0]
  public var divisor = VarianceDivisor.sizeLessOne

  public init(strata: Int, goal: Goal) { (self.strata, self.goal) = (strata, goal) }
}

extension StratificationPlan {
  func check() throws(StratificationError) {
    guard strata > 0 else { throw .strataNotPositive(strata) }
    guard strata > (hasTakeAll ? 1 : 0) + (hasTakeNone ? 1 : 0) || (strata == 1 && !hasTakeNone) else {
      throw .noStratumLeft(strata: strata)
    }
    try checkGoal()
    try Self.require("the bias penalty", biasPenalty, biasPenalty >= 0 && biasPenalty <= 1, "[0, 1]")
    let least = Double(min(minimumSampleSize, minimumPopulationSize))
    try Self.require("the minimum of a stratum", least, least >= 1, "1, 2, ...")
    try Self.checkRates("response rates", responseRates, strata)
    try Self.checkRates("survival rates", survivalRates, strata)
  }

  private func checkGoal() throws(StratificationError) {
    switch goal {
    case .targetCV(let cv): try Self.require("the target", cv, cv > 0 && cv.isFinite, "(0, ∞)")
    case .sampleSize(let n): try Self.require("the sample size", Double(n), n > 0, "1, 2, ...")
    }
  }

  private static func checkRates(_ what: String, _ rates: [Double], _ strata: Int) throws(StratificationError) {
    guard rates.count == 1 || rates.count == strata else {
      throw .unequalLengths(what: what, count: rates.count, expected: strata)
    }
    for rate in rates { try require(what, rate, rate > 0 && rate <= 1, "(0, 1]") }
  }

  private static func require(
    _ name: String, _ value: Double, _ holds: Bool, _ range: String
  ) throws(StratificationError) {
    guard holds else { throw .optionOutside(name: name, value: value, range: range) }
  }
}
