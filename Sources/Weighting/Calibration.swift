/// Weights that reproduce known population totals while staying close to the design weights.
///
/// ```
/// Σ_k w_k x_k = t      w_k = d_k g_k      g_k = F(x_k'λ / σ²_k)
/// ```
/// For variances scores are regressed on x with weights d_k, for linear calibration without bounds d_k / σ²_k, and residuals
/// keep the factor g_k d_k. (That the other distances leave σ² out is R's convention.)
///
/// With ``stageUnit`` g is equal within the units of a stage, as for households of which every member gets one weight: x_k
/// and σ²_k are replaced by their means in the unit, weighted by d.
///
/// - Postcondition: `abs(Σ w_k x_k - t) <= tolerance * max(abs(t), Σ d_k abs(x_k))` in every term, or as near as rounding
///   allows.
/// > Source: Deville and Särndal (1992), JASA 87, 376-382; for units of a stage Lemaître and Dufour (1987), Survey
/// > Methodology 13, 199-207. Compared with `calibrate` of R survey.
public struct Calibration: WeightingStep {
  public let distance: CalibrationDistance
  public let bounds: CalibrationBounds
  /// σ²_k up to a factor, n values; nil: equal.
  public let variance: [Double]?
  /// The unit of each row within which g is equal.
  public let stageUnit: [Int32]?
  /// The relative error of a total at which iteration stops.
  public let tolerance: Double
  public let maximumIterations: Int
  private let auxiliaries: Auxiliaries
  private let totals: [Double]
  /// Cells within which all rows have the same g.
  private let cells: (auxiliaries: Auxiliaries, cellOfRow: [Int32])?

  public static let defaultTolerance = 1e-12
  /// Newton's method needs some ten; distant totals and active bounds some dozens.
  public static let defaultMaximumIterations = 100

  /// Prepares the terms.
  ///
  /// - Parameters:
  ///   - terms: p terms with totals.
  ///   - rowCount: n.
  ///   - distance: Which F.
  ///   - bounds: Bounds on g; the logit distance needs finite ones about 1.
  ///   - variance: σ²_k, positive.
  ///   - stageUnit: A number from 0 of the unit of each row.
  ///   - tolerance: Largest relative error of a total.
  ///   - maximumIterations: Steps of Newton's method.
  ///   - threads: How many work on the rows; no number changes a result.
  /// - Throws: ``WeightingError`` for missing values and totals and for bounds that do not fit the distance.
  public init(
    _ terms: [AuxiliaryTerm], rowCount: Int, distance: CalibrationDistance = .linear, bounds: CalibrationBounds = .none,
    variance: [Double]? = nil, stageUnit: [Int32]? = nil, tolerance: Double = defaultTolerance,
    maximumIterations: Int = defaultMaximumIterations, threads: Int = 1
  ) throws(WeightingError) {
    precondition(!terms.isEmpty && tolerance >= 0 && maximumIterations > 0, "no terms or no iterations")
    precondition((variance?.count ?? rowCount) == rowCount && (stageUnit?.count ?? rowCount) == rowCount, "rows")
    for term in terms where !(term.total?.isFinite ?? false) { throw .missingTotal(term: term.name) }
    if let row = variance?.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw .invalidVariance(row: row, value: variance?[row] ?? .nan)
    }
    try bounds.requireFitting(distance, rows: rowCount)
    self.distance = distance
    self.bounds = bounds
    self.variance = variance
    self.stageUnit = stageUnit
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    auxiliaries = try Auxiliaries(terms, rowCount: rowCount, threads: threads)
    totals = terms.map { $0.total ?? .nan }
    let isEqualInCells = variance == nil && stageUnit == nil && !bounds.areByRow
    cells = isEqualInCells ? auxiliaries.byCell : nil
  }

  /// - Throws: ``WeightingError/collinearTerms(_:)``, ``WeightingError/unreachableTotal(term:total:lower:upper:)``,
  ///   ``WeightingError/infeasibleBounds(term:total:attained:feasible:)``,
  ///   ``WeightingError/infeasibleTotals(term:total:attained:)``,
  ///   ``WeightingError/calibrationNotConverged(term:total:attained:iterations:)``.
  /// - Complexity: O(n p² + p³) an iteration at most; O(cells groups²) where no term is numeric.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    let (entities, after) = try calibrated(weights, allowsImpliedTerms: false)
    let isRegression = distance == .linear && !bounds.areActive
    let projection = RegressionProjection(
      auxiliaries: entities.auxiliaries, entityOfRow: entities.entityOfRow,
      regressionWeights: .input(variance: isRegression ? entities.varianceByRow : nil), before: weights, after: after,
      threads: auxiliaries.threads)
    return AdjustedWeights(weights: after, projection: ScoreProjection(projection))
  }

  public func replicateWeights(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> [Double] {
    try calibrated(weights, allowsImpliedTerms: true).after
  }

  private func calibrated(
    _ weights: [Double], allowsImpliedTerms: Bool
  ) throws(WeightingError) -> (entities: CalibrationEntities, after: [Double]) {
    try requireWeights(weights, rows: auxiliaries.rowCount)
    let entities = entities(weights)
    let equations = CalibrationEquations(
      auxiliaries: entities.auxiliaries, totals: totals, weights: entities.weights, variance: entities.variance,
      distance: distance,
      bounds: try EntityBounds(bounds, entityOfRow: entities.entityOfRow, entityCount: entities.weights.count))
    let independent = try IndependentTerms(equations, allowsImplied: allowsImpliedTerms)
    let solver = CalibrationSolver(
      equations, independent, tolerance: tolerance, maximumIterations: maximumIterations)
    return (entities, entities.expanded(try solver.factors(), weights))
  }

  private func entities(_ weights: [Double]) -> CalibrationEntities {
    if let stageUnit { return CalibrationEntities(auxiliaries, weights, variance, unitOfRow: stageUnit) }
    guard let cells else {
      return CalibrationEntities(auxiliaries: auxiliaries, weights: weights, variance: variance, entityOfRow: nil)
    }
    return CalibrationEntities(
      auxiliaries: cells.auxiliaries, weights: auxiliaries.cellSums(of: weights).counts, variance: nil,
      entityOfRow: cells.cellOfRow)
  }
}

extension CalibrationBounds {
  fileprivate var areByRow: Bool {
    if case .perRow = self { true } else { false }
  }
}
