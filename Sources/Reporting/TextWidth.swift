/// How much room text takes in a sheet or on paper, in widths of a digit: Chinese characters and their punctuation take two.
package enum TextWidth {
  package static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

  /// Lines of a paragraph in a cell of that width.
  package static func lines(_ text: String, width: Double) -> Int {
    // Words are not divided, so a line holds a little less than its width.
    max(1, Int((Double(of(text)) / max(1, width * 0.94)).rounded(.up)))
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      2
    // Dashes, dots and arrows that Chinese fonts draw full width.
    case 0x2014, 0x2026, 0x2192, 0x221E, 0x00D7: 2
    default: 1
    }
  }
}
