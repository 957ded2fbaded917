/// Calibration within the units of a stage to totals that are known for each sampled unit.
///
/// ```
/// Σ_{k ∈ i} d_k/W_i g_k x_k = t_i        w_k = d_k g_k
/// ```
/// with W_i the weight of unit i and d_k/W_i the weight of row k within it. Units have no part in each other's equations.
/// Totals within sampled units say nothing of units outside the sample, so scores are projected only for the components
/// of variance of later stages. A term that is zero in all rows of a unit and has total zero there is left out.
///
/// > Source: Särndal, Swensson and Wretman (1992), section 8.4, case A. Compared with `calibrate(stage = 1)` of R survey,
/// > with which it agrees where weights within a unit are equal; else R's residuals are not those of its own regression.
public struct ClusterCalibration: WeightingStep {
  /// The rows of a unit and its equations.
  private struct Unit: Sendable {
    let name: String
    let rows: [Int]
    let calibration: Calibration
  }

  /// The stage of the units, from 1.
  public let stage: Int
  private let units: [Unit]
  /// d_k/W_i.
  private let conditionalWeights: [Double]

  /// - Parameters:
  ///   - terms: p terms; their own totals are not used.
  ///   - unitOfRow: The number of the unit of each row, from 0.
  ///   - unitNames: A name for each unit, for errors.
  ///   - totals: For each unit its p totals.
  ///   - conditionalWeights: n weights of rows within their units, 1/π_k|i. The unit's own weight is the design weight
  ///     divided by it, in every replicate anew.
  ///   - stage: The stage of the units.
  ///   - distance: As in ``Calibration``, like `bounds` and `variance`.
  /// - Throws: ``WeightingError/withinUnit(_:_:)``.
  public init(
    _ terms: [AuxiliaryTerm], unitOfRow: [Int32], unitNames: [String], totals: [[Double]],
    conditionalWeights: [Double], stage: Int = 1, distance: CalibrationDistance = .linear,
    bounds: CalibrationBounds = .none, variance: [Double]? = nil
  ) throws(WeightingError) {
    precondition(unitNames.count == totals.count && totals.allSatisfy { $0.count == terms.count }, "totals by unit")
    precondition(unitOfRow.count == conditionalWeights.count && stage > 0, "one weight a row")
    var rowsOfUnit = [[Int]](repeating: [], count: unitNames.count)
    for (row, unit) in unitOfRow.enumerated() { rowsOfUnit[Int(unit)].append(row) }
    var units: [Unit] = []
    for (unit, rows) in rowsOfUnit.enumerated() where !rows.isEmpty {
      let own = zip(terms, totals[unit]).map { $0.restricted(to: rows, total: $1) }
      do {
        let calibration = try Calibration(
          own, rowCount: rows.count, distance: distance, bounds: bounds.restricted(to: rows),
          variance: variance.map { variance in rows.map { variance[$0] } })
        units.append(Unit(name: unitNames[unit], rows: rows, calibration: calibration))
      } catch { throw .withinUnit(unitNames[unit], error) }
    }
    self.units = units
    self.conditionalWeights = conditionalWeights
    self.stage = stage
  }

  /// Units without weight stay as they are, as in replicates that leave them out.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try requireWeights(weights, rows: conditionalWeights.count)
    var after = weights
    var parts: [UnitProjection.Part] = []
    for unit in units {
      // The weight within the unit: what of the weight now is not the weight of the unit in the design.
      let within = unit.rows.map {
        designWeights[$0] == 0 ? 0 : conditionalWeights[$0] * weights[$0] / designWeights[$0]
      }
      guard within.contains(where: { $0 > 0 }) else { continue }
      do {
        let result = try unit.calibration.adjusted(within)
        for (row, (g, d)) in zip(unit.rows, zip(result.weights, within)) where d > 0 {
          after[row] = weights[row] * g / d
        }
        parts.append(UnitProjection.Part(rows: unit.rows, scale: scale(unit, within, weights), result.projection))
      } catch { throw .withinUnit(unit.name, error) }
    }
    let projection = ScoreProjection(UnitProjection(parts: parts), scope: .after(stage: stage))
    return AdjustedWeights(weights: after, projection: projection)
  }

  /// W_i by row: scores are in the scale of the whole sample, the unit's regression in that of the unit.
  private func scale(_ unit: Unit, _ within: [Double], _ weights: [Double]) -> [Double] {
    zip(unit.rows, within).map { $1 > 0 ? weights[$0] / $1 : 1 }
  }
}

/// Projections of scores within units, each on its own.
private struct UnitProjection: ScoreOperator {
  struct Part: Sendable {
    let rows: [Int]
    let scale: [Double]
    let projection: ScoreProjection

    init(rows: [Int], scale: [Double], _ projection: ScoreProjection) {
      (self.rows, self.scale, self.projection) = (rows, scale, projection)
    }
  }
  let parts: [Part]

  func project(_ scores: inout [Double], rows: Int) {
    let columns = scores.count / max(rows, 1)
    for part in parts {
      var own = (0..<columns).flatMap { column in
        part.rows.indices.map { scores[column * rows + part.rows[$0]] / part.scale[$0] }
      }
      part.projection.project(&own, rows: part.rows.count)
      for column in 0..<columns {
        for (k, row) in part.rows.enumerated() {
          scores[column * rows + row] = own[column * part.rows.count + k] * part.scale[k]
        }
      }
    }
  }
}

extension AuxiliaryTerm {
  fileprivate func restricted(to rows: [Int], total: Double) -> AuxiliaryTerm {
    let restricted: Values =
      switch values {
      case .constant: .constant
      case .numeric(let column): .numeric(rows.map { column[$0] })
      case .level(let codes, let code): .level(codes: rows.map { codes[$0] }, code: code)
      }
    return AuxiliaryTerm(name: name, values: restricted, domain: domain.map { d in rows.map { d[$0] } }, total: total)
  }
}

extension CalibrationBounds {
  fileprivate func restricted(to rows: [Int]) -> CalibrationBounds {
    guard case .perRow(let lower, let upper) = self else { return self }
    return .perRow(lower: rows.map { lower[$0] }, upper: rows.map { upper[$0] })
  }
}
