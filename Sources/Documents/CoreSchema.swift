/// What an unquoted YAML scalar means by the core schema of YAML 1.2: `no`, `on` and `12:30` are text.
///
/// > Source: YAML 1.2.2, section 10.3.2.
enum CoreSchema {
  static func value(ofPlain text: String) -> DocumentNode.Value {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: number(text).map { .number($0, text: text) } ?? .string(text)
    }
  }

  private static func number(_ text: String) -> Double? {
    if text.hasPrefix("0o") { return whole(text.dropFirst(2), radix: 8) }
    if text.hasPrefix("0x") { return whole(text.dropFirst(2), radix: 16) }
    if let special = special(text) { return special }
    return isDecimal(text) ? Double(text) : nil
  }

  private static func whole(_ digits: Substring, radix: Int) -> Double? {
    guard digits.first != "-", digits.first != "+" else { return nil }
    return UInt64(digits, radix: radix).map { Double($0) }
  }

  private static func special(_ text: String) -> Double? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .infinity
    case "-.inf", "-.Inf", "-.INF": -.infinity
    case ".nan", ".NaN", ".NAN": .nan
    default: nil
    }
  }

  /// `[-+]? ( . digits | digits ( . digits? )? ) ( [eE] [-+]? digits )?`
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func skip(_ set: [UInt8]) -> Bool {
      guard let first = rest.first, set.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func digits() -> Int {
      let start = rest.count
      rest = rest.drop { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return start - rest.count
    }
    let sign = Array("+-".utf8)
    _ = skip(sign)
    var count = digits()
    if skip([UInt8(ascii: ".")]) { count += digits() }
    guard count > 0 else { return false }
    if skip(Array("eE".utf8)) {
      _ = skip(sign)
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
