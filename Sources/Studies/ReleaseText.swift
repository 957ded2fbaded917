import DisclosureControl
import Reporting
import TradeImpact

/// The words about what is published.
enum ReleaseText {
  /// Of footnote codes that give a reason.
  static let prefix = "release."
  static let confidentialSymbol = "x"
  /// The same for numbers that are confidential and for those that protect them: a reader is not to tell them apart.
  static let confidential = Footnote(
    code: "release.confidential",
    text: LocalizedText(
      zh: "x：为保护企业商业秘密，不予公布", en: "x: withheld to keep what single firms answered confidential"))

  static func methods(_ release: Study.Release) -> [LocalizedText] {
    [release.policy.map(policy), release.disclosure.map(disclosure), release.rounds ? rounding : nil].compactMap { $0 }
  }

  private static func policy(_ policy: ReleasePolicy) -> LocalizedText {
    let source = policy.source.map { (zh: "（\($0)）", en: " (\($0))") } ?? (zh: "", en: "")
    return LocalizedText(
      zh: "数据按“\(policy.title.zh)”\(source.zh)的规则发布，标记和不予公布的原因见各表表注。",
      en:
        "Numbers are published by the rules of \(policy.title.en)\(source.en); marks and reasons are under each table.")
  }

  private static func disclosure(_ rules: SensitivityRules) -> LocalizedText {
    LocalizedText(
      zh: "可能泄露单个企业情况的金额及其占比不予公布；为防止由合计数推算，另有部分金额一并不予公布。经逐格验算，由所有表格联合推算也得不到超出规定精度的结果。",
      en:
        "Amounts that could tell of single firms are withheld, in every form, and with them others from which they could be computed. An "
        + "attacker's check over all tables together found none that can be inferred more closely than the rules allow."
    )
  }

  private static let rounding = LocalizedText(
    zh: "表中数字经受控取整：各分项之和与合计、各表中同一数字完全一致，最大调整幅度为可能的最小值。数据文件（CSV）保留全部位数。",
    en:
      "Numbers shown are rounded together so that parts add to totals in all tables, with the smallest possible largest move. The CSV files "
      + "have full precision.")
}
