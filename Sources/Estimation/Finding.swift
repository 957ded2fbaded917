/// Something a reader of a result has to know: an undefined estimate, an empty domain, a suspicious level.
///
/// A finding is data. It travels with the result to every format, and is never a reason to print a plausible number.
public struct Finding: Sendable, Hashable {
  /// A short name in snake case, stable over versions: `empty_domain`, `missing_values`.
  public let kind: String
  /// The label, stratum, column or cell it is about.
  public let subject: String
  /// One sentence, with the way out where there is one.
  public let message: String

  public init(kind: String, subject: String, message: String) {
    self.kind = kind
    self.subject = subject
    self.message = message
  }
}
