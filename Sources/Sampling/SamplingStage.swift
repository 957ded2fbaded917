import Microdata

/// One stage of a sample: the units drawn, the strata they were drawn in, and how many there were to draw from.
public struct SamplingStage: Sendable, Hashable {
  /// n codes; nil where every row is a unit of its own.
  public let unit: Factor?
  /// n codes; nil where the stage is not stratified.
  public let stratum: Factor?
  public let correction: FinitePopulationCorrection

  public init(unit: Factor? = nil, stratum: Factor? = nil, correction: FinitePopulationCorrection = .withReplacement) {
    self.unit = unit
    self.stratum = stratum
    self.correction = correction
  }
}
