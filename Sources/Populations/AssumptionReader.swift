import Documents

/// One assumption as the specification states it: where to change it, what it says and why.
public struct NamedAssumption: Sendable, Hashable {
  /// Group and key, such as `panel.exit_rate`.
  public let name: String
  public let reason: String
  public let line: Int
}

/// Reads entries of the form `name: {value: ..., reason: ...}` and refuses any without a reason.
final class AssumptionReader {
  private(set) var assumptions: [NamedAssumption] = []

  /// The group under a key, with the names that belong to it.
  func group(_ node: DocumentNode, _ names: [String]) throws(DocumentError) -> KeyedDocument {
    try KeyedDocument(node, known: names)
  }

  func value(_ key: String, in group: KeyedDocument) throws(DocumentError) -> DocumentNode {
    let entry = try KeyedDocument(try group.required(key), known: ["value", "reason"])
    let reason = try entry.required("reason")
    guard try reason.string().contains(where: { !$0.isWhitespace }) else {
      throw reason.invalid(expected: "why this value and no other")
    }
    let line = entry.node.location.line
    assumptions.append(NamedAssumption(name: entry.node.path, reason: try reason.string(), line: line))
    return try entry.required("value")
  }

  func number(
    _ key: String, in group: KeyedDocument, among range: ClosedRange<Double>
  ) throws(DocumentError) -> Double {
    try value(key, in: group).number(among: range)
  }

  /// One number for each code.
  func numbers(
    _ key: String, in group: KeyedDocument, for codes: [String], among range: ClosedRange<Double>
  ) throws(DocumentError) -> [Double] {
    try value(key, in: group).numbers(for: codes, among: range)
  }

  /// A list of numbers for each code, all of the same length.
  func rows(
    _ key: String, in group: KeyedDocument, for codes: [String], count: Int, among range: ClosedRange<Double>
  ) throws(DocumentError) -> [[Double]] {
    let keyed = try KeyedDocument(try value(key, in: group), known: codes)
    return try codes.map { code throws(DocumentError) in
      try keyed.required(code).list(of: count, among: range)
    }
  }
}

extension DocumentNode {
  func number(among range: ClosedRange<Double>) throws(DocumentError) -> Double {
    let number = try double()
    guard range.contains(number) else {
      throw invalid(expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func numbers(for codes: [String], among range: ClosedRange<Double>) throws(DocumentError) -> [Double] {
    let keyed = try KeyedDocument(self, known: codes)
    return try codes.map { code throws(DocumentError) in try keyed.required(code).number(among: range) }
  }

  func list(of count: Int, among range: ClosedRange<Double>) throws(DocumentError) -> [Double] {
    let nodes = try sequence()
    guard nodes.count == count else { throw invalid(expected: "a list of \(count) numbers") }
    return try nodes.map { node throws(DocumentError) in try node.number(among: range) }
  }

  /// Pairs of year and node.
  func byYear() throws(DocumentError) -> [(year: Int, node: DocumentNode)] {
    try mapping().map { pair throws(DocumentError) in
      guard let year = Int(pair.key) else { throw pair.value.invalid(expected: "a year before the colon") }
      return (year, pair.value)
    }
  }

  func numbersByYear(among range: ClosedRange<Double>) throws(DocumentError) -> [Int: Double] {
    var numbers: [Int: Double] = [:]
    for (year, node) in try byYear() { numbers[year] = try node.number(among: range) }
    return numbers
  }
}
