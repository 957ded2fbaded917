import DisclosureControl
import Documents
import Reporting

extension Study {
  /// What of the tables may be published, and how it is rounded.
  public struct Release: Sendable, Hashable {
    /// nil: every number is good enough.
    public let policy: ReleasePolicy?
    /// The file of a policy of one's own.
    public let policyFile: String?
    /// Whether the numbers that tables show add up.
    public let rounds: Bool
    /// nil: no number is confidential.
    public let disclosure: SensitivityRules?
  }
}

extension Study.Release {
  /// As the manifest names it.
  var methodName: String {
    let parts = [
      policy.map { "policy \($0.id)" }, disclosure.map { _ in "cell suppression with an attacker's check" },
      rounds ? "controlled rounding" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// `{policy: statistics-canada, round: true, disclosure: {minimum_contributors: 3, dominance: {n: 1, k: 0.85}, p_percent: 10}}`, of which
  /// one has to be there.
  /// - Parameter read: Reads a policy's file, given its name as the study has it: its path and its bytes.
  init(
    decoding node: DocumentNode, reading read: (String) throws -> (path: String, bytes: [UInt8])
  ) throws {
    let keyed = try KeyedDocument(node, known: ["policy", "round", "disclosure"])
    guard !keyed.keys.isEmpty else { throw node.invalid(expected: "policy, round or disclosure") }
    (policy, policyFile) = try Self.policy(keyed.optional("policy"), read)
    rounds = try keyed.optional("round")?.bool() ?? false
    disclosure = try keyed.optional("disclosure").map(SensitivityRules.init(decoding:))
  }

  private static func policy(
    _ node: DocumentNode?, _ read: (String) throws -> (path: String, bytes: [UInt8])
  ) throws -> (ReleasePolicy?, String?) {
    guard let node else { return (nil, nil) }
    let name = try node.string()
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else {
      return (ReleasePolicy.bundled(try node.choice(of: ReleasePolicy.bundledNames)), nil)
    }
    let file = try read(name)
    return (try ReleasePolicy(yaml: file.bytes, file: file.path), name)
  }
}

extension SensitivityRules {
  /// `{minimum_contributors: 3, dominance: {n: 1, k: 0.85}, p_percent: 10, values: unweighted, range: 0.1}`, of which a rule has to be
  /// there.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["minimum_contributors", "dominance", "p_percent", "values", "range"])
    let minimum = try keyed.optional("minimum_contributors")?.int()
    if let minimum, minimum < 1 { throw try keyed.required("minimum_contributors").invalid(expected: "1 or more") }
    let percent = try keyed.optional("p_percent")?.double()
    if let percent, percent <= 0 { throw try keyed.required("p_percent").invalid(expected: "a percentage above 0") }
    let range = try keyed.optional("range")?.double() ?? 0.1
    guard range > 0 else { throw try keyed.required("range").invalid(expected: "a part of the cell above 0") }
    let dominance = try keyed.optional("dominance").map(Dominance.init(decoding:))
    guard minimum != nil || percent != nil || dominance != nil else {
      throw node.invalid(expected: "minimum_contributors, dominance or p_percent")
    }
    self.init(
      minimumContributors: minimum, dominance: dominance, pPercent: percent,
      values: try keyed.optional("values")?.choice(of: Values.self) ?? .unweighted, range: range)
  }
}

extension SensitivityRules.Dominance {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["n", "k"])
    let (count, share) = (try keyed.required("n").int(), try keyed.required("k").double())
    guard count >= 1 else { throw try keyed.required("n").invalid(expected: "1 or more") }
    guard share > 0, share < 1 else {
      throw try keyed.required("k").invalid(expected: "a part in (0, 1), such as 0.85")
    }
    self.init(count: count, share: share)
  }
}
