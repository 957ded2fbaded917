import TradeImpact

/// Text as YAML has it.
enum YAMLText {
  /// A scalar, in quotes where it could be read as something else.
  static func scalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || "0123456789_-./（）".unicodeScalars.contains(scalar)
    }
    let startsAsText = text.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
    if isPlain, startsAsText, !reserved.contains(text.lowercased()) { return text }
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  private static let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  /// Text on one line.
  static func comment(_ text: String) -> String {
    text.split { $0.isNewline }.joined(separator: " ")
  }
}

enum TableCodes {
  static let markets = Classifications.bundled.market.codes
  static let causes = Classifications.bundled.cause.codes
  static let costKinds = Classifications.bundled.costKind.codes
}
