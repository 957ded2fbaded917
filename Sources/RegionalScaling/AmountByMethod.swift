/// How a region's amount is divided among its parts.
public enum RegionalMethod: String, Sendable, Hashable, CaseIterable {
  /// The region's amount times the part's share of its exports, as the report does.
  case proportional
  /// The region's rates by sector times the part's exports.
  case bySector = "by-sector"
  /// The region's rates by sector and size.
  case bySectorAndSize = "by-sector-and-size"
  /// The whole country's rates by sector and size.
  case nationalRates = "national-rates"
  /// From the part's own firms.
  case direct
  /// Direct and national rates, each by the error of the other.
  case composite
  /// The area model of Fay and Herriot, over all regions.
  case fayHerriot = "fay-herriot"
}

/// The parts of an estimate's mean squared error, in the unit of the amount squared.
public struct RegionalError: Sendable, Hashable {
  /// From the sample.
  public var sampling: Double
  /// From rates of regions that differ, τ²; nil where it is not known, never standing for zero.
  public var betweenRegions: Double?
  /// From the area's true amount not being what its rates give, because its firms are not infinitely many.
  public var ownFirms: Double
  /// From exports in the register that are not those of the year.
  public var register: Double

  /// nil where a part is not known.
  public var meanSquaredError: Double? { betweenRegions.map { sampling + $0 + ownFirms + register } }
}

/// One method's amount for an area, before its region's parts are made to add.
struct AmountByMethod: Sendable {
  let method: RegionalMethod
  let amount: LinearizedAmount
  /// In the unit of the amount squared.
  let betweenRegions: Double?
  let ownFirms: Double
  /// Cells' rates that come from a coarser grouping.
  var borrowed: Int = 0
}

/// What all methods for an area rest on.
struct MethodBasis {
  let sample: RegionalSample
  let register: RegisterExports
  let groupings: RegionalGroupings
  let model: AmountModel
  let direct: DirectRates
  /// By the name of the grouping; empty where too few regions have a sample.
  let between: [String: BetweenRegions]
  let areaModel: AreaModel?

  /// - Parameter area: A place in the register.
  func amounts(ofArea area: Int) -> [AmountByMethod] {
    RegionalMethod.allCases.compactMap { method in
      switch method {
      case .proportional: divided(method, area, by: groupings.none)
      case .bySector: divided(method, area, by: groupings.sector)
      case .bySectorAndSize: divided(method, area, by: groupings.sectorAndSize)
      case .nationalRates: national(area)
      case .direct: own(area)
      case .composite: composite(area)
      case .fayHerriot: areaModel?.amount(ofArea: area)
      }
    }
  }

  /// The region's amount of every group, divided by the area's part of its exports there: `Σ_g Y_pg X_ag / X_pg`.
  ///
  /// The area's rates differ from the region's, which are its own and those of the rest, s_g and 1 - s_g of it. With both
  /// deviating on their own, the error is `Σ_g Y_ag (1 - s_g) (b_a - b_rest)`, of variance `2 τ² [Σ_g Y_ag (1 - s_g)]²`; and
  /// the firms' own deviations do not divide like exports.
  private func divided(_ method: RegionalMethod, _ area: Int, by grouping: CellGrouping) -> AmountByMethod {
    let region = register.areas(of: register.areas[area].parent)
    let shares = zip(
      register.totals(ofAreas: [area], by: grouping), register.totals(ofAreas: region, by: grouping)
    ).map { $1 > 0 ? $0 / $1 : 0 }
    let whole = sample.expansion(inAreas: Set(region))
    let factors = (0..<sample.count).map { shares[grouping.groupOfCell[sample.cells[$0]]] * whole.amountFactors[$0] }
    let value = sample.units.total((0..<sample.count).map { factors[$0] * sample.amounts[$0] })
    let foreign = sample.units.total(
      (0..<sample.count).map { factors[$0] * (1 - shares[grouping.groupOfCell[sample.cells[$0]]]) * sample.amounts[$0] }
    )
    let part = whole.value > 0 ? value / whole.value : 0
    let noise = region.reduce(0) { sum, other in
      sum + (other == area ? (1 - part) * (1 - part) : part * part) * model.noise(ofArea: other, register)
    }
    return AmountByMethod(
      method: method,
      amount: LinearizedAmount(value: value, amountFactors: factors, exportFactors: factors.map { _ in 0 }),
      betweenRegions: between[grouping.name].map { 2 * foreign * foreign * $0.variance }, ownFirms: noise)
  }

  /// The area's own deviation counts in the country's rates with its part ω of the exports:
  /// `Var = τ² [(1 - ω_a)² + Σ_b ω_b²] Y²` over the others b, and the firms' own deviations are not in the rates.
  private func national(_ area: Int) -> AmountByMethod {
    let grouping = groupings.sectorAndSize
    let rates = SyntheticRates(sample, from: Set(register.areas.indices), by: grouping)
    let amount = rates.amount(for: register.totals(ofAreas: [area], by: grouping))
    let whole = register.areas.indices.reduce(0) { $0 + register.total(ofArea: $1) }
    let factor = register.areas.indices.reduce(0) { sum, other in
      let part = register.total(ofArea: other) / whole
      return sum + (other == area ? (1 - part) * (1 - part) : part * part)
    }
    return AmountByMethod(
      method: .nationalRates, amount: amount,
      betweenRegions: between[grouping.name].map { factor * $0.variance * amount.value * amount.value },
      ownFirms: model.noise(ofArea: area, register), borrowed: rates.borrowed.count)
  }

  private func own(_ area: Int) -> AmountByMethod? {
    direct.amounts[area].map { AmountByMethod(method: .direct, amount: $0, betweenRegions: 0, ownFirms: 0) }
  }

  /// `φ Y_direct + (1 - φ) Y_synthetic` with `φ = mse_synthetic / (mse_synthetic + v_direct)`; the rates of all other areas
  /// leave the two parts without common firms.
  /// > Source: Rao and Molina (2015), section 3.3.1, equation (3.3.4).
  private func composite(_ area: Int) -> AmountByMethod? {
    let grouping = groupings.sectorAndSize
    guard let own = direct.amounts[area], let ownVariance = direct.variances[area],
      let spread = between[grouping.name]?.variance
    else { return nil }
    let others = Set(register.areas.indices).subtracting([area])
    let rates = SyntheticRates(sample, from: others, by: grouping)
    let synthetic = rates.amount(for: register.totals(ofAreas: [area], by: grouping))
    let factor = BetweenRegions.factor(register, others)
    let biasSquare = factor * spread * synthetic.value * synthetic.value
    let noise = model.noise(ofArea: area, register)
    let syntheticError = biasSquare + noise + model.variance(synthetic)
    guard syntheticError + ownVariance > 0 else { return nil }
    let weight = syntheticError / (syntheticError + ownVariance)
    return AmountByMethod(
      method: .composite, amount: own.scaled(by: weight) + synthetic.scaled(by: 1 - weight),
      betweenRegions: (1 - weight) * (1 - weight) * biasSquare, ownFirms: (1 - weight) * (1 - weight) * noise,
      borrowed: rates.borrowed.count)
  }
}

/// The groupings that the methods compare.
public struct RegionalGroupings: Sendable, Hashable {
  public let none: CellGrouping
  public let sector: CellGrouping
  public let sectorAndSize: CellGrouping
  /// Classes of firms with a like spread of amounts about their exports: size classes.
  public let spread: CellGrouping

  /// - Parameters:
  ///   - sectorOfCell: From 0, one a cell.
  ///   - sizeOfCell: From 0, one a cell.
  public init(sectorOfCell: [Int], sizeOfCell: [Int]) {
    precondition(sectorOfCell.count == sizeOfCell.count, "a sector and a size a cell")
    none = .none(cells: sectorOfCell.count)
    sector = CellGrouping(name: "sector", groupOfCell: sectorOfCell)
    sectorAndSize = CellGrouping(name: "sector x size", groupOfCell: Array(sectorOfCell.indices))
    spread = CellGrouping(name: "size", groupOfCell: sizeOfCell)
  }
}
