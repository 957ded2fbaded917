import LinearAlgebra
import Microdata
import Sampling

/// A two-phase sample by the names of columns: a subsample of the rows, drawn within strata of its own.
public struct TwoPhaseColumns: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// The unbiased variance from pair weights of both phases.
    case full
    /// The variance of the first phase with expanded deviations, plus that of the second; biased by a few per cent.
    case approximate = "approx"
  }

  /// Units, strata and probabilities of the first phase; the whole file is its sample.
  public let first: DesignColumns
  /// Units and strata of the second phase, whose fractions are counted from the data.
  public let secondUnits: [String]
  public let secondStrata: [String]
  /// A factor that tells the rows of the second phase, by the words true, TRUE, T, yes or 1.
  public let membership: String
  public let method: Method

  public init(
    first: DesignColumns, secondUnits: [String], secondStrata: [String], membership: String, method: Method = .full
  ) {
    self.first = first
    self.secondUnits = secondUnits
    self.secondStrata = secondStrata
    self.membership = membership
    self.method = method
  }
}
