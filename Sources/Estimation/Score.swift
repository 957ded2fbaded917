import ExtendedPrecision

/// A linear function of the weighted moments, `Σ_c Σ_j a_cj m_cj`: the linearised variable of one estimate.
///
/// ```
/// θ̂ - θ ≈ Σ_k w_k z_k      z_k = Σ_j a_cj x_kj      for row k in cell c
/// ```
/// Its coefficients depend on the row's cell alone, which is why variances need no second look at the rows.
/// > Source: Binder (1983), Int. Stat. Review 51, 279-292; Woodruff (1971), JASA 66, 411-414.
struct Score: Sendable {
  struct Term: Sendable {
    let variable: Int
    let coefficient: DoubleDouble
  }
  /// Terms that apply in each of `cells`; parts may overlap, and then add up.
  struct Part: Sendable {
    let cells: [Int]
    let terms: [Term]
  }

  var parts: [Part] = []

  init(_ parts: [Part] = []) { self.parts = parts }

  init(in cells: [Int], _ terms: [(variable: Int, coefficient: DoubleDouble)]) {
    parts = [Part(cells: cells, terms: terms.map { Term(variable: $0.variable, coefficient: $0.coefficient) })]
  }

  static func * (factor: DoubleDouble, score: Score) -> Score {
    Score(
      score.parts.map { part in
        Part(
          cells: part.cells,
          terms: part.terms.map { Term(variable: $0.variable, coefficient: factor * $0.coefficient) })
      })
  }

  static func + (a: Score, b: Score) -> Score { Score(a.parts + b.parts) }
}
