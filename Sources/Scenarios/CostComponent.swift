import RegulatoryCosts
import TradeImpact

/// One thing that a measure makes exporters pay for.
///
/// ```
/// per value            rate × exports                                  every year
/// per time             days × value lost a day × share of exports      every year
/// per firm             price × times                                   every year, or once
/// per model, shipment  price × models or shipments of the firm × times
/// per unit             price × number of units: what others pay, such as laboratories
/// price = amount, or wage × hours + external costs (standard cost model)
/// ```
/// What firms would do without the measure, `business_as_usual`, is taken off.
public struct CostComponent: Sendable {
  public enum Basis: Sendable {
    case value(rate: Quantity)
    case time(days: Quantity, lostPerDay: Quantity, share: Quantity)
    case firm(Price, Payment)
    case model(Price, Payment)
    case shipment(Price, Payment)
    case unit(Price, number: Quantity, Payment)
  }

  public enum Price: Sendable {
    case amount(Quantity)
    /// The external cost is nil where nothing is bought.
    case work(wage: Quantity, hours: Quantity, external: Quantity?)
  }

  public enum Payment: Sendable {
    case once
    /// How often a year.
    case yearly(times: Quantity)
  }

  public let id: String
  public let label: LocalizedText
  public let category: StandardCostItem.Category
  public let basis: Basis
  public let businessAsUsual: Quantity?

  /// All numbers of the component, in the order of the file format.
  public var quantities: [Quantity] { basis.quantities + [businessAsUsual].compactMap(\.self) }

  /// Whether it needs to be known how many firms there are.
  var isCountedByFirms: Bool {
    switch basis {
    case .firm, .model, .shipment: true
    case .value, .time, .unit: false
    }
  }
}

extension CostComponent.Basis {
  fileprivate var quantities: [Quantity] {
    switch self {
    case .value(let rate): [rate]
    case .time(let days, let lostPerDay, let share): [days, lostPerDay, share]
    case .firm(let price, let payment), .model(let price, let payment), .shipment(let price, let payment):
      price.quantities + payment.quantities
    case .unit(let price, let number, let payment): price.quantities + [number] + payment.quantities
    }
  }
}

extension CostComponent.Price {
  fileprivate var quantities: [Quantity] {
    switch self {
    case .amount(let amount): [amount]
    case .work(let wage, let hours, let external): [wage, hours] + [external].compactMap(\.self)
    }
  }
}

extension CostComponent.Payment {
  fileprivate var quantities: [Quantity] {
    switch self {
    case .once: []
    case .yearly(let times): [times]
    }
  }
}
