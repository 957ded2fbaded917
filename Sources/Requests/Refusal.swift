import Documents

/// Why a request, or all of them, is not answered.
public struct Refusal: Error, Sendable, Hashable {
  /// Whose turn it is: the writer of the input, or nobody, because the numbers do not exist.
  public enum Cause: Sendable, Hashable {
    case badInput
    case notComputable
  }

  /// A short name in snake case: `unknown_key`, `lonely_psu`, `missing_column`.
  public let kind: String
  /// One sentence with the place, the value and the way out.
  public let reason: String
  public let cause: Cause

  public init(kind: String, reason: String, cause: Cause) {
    self.kind = kind
    self.reason = reason
    self.cause = cause
  }

  static func badInput(_ kind: String, _ reason: String) -> Refusal {
    Refusal(kind: kind, reason: reason, cause: .badInput)
  }

  static func notBuilt(_ what: String) -> Refusal {
    Refusal(kind: "not_built", reason: "\(what) is not built yet in this version", cause: .notComputable)
  }
}

extension Refusal {
  init(_ error: DocumentError) {
    let kind =
      switch error.kind {
      case .syntax: "syntax"
      case .duplicateKey: "duplicate_key"
      case .unknownKey: "unknown_key"
      case .missingKey: "missing_key"
      case .wrongType: "wrong_type"
      case .invalidValue, .notAllowed: "invalid_value"
      }
    self = .badInput(kind, error.description)
  }
}
