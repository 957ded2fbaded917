/// The costs of a scenario as sums of products, by what they are paid for.
struct CostTerms: Sendable {
  /// Of the value of exports, a year.
  private(set) var rates: [ProductTerm] = []
  /// Of a firm, a year.
  private(set) var yearly: [ProductTerm] = []
  /// Of a firm, once.
  private(set) var once: [ProductTerm] = []
  /// Of all others together.
  private(set) var othersYearly: [ProductTerm] = []
  private(set) var othersOnce: [ProductTerm] = []

  init(_ costs: [CostComponent], of scenario: Scenario, _ compiler: TermCompiler) {
    for cost in costs {
      var net = ProductTerm()
      if let usual = cost.businessAsUsual { net = net.multiplied(byComplementOf: usual, compiler) }
      if let adopted = scenario.adoptedPart { net = net.multiplied(by: adopted, compiler) }
      add(cost.basis, net, scenario, compiler)
    }
  }

  private mutating func add(
    _ basis: CostComponent.Basis, _ net: ProductTerm, _ scenario: Scenario, _ compiler: TermCompiler
  ) {
    switch basis {
    case .value(let rate): rates.append(net.multiplied(by: rate, compiler))
    case .time(let days, let lostPerDay, let share):
      rates.append([days, lostPerDay, share].reduce(net) { $0.multiplied(by: $1, compiler) })
    case .firm(let price, let payment):
      addFirms(price, payment, net, compiler)
    case .model(let price, let payment):
      addFirms(price, payment, net.multiplied(by: scenario.models!, compiler), compiler)
    case .shipment(let price, let payment):
      addFirms(price, payment, net.multiplied(by: scenario.shipments!, compiler), compiler)
    case .unit(let price, let number, let payment):
      let products = Self.products(price, net.multiplied(by: number, compiler), compiler)
      switch payment {
      case .once: othersOnce += products
      case .yearly(let times): othersYearly += products.map { $0.multiplied(by: times, compiler) }
      }
    }
  }

  private mutating func addFirms(
    _ price: CostComponent.Price, _ payment: CostComponent.Payment, _ number: ProductTerm, _ compiler: TermCompiler
  ) {
    let products = Self.products(price, number, compiler)
    switch payment {
    case .once: once += products
    case .yearly(let times): yearly += products.map { $0.multiplied(by: times, compiler) }
    }
  }

  /// A price times a number; wages and what is bought are two products.
  private static func products(
    _ price: CostComponent.Price, _ number: ProductTerm, _ compiler: TermCompiler
  ) -> [ProductTerm] {
    switch price {
    case .amount(let amount): return [number.multiplied(by: amount, compiler)]
    case .work(let wage, let hours, let external):
      let work = number.multiplied(by: wage, compiler).multiplied(by: hours, compiler)
      return [work] + [external].compactMap(\.self).map { number.multiplied(by: $0, compiler) }
    }
  }
}
