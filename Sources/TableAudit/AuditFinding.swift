/// One thing that is wrong, or should be known, about the published numbers.
public struct AuditFinding: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A number that cannot stand: it breaks relations of its own table, or a limit, or carries a footnote mark.
    case misprint
    /// A relation that fails and that no single number explains.
    case arithmetic
    /// Tables that print different numbers for the same quantity.
    case disagreement
    /// A statement of the text that the numbers refute, or cannot decide.
    case claim
    /// Parts that overlap, so that their sum is no total.
    case overlap
    /// Numbers that are possible but out of line with other years.
    case plausibility
    /// Relations that hold only by rounding.
    case rounding
    /// Digits after the point that differ within a table.
    case precision
  }

  /// `high`: the numbers differ by a tenth or more; `medium`: by a thousandth or more, or a statement is refuted.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case info, low, medium, high

    public static func < (a: Severity, b: Severity) -> Bool {
      allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
  }

  public let kind: Kind
  public let severity: Severity
  /// The facts concerned, the one to change first.
  public let cells: [String]
  public let table: String
  public let row: String
  public let column: String
  public let year: String
  public let printed: String
  /// The contradiction, or the fact, in numbers.
  public let arithmetic: String
  /// The number to use instead; empty where none is proposed.
  public let reading: String
  /// How the reading was found; empty without one.
  public let method: String
  /// nil without a reading.
  public let confidence: Confidence?
}

extension AuditFinding.Severity {
  /// Of a difference relative to the larger number.
  init(relativeDifference difference: Double) {
    self = difference >= 0.1 ? .high : difference >= 0.001 ? .medium : .low
  }
}
