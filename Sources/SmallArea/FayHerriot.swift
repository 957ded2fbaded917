import LinearAlgebra

/// The area level model of Fay and Herriot: direct estimates with known sampling variances, linked by a regression.
///
/// ```
/// y_a = θ_a + e_a,  e_a ~ (0, D_a)        θ_a = x_a'β + u_a,  u_a ~ (0, σ²_u)
/// ```
/// > Source: Fay and Herriot (1979), JASA 74, 269-277; Rao and Molina (2015), sections 4.2 and 6.1.
public struct FayHerriot: Sendable, Hashable {
  /// Names, one an area.
  public let areas: [String]
  /// y_a, in the unit of the estimates; nil where the area has no sample.
  public let direct: [Double?]
  /// D_a, in that unit squared; nil where it is not known.
  public let samplingVariances: [Double?]
  /// Areas × p, the intercept included where there is one.
  public let x: Matrix
  /// p names, for errors.
  public let terms: [String]
  /// Rows of areas with a direct estimate and its variance; m of them. The others get the synthetic estimate.
  public let observed: [Int]

  /// - Throws: ``SmallAreaError`` naming an area whose numbers cannot be used, terms that are linear combinations of
  ///   earlier ones, or that there are no more observed areas than terms.
  /// - Precondition: one row of every argument an area, one name a column.
  public init(
    areas: [String], direct: [Double?], samplingVariances: [Double?], x: Matrix, terms: [String]
  ) throws(SmallAreaError) {
    precondition(
      direct.count == areas.count && samplingVariances.count == areas.count && x.rows == areas.count,
      "one row an area")
    precondition(terms.count == x.columns && x.columns > 0, "one name a column, and at least one column")
    (self.areas, self.direct, self.samplingVariances) = (areas, direct, samplingVariances)
    (self.x, self.terms) = (x, terms)
    observed = areas.indices.filter { direct[$0] != nil && samplingVariances[$0] != nil }
    try requireUsableNumbers()
    guard observed.count > x.columns else {
      throw .tooFewAreas(areas: observed.count, terms: x.columns, needed: x.columns + 1)
    }
    try requireIndependentTerms()
  }

  private func requireUsableNumbers() throws(SmallAreaError) {
    for (a, area) in areas.enumerated() {
      if let y = direct[a], !y.isFinite { throw .notFinite(area: area, what: "the direct estimate") }
      if let variance = samplingVariances[a], !(variance > 0 && variance.isFinite) {
        throw .varianceNotPositive(area: area, variance: variance)
      }
      for (j, term) in terms.enumerated() where !x[a, j].isFinite { throw .notFinite(area: area, what: term) }
    }
  }

  private func requireIndependentTerms() throws(SmallAreaError) {
    do {
      _ = try QRLeastSquares(observedX, columnNames: terms)
    } catch .aliased(let columns) {
      throw .dependentTerms(columns.map(\.description))
    } catch {
      throw .linearAlgebra(error)
    }
  }
}

extension FayHerriot {
  /// y of the m observed areas.
  var y: [Double] { observed.compactMap { direct[$0] } }

  /// D of the m observed areas.
  var d: [Double] { observed.compactMap { samplingVariances[$0] } }

  /// m × p.
  var observedX: Matrix { Matrix(rows: observed.count, columns: x.columns) { x[observed[$0], $1] } }

  /// Estimates σ²_u and β, and predicts every area.
  /// - Throws: `SmallAreaError.notConverged`; `.tooFewAreas` where an adjusted likelihood has no maximum.
  public func fit(_ method: AreaVarianceMethod = .reml) throws(SmallAreaError) -> FayHerriotFit {
    let needed = method.areasNeeded(terms: x.columns)
    guard observed.count >= needed else {
      throw .tooFewAreas(areas: observed.count, terms: x.columns, needed: needed)
    }
    let estimate = try AreaVarianceEstimate(of: self, method: method)
    return try FayHerriotFit(model: self, variance: estimate)
  }
}
