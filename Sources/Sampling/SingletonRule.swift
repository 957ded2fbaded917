/// What to do with a stratum in which only one unit was sampled although more exist: it shows no spread of its own.
///
/// A unit that is alone because its sampling fraction is 1 is a census of its stratum, adds no variance, and is never a
/// singleton.
/// > Source: Rust and Kalton (1987), J. Official Statistics 3, 69-81; the rules are those of R `survey.lonely.psu`.
public enum SingletonRule: String, Sendable, Hashable, CaseIterable {
  /// Refuse: the variance cannot be estimated from the data. The default.
  case fail
  /// Leave the stratum out of the variance.
  case remove
  /// Treat the unit as selected with certainty: no variance. The numbers are those of `remove`.
  case certainty
  /// Take the squared deviation from the mean of all units of that stage, zero for linearised variables of a mean.
  case adjust
  /// Give the stratum the mean variance of the other strata.
  case average
}
