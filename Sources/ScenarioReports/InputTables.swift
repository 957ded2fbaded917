import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// Every number that the scenario assumes, with who says so, and what it leaves out.
  var inputs: ReportTable {
    let quantities = scenario.quantities
    return table(
      "inputs", titled("输入及其来源", "Inputs and their sources"), rowLabel: LocalizedText(zh: "输入", en: "Input"),
      notes: notModelled + rates, isOfResult: false,
      rows: quantities.map { quantity in
        let words = QuantityWords(quantity)
        return ReportTable.Row(
          code: quantity.name, label: inputTableLabel(quantity), unit: words.unit(currency: scenario.currency),
          decimals: words.decimals(currency: scenario.currency))
      },
      columns: [
        column("mean", "均值", "Mean", unit: nil, decimals: nil),
        column("low", "5%分位", "5%", unit: nil, decimals: nil),
        column("high", "95%分位", "95%", unit: nil, decimals: nil),
        words("knowledge", "如何设定", "What is assumed"), words("kind", "性质", "Kind"),
        words("source", "来源", "Source"),
      ], cells: quantities.map(inputCells))
  }

  /// Exports to several markets are told apart by the market.
  func inputTableLabel(_ quantity: Quantity, isOfTable: Bool = true) -> LocalizedText {
    let label = isOfTable ? QuantityWords(quantity).tableLabel : quantity.label
    guard quantity.name.hasPrefix("exports.") else { return label }
    let market = self.label(ofMarket: String(quantity.name.dropFirst("exports.".count)))
    return LocalizedText(zh: "\(label.zh)（\(market.zh)）", en: "\(label.en) (\(market.en))")
  }

  private func inputCells(_ quantity: Quantity) -> [Cell] {
    let words = QuantityWords(quantity)
    let numbers: [Cell] =
      quantity.distribution.map { distribution in
        [distribution.mean, distribution.quantile(0.05), distribution.quantile(0.95)].map {
          cell(words.base($0), method: "assumed")
        }
      } ?? (0..<3).map { _ in .absent(.notAsked, method: "survey") }
    return numbers + [.words(words.knowledge), .words(words.kind), .words(quantity.source)]
  }

  var rates: [LocalizedText] {
    scenario.rates.currencies.compactMap { code in
      scenario.rates[code].map { rate in
        let day = rate.date.text
        let yuan = RoundedText.exact(rate.yuan)
        return LocalizedText(
          zh: "汇率：1\(RoundedText(currency: code).currencyName) = \(yuan)元（\(day.zh)；\(rate.source.zh)）。",
          en: "Exchange rate: \(code) 1 = CNY \(yuan) (\(day.en); \(rate.source.en)).")
      }
    }
  }

  // MARK: What is left out

  /// A sentence for every part of the model that the file does not give.
  var notModelled: [LocalizedText] { missingParts.map(\.text) }

  /// By the key of the scenario file that would bring it in.
  var missingParts: [(key: String, text: LocalizedText)] {
    let response = scenario.response
    let all: [(String, Bool, String, String)] = [
      ("pass_through", response.passThrough == nil, "成本转嫁：企业承担全部新增成本", "passing costs on: firms bear all of them"),
      (
        "demand_elasticity", response.demandElasticity == nil, "提价造成的订单减少", "orders lost because of higher prices"
      ),
      (
        "order_loss", response.orderLoss == nil, "与价格无关的订单流失（如等待认证期间）",
        "orders lost whatever the price, such as while certificates are waited for"
      ),
      ("margin", response.margin == nil, "企业因成本超过利润率而退出市场", "firms leaving the market when costs exceed their margin"),
      ("redirected", response.redirected == nil, "失去的出口转销其他市场或内销", "selling lost exports elsewhere"),
      (
        "survey", scenario.exposure.survey == nil, "企业出口额的差别：没有调查时视各企业出口额相同，也没有分行业、分规模的结果",
        "differences between the exports of firms: without a survey all export the same, and there are no results by sector and size"
      ),
      (
        "export_growth", scenario.schedule.exportGrowth == nil, "出口额逐年变化：各年按基年出口额计算",
        "growth of exports: every year has those of the base year"
      ),
    ]
    let optional = all.filter(\.1).map { key, _, zh, en in
      (key: key, text: LocalizedText(zh: "未建模：\(zh)。", en: "Not modelled: \(en)."))
    }
    return optional + [(key: "price_effects", text: partial)]
  }

  /// Markets and industries count where the file brings them in.
  private var partial: LocalizedText {
    let parts: [(isMissing: Bool, zh: String, en: String)] = [
      (true, "措施对价格", "effects on prices"),
      (scenario.tradeResponse == nil, "其他国家供货商", "on suppliers of other countries"),
      (scenario.knockOn == nil, "上下游行业", "on other industries"),
    ]
    let missing = parts.filter(\.isMissing)
    return LocalizedText(
      zh: "未建模：" + missing.map(\.zh).joined(separator: "、") + "的影响（局部分析）；措施可能带来的好处（如节能、安全）。",
      en: "Not modelled: " + missing.map(\.en).joined(separator: ", ")
        + " (the analysis is partial); benefits of the measure, such as energy saved or safety.")
  }
}

extension RoundedText {
  /// All digits, for rates.
  static func exact(_ value: Double) -> String { trimmed(DecimalText(value).plain) }
}
