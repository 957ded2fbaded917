import Sampling

/// A stratified sample of firms that tells where each firm is and which cell of the register it belongs to.
public struct RegionalSample: Sendable {
  let units: StratifiedUnits
  /// The place of the unit's area in the register.
  let areas: [Int]
  /// The cell of every unit, sector x size.
  let cells: [Int]
  /// y, the loss or cost.
  let amounts: [Double]
  /// x, the register exports.
  let exports: [Double]
  let sums: AreaCellSums

  /// - Throws: ``RegionalScalingError`` naming a unit whose values cannot be used, or a stratum smaller than its sample.
  /// - Precondition: One value a unit in every list.
  public init(
    units: StratifiedUnits, areas: [Int], cells: [Int], amounts: [Double], exports: [Double]
  ) throws(RegionalScalingError) {
    let n = units.count
    precondition(
      areas.count == n && cells.count == n && amounts.count == n && exports.count == n, "one value a unit")
    for k in 0..<n {
      guard amounts[k] >= 0, amounts[k].isFinite else { throw .amountNotUsable(unit: k, amounts[k]) }
      guard exports[k] >= 0, exports[k].isFinite else { throw .auxiliaryNotUsable(unit: k, exports[k]) }
    }
    for (h, size) in units.sampleSizes.enumerated() where Double(size) > units.populationSizes[h] {
      throw .populationTooSmall(stratum: h, population: units.populationSizes[h], sample: size)
    }
    self.units = units
    (self.areas, self.cells, self.amounts, self.exports) = (areas, cells, amounts, exports)
    sums = AreaCellSums(units.weights, areas, cells, amounts, exports)
  }

  var count: Int { units.count }
}

/// `Σ w y` and `Σ w x` of every area and cell: rates are wanted of many sets of areas.
struct AreaCellSums: Sendable {
  /// By area, then cell.
  private(set) var amounts: [[Double]]
  private(set) var exports: [[Double]]

  init(_ weights: [Double], _ areas: [Int], _ cells: [Int], _ y: [Double], _ x: [Double]) {
    let row = [Double](repeating: 0, count: (cells.max() ?? -1) + 1)
    amounts = [[Double]](repeating: row, count: (areas.max() ?? -1) + 1)
    exports = amounts
    for k in weights.indices {
      amounts[areas[k]][cells[k]] += weights[k] * y[k]
      exports[areas[k]][cells[k]] += weights[k] * x[k]
    }
  }
}

extension RegionalSample {
  /// `Σ w y` over some areas.
  func expansion(inAreas wanted: Set<Int>) -> LinearizedAmount {
    let isWanted = flags(ofAreas: wanted)
    let inside = areas.map { isWanted[$0] ? 1.0 : 0 }
    let value = units.total(zip(inside, amounts).map { $0 * $1 })
    return LinearizedAmount(value: value, amountFactors: inside, exportFactors: [Double](repeating: 0, count: count))
  }

  /// Whether each area of the sample is one of some: asked for every firm, a list answers faster than a set.
  func flags(ofAreas wanted: Set<Int>) -> [Bool] { sums.amounts.indices.map { wanted.contains($0) } }
}
