/// One obligation in the standard cost model: what doing it once costs, how often it is done, and what would be done anyway.
///
/// ```
/// burden = P Q (1 - b)        P = wage × hours + external cost        Q = entities × times a year
/// ```
/// > Source: International Standard Cost Model Manual (SCM Network, 2005); European Commission, Better Regulation Toolbox,
/// > tool on the standard cost model.
public struct StandardCostItem: Sendable, Hashable {
  public enum Category: String, Sendable, Hashable, CaseIterable {
    /// Information to authorities or third parties: forms, labels, notifications, audits.
    case administrative
    /// Meeting the requirement itself: redesign, materials, tests.
    case adjustment
    /// Fees and charges.
    case charges
  }

  public let name: String
  public let category: Category
  /// Wage with overheads, money an hour.
  public let wage: Double
  /// Working time each time, hours.
  public let hours: Double
  /// What is bought each time, money.
  public let externalCost: Double
  /// How many firms, models or shipments.
  public let entities: Double
  /// How often each does it a year; 1 for what is done once.
  public let timesPerYear: Double
  /// b, what would be spent without the measure, a fraction.
  public let businessAsUsual: Double

  /// - Throws: `RegulatoryCostError.parameter` for a number below 0, or a share outside 0 to 1.
  public init(
    _ name: String, category: Category, wage: Double, hours: Double, externalCost: Double, entities: Double,
    timesPerYear: Double, businessAsUsual: Double
  ) throws(RegulatoryCostError) {
    for (what, value) in [
      ("the wage", wage), ("the time", hours), ("the external cost", externalCost),
      ("the number of entities", entities),
      ("the number of times a year", timesPerYear),
    ] {
      try value.require(what, of: name, "a number of 0 or more") { $0 >= 0 }
    }
    try businessAsUsual.require("the business as usual", of: name, "a share from 0 to 1") { 0 <= $0 && $0 <= 1 }
    (self.name, self.category, self.wage, self.hours) = (name, category, wage, hours)
    (self.externalCost, self.entities) = (externalCost, entities)
    (self.timesPerYear, self.businessAsUsual) = (timesPerYear, businessAsUsual)
  }

  /// P, money each time.
  public var price: Double { wage * hours + externalCost }

  /// Q, times a year.
  public var quantity: Double { entities * timesPerYear }

  /// P Q, money a year.
  public var grossCost: Double { price * quantity }

  /// What the measure itself causes, money a year.
  public var burden: Double { grossCost * (1 - businessAsUsual) }
}

extension Sequence where Element == StandardCostItem {
  /// The sum of burdens, of one category or of all, money a year.
  public func burden(of category: StandardCostItem.Category? = nil) -> Double {
    reduce(0) { $0 + (category == nil || $1.category == category ? $1.burden : 0) }
  }
}
