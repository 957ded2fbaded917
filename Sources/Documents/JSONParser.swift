/// A strict reader of RFC 8259: no comments, no trailing commas, no leading zeros, no keys given twice.
///
/// Recursive descent over valid UTF-8; line and column are counted on the way, so that every node has its place.
/// - Complexity: O(n) in the length of the document.
/// > Source: RFC 8259 (2017), sections 2 to 8.
struct JSONParser {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var line = 1
  private var lineStart = 0
  /// Bytes since `lineStart` that continue a scalar: columns count scalars.
  private var continuations = 0
  private var depth = 0

  /// - Precondition: `bytes` are valid UTF-8 without a byte order mark.
  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The one value of the document, and nothing after it.
  mutating func document() throws(DocumentError) -> DocumentNode {
    skipBlanks()
    guard current != nil else { throw syntax("the document is empty", "write one JSON value") }
    let root = try value(path: "")
    skipBlanks()
    guard current == nil else {
      throw syntax("\(found) follows the end of the document", "keep one JSON value in the file")
    }
    return root
  }

  private mutating func value(path: String) throws(DocumentError) -> DocumentNode {
    let start = location
    return DocumentNode(try bareValue(path: path), at: start, path: path)
  }

  private mutating func bareValue(path: String) throws(DocumentError) -> DocumentNode.Value {
    switch current ?? 0 {
    case UInt8(ascii: "{"): try object(path: path)
    case UInt8(ascii: "["): try array(path: path)
    case UInt8(ascii: "\""): .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): try word()
    default: throw syntax("\(found) stands where a value is expected", "write a value, or remove a comma")
    }
  }
}

// MARK: Objects and arrays

extension JSONParser {
  private mutating func object(path: String) throws(DocumentError) -> DocumentNode.Value {
    try enter()
    var pairs: [(key: String, value: DocumentNode)] = []
    var lines: [[UInt8]: Int] = [:]
    while try next(closing: UInt8(ascii: "}"), isFirst: pairs.isEmpty) {
      let keyLocation = location
      guard current == UInt8(ascii: "\"") else {
        throw syntax("\(found) stands where a key is expected", "write a key in double quotes")
      }
      let key = try string()
      if let first = lines.updateValue(keyLocation.line, forKey: Array(key.utf8)) {
        throw DocumentError(.duplicateKey(key: key, firstLine: first), at: keyLocation, path: path)
      }
      skipBlanks()
      guard current == UInt8(ascii: ":") else {
        throw syntax("\(found) follows the key '\(key)'", "write a colon and a value")
      }
      position += 1
      skipBlanks()
      pairs.append((key, try value(path: DocumentNode.path(path, key: key))))
    }
    return .mapping(pairs)
  }

  private mutating func array(path: String) throws(DocumentError) -> DocumentNode.Value {
    try enter()
    var nodes: [DocumentNode] = []
    while try next(closing: UInt8(ascii: "]"), isFirst: nodes.isEmpty) {
      nodes.append(try value(path: DocumentNode.path(path, index: nodes.count)))
    }
    return .sequence(nodes)
  }

  private mutating func enter() throws(DocumentError) {
    depth += 1
    guard depth <= DocumentParser.maximumDepth else {
      throw syntax("values nest deeper than \(DocumentParser.maximumDepth) levels", "flatten the document")
    }
    position += 1
  }

  /// Steps over the comma before an element, or over the closing bracket.
  /// - Returns: Whether an element follows.
  private mutating func next(closing: UInt8, isFirst: Bool) throws(DocumentError) -> Bool {
    skipBlanks()
    if current == closing {
      position += 1
      depth -= 1
      return false
    }
    if isFirst { return true }
    let bracket = Character(Unicode.Scalar(closing))
    guard current == UInt8(ascii: ",") else {
      throw syntax("\(found) stands where ',' or '\(bracket)' is expected", "add a comma or close with '\(bracket)'")
    }
    position += 1
    skipBlanks()
    guard current != closing else { throw syntax("a comma stands before '\(bracket)'", "remove the comma") }
    return true
  }
}

// MARK: Numbers and words

extension JSONParser {
  /// `-? (0 | [1-9] digits) (. digits)? ([eE] [+-]? digits)?`, rounded to the nearest double.
  private mutating func number() throws(DocumentError) -> DocumentNode.Value {
    let start = position
    let place = location
    accept("-")
    let leadingZero = current == UInt8(ascii: "0")
    let digits = try skipDigits()
    guard !(leadingZero && digits > 1) else {
      throw syntax("a number starts with 0", "remove the zero, or quote a code", at: place)
    }
    if accept(".") { try skipDigits() }
    if accept("e") || accept("E") {
      if !accept("+") { accept("-") }
      try skipDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw syntax("the number \(text) is too large for a double", "write a smaller number", at: place)
    }
    return .number(number, text: text)
  }

  @discardableResult
  private mutating func skipDigits() throws(DocumentError) -> Int {
    let start = position
    while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    guard position > start else { throw syntax("\(found) stands where a digit is expected", "complete the number") }
    return position - start
  }

  @discardableResult
  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func word() throws(DocumentError) -> DocumentNode.Value {
    let place = location
    let start = position
    while let byte = current, Unicode.Scalar(byte).properties.isAlphabetic, byte < 0x80 { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: throw syntax("'\(word)' is no JSON value", "write true, false, null, or quote the text", at: place)
    }
  }
}

// MARK: Strings

extension JSONParser {
  private mutating func string() throws(DocumentError) -> String {
    let opening = location
    position += 1
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        content.append(contentsOf: try escape())
      case 0..<0x20:
        throw syntax("\(found) stands inside a text", "close the quote, or write an escape such as \\n")
      default:
        content.append(byte)
        if byte & 0xC0 == 0x80 { continuations += 1 }
        position += 1
      }
    }
    throw syntax("the file ends inside a text", "close the quote", at: opening)
  }

  private mutating func escape() throws(DocumentError) -> [UInt8] {
    let place = location
    position += 1
    guard let byte = current else { return [] }
    if byte == UInt8(ascii: "u") { return try Array(String(unicodeEscape(at: place)).utf8) }
    guard let character = JSONParser.escapes[byte] else {
      throw syntax("\\\(found) is no escape", "write \\\\ for a backslash", at: place)
    }
    position += 1
    return [character]
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "t"): 0x09,
  ]

  /// A `u` and four hexadecimal digits, or two of these as a surrogate pair for a scalar above U+FFFF.
  private mutating func unicodeEscape(at place: SourceLocation) throws(DocumentError) -> Unicode.Scalar {
    let high = try hexadecimalUnit(at: place)
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, accept("\\"), current == UInt8(ascii: "u") {
      let low = try hexadecimalUnit(at: place)
      if 0xDC00...0xDFFF ~= low {
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))!
      }
    }
    throw syntax(
      "\\u\(String(high, radix: 16)) is half of a surrogate pair", "write both halves, or the character itself",
      at: place)
  }

  private mutating func hexadecimalUnit(at place: SourceLocation) throws(DocumentError) -> UInt32 {
    let digits = bytes[min(position + 1, bytes.count)..<min(position + 5, bytes.count)]
    let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard digits.count == 4, isHexadecimal, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw syntax("\\u is not followed by four hexadecimal digits", "write \\u00e9 or the character itself", at: place)
    }
    position += 5
    return unit
  }
}

// MARK: Position

extension JSONParser {
  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var location: SourceLocation {
    SourceLocation(file: file, line: line, column: position - lineStart - continuations + 1)
  }

  /// Blanks are the four of the RFC; a line ends at LF, at CR LF or at CR alone.
  private mutating func skipBlanks() {
    while let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
      case UInt8(ascii: "\n"): startLine()
      case UInt8(ascii: "\r"):
        let endsWithLineFeed = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
        if endsWithLineFeed { position += 1 } else { startLine() }
      default: return
      }
    }
  }

  private mutating func startLine() {
    position += 1
    line += 1
    (lineStart, continuations) = (position, 0)
  }

  /// The scalar at the position as an error names it.
  private var found: String {
    guard let byte = current else { return "the end of the file" }
    if byte < 0x20 || byte == 0x7F {
      return byte == 0x0A || byte == 0x0D ? "the end of the line" : "a control character"
    }
    let scalar = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self).unicodeScalars.first!
    return "'\(Character(scalar))'"
  }

  private func syntax(_ problem: String, _ remedy: String, at place: SourceLocation? = nil) -> DocumentError {
    DocumentError(.syntax(problem: problem, remedy: remedy), at: place ?? location)
  }
}
