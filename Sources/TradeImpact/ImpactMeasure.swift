import Estimation

/// What the published tables measure: a name, a label, a unit, and the statistic to ask for.
///
/// Raw values are the names in result files.
public enum ImpactMeasure: String, Sendable, Hashable, CaseIterable {
  case firms
  case affectedFirms = "affected_firms"
  case exports
  case directLoss = "direct_loss"
  case addedCost = "added_cost"
  /// Affected firms over firms, in the group.
  case affectedShare = "affected_share"
  /// Direct loss over exports.
  case directLossRate = "direct_loss_rate"
  /// Added cost over exports.
  case addedCostRate = "added_cost_rate"
  /// A group's direct loss over that of all groups in the domain.
  case shareOfDirectLoss = "share_of_direct_loss"
  case shareOfAddedCost = "share_of_added_cost"
  /// Affected firms that name a cause over affected firms; a firm may name several, so these do not add to 1.
  case causeShare = "cause_share"
  /// Direct loss divided over the causes named, over direct loss; these add to 1 with `unstated`.
  case lossByCause = "loss_by_cause"
  /// Direct loss in a market over direct loss.
  case lossByMarket = "loss_by_market"
  /// Added cost of a kind over added cost.
  case costByKind = "cost_by_kind"

  public enum Unit: Sendable, Hashable {
    case yuan
    case firms
    /// A number; percent only when rendered.
    case fraction
  }

  public var unit: Unit {
    switch self {
    case .firms, .affectedFirms: .firms
    case .exports, .directLoss, .addedCost: .yuan
    default: .fraction
    }
  }

  public var label: LocalizedText {
    switch self {
    case .firms: LocalizedText(zh: "企业数", en: "Firms")
    case .affectedFirms: LocalizedText(zh: "受影响企业数", en: "Affected firms")
    case .exports: LocalizedText(zh: "出口额", en: "Exports")
    case .directLoss: LocalizedText(zh: "直接损失", en: "Direct loss")
    case .addedCost: LocalizedText(zh: "新增成本", en: "Added cost")
    case .affectedShare: LocalizedText(zh: "受影响企业占比", en: "Affected share of firms")
    case .directLossRate: LocalizedText(zh: "直接损失占出口额比重", en: "Direct loss as a share of exports")
    case .addedCostRate: LocalizedText(zh: "新增成本占出口额比重", en: "Added cost as a share of exports")
    case .shareOfDirectLoss: LocalizedText(zh: "直接损失占比", en: "Share of direct loss")
    case .shareOfAddedCost: LocalizedText(zh: "新增成本占比", en: "Share of added cost")
    case .causeShare: LocalizedText(zh: "因该原因受损的企业数量占比", en: "Share of affected firms that name the cause")
    case .lossByCause: LocalizedText(zh: "各原因直接损失占比", en: "Share of direct loss by cause")
    case .lossByMarket: LocalizedText(zh: "各市场直接损失占比", en: "Share of direct loss by market")
    case .costByKind: LocalizedText(zh: "各类新增成本占比", en: "Share of added cost by kind")
    }
  }
}

extension ImpactMeasure {
  /// The request that estimates the measure for the groups of `factors` in a domain.
  ///
  /// Labels of the estimates end in the part that names the measure: `direct_loss`, `direct_loss/exports`,
  /// `share:direct_loss`, `cause_return`, `loss_US/direct_loss`. A firm without an answer to one of the columns is left out
  /// as a domain where `dropsMissing`.
  /// - Precondition: A share of a total has at least one factor.
  public func request(
    by factors: [String] = [], domain: [DomainCondition] = [], classifications: Classifications = .bundled,
    dropsMissing: Bool = false
  ) -> StatisticRequest {
    precondition(!isShareOfGroups || !factors.isEmpty, "\(rawValue) is a share among groups: name a factor")
    return StatisticRequest(
      statistic(StandardNames(classifications)), by: factors, domain: domain + ownDomain, dropsMissing: dropsMissing)
  }

  private var isShareOfGroups: Bool { self == .shareOfDirectLoss || self == .shareOfAddedCost }

  private var ownDomain: [DomainCondition] {
    self == .causeShare ? [.number(column: "affected", .equal, [1])] : []
  }

  private func statistic(_ names: StandardNames) -> Statistic {
    switch self {
    case .firms: .total([.number("firms")])
    case .affectedFirms: .total([.number("affected")])
    case .exports, .directLoss, .addedCost: .total([.number(rawValue)])
    case .affectedShare: .mean([.number("affected")])
    case .directLossRate: .ratio(numerators: ["direct_loss"], denominators: ["exports"])
    case .addedCostRate: .ratio(numerators: ["added_cost"], denominators: ["exports"])
    case .shareOfDirectLoss: .share(["direct_loss"])
    case .shareOfAddedCost: .share(["added_cost"])
    case .causeShare: .mean(names.causes.map(Measure.number))
    case .lossByCause: .ratio(numerators: names.lossesByCause, denominators: ["direct_loss"])
    case .lossByMarket: .ratio(numerators: names.losses, denominators: ["direct_loss"])
    case .costByKind: .ratio(numerators: names.costs, denominators: ["added_cost"])
    }
  }
}
