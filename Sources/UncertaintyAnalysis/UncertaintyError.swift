import LinearAlgebra

/// Inputs or models whose uncertainty cannot be analyzed.
public enum UncertaintyError: Error, Hashable, Sendable {
  case parameter(String, value: Double, expected: String)
  case noInputs
  case tooManyInputs(count: Int, limit: Int)
  case repeatedInput(String)
  case unknownInput(String, known: [String])
  case correlationOutside(first: String, second: String, value: Double)
  case correlatedTwice(first: String, second: String)
  /// The matrix of correlations is not positive definite: `input` cannot go with those before it as is asked.
  case correlationsContradict(input: String, with: [String])
  case ungroupedInput(String)
  case inputInTwoGroups(String, first: String, second: String)
  /// Correlated inputs of different groups: their parts of the variance cannot be told apart.
  case correlatedAcrossGroups(first: String, second: String)
  case outcomeNotFinite(value: Double, inputs: [String])
  case constantOutcome(value: Double)
  case linearAlgebra(LinearAlgebraError)
}

extension UncertaintyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parameter(let name, let value, let expected): "\(name) is \(value); give \(expected)"
    case .noInputs: "no inputs: an analysis of uncertainty needs one"
    case .tooManyInputs(let count, let limit):
      "\(count) inputs, and the point set serves \(limit): fix the inputs that matter least"
    case .repeatedInput(let name): "input \(name) is there twice: keep one of them"
    case .unknownInput(let name, let known): "no input is called \(name); there are \(known.joined(separator: ", "))"
    case .correlationOutside(let first, let second, let value):
      "the rank correlation of \(first) and \(second) is \(value); give a number between -1 and 1, both excluded"
    case .correlatedTwice(let first, let second):
      "\(first) and \(second) are correlated twice, or with itself: keep one"
    case .correlationsContradict(let input, let others):
      "the rank correlations contradict each other: \(input) cannot go with \(others.joined(separator: ", ")) as given;"
        + " bring one of its correlations nearer to 0"
    case .ungroupedInput(let name): "input \(name) is in no group: put it in one"
    case .inputInTwoGroups(let name, let first, let second):
      "input \(name) is in the groups \(first) and \(second): take it out of one"
    case .correlatedAcrossGroups(let first, let second):
      "\(first) and \(second) are correlated and in different groups: put them in one group"
    case .outcomeNotFinite(let value, let inputs):
      "the model gives \(value) for \(inputs.joined(separator: ", ")): restrict the inputs or correct the model"
    case .constantOutcome(let value): "the outcome is \(value) whatever the inputs: it has no variance to divide"
    case .linearAlgebra(let error): error.description
    }
  }
}
