import Documents
import RegulatoryCosts
import TradeImpact

extension CostComponent {
  private enum BasisWord: String, CaseIterable {
    case value, time, firm, model, shipment, unit

    /// Keys that the basis needs beside those of every component.
    var keys: [String] {
      switch self {
      case .value: ["rate"]
      case .time: ["days", "lost_per_day", "share"]
      case .firm, .model, .shipment: ["amount", "wage", "hours", "external", "paid", "times"]
      case .unit: ["amount", "wage", "hours", "external", "paid", "times", "number"]
      }
    }
  }

  private static let commonKeys = ["id", "label", "category", "per", "business_as_usual"]

  /// Reads a component of the list `costs`.
  init(decoding node: DocumentNode, _ context: QuantityContext) throws(DocumentError) {
    let every = BasisWord.allCases.flatMap(\.keys)
    let basisNode = try KeyedDocument(node, known: Self.commonKeys + every).required("per")
    let word = try basisNode.choice(of: BasisWord.self)
    let keyed = try KeyedDocument(node, known: Self.commonKeys + word.keys)
    id = try keyed.required("id").nonEmptyText()
    label = try LocalizedText(decoding: keyed.required("label"))
    category = try keyed.required("category").choice(of: StandardCostItem.Category.self)
    let reader = ComponentReader(keyed: keyed, id: id, label: label, context: context)
    basis = try reader.basis(word.rawValue)
    businessAsUsual = try keyed.optional("business_as_usual").map { node throws(DocumentError) in
      try reader.quantity(node, .share("business_as_usual", zh: "无措施时也会发生的部分", en: "what firms would do anyway"))
    }
  }
}

/// The quantities of one component, each called `costs.<id>.<key>`.
private struct ComponentReader {
  struct Key {
    let key: String
    let label: LocalizedText
    let dimension: Quantity.Dimension
    let range: ClosedRange<Double>
    let rangeText: String

    static func share(_ key: String, zh: String, en: String) -> Key {
      Key(
        key: key, label: LocalizedText(zh: zh, en: en), dimension: .share, range: 0...1,
        rangeText: "numbers from 0 to 100 percent")
    }

    static func positive(_ key: String, _ dimension: Quantity.Dimension, zh: String, en: String) -> Key {
      Key(
        key: key, label: LocalizedText(zh: zh, en: en), dimension: dimension, range: 0...Double.infinity,
        rangeText: "numbers of 0 or more")
    }
  }

  let keyed: KeyedDocument
  let id: String
  let label: LocalizedText
  let context: QuantityContext

  func quantity(_ node: DocumentNode, _ key: Key) throws(DocumentError) -> Quantity {
    let own = LocalizedText(zh: "\(label.zh)：\(key.label.zh)", en: "\(label.en): \(key.label.en)")
    return try Quantity(
      decoding: node,
      QuantityRule(
        "costs.\(id).\(key.key)", own, key.dimension, key.range, key.rangeText,
        mayVaryAcrossFirms: key.key != "number"),
      context)
  }

  private func required(_ key: Key) throws(DocumentError) -> Quantity { try quantity(keyed.required(key.key), key) }

  func basis(_ word: String) throws(DocumentError) -> CostComponent.Basis {
    switch word {
    case "value":
      return .value(rate: try required(.positive("rate", .share, zh: "占出口额比重", en: "share of export value")))
    case "time":
      return .time(
        days: try required(.positive("days", .duration, zh: "增加的时间", en: "added time")),
        lostPerDay: try required(.positive("lost_per_day", .sharePerDay, zh: "每日损失的价值", en: "value lost a day")),
        share: try required(.share("share", zh: "涉及的出口比重", en: "share of exports concerned")))
    case "firm": return .firm(try price, try payment)
    case "model": return .model(try price, try payment)
    case "shipment": return .shipment(try price, try payment)
    default:
      return .unit(
        try price, number: try required(.positive("number", .count("units"), zh: "数量", en: "number of units")),
        try payment)
    }
  }

  /// An amount, or the hours that the work takes.
  private var price: CostComponent.Price {
    get throws(DocumentError) {
      if keyed.optional("amount") != nil {
        for key in ["wage", "hours", "external"] {
          guard let extra = keyed.optional(key) else { continue }
          throw extra.invalid(expected: "either amount, or wage and hours with external")
        }
        return .amount(try required(.positive("amount", .money, zh: "金额", en: "amount")))
      }
      guard keyed.optional("wage") != nil || keyed.optional("hours") != nil else {
        throw keyed.node.invalid(expected: "the key 'amount', or 'wage' and 'hours'")
      }
      return .work(
        wage: try required(.positive("wage", .money, zh: "每小时工资", en: "wage an hour")),
        hours: try required(.positive("hours", .count("hours"), zh: "工时", en: "hours of work")),
        external: try keyed.optional("external").map { node throws(DocumentError) in
          try quantity(node, .positive("external", .money, zh: "外购费用", en: "external cost"))
        })
    }
  }

  private var payment: CostComponent.Payment {
    get throws(DocumentError) {
      switch try keyed.required("paid").choice(of: ["once", "yearly"]) {
      case "once":
        if let times = keyed.optional("times") { throw times.invalid(expected: "no times where a cost is paid once") }
        return .once
      default:
        return .yearly(times: try required(.positive("times", .count("times"), zh: "每年次数", en: "times a year")))
      }
    }
  }
}
