import Documents
import TradeImpact

/// What firms do about their costs: pass them on, lose orders, leave the market, sell elsewhere.
///
/// ```
/// price rise      θ c                                            c the cost rise over the value of exports
/// orders kept     (1 - o) (1 + θ c)^ε                            of a firm that stays
/// exit            P(m < (1 - θ) c)                               m the margin before the measure
/// direct loss     E (1 - ρ) [exit + (1 - exit) (1 - orders kept)]
/// ```
/// A part that is not given is not modelled, and every output says so. Nothing is assumed in its place.
/// > Source: constant elasticity of demand; the exit rule is that of a firm whose cost rise net of what it passes on exceeds its margin.
public struct FirmResponse: Sendable {
  /// θ: the part of the cost rise that goes into the price.
  public let passThrough: Quantity?
  /// ε, 0 or below: of the orders with respect to the price.
  public let demandElasticity: Quantity?
  /// o: orders lost whatever the price, such as those of buyers who wait for certificates.
  public let orderLoss: Quantity?
  /// m, of sales: firms leave the market whose margin is below the cost rise that they bear.
  public let margin: Quantity?
  /// ρ: the part of lost exports that is sold elsewhere.
  public let redirected: Quantity?

  public var quantities: [Quantity] {
    [passThrough, demandElasticity, orderLoss, margin, redirected].compactMap(\.self)
  }
}

extension FirmResponse {
  static let unmodelled = FirmResponse(
    passThrough: nil, demandElasticity: nil, orderLoss: nil, margin: nil, redirected: nil)

  private static let keys = ["pass_through", "demand_elasticity", "order_loss", "margin", "redirected"]

  init(decoding node: DocumentNode, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    func quantity(_ rule: QuantityRule) throws(DocumentError) -> Quantity? {
      try keyed.optional(rule.name).map { node throws(DocumentError) in
        try Quantity(decoding: node, rule, context)
      }
    }
    passThrough = try quantity(.share("pass_through", zh: "成本转嫁比例", en: "part passed on to prices"))
    demandElasticity = try quantity(
      QuantityRule(
        "demand_elasticity", LocalizedText(zh: "需求价格弹性", en: "price elasticity of demand"), .elasticity,
        -Double.infinity...0, "an elasticity of 0 or below", mayVaryAcrossFirms: true))
    orderLoss = try quantity(.share("order_loss", zh: "订单流失比例", en: "orders lost whatever the price"))
    margin = try quantity(
      QuantityRule(
        "margin", LocalizedText(zh: "企业利润率", en: "profit margin of firms"), .share, -Double.infinity...Double.infinity,
        "margins", mayVaryAcrossFirms: true))
    redirected = try quantity(.share("redirected", zh: "转销其他市场的比例", en: "part of lost exports sold elsewhere"))
    for key in ["demand_elasticity", "margin"] where passThrough == nil {
      guard let dependent = keyed.optional(key) else { continue }
      throw dependent.invalid(expected: "it together with pass_through, which decides who bears the cost")
    }
  }
}

extension QuantityRule {
  static func share(_ name: String, zh: String, en: String, acrossFirms: Bool = true) -> QuantityRule {
    QuantityRule(
      name, LocalizedText(zh: zh, en: en), .share, 0...1, "numbers from 0 to 100 percent",
      mayVaryAcrossFirms: acrossFirms)
  }
}
