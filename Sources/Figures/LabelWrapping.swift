import TradeImpact

/// Breaks labels into lines that fit beside or below an axis.
struct LabelWrapping {
  /// Of Latin letters; a Chinese character counts as two.
  let width: Int

  /// Lines joined by line feeds; words stay whole, Chinese breaks anywhere but before punctuation.
  func text(_ label: String) -> String {
    var (lines, line) = ([String](), "")
    for piece in pieces(label) {
      let isTooLong = Self.width(of: line) + Self.width(of: piece) > width
      if isTooLong, !line.isEmpty, !Self.isClosing(piece) {
        lines.append(line.trimmed)
        line = ""
      }
      line += piece
    }
    return (lines + [line.trimmed]).joined(separator: "\n")
  }

  /// Words with the blank after them; Chinese characters one by one.
  private func pieces(_ label: String) -> [String] {
    var pieces: [String] = []
    for character in label {
      let startsNew = pieces.last.map { $0.hasSuffix(" ") || Self.isWide(character) || Self.isWide($0.last!) } ?? true
      if startsNew { pieces.append("\(character)") } else { pieces[pieces.count - 1].append(character) }
    }
    return pieces
  }

  static func width(of text: String) -> Int { text.reduce(0) { $0 + (isWide($1) ? 2 : 1) } }

  private static func isWide(_ character: Character) -> Bool { character.unicodeScalars.first!.value >= 0x2E80 }

  private static func isClosing(_ piece: String) -> Bool { ["）", "，", "。", "、", "；", "：", "”"].contains(piece) }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
