import Reporting
import Scenarios
import TradeImpact

/// The economic section: products, market, loss, absolute and relative impact, small and medium firms, other factors.
extension EvidenceSheet {
  var economy: FilledForm.Part {
    FilledForm.Part(
      title: LocalizedText(zh: "二、经济影响", en: "2. Economic impact"),
      fields: [
        field("受该措施影响的产品（至少4位HS编码）", "Products affected (HS codes of 4 digits or more)", products),
        field("市场情况", "Situation of the market", market),
        field("对行业造成的经济损失（含附加成本）", "Economic loss of the industry, added costs included", loss),
        field("实质性影响的绝对和相对量化", "Impact in absolute and relative terms", relative),
        field("中小企业是否受到影响", "Whether small and medium firms are affected", small),
        field(
          "其他因素", "Other factors",
          particulars.otherFactors.map { [.text($0)] } ?? [blank("认为值得考虑的其他因素", "other factors worth considering")]),
      ])
  }

  private var products: [FilledForm.Answer] {
    let codes = measure.hsCodes.filter { $0.count >= 4 }
    return [.text(measure.products)]
      + (codes.isEmpty
        ? [blank("至少4位的HS编码", "HS codes of 4 digits or more")]
        : [item("HS编码：\(codes.joined(separator: "、"))", "HS codes: \(codes.joined(separator: ", "))")])
  }

  private var market: [FilledForm.Answer] {
    let year = scenario.exposure.year
    let rows = scenario.exposure.markets.enumerated().map { place, market -> FilledForm.Answer in
      let label = tables.label(ofMarket: market.code)
      let amount = number.amount(result.marketShares[place] * result.outcome(.exposedExports).mean)
      return item(
        "\(year)年对\(label.zh)出口有关产品\(amount.zh)（来源：\(market.exports.source.zh)）",
        "Exports of the products in \(year), \(label.en): \(amount.en) (source: \(market.exports.source.en))")
    }
    let situation =
      particulars.marketSituation.map { FilledForm.Answer.text($0) }
      ?? blank("该市场和第三国市场的情况，有关行业协会和主要企业", "the market and those of third countries, associations and main producers")
    return [situation] + rows
  }

  // MARK: Loss

  private var loss: [FilledForm.Answer] {
    let equal = number.amount(result.equivalentAnnualCost)
    let horizon = scenario.schedule.horizon
    let costs = scenario.costs.map(\.label)
    let kinds = item(
      "成本构成：\(costs.map(\.zh).joined(separator: "、"))", "What is paid for: \(costs.map(\.en).joined(separator: "; "))")
    let annual = item(
      "按\(horizon)年计的等额年成本：\(equal.zh)", "Equivalent annual cost over \(horizon) years: \(equal.en)")
    return [.item(words.cost), .item(words.fullCompliance), kinds, annual]
      + [words.loss, presentLoss, words.knockOn, words.firms, expected].compactMap(\.self).map { .item($0) }
  }

  private var presentLoss: LocalizedText? {
    guard tables.modelsLoss else { return nil }
    let (present, years, rate) = (number.amount(result.presentLoss), scenario.schedule.horizon, tables.rateText)
    return LocalizedText(
      zh: "\(years)年直接损失现值：\(present.zh)（贴现率\(rate.zh)）。",
      en: "Present value of direct loss over \(years) years: \(present.en), discounted at \(rate.en).")
  }

  private var expected: LocalizedText? {
    guard let cost = result.expectedCost, let probability = scenario.probability else { return nil }
    let (amount, chance) = (number.amount(cost), QuantityWords(probability).knowledge)
    let loss = tables.modelsLoss ? result.expectedLoss.map(number.amount) : nil
    return LocalizedText(
      zh: "计入措施生效的概率（\(chance.zh)），期望值为：新增成本每年\(amount.zh)" + (loss.map { "，直接损失每年\($0.zh)" } ?? "") + "。",
      en:
        "With the probability of entry into force (\(chance.en)), what is to be expected is an added cost of \(amount.en) a year"
        + (loss.map { " and a direct loss of \($0.en) a year" } ?? "") + ".")
  }

  // MARK: Absolute and relative

  private var relative: [FilledForm.Answer] {
    let exports = result.outcome(.exposedExports)
    let absolute = number.amount(exports)
    let cost = RoundedText.percent(result.outcome(.addedCost).mean / exports.mean)
    let lost = RoundedText.percent(result.outcome(.directLoss).mean / exports.mean)
    let shares = scenario.exposure.references.map { reference -> FilledForm.Answer in
      let (share, amount) = (RoundedText.percent(exports.mean / reference.amount), number.amount(reference.amount))
      return item(
        "\(reference.label.zh)：\(share)（总额\(amount.zh)；来源：\(reference.source.zh)）",
        "\(share) \(reference.label.en) (\(amount.en); source: \(reference.source.en))")
    }
    let none = [blank("受影响贸易额占该国（地区）出口总额的比重", "share of the exports concerned in all exports")]
    return [
      item(
        "绝对量：有关HS编码产品受影响的贸易额每年\(absolute.zh)",
        "In absolute terms: trade of \(absolute.en) a year in the products concerned")
    ] + (shares.isEmpty ? none : shares)
      + [
        item(
          "新增成本相当于受影响出口额的\(cost)" + (tables.modelsLoss ? "，直接损失相当于\(lost)" : ""),
          "Added cost is \(cost) of the exports concerned" + (tables.modelsLoss ? ", direct loss \(lost)" : ""))
      ]
  }

  // MARK: Small and medium firms

  private var small: [FilledForm.Answer] {
    guard let cost = tables.small(.addedCost), let exports = tables.small(.exposedExports) else {
      return [blank("中小企业是否受到影响及具体情况", "whether small and medium firms are affected, and how")]
    }
    let yes = LocalizedText(
      zh: "是。中小企业（出口额低于所属产品大类最大一个规模的企业）受到影响：",
      en: "Yes. Firms below the largest size class of their product group are affected:")
    let all = result.outcome(.addedCost)
    let (amount, part) = (number.amount(cost), RoundedText.percent(cost.mean / all.mean))
    let (own, total) = (
      RoundedText.percent(cost.mean / exports.mean),
      RoundedText.percent(all.mean / result.outcome(.exposedExports).mean)
    )
    let costs = item(
      "新增成本每年\(amount.zh)，占全部新增成本的\(part)，相当于其出口额的\(own)（全部企业为\(total)）",
      "Added cost \(amount.en) a year, \(part) of the whole, or \(own) of their exports (all firms: \(total))")
    return [.text(yes)] + [count, costs, lost, exits].compactMap(\.self) + sizes + synthetic
  }

  private var count: FilledForm.Answer? {
    guard result.countsFirms, let firms = tables.small(.firms) else { return nil }
    let (number, part) = (number.firms(firms), RoundedText.percent(firms.mean / result.outcome(.firms).mean))
    return item("涉及中小企业\(number.zh)，占涉及企业的\(part)", "\(number.en), \(part) of all firms concerned")
  }

  private var lost: FilledForm.Answer? {
    guard tables.modelsLoss, let loss = tables.small(.directLoss) else { return nil }
    let (amount, part) = (number.amount(loss), RoundedText.percent(loss.mean / result.outcome(.directLoss).mean))
    return item("直接损失每年\(amount.zh)，占全部直接损失的\(part)", "Direct loss \(amount.en) a year, \(part) of the whole")
  }

  private var exits: FilledForm.Answer? {
    guard result.countsFirms, tables.modelsExit, let exits = tables.small(.exits) else { return nil }
    let (number, part) = (number.firms(exits), RoundedText.percent(exits.mean / result.outcome(.exits).mean))
    return item(
      "预计退出市场\(number.zh)，占全部退出企业的\(part)", "\(number.en) are expected to leave the market, \(part) of all that leave")
  }

  /// A line a size class.
  private var sizes: [FilledForm.Answer] {
    result.groups.indices.filter { result.groups[$0].kind == .size }.map { g in
      let label = result.groups[g].label
      let (firms, cost) = (
        number.firms(result.outcome(.firms, of: g)), number.amount(result.outcome(.addedCost, of: g))
      )
      let loss = tables.modelsLoss ? number.amount(result.outcome(.directLoss, of: g)) : nil
      let counted = result.countsFirms
      return item(
        "年出口额\(label.zh)：" + (counted ? "\(firms.zh)，" : "") + "新增成本每年\(cost.zh)"
          + (loss.map { "，直接损失每年\($0.zh)" } ?? ""),
        "Exports \(label.en.lowercasedFirst): " + (counted ? "\(firms.en), " : "")
          + "added cost \(cost.en) a year" + (loss.map { ", direct loss \($0.en) a year" } ?? ""))
    }
  }

  private var synthetic: [FilledForm.Answer] {
    guard tables.isSynthetic else { return [] }
    return [
      .text(
        LocalizedText(
          zh: "以上分规模数字的企业结构取自合成数据，只用于演示，提交前须以真实调查替换。",
          en:
            "The structure of firms behind these numbers by size is synthetic and for demonstration; a real survey must replace it before filing."
        ))
    ]
  }
}
