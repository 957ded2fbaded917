import Reporting
import TradeImpact

/// The fixed words of workbooks that other renderings do not need.
enum WorkbookWording {
  static let marks = LocalizedText(zh: "注", en: "Note")
  static let unbounded = "∞"
  static let unboundedMeaning = LocalizedText(zh: "样本无法给出上限", en: "the sample sets no upper limit")
  static let back = LocalizedText(zh: "← 返回目录", en: "← Contents")
  static let symbols = LocalizedText(zh: "符号", en: "Symbols")
  static let kind = LocalizedText(zh: "类别", en: "Kind")
  static let precision = LocalizedText(
    zh: "单元格为数值而非公式，按表头所列单位给出，保留16位有效数字；显示的小数位数由单元格格式决定。",
    en:
      "Cells hold values, not formulas, in the unit that their head names, with 16 significant digits; the format of a cell decides how "
      + "many are shown.")

  static func lower(_ table: ReportTable) -> LocalizedText { limit(table.interval, zh: "下限", en: "lower") }

  static func upper(_ table: ReportTable) -> LocalizedText { limit(table.interval, zh: "上限", en: "upper") }

  private static func limit(_ interval: LocalizedText, zh: String, en: String) -> LocalizedText {
    LocalizedText(zh: interval.zh + zh, en: "\(interval.en), \(en)")
  }

  /// The name of a chart of intervals.
  static func withInterval(_ label: String, _ interval: LocalizedText, _ language: Language) -> String {
    let interval = interval[language]
    return language == .zh ? "\(label)及\(interval)" : "\(label) with \(interval)"
  }

  static func onLogarithmicScale(_ title: String, _ language: Language) -> String {
    language == .zh ? "\(title)（对数刻度）" : "\(title) (logarithmic scale)"
  }

  /// Number and pages, in the codes of Excel's footers.
  static func footer(_ title: String, isSynthetic: Bool, _ language: Language) -> String {
    let mark = isSynthetic ? Wording.syntheticMark[language] : ""
    // An ampersand begins a code.
    let text = title.replacing("&", with: "&&")
    return "&L\(mark)&C\(text)&R" + (language == .zh ? "第 &P 页，共 &N 页" : "&P of &N")
  }
}
