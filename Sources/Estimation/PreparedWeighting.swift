import LinearAlgebra

/// Weighting steps made ready for a sample, to be applied to its weights and to those of its replicates.
struct PreparedWeighting {
  /// Weights after all steps, and what they leave of weighted scores.
  struct Result {
    let weights: [Double]
    let residuals: (@Sendable (Matrix) throws(EstimationError) -> Matrix)?
  }

  init(_ steps: [WeightingColumns], _ rows: SampleRows) throws(EstimationError) {
    guard steps.isEmpty else { throw .notBuilt("weighting (design.calibration)") }
  }

  func weighted(_ weights: [Double]) throws(EstimationError) -> Result {
    Result(weights: weights, residuals: nil)
  }

  /// - Parameter number: Counted from 1, for errors.
  func replicate(_ number: Int, _ weights: [Double]) throws(EstimationError) -> [Double] {
    do { return try weighted(weights).weights } catch {
      throw .replicateWeighting(replicate: number, reason: error.description)
    }
  }
}
