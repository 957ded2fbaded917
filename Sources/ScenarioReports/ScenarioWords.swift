import Reporting
import Scenarios
import TradeImpact

/// The sentences that a page says of a scenario.
struct ScenarioWords {
  let tables: ScenarioTables

  init(_ tables: ScenarioTables) { self.tables = tables }

  var result: ScenarioResult { tables.result }
  var scenario: Scenario { result.scenario }
  var number: RoundedText { RoundedText(currency: scenario.currency) }

  var subtitle: LocalizedText {
    let measure = scenario.measure
    let symbol = measure.symbol.map { LocalizedText(zh: " · \($0)", en: " · \($0)") } ?? LocalizedText(zh: "", en: "")
    let date = scenario.schedule.entryIntoForce.text
    let mark =
      tables.isSynthetic
      ? LocalizedText(zh: " · 企业结构为合成数据", en: " · structure of firms from synthetic data")
      : LocalizedText(zh: "", en: "")
    return LocalizedText(
      zh: "\(measure.marketLabel.zh)\(symbol.zh) · 拟于\(date.zh)生效\(mark.zh)",
      en: "\(measure.marketLabel.en)\(symbol.en) · entry into force planned on \(date.en)\(mark.en)")
  }

  // MARK: Summary

  var summary: [LocalizedText] {
    [exposure, cost, loss, knockOn, firms, small, delay, drivers, midpoint, published].compactMap(\.self)
  }

  var exposure: LocalizedText {
    let exports = number.amount(result.outcome(.exposedExports))
    let year = scenario.exposure.year
    return LocalizedText(
      zh: "受影响出口额：每年\(exports.zh)（\(year)年）。", en: "Exposed exports: \(exports.en) a year (\(year)).")
  }

  var cost: LocalizedText {
    let (added, passed) = (number.amount(result.outcome(.addedCost)), number.amount(result.outcome(.passedOn)))
    let once = number.amount(result.outcome(.oneOffCost))
    let present = number.amount(result.presentCost)
    let years = scenario.schedule.horizon
    let rate = tables.rateText
    let hasPassed = scenario.response.passThrough != nil
    return LocalizedText(
      zh: "新增成本：每年\(added.zh)" + (hasPassed ? "，其中转嫁给客户\(passed.zh)" : "")
        + (tables.hasOnce ? "；一次性成本\(once.zh)" : "") + "；\(years)年现值\(present.zh)（贴现率\(rate.zh)）。",
      en: "Added cost: \(added.en) a year" + (hasPassed ? ", of which customers pay \(passed.en)" : "")
        + (tables.hasOnce ? "; one-off cost \(once.en)" : "")
        + "; present value over \(years) years \(present.en), discounted at \(rate.en).")
  }

  var loss: LocalizedText? {
    guard tables.modelsLoss else { return nil }
    let lost = number.amount(result.outcome(.directLoss))
    return LocalizedText(
      zh: "直接损失（失去的出口）：每年\(lost.zh)。直接损失与新增成本不相加。",
      en: "Direct loss (exports that are lost): \(lost.en) a year. Direct loss and added cost are not added.")
  }

  var fullCompliance: LocalizedText {
    let amount = number.amount(result.outcome(.fullCompliance))
    return LocalizedText(
      zh: "若全部企业合规且不作任何反应（出口额乘以成本上升率）：每年\(amount.zh)。",
      en: "If every firm complied and none responded (exports times cost rise): \(amount.en) a year.")
  }

  /// What the direct loss takes with it; nil where the file does not ask.
  var knockOn: LocalizedText? {
    guard let found = result.knockOn?.quantities.filter({ $0.outcome.mean != 0 }), !found.isEmpty else { return nil }
    let parts = found.map { one -> LocalizedText in
      let (label, amount) = (one.quantity.label, number.amount(one.outcome))
      let persons = number.persons(one.outcome)
      let value = one.quantity.isMoney ? amount : persons
      return LocalizedText(zh: "\(label.zh)\(value.zh)", en: "\(label.en.lowercasedFirst) \(value.en)")
    }
    return LocalizedText(
      zh: "直接损失的连带影响（每年减少）：\(parts.map(\.zh).joined(separator: "，"))。",
      en: "What the direct loss takes with it, a year: \(parts.map(\.en).joined(separator: "; ")).")
  }

  var firms: LocalizedText? {
    guard result.countsFirms else { return nil }
    let (all, leaving) = (number.firms(result.outcome(.firms)), number.firms(result.outcome(.exits)))
    return LocalizedText(
      zh: "涉及企业：\(all.zh)" + (tables.modelsExit ? "，其中退出市场\(leaving.zh)。" : "。"),
      en: "Firms concerned: \(all.en)" + (tables.modelsExit ? ", of which \(leaving.en) leave the market." : "."))
  }

  var small: LocalizedText? {
    guard result.countsFirms, let firms = tables.small(.firms), let cost = tables.small(.addedCost) else { return nil }
    let (count, added) = (number.firms(firms), number.amount(cost))
    let leaving = tables.small(.exits).map(number.firms)
    return LocalizedText(
      zh: "其中中小企业：\(count.zh)，新增成本每年\(added.zh)" + (tables.modelsExit ? "，退出市场\(leaving?.zh ?? "")。" : "。"),
      en: "Small and medium firms among them: \(count.en), added cost \(added.en) a year"
        + (tables.modelsExit ? "; \(leaving?.en ?? "") leave the market." : "."))
  }

  var delay: LocalizedText? {
    guard let fixed = result.delays.first(where: { $0.horizon == .fixedEnd }),
      let moving = result.delays.first(where: { $0.horizon == .moving && $0.delay == fixed.delay })
    else { return nil }
    let (a, b) = (number.amount(fixed.cost), number.amount(moving.cost))
    let years = fixed.delay == 1 ? "1 year" : "\(fixed.delay) years"
    return LocalizedText(
      zh: "推迟\(fixed.delay)年生效：可节省成本（现值）\(a.zh)（计算终点不变），或\(b.zh)（计算期随之推移）。",
      en:
        "A delay of \(years) saves costs of \(a.en) in present value where the end of the period is fixed, \(b.en) where the period "
        + "moves with it.")
  }

  var drivers: LocalizedText? {
    let measures: [ScenarioMeasure] = tables.modelsLoss ? [.addedCost, .directLoss] : [.addedCost]
    let parts = measures.compactMap(driver)
    guard !parts.isEmpty else { return nil }
    return LocalizedText(
      zh: parts.map(\.zh).joined(separator: "；") + "。",
      en: "What is not known is mostly, " + parts.map(\.en).joined(separator: "; ") + ".")
  }

  private func driver(_ measure: ScenarioMeasure) -> LocalizedText? {
    let found = tables.drivers(measure)
    guard !found.isEmpty else { return nil }
    func share(_ total: Double) -> String { RoundedText.percent(min(1, (100 * total).rounded() / 100)) }
    let zh = found.map { "“\($0.label.zh)”（总效应\(share($0.total))）" }.joined(separator: "、")
    let en = found.map { "\($0.label.en) (total index \(share($0.total)))" }.joined(separator: ", ")
    let name = measure.shortLabel
    return LocalizedText(zh: "\(name.zh)的不确定性主要来自\(zh)", en: "of the \(name.en): \(en)")
  }

  /// Where the mean is not what the middle of the ranges gives.
  var midpoint: LocalizedText? {
    let outcome = result.outcome(tables.modelsLoss ? .directLoss : .addedCost)
    let difference = outcome.mean - outcome.atMeans
    guard outcome.atMeans > 0, outcome.differsFromMidpoint else { return nil }
    let (mean, middle) = (number.amount(outcome.mean), number.amount(outcome.atMeans))
    let share = RoundedText.percent((1000 * abs(difference) / outcome.atMeans).rounded() / 1000)
    let name = (tables.modelsLoss ? ScenarioMeasure.directLoss : .addedCost).shortLabel
    let why =
      tables.modelsLoss && difference > 0
      ? LocalizedText(zh: "因为企业退出使损失随成本加速上升", en: "since exit makes losses rise faster than costs")
      : LocalizedText(zh: "因为结果随输入的变化不是直线", en: "since outcomes are no straight line in the inputs")
    return LocalizedText(
      zh:
        "按区间取平均与按中点计算不同：\(name.zh)均值\(mean.zh)，各输入取均值时\(difference > 0 ? "只" : "")算得\(middle.zh)，相差\(share)，\(why.zh)。",
      en:
        "The mean over the ranges is not the value at their middle: the mean \(name.en) is \(mean.en), at the means of the inputs it is "
        + "\(middle.en), a difference of \(share), \(why.en).")
  }

  var published: LocalizedText? {
    guard let figure = scenario.reported.first(where: { $0.measure?.isAmount == true }),
      let outcome = tables.outcome(figure), let isInside = tables.isInside(figure)
    else { return nil }
    let (value, mean, name) = (number.amount(figure.value), number.amount(outcome), figure.measure!.shortLabel)
    return LocalizedText(
      zh: "已公布的\(name.zh)为\(value.zh)；本情景为\(mean.zh)，公布数字\(isInside ? "在" : "不在")90%区间内。",
      en: "The published \(name.en) is \(value.en); this scenario gives \(mean.en). The published figure is "
        + "\(isInside ? "inside" : "outside") the 90% interval.")
  }

  // MARK: Methods

  var methods: [LocalizedText] {
    methodsOfModel + result.populationNotes.map(Self.sentence)
      + tables.notModelled + scenario.notes
  }

  var methodsOfModel: [LocalizedText] { [response, draws, discounting] + survey }

  private var draws: LocalizedText {
    let sampling = scenario.sampling
    return LocalizedText(
      zh:
        "不确定的输入按所列分布联合抽取\(sampling.draws)次（16组独立随机化的Sobol’点列，种子\(sampling.seed)），逐次计算全部结果；"
        + "括号和区间为5%与95%分位，模拟误差由16组之间的差异得出。敏感性按Sobol’指数（Saltelli等2010，Jansen 1999）和逐一变动计算。",
      en:
        "Uncertain inputs are drawn together \(sampling.draws) times from the distributions listed (16 independently scrambled Sobol' "
        + "sequences, seed \(sampling.seed)), and every outcome is computed for each draw. Brackets and intervals hold the 5 and the 95% "
        + "quantile; the simulation error comes from the spread of the 16. Sensitivities are Sobol' indices (Saltelli et al. 2010, Jansen "
        + "1999) and one input at a time.")
  }

  /// Only what the file asks for.
  private var response: LocalizedText {
    let response = scenario.response
    let parts: [(isModelled: Bool, zh: String, en: String)] = [
      (
        true, "成本上升率 = 每年新增成本与分摊到各年的一次性成本之和除以出口额",
        "the cost rise is the yearly cost, with one-off costs spread over the horizon, over exports"
      ),
      (response.passThrough != nil, "企业按转嫁比例提价", "firms pass a part of it on to prices"),
      (response.demandElasticity != nil, "订单按需求价格弹性减少", "orders fall by the price elasticity"),
      (response.orderLoss != nil, "部分订单无论价格如何都会流失", "some orders are lost whatever the price"),
      (response.margin != nil, "企业自身承担的成本超过其利润率时退出市场", "a firm leaves when the part that it bears exceeds its margin"),
      (response.redirected != nil, "失去的出口中一部分转销其他市场", "a part of lost exports is sold elsewhere"),
    ]
    let told = parts.filter(\.isModelled)
    return LocalizedText(
      zh: "企业反应：" + told.map(\.zh).joined(separator: "；") + "。直接损失 = 未能转销的失去的出口；新增成本只计留在市场上的企业。",
      en: "Response of firms: " + told.map(\.en).joined(separator: "; ")
        + ". Direct loss is exports that are lost and not sold elsewhere; added cost is that of firms that stay.")
  }

  private var discounting: LocalizedText {
    LocalizedText(
      zh: "现值以生效之日为基准，各年成本按年初计，金额为不变价；等额年成本为与现值相等的每年等额支付。",
      en:
        "Present values are of the day of entry into force, with each year's cost at its beginning, in constant prices. The equivalent "
        + "annual cost is the equal yearly payment of the same present value.")
  }

  private var survey: [LocalizedText] {
    guard result.sampledFirms > 0 else { return [] }
    return [
      LocalizedText(
        zh: "企业结构（出口额和规模的分布）取自\(result.sampledFirms)家样本企业，用\(result.replicates)个自助复本反映抽样误差，并按受影响出口额"
          + (scenario.exposure.firms == nil ? "" : "和企业数") + "放大。",
        en:
          "How exports and sizes are spread over firms comes from \(result.sampledFirms) sampled firms, with \(result.replicates) "
          + "bootstrap replicates for their sampling error, scaled to the exposed exports"
          + (scenario.exposure.firms == nil ? "." : " and the number of firms."))
    ]
  }

  /// Notes are clauses.
  static func sentence(_ note: LocalizedText) -> LocalizedText {
    LocalizedText(
      zh: note.zh.hasSuffix("。") ? note.zh : note.zh + "。",
      en: note.en.hasSuffix(".") ? note.en : note.en.uppercasedFirst + ".")
  }

  // MARK: Names and provenance

  var names: [YearlyReport.Name] {
    [.init(code: "reported", label: LocalizedText(zh: "公布数字", en: "published figure"))]
      + scenario.quantities.map { .init(code: $0.name, label: $0.label) }
      + ScenarioMeasure.allCases.map { .init(code: $0.rawValue, label: $0.label) }
      + [
        .init(code: scenario.name, label: scenario.title),
        .init(code: "price_effects", label: LocalizedText(zh: "局部分析", en: "partial analysis")),
        .init(code: "pass_through", label: LocalizedText(zh: "成本转嫁", en: "passing on")),
        .init(code: "demand_elasticity", label: LocalizedText(zh: "需求价格弹性", en: "price elasticity of demand")),
        .init(code: "order_loss", label: LocalizedText(zh: "订单流失", en: "lost orders")),
        .init(code: "margin", label: LocalizedText(zh: "利润率与退出", en: "margins and exit")),
        .init(code: "redirected", label: LocalizedText(zh: "转销其他市场", en: "sales elsewhere")),
        .init(code: "export_growth", label: LocalizedText(zh: "出口增长", en: "growth of exports")),
      ].filter { name in !scenario.quantities.contains { $0.name == name.code } }
  }

  var provenance: [YearlyReport.Fact] {
    [
      .init(label: LocalizedText(zh: "程序", en: "Program"), value: "\(Program.name) \(Program.version)"),
      .init(label: LocalizedText(zh: "情景", en: "Scenario"), value: scenario.name),
      .init(label: LocalizedText(zh: "随机种子", en: "Seed"), value: String(scenario.sampling.seed)),
      .init(label: LocalizedText(zh: "输入文件、方法与 SHA-256", en: "Inputs, methods, SHA-256"), value: "manifest.json"),
    ]
  }
}

extension ScenarioMeasure {
  /// Within a sentence.
  var shortLabel: LocalizedText {
    switch self {
    case .exposedExports: LocalizedText(zh: "受影响出口额", en: "exposed exports")
    case .firms: LocalizedText(zh: "涉及企业数", en: "number of firms concerned")
    case .fullCompliance: LocalizedText(zh: "全部合规成本", en: "cost if all comply")
    case .directLoss: LocalizedText(zh: "直接损失", en: "direct loss")
    case .addedCost: LocalizedText(zh: "新增成本", en: "added cost")
    case .oneOffCost: LocalizedText(zh: "一次性成本", en: "one-off cost")
    case .passedOn: LocalizedText(zh: "转嫁的成本", en: "cost passed on")
    case .exits: LocalizedText(zh: "退出企业数", en: "number of firms leaving")
    }
  }
}
