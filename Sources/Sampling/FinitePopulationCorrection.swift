/// How much of its population a stage of sampling covers.
///
/// The caller says whether numbers are sizes or fractions; nothing is guessed from their magnitude.
public enum FinitePopulationCorrection: Sendable, Hashable {
  /// Units are drawn with replacement, or from a population so large that the correction is 1.
  case withReplacement
  /// N_h, the number of units in the stratum or parent unit, one entry a row; units.
  case populationSizes([Double])
  /// f_h = n_h / N_h, one entry a row; in (0, 1].
  case samplingFractions([Double])
}
