import Documents
import Requests
import TestSupport

/// One folder of `Tests/Fixtures/cases`, and the comparison that its `compare.py` makes.
struct ReferenceCase {
  let file: RequestFile
  private let expected: [(key: String, value: DocumentNode)]
  private let tolerance: Double
  private let overrides: [(key: String, value: DocumentNode)]

  /// - Parameter collection: The folder among the fixtures that the case is in.
  init(_ name: String, in collection: String = "cases") throws {
    let path = Fixtures.folder + "/\(collection)/" + name + "/case.json"
    let bytes = try Fixtures.bytes(path)
    file = try RequestFile(json: bytes, path: path)
    let root = try DocumentParser.json(bytes, file: path).mapping()
    expected = try root.value("expected").mapping()
    let rules = try root.value("tolerance").mapping()
    tolerance = try rules.optional("rel")?.double() ?? 1e-9
    // An empty list stands for no overrides.
    if let node = rules.optional("overrides"), case .mapping(let pairs) = node.value {
      overrides = pairs
    } else {
      overrides = []
    }
  }

  /// What the command would print: the answers, or the one error that refuses all of them.
  func results(_ options: RequestFile.ReadingOptions) -> JSONValue {
    do {
      return try file.run(options: options).json
    } catch {
      return .object([("error", error.json)])
    }
  }

  /// Sentences about every value that is not as expected; empty where all are.
  func differences(from results: JSONValue) throws -> [String] {
    let text = try JSONWriter().text(results)
    let actual = try DocumentParser.json(text, file: "results").mapping()
    var differences: [String] = []
    for (request, wanted) in expected where !request.hasPrefix("R_values") {
      // One error in place of all answers stands for every request.
      guard let found = try actual.optional("error") == nil ? actual.optional(request)?.mapping() : actual else {
        differences.append("\(request) is missing")
        continue
      }
      differences += try compare(request, wanted.mapping(), found)
    }
    return differences
  }

  private typealias Members = [(key: String, value: DocumentNode)]

  private func compare(_ request: String, _ wanted: Members, _ found: Members) throws -> [String] {
    if wanted.optional("error") != nil {
      return found.optional("error") == nil ? ["\(request): an error is required"] : []
    }
    if let error = found.optional("error") {
      return wanted.optional("accept_error") == nil ? ["\(request): unexpected error \(error.summary)"] : []
    }
    let order = try permutation(wanted, found)
    var differences: [String] = []
    for (field, value) in wanted where !["labels", "accept_error"].contains(field) && !field.hasPrefix("_") {
      guard let actual = found.optional(field) else {
        if !value.isUndefined { differences.append("\(request).\(field) is missing") }
        continue
      }
      differences += try compare(request, field, value, actual, order, wanted, path: [])
    }
    return differences
  }

  /// Where each expected label stands among the actual ones.
  private func permutation(_ wanted: Members, _ found: Members) throws -> [Int] {
    guard let labels = try wanted.optional("labels")?.strings(), let actual = try found.optional("labels")?.strings()
    else {
      return []
    }
    return try labels.map { label in
      guard let place = actual.firstIndex(of: label) else { throw MissingLabel(label: label, found: actual) }
      return place
    }
  }

  struct MissingLabel: Error {
    let label: String
    let found: [String]
  }

  private func compare(
    _ request: String, _ field: String, _ wanted: DocumentNode, _ found: DocumentNode, _ order: [Int], _ all: Members,
    path: [Int]
  ) throws -> [String] {
    if case .sequence(let list) = wanted.value {
      guard case .sequence(let actual) = found.value, list.count == actual.count else {
        return ["\(request).\(field): another shape"]
      }
      // Lists by label are compared in the order of the expected labels; so are the columns of a covariance matrix.
      let isByLabel = list.count == order.count && (path.isEmpty || field == "vcov")
      return try list.indices.flatMap { place in
        try compare(
          request, field, list[place], actual[isByLabel ? order[place] : place], order, all, path: path + [place])
      }
    }
    if case .mapping(let members) = wanted.value {
      let actual = try found.mapping()
      return try members.flatMap { name, value in
        guard let own = actual.optional(name) else { return ["\(request).\(field).\(name) is missing"] }
        return try compare(request, name, value, own, [], members, path: [])
      }
    }
    guard try !agrees(request, field, wanted, found, all, path) else { return [] }
    return ["\(request).\(field)\(path): expected \(wanted.summary), found \(found.summary)"]
  }

  private func agrees(
    _ request: String, _ field: String, _ wanted: DocumentNode, _ found: DocumentNode, _ all: Members, _ path: [Int]
  ) throws -> Bool {
    if wanted.isUndefined || found.isUndefined { return wanted.isUndefined == found.isUndefined }
    guard case .number(let expected, _) = wanted.value else { return wanted.summary == found.summary }
    guard case .number(let actual, _) = found.value else { return false }
    let (scale, floor) = try Self.scale(field, expected, all, path)
    let difference = abs(expected - actual)
    return difference <= floor || difference <= scale * relativeTolerance(request, field)
  }

  private func relativeTolerance(_ request: String, _ field: String) -> Double {
    for key in ["\(request).\(field)", request, field] {
      if let value = try? overrides.optional(key)?.double() { return value }
    }
    return tolerance
  }

  /// What a difference is measured against, and the absolute difference that is always accepted.
  private static func scale(
    _ field: String, _ expected: Double, _ all: Members, _ path: [Int]
  ) throws -> (scale: Double, floor: Double) {
    func entry(_ name: String, _ place: Int) throws -> Double {
      guard case .sequence(let list) = all.optional(name)?.value, place < list.count else { return 0 }
      return (try? list[place].double()) ?? 0
    }
    let size = abs(expected)
    let (value, error) = (try entry("estimate", path.first ?? 0), try entry("se", path.first ?? 0))
    switch field {
    case "ci_lower", "ci_upper": return (max(size, error), 1e-12)
    case "se" where size == 0: return (0, 1e-8 * (value == 0 ? 1 : abs(value)))
    case "cv" where size == 0, "deff" where size == 0: return (0, 1e-7)
    case "vcov":
      let other = try entry("se", path[1])
      let product = error * other
      guard product == 0 else { return (product, 0) }
      let estimates = (value == 0 ? 1 : value, try entry("estimate", path[1]) == 0 ? 1 : try entry("estimate", path[1]))
      return (
        size, 1e-16 * abs(estimates.0 * estimates.1) + 1e-8 * max(error * abs(estimates.1), other * abs(estimates.0))
      )
    case "estimate" where size == 0: return (0, 1e-9 * (error == 0 ? 1 : error))
    default: return (size, ["se", "cv", "deff", "estimate"].contains(field) ? 0 : 1e-11)
    }
  }
}

extension [(key: String, value: DocumentNode)] {
  fileprivate func optional(_ key: String) -> DocumentNode? { first { $0.key == key }?.value }

  fileprivate func value(_ key: String) throws -> DocumentNode {
    guard let value = optional(key) else { throw Fixtures.Unreadable(path: key) }
    return value
  }
}

extension DocumentNode {
  fileprivate var isUndefined: Bool {
    if case .sequence(let list) = value { return !list.isEmpty && list.allSatisfy(\.isUndefined) }
    return isNull
  }
}
