import Reporting
import TradeImpact

/// The fixed words of figures.
enum FigureText {
  static let year = LocalizedText(zh: "年份", en: "Year")
  static let series = LocalizedText(zh: "系列", en: "Series")
  static let source = LocalizedText(zh: "来源", en: "Source")

  static func value(_ unit: DisplayUnit) -> LocalizedText {
    LocalizedText(zh: "数值" + bracketed(unit, .zh), en: "Value" + bracketed(unit, .en))
  }

  private static func bracketed(_ unit: DisplayUnit, _ language: Language) -> String {
    let label = unit.label[language]
    guard !label.isEmpty else { return "" }
    return language == .zh ? "（\(label)）" : " (\(label))"
  }

  static func origin(_ origin: Figure.Point.Origin) -> LocalizedText {
    switch origin {
    case .estimate: LocalizedText(zh: "估计值", en: "Estimate")
    case .published: LocalizedText(zh: "报告公布值", en: "Published in the report")
    case .trade: LocalizedText(zh: "贸易统计", en: "Trade statistics")
    }
  }

  static func interval(_ level: Double) -> LocalizedText {
    let percent = DecimalText(level).moved(by: 2).plain
    return LocalizedText(zh: "\(percent)%置信区间", en: "\(percent)% interval")
  }

  // MARK: Captions

  /// The lines under the title: unit, error bars, synthetic data.
  static func caption(_ figure: Figure) -> LocalizedText {
    let parts = [unit(figure.unit), figure.hasErrorBars ? errorBars(figure.interval) : nil].compactMap(\.self)
    return LocalizedText(
      zh: parts.map(\.zh).joined(separator: "；"), en: parts.map(\.en).joined(separator: "; "))
  }

  static func unit(_ unit: DisplayUnit) -> LocalizedText? {
    guard !unit.label.zh.isEmpty else { return nil }
    return LocalizedText(zh: "单位：\(unit.label.zh)", en: "Unit: \(unit.label.en)")
  }

  private static func errorBars(_ interval: LocalizedText) -> LocalizedText {
    LocalizedText(zh: "误差线：\(interval.zh)", en: "error bars: \(interval.en)s")
  }

  static let synthetic = LocalizedText(
    zh: "估计值来自合成数据，不得引用", en: "Estimates from synthetic data, not to be cited")

  static let cutErrorBars = LocalizedText(
    zh: "超出图幅的误差线以箭头结尾，区间见图中数据。",
    en: "Error bars that leave the figure end in an arrow; the numbers of the figure have their limits.")

  // MARK: What is missing

  static func noTable(_ id: String) -> LocalizedText {
    LocalizedText(zh: "本次输出没有数据表 \(id)", en: "this run has no table \(id)")
  }

  static func noNumber(_ table: LocalizedText) -> LocalizedText {
    LocalizedText(zh: "“\(table.zh)”中没有可用的数值", en: "the table \u{201C}\(table.en)\u{201D} has no number for it")
  }

  static let notPublished = LocalizedText(zh: "报告正文没有给出数值", en: "the text of the report gives no number")

  static let noTradeFile = LocalizedText(zh: "没有提供贸易统计文件", en: "no file of trade statistics is given")

  static func notInTradeFile(_ indicator: TradeIndicator) -> LocalizedText {
    let name = name(indicator)
    return LocalizedText(
      zh: "贸易统计文件不含计算“\(name.zh)”所需的数值", en: "the trade file lacks numbers that \(name.en) needs")
  }

  static func name(_ indicator: TradeIndicator) -> LocalizedText {
    switch indicator {
    case .exports: LocalizedText(zh: "出口额", en: "exports")
    case .imports: LocalizedText(zh: "进口额", en: "imports")
    case .trade: LocalizedText(zh: "进出口额", en: "imports and exports")
    case .balance: LocalizedText(zh: "贸易差额", en: "the balance of trade")
    case .gdp: LocalizedText(zh: "国内生产总值", en: "gross domestic product")
    case .tradeDependence: LocalizedText(zh: "外贸依存度", en: "trade dependence")
    case .exportDependence: LocalizedText(zh: "出口依存度", en: "export dependence")
    case .importDependence: LocalizedText(zh: "进口依存度", en: "import dependence")
    case .share: LocalizedText(zh: "占比", en: "the share of trade")
    case .contributionRate: LocalizedText(zh: "贡献率", en: "the contribution rate")
    case .notifications: LocalizedText(zh: "TBT通报数", en: "the number of TBT notifications")
    case .researchOutputs: LocalizedText(zh: "研究成果数", en: "the number of research outputs")
    }
  }

  static func missing(_ reasons: [LocalizedText], _ needs: LocalizedText?) -> LocalizedText {
    LocalizedText(
      zh: sentence(reasons.map(\.zh).joined(separator: "；"), needs?.zh, "。", "需要：", "。"),
      en: sentence(reasons.map(\.en).joined(separator: "; ").capitalizedFirst, needs?.en, ". ", "It needs ", "."))
  }

  static func gaps(
    _ lacking: [(series: LocalizedText, categories: [LocalizedText])], _ needs: LocalizedText?
  ) -> LocalizedText {
    let zh = lacking.map { "\($0.series.zh)（\($0.categories.map(\.zh).joined(separator: "、"))）" }.joined(separator: "、")
    let en = lacking.map { "\($0.series.en) (\($0.categories.map(\.en).joined(separator: ", ")))" }.joined(
      separator: ", ")
    return LocalizedText(
      zh: sentence("没有数据：\(zh)", needs?.zh, "。", "补齐需要：", "。"),
      en: sentence("No data: \(en)", needs?.en, ". ", "Filling the gaps needs ", "."))
  }

  private static func sentence(
    _ text: String, _ needs: String?, _ stop: String, _ lead: String, _ end: String
  ) -> String {
    guard let needs else { return text + end }
    return text + stop + lead + needs + end
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
