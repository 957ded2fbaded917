/// Why a document cannot be used, and where.
///
/// Cases carry data; the sentence is made in ``description`` alone: `file:line: message; way out`.
public struct DocumentError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The text breaks the rules of its format.
    case syntax(problem: String, remedy: String)
    /// The key stands twice in one mapping; `firstLine` is `nil` where the reader of the format withholds it.
    case duplicateKey(key: String, firstLine: Int?)
    case unknownKey(key: String, nearest: String?, known: [String])
    case missingKey(key: String)
    case wrongType(expected: String)
    case invalidValue(expected: String)
    case notAllowed(nearest: String?, allowed: [String])
  }

  public let kind: Kind
  public let location: SourceLocation
  /// Keys and indices from the root; empty at the root and in syntax errors.
  public let path: String
  /// What was found, as ``DocumentNode/summary`` writes it; empty in syntax errors.
  public let value: String

  public init(_ kind: Kind, at location: SourceLocation, path: String = "", value: String = "") {
    self.kind = kind
    self.location = location
    self.path = path
    self.value = value
  }

  public var file: String { location.file }
  public var line: Int { location.line }
  public var column: Int { location.column }
}

extension DocumentError: CustomStringConvertible {
  public var description: String {
    let (message, remedy) = sentence
    return "\(file):\(line): \(message); \(remedy)"
  }

  private var place: String { path.isEmpty ? "the document" : path }

  private var sentence: (message: String, remedy: String) {
    switch kind {
    case .syntax(let problem, let remedy):
      (problem, remedy)
    case .duplicateKey(let key, let firstLine):
      (
        "\(place) has the key '\(key)' twice" + (firstLine.map { ", on line \($0) and on line \(line)" } ?? ""),
        "keep one of the two"
      )
    case .unknownKey(let key, let nearest, let known):
      ("\(place) has the unknown key '\(key)'", DocumentError.choices(nearest, of: known, none: "remove it"))
    case .missingKey(let key):
      ("\(place) lacks the key '\(key)'", "add it")
    case .wrongType(let expected), .invalidValue(let expected):
      ("\(place) is \(value)", "write \(expected)" + (value == "null" ? " or leave the key out" : ""))
    case .notAllowed(let nearest, let allowed):
      ("\(place) is \(value)", DocumentError.choices(nearest, of: allowed, none: "remove it"))
    }
  }

  private static func choices(_ nearest: String?, of all: [String], none: String) -> String {
    guard let nearest else { return none }
    guard all.count > 1 else { return "write '\(nearest)'" }
    return "did you mean '\(nearest)'? Allowed: \(all.joined(separator: ", "))"
  }
}
