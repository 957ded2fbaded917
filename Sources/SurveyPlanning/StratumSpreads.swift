import LinearAlgebra

/// How the linearised values of last year's firms spread within the strata of a new plan.
///
/// ```
/// S_hd² = m_h / (m_h - 1) (Σ w z_d² / Σ w - (Σ w z_d / Σ w)²)        over last year's m_h firms that are in stratum h now
/// ```
/// A stratum with few of them borrows from the strata that differ in the broadest factor only, the same sector and size of other
/// regions, say; then from those that differ in the two broadest, and so on. What is borrowed is the spread of a firm, not
/// whether it is in the domain: that part comes from the frame.
struct StratumSpreads {
  /// Fewer firms than this say too little about a spread.
  static let fewestFirms = 5

  private let strata: PlanStrata
  private let weights: [Double]
  /// For each stratum the rows that speak for it, and how many factors were ignored to find them.
  private let rowsOfStratum: [[Int]]
  let factorsIgnored: [Int]

  /// - Parameters:
  ///   - stratumOfRow: The stratum of each row of the survey; nil where its unit has left the frame.
  init(_ strata: PlanStrata, stratumOfRow: [Int?], weights: [Double]) {
    self.strata = strata
    self.weights = weights
    var rows = [[Int]?](repeating: nil, count: strata.count)
    var ignored = [Int](repeating: 0, count: strata.count)
    for level in 0...strata.factors.count {
      let pooled = strata.pooled(dropping: level)
      var members = [[Int]](repeating: [], count: strata.count)
      for (row, stratum) in stratumOfRow.enumerated() {
        guard let stratum, weights[row] > 0 else { continue }
        members[pooled[stratum]].append(row)
      }
      let needed = level < strata.factors.count ? Self.fewestFirms : 0
      for h in 0..<strata.count where rows[h] == nil && Self.suffices(members[pooled[h]], strata, h, level, needed) {
        (rows[h], ignored[h]) = (members[pooled[h]], level)
      }
    }
    rowsOfStratum = rows.map { $0 ?? [] }
    factorsIgnored = ignored
  }

  /// A stratum whose every firm answered has nothing to borrow.
  private static func suffices(_ rows: [Int], _ strata: PlanStrata, _ h: Int, _ level: Int, _ needed: Int) -> Bool {
    rows.count >= min(needed, level == 0 ? strata.populationSizes[h] : needed)
  }

  /// Whether any firm speaks for any stratum.
  var hasFirms: Bool { rowsOfStratum.contains { !$0.isEmpty } }

  /// Strata whose spread is borrowed.
  var borrowing: [Int] { factorsIgnored.indices.filter { factorsIgnored[$0] > 0 } }

  /// S_hd of one domain, H values.
  /// - Parameters:
  ///   - own: n values of the linearised variable, zero outside the domain.
  ///   - anywhere: n values of the same variable for rows of any domain, as they would be in this one.
  ///   - share: The part of a stratum's units that is in the domain, H values; nil where the frame does not say.
  func deviations(own: [Double], anywhere: [Double], share: [Double]?) -> [Double] {
    (0..<strata.count).map { h in
      let rows = rowsOfStratum[h]
      guard factorsIgnored[h] > 0, let share else { return moments(own, rows).deviation(inDomain: 1) }
      return moments(anywhere, rows).deviation(inDomain: share[h])
    }
  }

  private struct Moments {
    let mean: Double
    let variance: Double
    let count: Int

    /// The standard deviation of a variable that is zero outside a domain with this part of the units.
    func deviation(inDomain share: Double) -> Double {
      guard count > 1 else { return 0 }
      let between = mean * mean * share * (1 - share)
      return ((variance * share + between) * Double(count) / Double(count - 1)).squareRoot()
    }
  }

  private func moments(_ values: [Double], _ rows: [Int]) -> Moments {
    var (size, sum, square) = (0.0, 0.0, 0.0)
    for row in rows {
      size += weights[row]
      sum += weights[row] * values[row]
    }
    guard size > 0 else { return Moments(mean: 0, variance: 0, count: 0) }
    let mean = sum / size
    for row in rows { square += weights[row] * (values[row] - mean) * (values[row] - mean) }
    return Moments(mean: mean, variance: square / size, count: rows.count)
  }
}
