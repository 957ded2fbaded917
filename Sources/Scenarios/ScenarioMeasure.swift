import TradeImpact

/// What a scenario says of a group of firms. Raw values are the codes of tables and of `reported`.
///
/// Direct loss and added cost are never added to each other.
public enum ScenarioMeasure: String, Sendable, Hashable, CaseIterable {
  /// Exports that the measure meets, a year.
  case exposedExports = "exposed_exports"
  /// Firms that export them.
  case firms
  /// What all firms would pay a year if each complied and none responded, one-off costs spread over the horizon: exports times cost
  /// rise, as reports compute it.
  case fullCompliance = "full_compliance"
  /// Exports lost a year with the measure wholly in force.
  case directLoss = "direct_loss"
  /// What firms that stay pay a year.
  case addedCost = "added_cost"
  /// The part of the yearly added cost that customers pay.
  case passedOn = "passed_on"
  /// What they pay once.
  case oneOffCost = "one_off_cost"
  /// Firms that leave the market.
  case exits

  /// Money, else firms.
  public var isAmount: Bool { self != .firms && self != .exits }

  public var label: LocalizedText {
    switch self {
    case .exposedExports: LocalizedText(zh: "受影响出口额", en: "Exposed exports")
    case .firms: LocalizedText(zh: "涉及企业", en: "Firms concerned")
    case .fullCompliance: LocalizedText(zh: "全部合规成本（每年）", en: "Cost if all comply, a year")
    case .directLoss: LocalizedText(zh: "直接损失（每年）", en: "Direct loss, a year")
    case .addedCost: LocalizedText(zh: "新增成本（每年）", en: "Added cost, a year")
    case .oneOffCost: LocalizedText(zh: "一次性成本", en: "One-off cost")
    case .passedOn: LocalizedText(zh: "其中转嫁给客户", en: "of which passed on to customers")
    case .exits: LocalizedText(zh: "退出市场的企业", en: "Firms leaving the market")
    }
  }

  /// Its place in the outcomes of a group.
  var place: Int { Self.allCases.firstIndex(of: self)! }
}
