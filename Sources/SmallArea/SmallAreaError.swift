import LinearAlgebra

/// A small area model that cannot be fitted, with the area or term that shows it.
public enum SmallAreaError: Error, Hashable, Sendable {
  case varianceNotPositive(area: String, variance: Double)
  case notFinite(area: String, what: String)
  /// `needed` areas with direct estimates for this many terms and this method.
  case tooFewAreas(areas: Int, terms: Int, needed: Int)
  /// Terms that earlier terms determine in the areas with direct estimates.
  case dependentTerms([String])
  case notConverged(method: AreaVarianceMethod, iterations: Int, lastChange: Double)
  case linearAlgebra(LinearAlgebraError)
}

extension SmallAreaError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .varianceNotPositive(let area, let variance):
      "area \(area) has the sampling variance \(variance): it is positive; smooth the variances, or leave out the direct "
        + "estimate for a synthetic one"
    case .notFinite(let area, let what):
      "area \(area): \(what) is not a finite number; correct it or leave the area out"
    case .tooFewAreas(let areas, let terms, let needed):
      "\(areas) areas have a direct estimate and the model has \(terms) terms: it needs at least \(needed) areas; drop "
        + "terms, or use REML where an adjusted likelihood needs more"
    case .dependentTerms(let terms):
      "terms determined by those before them: \(terms.joined(separator: ", ")); remove them from the model"
    case .notConverged(let method, let iterations, let lastChange):
      "the area variance (\(method.rawValue)) moved by \(lastChange) after \(iterations) iterations: use another method"
    case .linearAlgebra(let error): error.description
    }
  }
}
