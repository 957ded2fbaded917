import LinearAlgebra
import Microdata
import Replication
import Weighting

/// Weighting steps made ready for a sample, to be applied to its weights and to those of its replicates.
struct PreparedWeighting {
  private let chain: WeightingChain
  /// Of which each makes replicates of its own; samples of many rows divide their rows as well.
  private let threads: Int

  /// - Throws: ``EstimationError/weighting(_:)`` for totals and margins that do not fit the sample.
  init(_ steps: [WeightingColumns], _ rows: SampleRows) throws(EstimationError) {
    threads = rows.threads
    chain = WeightingChain(
      try steps.map { step throws(EstimationError) in
        do throws(WeightingError) { return try rows.prepared(step) } catch { throw .weighting(error) }
      })
  }

  /// nil without steps.
  func weighted(_ weights: [Double]) throws(EstimationError) -> ChainedWeights? {
    guard !chain.steps.isEmpty else { return nil }
    do { return try chain.adjusted(weights) } catch { throw .weighting(error) }
  }

  /// The steps repeated in every replicate; variances keep their scales.
  func replicates(
    _ replicates: ReplicateWeights, fullSample: [Double]
  ) throws(EstimationError) -> ReplicateWeights {
    let chain = chain
    let found = RowChunks.map(replicates.replicateCount, threads: threads) { r in
      Result { () throws(WeightingError) in try chain.replicateWeights(replicates.weights(ofReplicate: r)) }
    }
    let columns = try found.enumerated().map { r, weights throws(EstimationError) in
      do throws(WeightingError) { return try weights.get() } catch {
        throw .replicateWeighting(replicate: r + 1, reason: error.description)
      }
    }
    let variance = replicates.variance
    do throws(ReplicationError) {
      return try ReplicateWeights(
        columns: columns, weights: fullSample, type: .other, scale: variance.scale, rscales: variance.rscales,
        mse: variance.mse)
    } catch { throw .replication(error) }
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
        maximumIterations: stopping.maximumIterations ?? Raking.defaultMaximumIterations, threads: threads)
    case .calibrate(let calibration): return try prepared(calibration)
    case .trim(let lower, let upper, let isStrict):
      return try Trimming(lower: lower ?? -.infinity, upper: upper ?? .infinity, isStrict: isStrict)
    case .nonresponse(let response, let classes):
      let crossed = crossedClasses(classes)
      return NonresponseAdjustment(responded: columns.factor(response).isTrue, classes: crossed)
    case .propensity(let response, let terms):
      return try PropensityAdjustment(terms.map(term), responded: columns.factor(response).isTrue)
    }
  }

  /// Crossed factors as one, with the population count of every combination in the sample or the counts.
  private func margin(_ columns: WeightingColumns.Margin) -> Margin {
    let crossing = self.columns.crossed(columns.factors)
    var levels = LevelDictionary()
    let ofCell = cellNames(columns.factors, crossing.firstRows).map { $0.map { levels.code(for: $0) } ?? -1 }
    var counts: [Int32: Double] = [:]
    for count in columns.counts { counts[levels.code(for: Self.cellName(count.levels))] = count.count }
    return Margin(
      name: columns.factors.joined(separator: " x "),
      factor: Factor(levels: levels.levels, codes: crossing.codes.map { ofCell[Int($0)] }),
      counts: levels.levels.indices.map { counts[Int32($0)] })
  }

  /// Crossed factors as one; without factors all rows are one class.
  private func crossedClasses(_ names: [String]) -> Factor {
    let crossing = columns.crossed(names)
    let cells = Factor(values: cellNames(names, crossing.firstRows))
    return Factor(levels: cells.levels, codes: crossing.codes.map { cells.codes[Int($0)] })
  }

  /// The names of crossed cells, each read off one of its rows; nil where a level is missing.
  private func cellNames(_ names: [String], _ firstRows: [Int]) -> [String?] {
    let factors = names.map { columns.factor($0) }
    return firstRows.map { row in
      guard factors.allSatisfy({ $0.codes[row] >= 0 }) else { return nil }
      return Self.cellName(factors.map { $0.levels[Int($0.codes[row])] })
    }
  }

  private static func cellName(_ levels: [String]) -> String { levels.joined(separator: ", ") }

  private func prepared(_ calibration: CalibrationColumns) throws(WeightingError) -> any WeightingStep {
    let terms = calibration.terms.map(term)
    if let totals = calibration.clusterTotals { return try withinUnits(calibration, terms, totals) }
    return try Calibration(
      terms, rowCount: rowCount, distance: CalibrationDistance(calibration.distance),
      bounds: bounds(calibration.bounds), variance: calibration.variance.map(columns.numbers),
      stageUnit: calibration.aggregateStage.map { unitNumbers(ofStage: $0 - 1).map(Int32.init) },
      tolerance: calibration.stopping.tolerance ?? Calibration.defaultTolerance,
      maximumIterations: calibration.stopping.maximumIterations ?? Calibration.defaultMaximumIterations,
      threads: threads)
  }

  /// Calibration within every first-stage unit to totals of its own.
  private func withinUnits(
    _ calibration: CalibrationColumns, _ terms: [AuxiliaryTerm], _ totals: [CalibrationColumns.ClusterTotals]
  ) throws(WeightingError) -> any WeightingStep {
    let names = design.units.first.map { columns.factor($0) } ?? Factor(values: (1...rowCount).map(String.init))
    let known = names.levels.map { name in totals.first { $0.unit.utf8.elementsEqual(name.utf8) }?.totals }
    if let missing = known.firstIndex(where: { $0 == nil }) {
      throw .missingTotal(term: "the calibration of unit \(names.levels[missing])")
    }
    return try ClusterCalibration(
      terms, unitOfRow: names.codes, unitNames: names.levels, totals: known.compactMap { $0 },
      conditionalWeights: conditionalWeights, distance: CalibrationDistance(calibration.distance),
      bounds: bounds(calibration.bounds), variance: calibration.variance.map(columns.numbers))
  }

  /// Π N/n over the stages after the first; 1 where a stage has no correction.
  private var conditionalWeights: [Double] {
    var weights = [Double](repeating: 1, count: rowCount)
    for stage in moments.layout.stages.indices.dropFirst() {
      for (row, stratum) in stratumNumbers(ofStage: stage).enumerated()
      where moments.strata[stratum].populationSize != nil {
        weights[row] /= moments.strata[stratum].samplingFraction.value
      }
    }
    return weights
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
