/// Which of the cell styles of a workbook show numbers as dates.
final class StylesHandler: ElementHandler {
  /// By style number.
  private(set) var dateStyles: [Bool] = []
  private var dateFormats: Set<Int> = []
  private var isInCellFormats = false

  override func start(_ name: ElementName, _ attributes: ElementAttributes) {
    if name == "numFmt", let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
      if NumberFormat.isDate(code) { dateFormats.insert(id) }
    } else if name == "cellXfs" {
      isInCellFormats = true
    } else if isInCellFormats, name == "xf" {
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      dateStyles.append(NumberFormat.isBuiltInDate(id) || dateFormats.contains(id))
    }
  }

  override func end(_ name: ElementName) {
    if name == "cellXfs" { isInCellFormats = false }
  }
}

enum NumberFormat {
  /// Formats that every workbook has without naming them (ECMA-376 part 1, 18.8.30); 27-36 and 50-58 are those of the Chinese,
  /// Japanese and Korean editions. Those of elapsed time, 46, stay numbers.
  static func isBuiltInDate(_ id: Int) -> Bool {
    switch id {
    case 14...22, 27...36, 45, 47, 50...58: true
    default: false
    }
  }

  /// A format with a year, month, day, hour or second outside quotes, brackets and escapes.
  static func isDate(_ code: String) -> Bool {
    var (isQuoted, isBracketed, isSkipped) = (false, false, false)
    for character in code.utf8 {
      if isSkipped {
        isSkipped = false
      } else if character == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if isBracketed || character == UInt8(ascii: "[") {
        isBracketed = character != UInt8(ascii: "]")
      } else if "\\_*".utf8.contains(character) {
        isSkipped = true
      } else if "ymdhs".utf8.contains(character | 0x20) {
        return true
      }
    }
    return false
  }
}
