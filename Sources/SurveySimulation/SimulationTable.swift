import Reporting

/// A simulation as files.
public struct SimulationTable {
  private let simulation: SurveySimulation

  public init(_ simulation: SurveySimulation) { self.simulation = simulation }

  /// One row a cell of the study's tables. Amounts in yuan, shares as fractions; `synthetic` is 1.
  public var csv: String {
    let head = [
      "table", "row", "column", "truth", "estimated", "mean_n", "mean", "bias", "bias_mc_error", "true_se",
      "estimated_se",
      "se_ratio", "coverage", "coverage_mc_error", "too_low", "too_high", "mean_length", "error_correlation", "draws",
      "synthetic",
    ]
    let rows = simulation.cells.map { cell -> [String] in
      let numbers: [Double?] = [
        cell.truth, Double(cell.estimated), cell.meanSampleSize, cell.mean, cell.bias, cell.biasError,
        cell.trueStandardError, cell.estimatedStandardError, cell.estimatedStandardError / cell.trueStandardError,
        cell.coverage, cell.coverageError, cell.tooLow, cell.tooHigh, cell.meanLength, cell.errorCorrelation,
      ]
      let known = numbers.map { $0.flatMap { $0.isFinite ? $0 : nil } }
      return [cell.table, cell.row, cell.column] + known.map(CSVText.number) + ["\(simulation.draws)", "1"]
    }
    return CSVText.text([head] + rows)
  }
}
