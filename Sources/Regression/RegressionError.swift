import LinearAlgebra

/// A model or test that has no answer, with the term, level or row that shows it. Rows count from 0.
public enum RegressionError: Error, Hashable, Sendable {
  case outcomeOutsideFamily(row: Int, value: Double, family: ModelFamily)
  /// A column that the columns before it determine.
  case aliasedTerm(String)
  /// The outcome is perfectly predicted: the coefficient has no finite estimate.
  case separation(term: String, iterations: Int)
  case notConverged(iterations: Int, change: Double)
  case unknownTerm(String, known: [String])
  case tooFewRows(rows: Int, coefficients: Int)
  case singularCovariance(String)
  case emptyLevel(variable: String, level: String)
  case notTwoGroups(count: Int)
  case linearAlgebra(LinearAlgebraError)
  case noDegreesOfFreedom(String)
  case levelOutsideList(variable: String, level: String, row: Int)
  case unknownLevel(variable: String, level: String, known: [String])
  /// The design has no variance for the coefficients.
  case design(String)
}

extension RegressionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outcomeOutsideFamily(let row, let value, let family):
      "row \(row + 1): the outcome is \(value), and family \(family.rawValue) wants it \(family.range)"
    case .aliasedTerm(let term):
      "\(term) is a combination of the terms before it (an aliased term): leave it out, or merge levels"
    case .separation(let term, let iterations):
      "\(term) separates the outcomes, so its coefficient has no finite estimate (\(iterations) iterations): merge levels or "
        + "leave the term out"
    case .notConverged(let iterations, let change):
      "coefficients still changed by \(change) after \(iterations) iterations: scale the variables, or choose another link"
    case .unknownTerm(let name, let known):
      "no term has the name \(name); there are \(known.joined(separator: ", "))"
    case .tooFewRows(let rows, let coefficients):
      "\(coefficients) coefficients cannot be estimated from \(rows) rows of nonzero weight"
    case .singularCovariance(let what):
      "the covariance matrix of \(what) is singular: there are too few sampling units for so many coefficients"
    case .emptyLevel(let variable, let level):
      "\(variable) has no weighted row with level \(level): leave it out of the table, or merge it"
    case .notTwoGroups(let count):
      "the group has \(count) levels with rows, and a test of two groups needs two: name them in group_levels"
    case .levelOutsideList(let variable, let level, let row):
      "row \(row + 1): \(variable) has the level \(level), which is not in the term's list; add it, or restrict the domain"
    case .unknownLevel(let variable, let level, let known):
      "\(variable) has no level \(level) to refer to; there are \(known.joined(separator: ", "))"
    case .design(let reason): reason
    case .linearAlgebra(let error): error.description
    case .noDegreesOfFreedom(let what):
      "\(what) leaves no degrees of freedom: the design has too few first-stage units for so many coefficients"
    }
  }
}
