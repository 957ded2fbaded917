import Documents

/// The unit of an amount column: a currency and a power of ten.
public enum AmountUnit: Sendable, Hashable {
  /// 元
  case yuan
  /// 万元
  case tenThousandYuan
  /// 亿元
  case hundredMillionYuan
  /// US dollars, at a rate in yuan a dollar.
  case usDollar(rate: Double)

  /// Yuan in one of the unit.
  public var factor: Double {
    switch self {
    case .yuan: 1
    case .tenThousandYuan: 1e4
    case .hundredMillionYuan: 1e8
    case .usDollar(let rate): rate
    }
  }

  public var label: LocalizedText {
    switch self {
    case .yuan: LocalizedText(zh: "元", en: "CNY")
    case .tenThousandYuan: LocalizedText(zh: "万元", en: "CNY 10 thousand")
    case .hundredMillionYuan: LocalizedText(zh: "亿元", en: "CNY 100 million")
    case .usDollar: LocalizedText(zh: "美元", en: "USD")
    }
  }

  private static let yuanUnits: [AmountUnit] = [.yuan, .tenThousandYuan, .hundredMillionYuan]
}

extension AmountUnit {
  /// Reads `万元`, or `{USD: 6.8985}` with the rate in yuan a dollar.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    if case .mapping = node.value {
      self = .usDollar(rate: try Self.rate(node))
      return
    }
    self = try Self.yuanUnit(node)
  }

  private static func rate(_ node: DocumentNode) throws(DocumentError) -> Double {
    let rate = try KeyedDocument(node, known: ["USD"]).required("USD")
    guard try rate.double() > 0 else { throw rate.invalid(expected: "a rate above zero, in yuan a dollar") }
    return try rate.double()
  }

  /// One of the units that need no rate.
  static func yuanUnit(_ node: DocumentNode) throws(DocumentError) -> AmountUnit {
    if case .string("USD") = node.value { throw node.invalid(expected: "{USD: rate}, the rate in yuan a dollar") }
    let word = try node.choice(of: yuanUnits.map(\.label.zh))
    return yuanUnits.first { $0.label.zh.hasSameBytes(as: word) }!
  }
}
