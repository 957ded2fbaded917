/// An auxiliary variable x_j: a number for every row, and where it is known its population total t_j.
///
/// Values stay in the form they come in. An indicator of a level is a code to look for in the factor's codes, so that the
/// levels of a factor share one array and no column of zeros and ones is ever made.
public struct AuxiliaryTerm: Sendable, Hashable {
  public enum Values: Sendable, Hashable {
    /// 1 in every row: its total is the population size.
    case constant
    /// n values; none may be missing inside the domain.
    case numeric([Double])
    /// 1 where the row's code is `code`, else 0. A negative code in `codes` is a missing level.
    case level(codes: [Int32], code: Int32)
  }

  /// Names the term in errors.
  public let name: String
  public let values: Values
  /// n flags; the term is 0 where the flag is false. nil: the whole sample.
  public let domain: [Bool]?
  /// t_j, in the unit of the values; nil for a covariate of a response model, which needs none.
  public let total: Double?

  public init(name: String, values: Values, domain: [Bool]? = nil, total: Double? = nil) {
    self.name = name
    self.values = values
    self.domain = domain
    self.total = total
  }
}
