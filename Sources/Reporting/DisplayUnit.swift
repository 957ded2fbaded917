import TradeImpact

/// A unit in which numbers are shown; values themselves stay in the base unit.
///
/// Raw values are the words of a definition file.
public enum DisplayUnit: String, Sendable, Hashable, CaseIterable {
  case yuan = "元"
  case tenThousandYuan = "万元"
  case hundredMillionYuan = "亿元"
  case trillionYuan = "万亿元"
  case dollars = "美元"
  case tenThousandDollars = "万美元"
  case hundredMillionDollars = "亿美元"
  case percent
  /// The difference of two percentages.
  case percentagePoint = "percentage_point"
  case fraction
  case firms
  case count
  /// Of notifications and the like.
  case items = "项"
}

extension DisplayUnit {
  /// One of the unit is 10 to this power of the base unit: 8 for 亿元, -2 for percent.
  ///
  /// A power instead of a factor, so that changing the unit moves the decimal point and rounds nothing.
  public var exponent: Int {
    switch self {
    case .yuan, .dollars, .fraction, .firms, .count, .items: 0
    case .tenThousandYuan, .tenThousandDollars: 4
    case .hundredMillionYuan, .hundredMillionDollars: 8
    case .trillionYuan: 12
    case .percent, .percentagePoint: -2
    }
  }

  /// The unit of stored values, as the column `unit` of CSV files names it.
  public var base: String {
    switch self {
    case .yuan, .tenThousandYuan, .hundredMillionYuan, .trillionYuan: "CNY"
    case .dollars, .tenThousandDollars, .hundredMillionDollars: "USD"
    case .percent, .percentagePoint, .fraction: "fraction"
    case .firms: "firms"
    case .count, .items: "count"
    }
  }

  /// As table heads name it; empty for bare numbers.
  public var label: LocalizedText {
    switch self {
    case .yuan: LocalizedText(zh: "元", en: "CNY")
    case .tenThousandYuan: LocalizedText(zh: "万元", en: "CNY 10 thousand")
    case .hundredMillionYuan: LocalizedText(zh: "亿元", en: "CNY 100 million")
    case .trillionYuan: LocalizedText(zh: "万亿元", en: "CNY trillion")
    case .dollars: LocalizedText(zh: "美元", en: "USD")
    case .tenThousandDollars: LocalizedText(zh: "万美元", en: "USD 10 thousand")
    case .hundredMillionDollars: LocalizedText(zh: "亿美元", en: "USD 100 million")
    case .percent: LocalizedText(zh: "%", en: "%")
    case .percentagePoint: LocalizedText(zh: "百分点", en: "percentage points")
    case .firms: LocalizedText(zh: "家", en: "firms")
    case .items: LocalizedText(zh: "项", en: "number")
    case .fraction, .count: LocalizedText(zh: "", en: "")
    }
  }

  /// The unit of a difference of two values in this unit.
  public var ofDifference: DisplayUnit { self == .percent ? .percentagePoint : self }
}
