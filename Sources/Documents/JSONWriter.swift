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
    do throws(NotFinite) { try write(value, depth: 0, to: &text) } catch {
      throw JSONWriter.firstNotFinite(in: value, path: "")!
    }
    return text
  }

  /// The place of the number is looked for when there is one: to carry it along would cost more than the writing.
  private struct NotFinite: Error {}

  private static func firstNotFinite(in value: JSONValue, path: String) -> JSONWritingError? {
    switch value {
    case .double(let number): number.isFinite ? nil : JSONWritingError(path: path, value: "\(number)")
    case .array(let values):
      values.enumerated().lazy.compactMap { firstNotFinite(in: $1, path: DocumentNode.path(path, index: $0)) }.first
    case .object(let members):
      members.lazy.compactMap { firstNotFinite(in: $0.value, path: DocumentNode.path(path, key: $0.key)) }.first
    case .null, .bool, .int, .string: nil
    }
  }

  private func write(_ value: JSONValue, depth: Int, to text: inout String) throws(NotFinite) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .double(let number):
      guard number.isFinite else { throw NotFinite() }
      text += JSONWriter.decimal(number)
    case .string(let string): JSONWriter.writeQuoted(string, to: &text)
    case .array(let values): try write(values, depth: depth, to: &text)
    case .object(let members): try write(members, depth: depth, to: &text)
    }
  }

  private func write(_ values: [JSONValue], depth: Int, to text: inout String) throws(NotFinite) {
    let isOneLine = layout == .compact || values.allSatisfy(\.isScalar)
    text += "["
    for (index, value) in values.enumerated() {
      if index > 0 { text += layout == .pretty && isOneLine ? ", " : "," }
      if !isOneLine { startLine(depth + 1, in: &text) }
      try write(value, depth: depth + 1, to: &text)
    }
    if !isOneLine { startLine(depth, in: &text) }
    text += "]"
  }

  private func write(
    _ members: [(key: String, value: JSONValue)], depth: Int, to text: inout String
  ) throws(NotFinite) {
    let isOneLine = layout == .compact || members.isEmpty
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      if !isOneLine { startLine(depth + 1, in: &text) }
      JSONWriter.writeQuoted(member.key, to: &text)
      text += layout == .pretty ? ": " : ":"
      try write(member.value, depth: depth + 1, to: &text)
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

  private static func writeQuoted(_ string: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    guard string.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      text += string
      return
    }
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
  }
}
