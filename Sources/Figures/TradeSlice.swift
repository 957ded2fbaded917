/// What a number of a trade file is of: whose trade, with whom, in which goods, when.
public struct TradeSlice: Sendable, Hashable {
  /// The code of the whole: all partners, all goods.
  public static let all = "all"

  /// `china`, `shenzhen`; empty for numbers of no region, such as notifications.
  public let region: String
  public let partner: String
  /// A sector, `hightech`, or `all`.
  public let product: String
  public let year: Int

  public init(region: String, partner: String = TradeSlice.all, product: String = TradeSlice.all, year: Int) {
    (self.region, self.partner, self.product, self.year) = (region, partner, product, year)
  }

  /// The same year and region with all partners and goods.
  public var whole: TradeSlice { TradeSlice(region: region, year: year) }

  public func moved(to year: Int) -> TradeSlice {
    TradeSlice(region: region, partner: partner, product: product, year: year)
  }

  /// With the place of the categories filled in; nil where a year is no number.
  func filled(_ dimension: TradeSeries.Dimension, _ code: String) -> TradeSlice? {
    switch dimension {
    case .year: Int(code).map(moved(to:))
    case .partner: TradeSlice(region: region, partner: code, product: product, year: year)
    case .product: TradeSlice(region: region, partner: partner, product: code, year: year)
    }
  }
}
