import LinearAlgebra

/// A model or test that has no answer, with the term, level or row that shows it. Rows and replicates count from 0.
public enum RegressionError: Error, Hashable, Sendable {
  case outcomeOutsideFamily(row: Int, value: Double, family: ModelFamily)
  /// A row of the model in which something is missing or infinite.
  case missingValue(variable: String, row: Int)
  case levelOutsideList(variable: String, level: String, row: Int)
  case unknownLevel(variable: String, level: String, known: [String])
  case emptyLevel(variable: String, level: String)
  case unknownTerm(String, known: [String])
  case emptyModel
  case noMeanBetweenLinkAndFamily(link: ModelLink, family: ModelFamily)
  case tooFewRows(rows: Int, coefficients: Int)
  /// Columns that the columns before them determine.
  case aliasedTerms([String])
  /// The outcome is perfectly predicted along these columns: their coefficients have no finite estimate.
  case separation(terms: [String], iterations: Int)
  /// The change of the last step, in standard errors of independent rows.
  case notConverged(iterations: Int, change: Double)
  /// No coefficients with which all means are in the family's range are known to begin with.
  case noStart(ModelLink)
  case replicate(Int, reason: String)
  case singularCovariance(String)
  case notTwoGroups(count: Int)
  case noVariance(String)
  case noDegreesOfFreedom(String)
  case linearAlgebra(LinearAlgebraError)
  /// The design has no covariance for the scores.
  case design(String)
}

extension RegressionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outcomeOutsideFamily, .missingValue, .levelOutsideList: rowDescription
    case .unknownLevel, .emptyLevel, .unknownTerm, .emptyModel, .notTwoGroups, .noMeanBetweenLinkAndFamily:
      requestDescription
    case .tooFewRows, .aliasedTerms, .separation, .notConverged, .noStart: fitDescription
    case .replicate(let replicate, let reason): "replicate \(replicate + 1): \(reason)"
    case .singularCovariance(let what):
      "the covariance matrix of \(what) is singular: there are too few sampling units for so many estimates"
    case .noVariance(let what): "the standard error of \(what) is 0, so there is no t statistic"
    case .noDegreesOfFreedom(let what):
      "\(what) leaves no degrees of freedom: the design has too few first-stage units for so many estimates"
    case .linearAlgebra(let error): error.description
    case .design(let reason): reason
    }
  }

  private var rowDescription: String {
    switch self {
    case .outcomeOutsideFamily(let row, let value, let family):
      "row \(row + 1): the outcome is \(value), and family \(family.rawValue) wants it \(family.range)"
    case .missingValue(let variable, let row):
      "row \(row + 1): \(variable) is missing or infinite; leave the row out, as a domain"
    case .levelOutsideList(let variable, let level, let row):
      "row \(row + 1): \(variable) has the level \(level), which is not in the term's list; add it, or restrict the domain"
    default: ""
    }
  }

  private var requestDescription: String {
    switch self {
    case .unknownLevel(let variable, let level, let known):
      "\(variable) has no level \(level) to refer to; there are \(known.joined(separator: ", "))"
    case .emptyLevel(let variable, let level):
      "\(variable) has no weighted row with level \(level): leave it out, or merge it"
    case .unknownTerm(let name, let known):
      "no term has the name \(name); there are \(known.joined(separator: ", "))"
    case .emptyModel: "a model without terms and without an intercept has nothing to estimate: keep one of them"
    case .notTwoGroups(let count):
      "the group has \(count) levels with rows, and this test needs at least two, a t test exactly two: name the levels"
    case .noMeanBetweenLinkAndFamily(let link, let family):
      "link \(link.rawValue) gives means in (0, 1), and family \(family.rawValue) has others: choose another link"
    default: ""
    }
  }

  private var fitDescription: String {
    switch self {
    case .tooFewRows(let rows, let coefficients):
      "\(coefficients) coefficients cannot be estimated from \(rows) rows of nonzero weight"
    case .aliasedTerms(let terms):
      "\(terms.joined(separator: ", ")): a combination of the terms before (an aliased term); leave it out, or merge levels"
    case .separation(let terms, let iterations):
      "\(terms.joined(separator: ", ")): separates the outcomes, so there is no finite estimate (\(iterations) iterations); "
        + "merge levels, or leave the term out"
    case .notConverged(let iterations, let change):
      "coefficients still changed by \(change) standard errors after \(iterations) iterations: scale the variables, or "
        + "choose another link"
    case .noStart(let link):
      "no coefficients are known with which link \(link.rawValue) gives possible means: keep the intercept, or choose "
        + "another link"
    default: ""
    }
  }
}
