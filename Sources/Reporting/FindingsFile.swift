import Estimation

/// The file `findings.csv`: what a reader of the results has to know.
public enum FindingsFile {
  public static let header = ["kind", "subject", "message"]

  /// Sorted by kind, subject and message in byte order.
  public static func text(_ findings: some Sequence<Finding>) -> String {
    CSVText.text([header] + sorted(findings).map { [$0.kind, $0.subject, $0.message] })
  }

  /// Byte order: that of `String` depends on the version of Unicode.
  package static func sorted(_ findings: some Sequence<Finding>) -> [Finding] {
    findings.sorted { a, b in
      let pairs = [(a.kind, b.kind), (a.subject, b.subject), (a.message, b.message)]
      let first = pairs.first { !$0.0.utf8.elementsEqual($0.1.utf8) }
      return first.map { $0.0.utf8.lexicographicallyPrecedes($0.1.utf8) } ?? false
    }
  }
}
