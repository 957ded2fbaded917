import Distributions
import Estimation
import PanelChange
import Reporting
import SkewedTotals

/// Cells of tables over years.
enum ChangeCell {
  /// Of a normal distribution: changes rest on thousands of firms.
  static func quantile(level: Double) -> Double { Normal.standard.quantile((1 + level) / 2) }

  /// - Parameter interval: In place of the estimate's own.
  static func estimate(_ estimate: Estimate, _ interval: SkewedInterval? = nil) -> Cell {
    Cell(
      value: estimate.value, standardError: estimate.standardError,
      coefficientOfVariation: estimate.coefficientOfVariation, lower: interval?.lower ?? estimate.lower,
      upper: interval.map(\.boundedUpper) ?? estimate.upper,
      n: estimate.sampleSize, method: "expansion")
  }

  static func index(_ index: YearSeries.IndexValue) -> Cell {
    Cell(value: index.value, standardError: index.standardError, method: "index")
  }

  /// - Parameter n: Firms in both samples.
  static func change(_ change: YearSeries.Change, _ quantile: Double, n: Int) -> Cell {
    let reach = quantile * change.standardError
    return Cell(
      value: change.value, standardError: change.standardError, lower: change.value - reach,
      upper: change.value + reach,
      n: n, method: "panel_difference")
  }

  static func part(_ part: LossDecomposition.Part, n: Int) -> Cell {
    Cell(value: part.value, standardError: part.standardError, n: n, method: "lmdi")
  }

  /// Of the hypothesis that nothing falls.
  static func pValue(_ change: YearSeries.Change) -> Cell { Cell(value: change.pValueOfFall, method: "z_test") }
}
