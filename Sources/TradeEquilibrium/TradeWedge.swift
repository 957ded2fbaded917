/// What lies between the price that an exporter keeps and the price that a buyer pays.
///
/// ```
/// P = T P*        T = (1 + c) (1 + t)
/// ```
/// A tariff is the importer's revenue. What meeting a requirement costs is nobody's: it is used up.
public struct TradeWedge: Sendable, Hashable {
  /// t, a fraction of the price at the border; negative for a subsidy.
  public let tariff: Double
  /// c, the ad valorem equivalent of the cost of requirements, a fraction of the price that the exporter keeps.
  public let complianceCost: Double

  public static let none = TradeWedge(checkedTariff: 0, complianceCost: 0)

  /// - Throws: `TradeEquilibriumError.parameter` where one is not above -1.
  public init(tariff: Double = 0, complianceCost: Double = 0) throws(TradeEquilibriumError) {
    try tariff.require("the tariff", "a fraction above -1") { $0 > -1 && $0.isFinite }
    try complianceCost.require("the compliance cost", "a fraction above -1") { $0 > -1 && $0.isFinite }
    self.init(checkedTariff: tariff, complianceCost: complianceCost)
  }

  private init(checkedTariff tariff: Double, complianceCost: Double) {
    (self.tariff, self.complianceCost) = (tariff, complianceCost)
  }

  /// T.
  public var power: Double { (1 + complianceCost) * (1 + tariff) }

  /// Tariff revenue for each unit of money that exporters keep.
  var revenueRate: Double { (1 + complianceCost) * tariff }

  /// T̂, from this wedge to another.
  func change(to new: TradeWedge) -> Double { (new.power - power) / power }
}
