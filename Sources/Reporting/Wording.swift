import TradeImpact

/// The fixed words of rendered tables and reports.
package enum Wording {
  package static let published = LocalizedText(zh: "报告公布值", en: "Published")
  package static let difference = LocalizedText(zh: "估计值与公布值之差", en: "Estimate less published")
  package static let estimate = LocalizedText(zh: "估计值", en: "Estimate")
  package static let standardError = LocalizedText(zh: "标准误", en: "Standard error")
  package static let coefficientOfVariation = LocalizedText(zh: "变异系数", en: "CV")
  package static let n = LocalizedText(zh: "样本企业数", en: "Firms in sample")
  package static let notes = LocalizedText(zh: "说明", en: "Notes")
  /// Above a further part of a table that is wider than the page.
  package static let continued = LocalizedText(zh: "续表", en: "Continued")
  package static let syntheticMark = LocalizedText(zh: "合成数据", en: "SYNTHETIC DATA")
  package static let syntheticBanner = LocalizedText(
    zh: "合成数据：估计值由程序生成的数据得出，不是对真实企业的调查结果，不得引用。报告公布值除外。",
    en: "SYNTHETIC DATA: the estimates come from data made by a program, not from a survey of real firms, and must not "
      + "be cited. Published values are excepted.")
  package static let syntheticFormBanner = LocalizedText(
    zh: "合成数据：企业结构来自程序生成的数据，不是对真实企业的调查结果；有关行业、规模和企业数量的数字须以真实调查替换后方可提交。",
    en:
      "SYNTHETIC DATA: the structure of firms comes from data made by a program, not from a survey of real firms; numbers by "
      + "sector and size, and of firms, must be replaced by those of a real survey before the form is filed.")
  package static let contents = LocalizedText(zh: "目录", en: "Contents")
  package static let summary = LocalizedText(zh: "概要", en: "Summary")
  package static let tables = LocalizedText(zh: "统计表", en: "Tables")
  package static let methods = LocalizedText(zh: "方法说明", en: "Methods")
  package static let findings = LocalizedText(zh: "检查发现", en: "Findings")
  package static let noFindings = LocalizedText(zh: "没有发现需要提请注意的问题。", en: "Nothing to report.")
  package static let provenance = LocalizedText(zh: "生成信息", en: "Provenance")
  package static let subject = LocalizedText(zh: "对象", en: "Subject")
  package static let message = LocalizedText(zh: "内容", en: "Message")

  package static let figures = LocalizedText(zh: "统计图", en: "Figures")
  static let numbersOfFigure = LocalizedText(zh: "图中数据", en: "Numbers of the figure")
  static let missingFigures = LocalizedText(zh: "未绘制的图", en: "Figures not drawn")
  static let figuresAsTables = LocalizedText(
    zh: "本机没有绘图组件，统计图以数据表代替；运行 ./bootstrap 安装后重新生成即可。",
    en:
      "The part that draws figures is not installed here, so their numbers stand as tables; run ./bootstrap, then make the "
      + "report again.")
  static let figureActions = LocalizedText(zh: "保存图片", en: "Save the figure")
  static let saveSVG = LocalizedText(zh: "保存为 SVG", en: "Save as SVG")
  static let savePNG = LocalizedText(zh: "保存为 PNG", en: "Save as PNG")
  static let sortBy = LocalizedText(zh: "按此列排序", en: "Sort by this column")

  package static func interval(level: Double) -> LocalizedText {
    let percent = DecimalText(level).moved(by: 2).plain
    return LocalizedText(zh: "\(percent)%置信区间", en: "\(percent)% interval")
  }

  /// What follows a head or a label: `（亿元）`, ` (CNY 100 million)`; empty without a unit that has a name.
  package static func bracketed(_ unit: DisplayUnit?, _ language: Language) -> String {
    guard let unit = unit?.label[language], !unit.isEmpty else { return "" }
    return language == .zh ? "（\(unit)）" : " (\(unit))"
  }

  /// A published number that is not the one to use.
  package static func reading(_ printed: String, _ reading: String, _ language: Language) -> String {
    language == .zh ? "\(printed)〔应读作\(reading)〕" : "\(printed) [read as \(reading)]"
  }

  package static func count(_ number: Int, _ language: Language) -> String {
    language == .zh ? "（\(number)项）" : " (\(number))"
  }

  /// What stands in a cell without a number; never a number.
  package static func symbol(_ status: Cell.Status) -> String {
    switch status {
    case .ok, .undefined: "…"
    case .notPublished: "—"
    case .suppressed: "×"
    case .notAsked: "·"
    }
  }

  package static func meaning(_ status: Cell.Status) -> LocalizedText {
    switch status {
    case .ok, .undefined:
      LocalizedText(zh: "无法计算（如没有样本企业，或分母为零）", en: "not defined (no firm in the sample, or a denominator of zero)")
    case .notPublished: LocalizedText(zh: "报告未公布", en: "not published")
    case .suppressed:
      LocalizedText(
        zh: "因样本过少、误差过大或为保护企业秘密，不予公布",
        en: "withheld: too few firms, too large an error, or confidential")
    case .notAsked: LocalizedText(zh: "不适用", en: "not applicable")
    }
  }
}
