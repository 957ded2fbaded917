import LinearAlgebra
import SmallArea

/// Rates of all regions in one model: the rate that a region's mix of sectors and sizes gives it, plus its own deviation.
///
/// `y_a` is the area's own rate with its pooled sampling variance, and `x_a` the rate of the country's cells for its exports,
/// without intercept, so that a region like the country has β = 1. The EBLUP leans on `y_a` as far as the deviations between
/// regions are larger than its sampling error.
struct AreaModel {
  private let register: RegisterExports
  private let direct: DirectRates
  private let synthetic: [LinearizedAmount]
  private let fit: FayHerriotFit
  private let meanSquaredErrors: [Double]

  /// - Throws: ``RegionalScalingError/areaModel(_:)``.
  init(
    _ sample: RegionalSample, _ register: RegisterExports, _ direct: DirectRates, by grouping: CellGrouping
  ) throws(RegionalScalingError) {
    let rates = SyntheticRates(sample, from: Set(register.areas.indices), by: grouping)
    let exports = register.areas.indices.map(register.total(ofArea:))
    let synthetic = register.areas.indices.map { rates.amount(for: register.totals(ofAreas: [$0], by: grouping)) }
    do {
      let model = try FayHerriot(
        areas: register.areas.map(\.code),
        direct: exports.indices.map { area in direct.amounts[area].map { $0.value / exports[area] } },
        samplingVariances: exports.indices.map { area in
          direct.variances[area].flatMap { $0 > 0 ? $0 / (exports[area] * exports[area]) : nil }
        },
        x: Matrix(rows: exports.count, columns: 1) { area, _ in synthetic[area].value / exports[area] },
        terms: ["rate of the country's cells"])
      let restricted = try model.fit(.reml)
      // At zero, no region would keep anything of its own estimate.
      fit = restricted.isAtBoundary ? try model.fit(.adjustedReml) : restricted
    } catch { throw .areaModel("\(error)") }
    meanSquaredErrors = fit.meanSquaredErrors(.prasadRao)
    (self.register, self.direct, self.synthetic) = (register, direct, synthetic)
  }

  /// The EBLUP times the exports. What sampling adds is `γ²` times the variance of the area's own estimate; the rest of the
  /// mean squared error is between regions.
  func amount(ofArea area: Int) -> AmountByMethod? {
    let (weight, exports) = (fit.shrinkage[area], register.total(ofArea: area))
    let fromCells = synthetic[area].scaled(by: (1 - weight) * fit.coefficients[0])
    let amount = direct.amounts[area].map { $0.scaled(by: weight) + fromCells } ?? fromCells
    let sampling = weight * weight * (direct.variances[area] ?? 0)
    return AmountByMethod(
      method: .fayHerriot, amount: amount,
      betweenRegions: max(0, meanSquaredErrors[area] * exports * exports - sampling), ownFirms: 0)
  }
}
