/// Text without what people write differently: case, accents, blanks and punctuation.
package enum Folding {
  /// Letters and digits alone, in lower case without accents: `HS code(s)` and `hs_codes` are both `hscodes`.
  package static func key(_ text: String) -> String {
    var key = ""
    for scalar in text.unicodeScalars { append(scalar, to: &key) }
    return key
  }

  /// Words, each a key; a Chinese character is a word of its own, since nothing divides Chinese words.
  package static func words(_ text: String) -> [String] {
    var (words, word) = ([String](), "")
    func end() {
      if !word.isEmpty { words.append(singular(word)) }
      word = ""
    }
    for scalar in text.unicodeScalars {
      let length = word.utf8.count
      guard !isIdeograph(scalar) else {
        end()
        words.append(String(Character(scalar)))
        continue
      }
      append(scalar, to: &word)
      if word.utf8.count == length, !isApostrophe(scalar) { end() }
    }
    end()
    return words
  }

  /// `toys` as `toy`, `batteries` as `battery`, `boxes` as `boxe`: the same cut on both sides of a comparison.
  private static func singular(_ word: String) -> String {
    guard word.utf8.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss") else { return word }
    return word.hasSuffix("ies") ? word.dropLast(3) + "y" : String(word.dropLast())
  }

  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    0x3400...0x9FFF ~= scalar.value || 0xF900...0xFAFF ~= scalar.value || 0x20000...0x3FFFD ~= scalar.value
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "\u{2019}" }

  private static func append(_ scalar: Unicode.Scalar, to key: inout String) {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: key.unicodeScalars.append(scalar)
    case 0x41...0x5A: key.unicodeScalars.append(Unicode.Scalar(scalar.value + 32)!)
    case 0..<0x80: break
    // Full-width digits and letters of Chinese input methods.
    case 0xFF10...0xFF5A: append(Unicode.Scalar(scalar.value - 0xFEE0)!, to: &key)
    case 0x300...0x36F: break  // accents written behind their letter
    default: appendForeign(scalar, to: &key)
    }
  }

  private static func appendForeign(_ scalar: Unicode.Scalar, to key: inout String) {
    guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return }
    for lower in scalar.properties.lowercaseMapping.unicodeScalars {
      key += base[lower] ?? String(Character(lower))
    }
  }

  /// Latin letters without their accents.
  private static let base: [Unicode.Scalar: String] = {
    let groups = [
      "a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđ", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ",
      "k": "ķ", "l": "ĺļľŀł", "n": "ñńņň", "o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşš", "t": "ţťŧ", "u": "ùúûüũūŭůűų",
      "w": "ŵ", "y": "ýÿŷ", "z": "źżž", "ae": "æ", "oe": "œ", "ss": "ß",
    ]
    let pairs = groups.flatMap { letter, accented in accented.unicodeScalars.map { ($0, letter) } }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()
}
