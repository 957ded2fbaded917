import Microdata

/// Weights that reproduce several margins, by iterative proportional fitting.
///
/// Each margin in turn is brought to its counts, `w_k ← w_k N_l / Σ_l w`, until all agree. Rows that have the same level in
/// every margin keep equal ratios of weights, so that the iteration runs on their cells and not on rows.
///
/// Weights are those of ``Calibration`` by the raking distance on indicators of all levels. For variances scores are
/// regressed on the margins with equal weights: the limit of R's alternation over margins.
/// > Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444. Compared with `rake` of R survey.
public struct Raking: WeightingStep {
  public let margins: [Margin]
  /// The relative error of a margin's counts at which iteration stops, or earlier where rounding stops its decrease.
  public let tolerance: Double
  public let maximumIterations: Int
  private let auxiliaries: Auxiliaries
  private let cellOfRow: [Int32]
  private let threads: Int

  public static let defaultTolerance = 1e-12
  /// Convergence is linear, and slow where margins nearly determine each other; an iteration costs one pass over cells.
  public static let defaultMaximumIterations = 10_000

  /// - Parameters:
  ///   - margins: At least one, each with n rows.
  ///   - tolerance: Largest relative error of a count.
  ///   - maximumIterations: Rounds over all margins.
  ///   - threads: How many work on the rows; no number changes a result.
  /// - Throws: ``WeightingError/contradictoryMargins(_:_:)`` where grand totals differ by more than the tolerance;
  ///   ``WeightingError/missingLevel(margin:row:)``.
  public init(
    _ margins: [Margin], tolerance: Double = defaultTolerance, maximumIterations: Int = defaultMaximumIterations,
    threads: Int = 1
  ) throws(WeightingError) {
    precondition(!margins.isEmpty && tolerance >= 0 && maximumIterations > 0, "no margins or no iterations")
    self.margins = margins
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    self.threads = threads
    try Self.requireOnePopulation(margins, tolerance: max(tolerance, 64 * .ulpOfOne))
    let rows = Auxiliaries(margins)
    guard let collapsed = rows.byCell else { preconditionFailure("margins have no numeric terms") }
    (auxiliaries, cellOfRow) = collapsed
  }

  private static func requireOnePopulation(_ margins: [Margin], tolerance: Double) throws(WeightingError) {
    let totals = margins.map { MarginTotal(margin: $0.name, total: $0.total) }
    for other in totals.dropFirst() {
      let difference = (other.total - totals[0].total).magnitude
      guard difference > tolerance * max(other.total, totals[0].total) else { continue }
      throw .contradictoryMargins(totals[0], other)
    }
  }

  /// - Throws: ``WeightingError/rakingNotConverged(margin:level:count:attained:iterations:)`` with the level furthest from
  ///   its count, and errors of single margins.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try requireWeights(weights, rows: cellOfRow.count)
    for margin in margins { _ = try margin.sampledWeights(weights) }
    let cells = CellSums.ofRows(in: cellOfRow, count: auxiliaries.rowCount, threads: threads) { run, out in
      for k in 0..<run.count { out[k] = weights[run.lowerBound + k] }
    }
    let factors = try ProportionalFitting(margins: margins, groups: auxiliaries.groups, weights: cells)
      .factors(tolerance: tolerance, maximumIterations: maximumIterations)
    let after = weights.indices.map { weights[$0] * factors[Int(cellOfRow[$0])] }
    let projection = RegressionProjection(
      auxiliaries: auxiliaries, entityOfRow: cellOfRow, regressionWeights: .equal, before: weights, after: after,
      threads: threads)
    return AdjustedWeights(weights: after, projection: ScoreProjection(projection))
  }
}

extension Auxiliaries {
  /// Indicators of all levels of all margins; a row without level has none, which only rows of weight zero may.
  fileprivate init(_ margins: [Margin]) {
    let rowCount = margins[0].factor.codes.count
    var (cells, groups, names) = (JointCells(rowCount: rowCount), [[Int]](), [String]())
    for margin in margins {
      precondition(margin.factor.codes.count == rowCount, "margins differ in rows")
      let levels = margin.factor.levels
      cells.refine(byOptional: margin.factor.codes, levelCount: levels.count)
      groups.append(Array(names.count..<names.count + levels.count))
      names += levels.map { "\(margin.name)=\($0)" }
    }
    self.init(
      names: names, rowCount: rowCount, cellOfRow: cells.cellOfRow, cellCount: cells.count,
      groups: zip(groups, cells.levels).map { LevelGroup(terms: $0, levels: $1) }, threads: 1)
  }
}
