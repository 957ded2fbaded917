/// What the population of one year must add up to, after the published figures have been reconciled.
public struct YearMargins: Sendable {
  public let year: Int
  public let whole: LevelCount
  /// Agricultural and industrial firms.
  public let groups: [LevelCount]
  public let sectors: [LevelCount]
  /// By size class 0 to 7.
  public let sizes: [LevelCount]
  public let ownerships: [LevelCount]
  public let businessTypes: [LevelCount]
  /// National exports, 亿元.
  public let exports: Double
  /// Direct loss by sector and by market, 亿元; both add up to the year's direct loss.
  public let sectorLoss: [Double]
  public let marketLoss: [Double]
  /// Added cost, 亿元.
  public let addedCost: Double
  /// Direct loss and added cost of Guangdong, 亿元; `nil` in years without.
  public let guangdong: (loss: Double, cost: Double)?
  /// Exports of Shenzhen, the rest of Guangdong and the rest of China, 亿元.
  public let blockExports: [Double]

  public var directLoss: Double { sectorLoss.reduce(0, +) }
}
