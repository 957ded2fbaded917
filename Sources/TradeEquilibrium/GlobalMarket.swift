import LinearAlgebra

/// One product traded among R regions, before a measure changes: the data of a global simulation (GSIM).
public struct GlobalMarket: Sendable, Hashable {
  /// R names.
  public let regions: [String]
  /// R × R, exporter by importer, money at world prices; what a region buys from itself on the diagonal.
  public let trade: Matrix
  /// R × R, exporter by importer.
  public let wedges: [[TradeWedge]]
  /// Em of each importer, negative: the whole product's demand by its price.
  public let demandElasticities: [Double]
  /// Es of each importer, positive: between exporters.
  public let substitutionElasticities: [Double]
  /// Ex of each exporter, positive: supply to all markets.
  public let supplyElasticities: [Double]

  /// - Throws: ``TradeEquilibriumError`` naming what differs, the region or the pair.
  public init(
    regions: [String], trade: Matrix, wedges: [[TradeWedge]], demandElasticities: [Double],
    substitutionElasticities: [Double], supplyElasticities: [Double]
  ) throws(TradeEquilibriumError) {
    let count = regions.count
    guard trade.rows == count, trade.columns == count else {
      throw .shapesDiffer(what: "trade", expected: count * count, found: trade.rows * trade.columns)
    }
    try Self.requireSquare(wedges, count)
    try demandElasticities.requireCount(count, "elasticities of demand")
    try substitutionElasticities.requireCount(count, "elasticities of substitution")
    try supplyElasticities.requireCount(count, "elasticities of supply")
    (self.regions, self.trade, self.wedges) = (regions, trade, wedges)
    (self.demandElasticities, self.substitutionElasticities) = (demandElasticities, substitutionElasticities)
    self.supplyElasticities = supplyElasticities
    try requireElasticities()
    try requireTrade()
  }

  /// Money that exporter r earns in all markets.
  public func exports(of r: Int) -> Double { trade.row(r).reduce(0, +) }

  /// Money that importer v spends, taxes and compliance included.
  public func expenditure(of v: Int) -> Double {
    regions.indices.reduce(0) { $0 + trade[$1, v] * wedges[$1][v].power }
  }

  /// θ, R × R, exporter by importer: the parts of an importer's expenditure; columns sum to 1.
  public var expenditureShares: Matrix {
    let spent = regions.indices.map(expenditure)
    return Matrix(rows: regions.count, columns: regions.count) { trade[$0, $1] * wedges[$0][$1].power / spent[$1] }
  }

  /// φ, R × R, exporter by importer: the parts of an exporter's sales; rows sum to 1.
  public var exportShares: Matrix {
    let earned = regions.indices.map(exports)
    return Matrix(rows: regions.count, columns: regions.count) { trade[$0, $1] / earned[$0] }
  }
}

// MARK: Checks

extension GlobalMarket {
  static func requireSquare(_ wedges: [[TradeWedge]], _ count: Int) throws(TradeEquilibriumError) {
    try wedges.requireCount(count, "rows of wedges")
    for row in wedges { try row.requireCount(count, "wedges of an exporter") }
  }

  private func requireElasticities() throws(TradeEquilibriumError) {
    for (i, region) in regions.enumerated() {
      try demandElasticities[i].require("the elasticity of demand", of: region, "a negative number") {
        $0 < 0 && $0.isFinite
      }
      try substitutionElasticities[i].require("the elasticity of substitution", of: region, "a positive number") {
        $0 > 0 && $0.isFinite
      }
      try supplyElasticities[i].require("the elasticity of supply", of: region, "a positive number") {
        $0 > 0 && $0.isFinite
      }
    }
  }

  private func requireTrade() throws(TradeEquilibriumError) {
    for (r, exporter) in regions.enumerated() {
      for (v, importer) in regions.enumerated() {
        try trade[r, v].require("trade", of: "\(exporter) to \(importer)", "a number of 0 or more") {
          $0 >= 0 && $0.isFinite
        }
      }
      guard exports(of: r) > 0 else { throw .noTrade(region: exporter, as: "exporter") }
      guard trade.column(r).reduce(0, +) > 0 else { throw .noTrade(region: exporter, as: "importer") }
    }
  }
}
