/// A number that JSON cannot hold.
public struct JSONWritingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Keys and indices from the root.
  public let path: String
  /// `nan`, `inf` or `-inf`.
  public let value: String

  public var description: String { "\(path.isEmpty ? "the value" : path) is \(value); write null with the reason" }
}

/// Writes JSON text: the same value gives the same bytes.
///
/// Doubles are the shortest decimals that read back as the same double; a whole one below 2^53 has no fraction (`197`), and
/// negative zero is `0`. NaN and the infinities are never written. Text is UTF-8 and escaped only where RFC 8259 asks for it.
public struct JSONWriter: Sendable {
  public enum Layout: Sendable {
    /// Lists of scalars and empty containers on one line, everything else one member a line, indented by one blank.
    case pretty
    /// No blanks and no line ends.
    case compact
  }

  private let layout: Layout

  public init(_ layout: Layout = .pretty) {
    self.layout = layout
  }

  /// - Returns: The text, without a line end after it.
  /// - Throws: `JSONWritingError` at the first number that is not finite.
  public func text(_ value: JSONValue) throws(JSONWritingError) -> String {
    var text = ""
    try write(value, path: "", depth: 0, to: &text)
    return text
  }

  private func write(
    _ value: JSONValue, path: String, depth: Int, to text: inout String
  ) throws(JSONWritingError) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .double(let number): text += try JSONWriter.decimal(number, path: path)
    case .string(let string): JSONWriter.writeQuoted(string, to: &text)
    case .array(let values): try write(values, path: path, depth: depth, to: &text)
    case .object(let members): try write(members, path: path, depth: depth, to: &text)
    }
  }

  private func write(
    _ values: [JSONValue], path: String, depth: Int, to text: inout String
  ) throws(JSONWritingError) {
    let isOneLine = layout == .compact || values.allSatisfy(\.isScalar)
    text += "["
    for (index, value) in values.enumerated() {
      if index > 0 { text += layout == .pretty && isOneLine ? ", " : "," }
      if !isOneLine { startLine(depth + 1, in: &text) }
      try write(value, path: DocumentNode.path(path, index: index), depth: depth + 1, to: &text)
    }
    if !isOneLine { startLine(depth, in: &text) }
    text += "]"
  }

  private func write(
    _ members: [(key: String, value: JSONValue)], path: String, depth: Int, to text: inout String
  ) throws(JSONWritingError) {
    let isOneLine = layout == .compact || members.isEmpty
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      if !isOneLine { startLine(depth + 1, in: &text) }
      JSONWriter.writeQuoted(member.key, to: &text)
      text += layout == .pretty ? ": " : ":"
      try write(member.value, path: DocumentNode.path(path, key: member.key), depth: depth + 1, to: &text)
    }
    if !isOneLine { startLine(depth, in: &text) }
    text += "}"
  }

  private func startLine(_ depth: Int, in text: inout String) {
    text += "\n" + String(repeating: " ", count: depth)
  }
}

// MARK: Scalars

extension JSONWriter {
  /// The shortest decimal that reads back as `value`, as JSON writes it.
  /// - Precondition: `value` is finite.
  public static func decimal(_ value: Double) -> String {
    precondition(value.isFinite, "JSON cannot hold \(value)")
    let text = value.description
    guard value.magnitude < 0x1p53, text.hasSuffix(".0") else { return text }
    return value == 0 ? "0" : String(text.dropLast(2))
  }

  private static func decimal(_ value: Double, path: String) throws(JSONWritingError) -> String {
    guard value.isFinite else { throw JSONWritingError(path: path, value: "\(value)") }
    return decimal(value)
  }

  private static func writeQuoted(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
