import Reporting
import Scenarios
import TradeImpact

/// The fields of a comment on a measure and of a trade concern, filled with what the scenario file says and what it gives.
///
/// The first part has the fields of the form by which Chinese authorities collect comments on technical trade measures; the second those
/// of the economic section of the complaint form of the European Union's Market Access; then method, sources and limits.
/// > Source: Report of Shenzhen on technical trade measures (2022), appendices 5 and 4.
struct EvidenceSheet {
  let tables: ScenarioTables
  let words: ScenarioWords

  init(_ tables: ScenarioTables, _ words: ScenarioWords) { (self.tables, self.words) = (tables, words) }

  var scenario: Scenario { tables.scenario }
  var measure: RegulatoryMeasure { scenario.measure }
  var particulars: RegulatoryMeasure.Particulars { measure.particulars }
  var result: ScenarioResult { tables.result }
  var number: RoundedText { words.number }

  var form: FilledForm {
    FilledForm(
      id: "evidence",
      title: LocalizedText(
        zh: "技术性贸易措施评议证据表：\(scenario.title.zh)", en: "Evidence sheet on a technical trade measure: \(scenario.title.en)"
      ),
      introduction: [Self.introduction], parts: [comment, economy, sources, limits], isSynthetic: tables.isSynthetic)
  }

  private static let introduction = LocalizedText(
    zh:
      "本表按中国技术性贸易措施征集表的栏目和欧盟市场准入征集表“经济影响”部分的栏目填写，可直接修改后提交。数字由情景计算得出，"
      + "括号内为90%区间（模拟结果的5%与95%分位）；直接损失与新增成本性质不同，不相加。标有“待填写”之处由提交人补充。",
    en:
      "The sheet has the fields of the form by which China collects comments on technical trade measures, and those of the economic section "
      + "of the European Union's market access form. It is made to be edited and filed. Numbers are computed by the scenario; brackets hold "
      + "the 90% interval (the 5 and the 95% quantile of the draws). Direct loss and added cost are different things and are not added. "
      + "Who files it fills in what is marked as to be completed.")

  // MARK: Pieces

  func field(_ zh: String, _ en: String, _ answers: [FilledForm.Answer]) -> FilledForm.Field {
    FilledForm.Field(label: LocalizedText(zh: zh, en: en), answers: answers)
  }

  func blank(_ zh: String, _ en: String) -> FilledForm.Answer { .blank(LocalizedText(zh: zh, en: en)) }

  func item(_ zh: String, _ en: String) -> FilledForm.Answer { .item(LocalizedText(zh: zh, en: en)) }

  /// `负责机构：欧盟委员会`, or what belongs there.
  func named(_ zh: String, _ en: String, _ value: LocalizedText?) -> FilledForm.Answer {
    value.map { item("\(zh)：\($0.zh)", "\(en): \($0.en)") } ?? .missing(LocalizedText(zh: zh, en: en))
  }

  func both(_ text: String?) -> LocalizedText? { text.map { LocalizedText(zh: $0, en: $0) } }

  // MARK: The comment

  private var comment: FilledForm.Part {
    FilledForm.Part(
      title: LocalizedText(zh: "一、评议意见", en: "1. Comment on the measure"),
      fields: [
        field("姓名", "Name", [blank("姓名", "name of the person who files")]),
        field("工作单位", "Organization", [blank("工作单位", "organization")]),
        field("电话", "Telephone", [blank("电话", "telephone")]),
        field("邮箱", "E-mail", [blank("邮箱", "e-mail address")]),
        field(
          "通报号", "Notification",
          [
            both(measure.symbol).map { .text($0) }
              ?? blank("如措施已向世贸组织通报，列出通报编号", "the WTO symbol, where the measure was notified")
          ]),
        field("关注内容", "Measure of concern", concern), field("背景情况", "Background", background),
        field("评论意见", "Comments", comments), field("结论与要求", "Conclusion and requests", conclusion),
      ])
  }

  private var concern: [FilledForm.Answer] {
    [
      named("所关注成员", "Member", measure.marketLabel), named("措施名称", "Title of the measure", particulars.name),
      named("通报编号", "Symbol", both(measure.symbol)), named("负责机构", "Agency responsible", particulars.agency),
      named("评议截止期", "Final date for comments", measure.commentsUntil?.text),
      named("涉及产品", "Products", measure.products), named("产品HS编码", "HS codes of the products", codes),
    ]
  }

  /// `8517.62`
  private var codes: LocalizedText? {
    guard !measure.hsCodes.isEmpty else { return nil }
    let dotted = measure.hsCodes.map { code in
      let parts = [code.prefix(4)] + stride(from: 4, to: code.count, by: 2).map { code.dropFirst($0).prefix(2) }
      return parts.joined(separator: ".")
    }
    return LocalizedText(zh: dotted.joined(separator: "、"), en: dotted.joined(separator: ", "))
  }

  private var background: [FilledForm.Answer] {
    [
      named("具体内容", "Content", measure.requirement), named("目标", "Objective", particulars.objective),
      named("发布机关", "Issued by", particulars.agency), named("通报日期", "Notified on", measure.notified?.text),
      named("正式发布日期（草案填“尚未发布”）", "Date of publication (of a draft: not yet published)", particulars.published?.text),
      named("生效日期", "Entry into force", entry),
    ]
      + (particulars.background.map { [.text($0)] } ?? [blank("措施的背景", "background of the measure")])
      + [.text(effect)]
      + (particulars.negotiations.map { [.text($0)] }
        ?? [
          blank("已开展的多双边交涉、前期评议意见及对方回复", "bilateral and multilateral steps so far, earlier comments, and the answers")
        ])
  }

  private var entry: LocalizedText? {
    let date = scenario.schedule.entryIntoForce.text
    let parts = scenario.schedule.transition
    guard parts.count > 1 else { return date }
    let shares = parts.map(RoundedText.percent)
    return LocalizedText(
      zh: "\(date.zh)，分步实施，各年生效部分为\(shares.joined(separator: "、"))",
      en: "\(date.en), in steps: \(shares.joined(separator: ", ")) in the years that follow")
  }

  /// What the measure does to exports, in two sentences.
  private var effect: LocalizedText {
    let (exports, cost) = (number.amount(result.outcome(.exposedExports)), number.amount(result.outcome(.addedCost)))
    let loss = tables.modelsLoss ? number.amount(result.outcome(.directLoss)) : nil
    let firms = result.countsFirms ? number.firms(result.outcome(.firms)) : nil
    return LocalizedText(
      zh: "对出口的影响：受影响出口额每年\(exports.zh)" + (firms.map { "，涉及企业\($0.zh)" } ?? "") + "；预计每年新增成本\(cost.zh)"
        + (loss.map { "，每年失去的出口（直接损失）\($0.zh)" } ?? "") + "。",
      en: "Effect on exports: exports of \(exports.en) a year" + (firms.map { " by \($0.en)" } ?? "")
        + " are concerned; added cost is expected to be \(cost.en) a year"
        + (loss.map { " and exports of \($0.en) a year to be lost (direct loss)" } ?? "") + ".")
  }

  // MARK: Comments and requests

  private var comments: [FilledForm.Answer] {
    let standard =
      particulars.internationalStandard.map { FilledForm.Answer.text($0) }
      ?? blank("是否与国际标准或国际通行做法有实质性差异", "whether it departs from international standards or practice")
    let alternatives =
      particulars.alternatives.map { FilledForm.Answer.text($0) }
      ?? blank("是否有科学依据证明存在其他可行的管理要求", "whether science shows other ways to the objective")
    let lead = LocalizedText(
      zh: "贸易影响的量化证据：", en: "What the measure does to trade, in numbers:")
    let evidence = [words.exposure, words.cost, words.loss, words.firms, words.small, words.midpoint].compactMap(\.self)
    return [standard, alternatives, .text(lead)] + evidence.map { .item($0) } + [.text(Self.restriction)]
  }

  private static let restriction = LocalizedText(
    zh: "以上数字说明措施对贸易的限制程度；是否超过实现其目标所必需的限度，应结合上述替代方案论证。",
    en:
      "These numbers show how far the measure restricts trade. Whether that is more than its objective needs is to be argued with the "
      + "alternatives above.")

  private var conclusion: [FilledForm.Answer] {
    let requests =
      particulars.requests.isEmpty
      ? [
        blank(
          "对措施有关部分进行解释、澄清、修改或废止，提供过渡期，推迟实施等要求",
          "requests: explanation, amendment, withdrawal, a transition, a later entry into force")
      ]
      : particulars.requests.map { FilledForm.Answer.item($0) }
    let delays = delayEvidence
    return requests
      + (delays.isEmpty
        ? [blank("推迟生效或过渡期的年数及其价值", "years of delay or transition, and what they are worth")]
        : [.text(delayLead)] + delays.map { .item($0) })
  }

  private var delayLead: LocalizedText {
    let isCertain = scenario.probability == nil
    return LocalizedText(
      zh: "推迟生效（或同等长度的过渡期）对出口企业的价值，可作为上述要求的依据" + (isCertain ? "：" : "（按措施生效计算，未乘以生效概率）："),
      en:
        "What a later entry into force, or a transition of the same length, is worth to exporters, in support of the requests"
        + (isCertain ? ":" : " (if the measure enters into force: not weighted with the probability that it does):"))
  }

  private var delayEvidence: [LocalizedText] {
    result.delays.map { delay in
      let (cost, loss) = (number.amount(delay.cost), number.amount(delay.loss))
      let years = delay.delay == 1 ? "1 year" : "\(delay.delay) years"
      let isFixed = delay.horizon == .fixedEnd
      return LocalizedText(
        zh: "推迟\(delay.delay)年（\(isFixed ? "计算期终点不变，即少付最初\(delay.delay)年的成本" : "计算期整体后移，即只计推后的时间价值")）：节省成本现值\(cost.zh)"
          + (tables.modelsLoss ? "，避免直接损失现值\(loss.zh)" : "") + "。",
        en:
          "A delay of \(years) (\(isFixed ? "the period counted ends when it would have: the costs of the first years are not paid" : "the period counted moves too: only the worth of time counts")) saves costs of \(cost.en) in present value"
          + (tables.modelsLoss ? " and avoids a direct loss of \(loss.en)" : "") + ".")
    }
  }
}
