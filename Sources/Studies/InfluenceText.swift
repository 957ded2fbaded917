import Reporting
import TradeImpact

/// The words of the table of influential firms.
enum InfluenceText {
  static func title(_ year: Int) -> LocalizedText {
    LocalizedText(
      zh: "\(year)年直接损失估计对个别企业的依赖", en: "How far the direct loss rests on single firms, \(year)")
  }

  static let sector = LocalizedText(zh: "行业", en: "Sector")
  static let total = LocalizedText(zh: "合计", en: "Total")

  static let columns = [
    loss("expansion", "扩张估计", "Expansion", [.standardError, .coefficientOfVariation, .n]),
    part("largest_share", LocalizedText(zh: "最大一家所占比重", en: "Largest firm")),
    part("five_largest_share", LocalizedText(zh: "最大五家所占比重", en: "Five largest firms")),
    loss("without_largest", "去掉最大一家的变化", "Change without the largest"),
    loss("winsorised", "缩尾估计", "Winsorised", [.standardError, .interval]),
    loss("winsorised_change", "缩尾引起的变化", "Change by winsorising"),
    loss("conditional_bias", "条件偏差估计", "Conditional bias", [.standardError, .interval]),
    loss("conditional_bias_change", "条件偏差引起的变化", "Change by conditional bias"),
  ]

  private static func loss(
    _ code: String, _ zh: String, _ en: String, _ beside: Set<Companion> = []
  ) -> ReportTable.Column {
    ReportTable.Column(.directLoss, code, zh: zh, en: en, beside: beside)
  }

  private static func part(_ code: String, _ label: LocalizedText) -> ReportTable.Column {
    ReportTable.Column(code: code, label: label, measure: "share_of_estimate", unit: .percent, decimals: 1)
  }

  static func notes(winsorised count: Int) -> [LocalizedText] {
    [
      LocalizedText(
        zh: "缩尾（Kokic 和 Bell，1994）改变了 \(count) 家企业的损失额；变化的合计即其估计偏差。两种调整都按企业进行，各行业之和等于合计。",
        en:
          "Winsorising (Kokic and Bell 1994) changes the loss of \(count == 1 ? "1 firm" : "\(count) firms"); its change of the total is its estimated bias. Both "
          + "adjustments are made firm by firm, so sectors add to the total."),
      LocalizedText(
        zh: "调整后的估计以偏差换取较小的方差；未调整的扩张估计始终列出。标准误把调整界限视为已知，不包含偏差。",
        en:
          "Adjusted estimates trade bias for less variance; the unadjusted one is always shown. Their standard errors take cut-offs as "
          + "known and contain no bias."),
    ]
  }

  /// A fraction in percent with one decimal.
  static func percent(_ share: Double) -> String {
    let tenths = Int((1000 * share).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
