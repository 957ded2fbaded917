/// Loss rates of groups of cells, estimated from some areas to be carried to another.
///
/// ```
/// R_g = Σ w y / Σ w x   over units of the group in the reference areas        Y_a = Σ_g R_g X_ag
/// ```
/// > Source: Gonzalez (1973), Proceedings of the Social Statistics Section, ASA, 33-36; Rao and Molina (2015), Small Area
/// > Estimation, section 3.2.2.
struct SyntheticRates: Sendable {
  let grouping: CellGrouping
  /// Groups without a firm in the sample of the reference areas: they take the rate of all groups.
  let borrowed: [Int]
  /// R_g.
  private let rates: [Double]
  /// Σ w x of the group.
  private let exports: [Double]
  /// By area.
  private let isReference: [Bool]
  private let sample: RegionalSample
  /// The same with a single group, in a list because a structure cannot hold itself; empty where there is one group already.
  private let overall: [SyntheticRates]

  init(_ sample: RegionalSample, from reference: Set<Int>, by grouping: CellGrouping) {
    var amounts = [Double](repeating: 0, count: grouping.groupCount)
    var exports = amounts
    for area in sample.sums.amounts.indices where reference.contains(area) {
      for cell in sample.sums.amounts[area].indices {
        amounts[grouping.groupOfCell[cell]] += sample.sums.amounts[area][cell]
        exports[grouping.groupOfCell[cell]] += sample.sums.exports[area][cell]
      }
    }
    (self.sample, self.grouping, self.exports) = (sample, grouping, exports)
    isReference = sample.flags(ofAreas: reference)
    borrowed = exports.indices.filter { exports[$0] <= 0 }
    rates = zip(amounts, exports).map { $1 > 0 ? $0 / $1 : 0 }
    let single = CellGrouping.none(cells: grouping.groupOfCell.count)
    overall = grouping.groupCount > 1 ? [SyntheticRates(sample, from: reference, by: single)] : []
  }

  /// The rate of a cell, an amount a unit of exports.
  func rate(ofCell cell: Int) -> Double {
    let group = grouping.groupOfCell[cell]
    guard exports[group] > 0 else { return overall.first?.rate(ofCell: cell) ?? 0 }
    return rates[group]
  }

  /// `Σ_g R_g X_g` with the linearised values `X_g (y - R_g x) / Σ w x`.
  /// - Parameter totals: X_g of the area, one a group.
  func amount(for totals: [Double]) -> LinearizedAmount {
    let value = rates.indices.reduce(0) { $0 + rates[$1] * totals[$1] }
    let ofGroup = zip(totals, exports).map { $1 > 0 ? $0 / $1 : 0 }
    var (factors, exportFactors) = (
      [Double](repeating: 0, count: sample.count), [Double](repeating: 0, count: sample.count)
    )
    for k in factors.indices where isReference[sample.areas[k]] {
      let group = grouping.groupOfCell[sample.cells[k]]
      factors[k] = ofGroup[group]
      exportFactors[k] = -ofGroup[group] * rates[group]
    }
    let known = LinearizedAmount(value: value, amountFactors: factors, exportFactors: exportFactors)
    let missing = borrowed.reduce(0) { $0 + totals[$1] }
    guard missing > 0, let rest = overall.first else { return known }
    return known + rest.amount(for: [missing])
  }
}
