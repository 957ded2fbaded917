/// Imports, exports, output and notifications as a trade file gives them, and the indicators that follow from them.
///
/// ```
/// trade                 T = X + M            exports X, imports M
/// balance               X − M
/// trade dependence      (X + M) / GDP        import dependence M / GDP, export dependence X / GDP
/// share                 T_part / T
/// contribution rate     (T_part(t) − T_part(t−1)) / (T(t) − T(t−1))
/// ```
/// > Source: the report's section 2.1.1, footnote 8 (which names gross national product or gross domestic product as the base; here
/// > it is the one that the file gives as `gdp`), and its use of the contribution rate there.
public struct TradeStatistics: Sendable {
  struct Key: Hashable {
    let measure: TradeRecord.Measure
    let slice: TradeSlice
  }

  private let values: [Key: TradeQuantity]
  /// The numbers are made, not collected: figures of them say so.
  public let isSynthetic: Bool

  /// - Throws: ``TradeStatisticsError/repeated(_:)`` for a number that is given twice.
  public init(_ records: [TradeRecord], isSynthetic: Bool = false) throws(TradeStatisticsError) {
    self.isSynthetic = isSynthetic
    var values: [Key: TradeQuantity] = [:]
    for record in records {
      let key = Key(measure: record.measure, slice: record.slice)
      guard values.updateValue(record.quantity, forKey: key) == nil else { throw .repeated(record) }
    }
    self.values = values
  }

  /// The number as it is given.
  public func given(_ measure: TradeRecord.Measure, _ slice: TradeSlice) -> TradeQuantity? {
    values[Key(measure: measure, slice: slice)]
  }

  /// The indicator of a slice.
  /// - Returns: nil where a number that it needs is not in the file, or the denominator is zero.
  /// - Throws: ``TradeStatisticsError/currenciesDiffer(_:_:)``: the parts are in two currencies.
  public func value(_ indicator: TradeIndicator, _ slice: TradeSlice) throws(TradeStatisticsError) -> TradeQuantity? {
    switch indicator {
    case .exports: given(.exports, slice)
    case .imports: given(.imports, slice)
    case .gdp: given(.gdp, slice)
    case .notifications: given(.notifications, slice)
    case .researchOutputs: given(.researchOutputs, slice)
    case .trade: try trade(slice)
    case .balance: try combined(given(.exports, slice), given(.imports, slice), -, slice)
    case .tradeDependence: try ratio(try trade(slice), given(.gdp, slice.whole), slice)
    case .exportDependence: try ratio(given(.exports, slice), given(.gdp, slice.whole), slice)
    case .importDependence: try ratio(given(.imports, slice), given(.gdp, slice.whole), slice)
    case .share: try ratio(try trade(slice), try trade(slice.whole), slice)
    case .contributionRate: try ratio(try increase(slice), try increase(slice.whole), slice)
    }
  }

  /// X + M
  private func trade(_ slice: TradeSlice) throws(TradeStatisticsError) -> TradeQuantity? {
    try combined(given(.exports, slice), given(.imports, slice), +, slice)
  }

  /// T(t) − T(t−1)
  private func increase(_ slice: TradeSlice) throws(TradeStatisticsError) -> TradeQuantity? {
    try combined(try trade(slice), try trade(slice.moved(to: slice.year - 1)), -, slice)
  }

  private func combined(
    _ a: TradeQuantity?, _ b: TradeQuantity?, _ operation: (Double, Double) -> Double, _ slice: TradeSlice
  ) throws(TradeStatisticsError) -> TradeQuantity? {
    guard let a, let b else { return nil }
    guard a.base == b.base else { throw .currenciesDiffer(slice, [a.base, b.base]) }
    return TradeQuantity(value: operation(a.value, b.value), base: a.base)
  }

  private func ratio(
    _ part: TradeQuantity?, _ whole: TradeQuantity?, _ slice: TradeSlice
  ) throws(TradeStatisticsError) -> TradeQuantity? {
    guard let whole, whole.value != 0, let found = try combined(part, whole, /, slice) else { return nil }
    return TradeQuantity(value: found.value, base: "fraction")
  }
}

/// A number and the base unit it is in.
public struct TradeQuantity: Sendable, Hashable {
  public let value: Double
  /// `CNY`, `USD`, `count` or `fraction`, as `DisplayUnit` names bases.
  public let base: String

  public init(value: Double, base: String) {
    self.value = value
    self.base = base
  }
}

/// What a figure shows of a trade file; the definitions are those of ``TradeStatistics``.
public enum TradeIndicator: String, Sendable, Hashable, CaseIterable {
  case exports
  case imports
  case trade
  case balance
  case gdp
  case tradeDependence = "trade_dependence"
  case exportDependence = "export_dependence"
  case importDependence = "import_dependence"
  case share
  case contributionRate = "contribution_rate"
  case notifications
  case researchOutputs = "research_outputs"
}
