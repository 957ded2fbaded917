import TradeEquilibrium

/// Exports of a sector to a market, and what a measure adds to their cost there.
public struct ExportFlow: Sendable, Hashable {
  public let sector: String
  public let market: String
  /// Yuan a year, at the prices before the measure.
  public let exports: Double
  /// Added cost over export value, a fraction.
  public let costRise: Double

  public init(sector: String, market: String, exports: Double, costRise: Double) {
    (self.sector, self.market, self.exports, self.costRise) = (sector, market, exports, costRise)
  }
}

/// How trade answers to a cost rise. Amounts are yuan a year at the prices before the measure where nothing else is said.
public struct TradeOutcome: Sendable, Hashable {
  /// What a flow of the scenario becomes.
  public struct Flow: Sendable, Hashable {
    public let sector: String
    public let market: String
    public let exports: Double
    public let costRise: Double
    /// Volume that is no longer sold; negative where more is sold.
    public let lostExports: Double
    /// What meeting the measure costs on what is still sold.
    public let complianceCost: Double
    /// The part of it that the firms bear; nil where the response has no pass-through.
    public let absorbedCost: Double?
    /// Of ``lostExports``, with the sign of trade: because the market buys less; nil except for `smart`.
    public let creation: Double?
    /// Because it buys from others; nil except for `smart`.
    public let diversion: Double?
    /// Relative changes; nil except for `gsim`.
    public let exporterPriceChange: Double?
    public let buyerPriceChange: Double?
  }

  /// What another source of a market gains or loses (`smart`), at the values of the trade file.
  public struct OtherSource: Sendable, Hashable {
    public let sector: String
    public let market: String
    public let source: String
    public let creation: Double
    public let diversion: Double
    public var total: Double { creation + diversion }
  }

  /// Trade between two regions (`gsim`), at the values of the trade file.
  public struct Pair: Sendable, Hashable {
    public let sector: String
    public let exporter: String
    public let importer: String
    public let before: Double
    /// At the new prices of exporters.
    public let after: Double
    /// Relative change of the quantity.
    public let quantityChange: Double
  }

  /// Surpluses of a region (`gsim`), at the values of the trade file.
  public struct Region: Sendable, Hashable {
    public let sector: String
    public let welfare: RegionalWelfare
    /// Relative changes of the price that its exporters keep and of the product's price to its buyers.
    public let exporterPriceChange: Double
    public let compositePriceChange: Double
  }

  /// In the order of the scenario's flows.
  public internal(set) var flows: [Flow]
  public internal(set) var otherSources: [OtherSource] = []
  public internal(set) var pairs: [Pair] = []
  public internal(set) var regions: [Region] = []
  /// Volume that our exporter sells more in markets without a flow of the scenario, by sector (`gsim`).
  public internal(set) var redirected: [Redirected] = []

  public struct Redirected: Sendable, Hashable {
    public let sector: String
    public let amount: Double
  }

  init(flows: [Flow] = []) { self.flows = flows }

  /// Lost less redirected volume of each sector, in the given order: what knock-on effects are of.
  public func lostExports(bySector sectors: [String]) -> [Double] {
    sectors.map { sector in
      flows.reduce(0) { $1.sector == sector ? $0 + $1.lostExports : $0 }
        - redirected.reduce(0) { $1.sector == sector ? $0 + $1.amount : $0 }
    }
  }
}
