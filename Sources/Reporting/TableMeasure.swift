import TradeImpact

/// What a column estimates. Raw values are the words of a definition file.
public enum TableMeasure: String, Sendable, Hashable, CaseIterable {
  /// The total of a variable, in yuan.
  case amount
  /// The total of a variable in the row over its total in all rows, a fraction.
  case share
  /// The mean of a variable over firms, in yuan.
  case mean
  /// The total of a variable over that of exports, a fraction.
  case lossRate = "loss_rate"
  /// Affected firms over all firms of the row, a fraction.
  case affectedShare = "affected_share"
  /// Affected firms that name the cause over affected firms, a fraction.
  case causeShare = "cause_share"
  /// Firms of the row.
  case count
  /// Affected firms of the row.
  case affectedCount = "affected_count"
}

extension TableMeasure {
  /// Whether the measure is one of a variable, named by `of`.
  public var needsVariable: Bool {
    switch self {
    case .amount, .share, .mean, .lossRate: true
    case .affectedShare, .causeShare, .count, .affectedCount: false
    }
  }

  /// The code in CSV files: `direct_loss`, `direct_loss_share`, `affected_share`.
  public func code(of variable: String?) -> String {
    switch (self, variable) {
    case (.amount, let variable?): variable
    case (.share, let variable?): "\(variable)_share"
    case (.mean, let variable?): "\(variable)_mean"
    case (.lossRate, let variable?): "\(variable)_rate"
    case (.count, _): "firms"
    case (.affectedCount, _): "affected_firms"
    case (_, _): rawValue
    }
  }

  /// The head of a column that has no label of its own.
  public var label: LocalizedText {
    switch self {
    case .amount: LocalizedText(zh: "金额", en: "Amount")
    case .share: LocalizedText(zh: "占比", en: "Share")
    case .mean: LocalizedText(zh: "企业均值", en: "Mean per firm")
    case .lossRate: LocalizedText(zh: "占出口额比重", en: "As a share of exports")
    case .affectedShare: LocalizedText(zh: "受影响企业占比", en: "Share of firms affected")
    case .causeShare: LocalizedText(zh: "受影响企业中列出该原因的占比", en: "Share of affected firms naming the cause")
    case .count: LocalizedText(zh: "企业数", en: "Firms")
    case .affectedCount: LocalizedText(zh: "受影响企业数", en: "Firms affected")
    }
  }
}
