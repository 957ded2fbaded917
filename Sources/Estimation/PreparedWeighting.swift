import LinearAlgebra
import Microdata
import Weighting

/// Weighting steps made ready for a sample, to be applied to its weights and to those of its replicates.
struct PreparedWeighting {
  /// Weights after all steps, and what they leave of weighted scores.
  struct Result {
    let weights: [Double]
    /// nil without steps.
    let residuals: (@Sendable (Matrix) -> Matrix)?
  }

  private let steps: [any WeightingStep]

  /// - Throws: ``EstimationError/weighting(_:)`` for totals and margins that do not fit the sample.
  init(_ steps: [WeightingColumns], _ rows: SampleRows) throws(EstimationError) {
    self.steps = try steps.map { step throws(EstimationError) in
      do throws(WeightingError) { return try rows.prepared(step) } catch { throw .weighting(error) }
    }
  }

  func weighted(_ weights: [Double]) throws(EstimationError) -> Result {
    var (current, projections) = (weights, [ScoreProjection]())
    for step in steps {
      do throws(WeightingError) {
        let adjusted = try step.adjusted(current, designWeights: weights)
        current = adjusted.weights
        projections.append(adjusted.projection)
      } catch { throw .weighting(error) }
    }
    guard !projections.isEmpty else { return Result(weights: weights, residuals: nil) }
    let chain = projections
    return Result(weights: current) { scores in chain.reduce(scores) { $1.residuals(of: $0) } }
  }

  /// - Parameter number: Counted from 1, for errors.
  func replicate(_ number: Int, _ weights: [Double]) throws(EstimationError) -> [Double] {
    do { return try weighted(weights).weights } catch {
      throw .replicateWeighting(replicate: number, reason: error.description)
    }
  }
}

// MARK: Steps

extension SampleRows {
  fileprivate func prepared(_ step: WeightingColumns) throws(WeightingError) -> any WeightingStep {
    switch step {
    case .poststratify(let margin): return PostStratification(self.margin(margin))
    case .rake(let margins, let stopping):
      return try Raking(
        margins.map(margin), tolerance: stopping.tolerance ?? Raking.defaultTolerance,
        maximumIterations: stopping.maximumIterations ?? Raking.defaultMaximumIterations)
    case .calibrate(let calibration): return try prepared(calibration)
    default: throw .allWeightsZero
    }
  }

  /// Crossed factors as one, with the population count of every combination in the sample or the counts.
  private func margin(_ columns: WeightingColumns.Margin) -> Margin {
    let factors = columns.factors.map { self.columns.factor($0) }
    var cells = LevelDictionary()
    let codes = (0..<rowCount).map { row -> Int32 in
      guard factors.allSatisfy({ $0.codes[row] >= 0 }) else { return -1 }
      return cells.code(for: Self.cellName(factors.map { $0.levels[Int($0.codes[row])] }))
    }
    var counts: [Int32: Double] = [:]
    for count in columns.counts { counts[cells.code(for: Self.cellName(count.levels))] = count.count }
    return Margin(
      name: columns.factors.joined(separator: " x "), factor: Factor(levels: cells.levels, codes: codes),
      counts: cells.levels.indices.map { counts[Int32($0)] })
  }

  private static func cellName(_ levels: [String]) -> String { levels.joined(separator: ", ") }

  private func prepared(_ calibration: CalibrationColumns) throws(WeightingError) -> any WeightingStep {
    let terms = calibration.terms.map(term)
    return try Calibration(
      terms, rowCount: rowCount, distance: CalibrationDistance(calibration.distance),
      bounds: bounds(calibration.bounds), variance: calibration.variance.map(columns.numbers),
      stageUnit: calibration.aggregateStage.map { units(ofStage: $0 - 1).unit.map(Int32.init) },
      tolerance: calibration.stopping.tolerance ?? Calibration.defaultTolerance,
      maximumIterations: calibration.stopping.maximumIterations ?? Calibration.defaultMaximumIterations)
  }

  private func term(_ term: CalibrationColumns.Term) -> AuxiliaryTerm {
    AuxiliaryTerm(
      name: term.name, values: values(term.kind),
      domain: term.domain.isEmpty ? nil : columns.rows(meeting: term.domain),
      total: term.total)
  }

  private func values(_ kind: CalibrationColumns.Term.Kind) -> AuxiliaryTerm.Values {
    switch kind {
    case .intercept: return .constant
    case .numeric(let name): return .numeric(columns.numbers(name))
    case .indicator(let name, let level):
      let factor = columns.factor(name)
      let code = factor.levels.firstIndex { $0.utf8.elementsEqual(level.utf8) }
      // A level that no row has is asked for by a code that no row has.
      return .level(codes: factor.codes, code: Int32(code ?? factor.levels.count))
    }
  }

  private func bounds(_ bounds: CalibrationColumns.Bounds?) -> CalibrationBounds {
    switch bounds {
    case nil: .none
    case .common(let lower, let upper): .common(lower: lower, upper: upper)
    case .columns(let lower, let upper): .perRow(lower: columns.numbers(lower), upper: columns.numbers(upper))
    }
  }
}

extension CalibrationDistance {
  fileprivate init(_ distance: CalibrationColumns.Distance) {
    switch distance {
    case .linear: self = .linear
    case .raking: self = .raking
    case .logit: self = .logit
    }
  }
}
