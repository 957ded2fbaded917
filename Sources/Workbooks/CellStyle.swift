import CXlsxWriter

/// How a cell looks. Equal styles share one format of the file.
struct CellStyle: Hashable {
  enum Alignment: Hashable { case left, center, right }
  enum Line: Hashable { case none, thin, medium }

  /// As Excel writes it, `#,##0.00`; nil for text.
  var numberFormat: String?
  var isBold = false
  /// Points.
  var size = 10.0
  /// Red, green and blue, a byte each.
  var color: UInt32 = Palette.ink
  var fill: UInt32?
  var alignment = Alignment.left
  var wraps = false
  /// Steps.
  var indent = 0
  var top = Line.none
  var bottom = Line.none
  var isLink = false

  /// - Parameters:
  ///   - decimals: Digits after the point, not negative.
  ///   - signed: With a plus sign above zero.
  static func number(decimals: Int, signed: Bool = false) -> String {
    let digits = "#,##0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
    return signed ? "+\(digits);-\(digits);\(digits)" : digits
  }
}

/// Colors of text, rules and charts; those of charts are distinguished by people who confuse red and green (Okabe and Ito).
enum Palette {
  static let ink: UInt32 = 0x1C2430
  static let soft: UInt32 = 0x5B6675
  static let accent: UInt32 = 0x14507D
  static let warning: UInt32 = 0x9A3412
  static let warningFill: UInt32 = 0xFFF4EC
  static let head: UInt32 = 0xE6EDF4
  static let published: UInt32 = 0xF6F8FA
  static let estimateBar: UInt32 = 0x0072B2
  static let publishedBar: UInt32 = 0xE69F00
}

extension CellStyle {
  /// Sets everything that differs from a plain cell.
  func apply(to format: UnsafeMutablePointer<lxw_format>, font: String) {
    xlsx.set_font_name(format, font)
    xlsx.set_font_size(format, size)
    xlsx.set_font_color(format, color)
    if isBold { xlsx.set_bold(format) }
    if isLink { xlsx.set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if let numberFormat { xlsx.set_num_format(format, numberFormat) }
    if let fill { xlsx.set_bg_color(format, fill) }
    xlsx.set_align(format, UInt8(alignment.code.rawValue))
    // Lines of a paragraph begin beside its label; heads stand in the middle.
    let isParagraph = wraps && fill == nil
    xlsx.set_align(format, UInt8((isParagraph ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER).rawValue))
    if wraps { xlsx.set_text_wrap(format) }
    if indent > 0 { xlsx.set_indent(format, UInt8(indent)) }
    if top != .none { xlsx.set_top(format, top.code) }
    if bottom != .none { xlsx.set_bottom(format, bottom.code) }
  }
}

extension CellStyle.Alignment {
  fileprivate var code: lxw_format_alignments {
    switch self {
    case .left: LXW_ALIGN_LEFT
    case .center: LXW_ALIGN_CENTER
    case .right: LXW_ALIGN_RIGHT
    }
  }
}

extension CellStyle.Line {
  fileprivate var code: UInt8 {
    switch self {
    case .none: UInt8(LXW_BORDER_NONE.rawValue)
    case .thin: UInt8(LXW_BORDER_THIN.rawValue)
    case .medium: UInt8(LXW_BORDER_MEDIUM.rawValue)
    }
  }
}
