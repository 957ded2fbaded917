/// An item without gaps, and the totals it gives with the variance that imputation adds.
public struct CompletedItem: Sendable {
  public let item: IncompleteItem
  /// y*_k, n amounts: answers and imputed values.
  public let values: [Double]
  /// m̂(x_k) of imputed units, y_k of the others.
  let expected: [Double]
  /// ê_k of units that answered, 0 of the others.
  let residuals: [Double]
  /// σ̂²_k of imputed units, 0 of the others.
  let residualVariances: [Double]
  /// m̂(x_d) - m̂(x_k) of units imputed from a donor d, 0 of the others.
  let matchingErrors: [Double]
  let burden: Burden

  /// Whose answers stand in for the missing ones.
  enum Burden: Sendable {
    /// All of the class, in proportion to x: n sizes and Σ_{c, answered} w x.
    case byClass(sizes: [Double], answered: [Double])
    /// One donor for each unit; its own place for those who answered.
    case byDonor([Int])
  }

  /// Which values are imputed, n flags.
  public var isImputed: [Bool] { item.isMissing }
}

extension CompletedItem {
  /// The total of the whole population.
  /// - Throws: ``ImputationError/oneUnit(stratum:population:)``, ``ImputationError/oneDonor(class:missing:)``.
  public func total() throws(ImputationError) -> ImputedTotal {
    try total(in: [Bool](repeating: true, count: values.count))
  }

  /// The total of one domain.
  /// - Parameter domain: z_k, n flags.
  public func total(in domain: [Bool]) throws(ImputationError) -> ImputedTotal {
    try totals(in: [domain])[0]
  }

  /// The totals of several domains, which may overlap.
  public func totals(in domains: [[Bool]]) throws(ImputationError) -> [ImputedTotal] {
    for domain in domains where domain.count != values.count {
      throw .lengthsDiffer(what: "domain flags", count: domain.count, units: values.count)
    }
    try item.checkSpread()
    return domains.map { ImputedTotal(of: self, in: $0) }
  }

  /// The totals of the levels of a classification, which add up to that of the whole.
  /// - Parameters:
  ///   - levels: n codes from 0 to count - 1.
  ///   - count: The number of levels.
  public func totals(byLevelOf levels: [Int], count: Int) throws(ImputationError) -> [ImputedTotal] {
    for (unit, level) in levels.enumerated() where !(0..<count).contains(level) {
      throw .noSuchLevel(unit: unit, level: level, levels: count)
    }
    return try totals(in: (0..<count).map { level in levels.map { $0 == level } })
  }

  /// κ_k, n numbers: how many units' worth of missing values of the domain rest on an answer, per unit of its own
  /// weight.
  ///
  /// `Σ_k w_k y*_k z_k = Σ_answered w_k (z_k + κ_k) y_k`, whatever the method.
  func burdens(in domain: [Bool]) -> [Double] {
    switch burden {
    case .byClass(let sizes, let answered):
      let missing = item.classSums { domain[$0] && item.isMissing[$0] ? item.weights[$0] * sizes[$0] : 0 }
      return item.values.indices.map { unit in
        let position = item.classOfUnit[unit]
        return item.isMissing[unit] || missing[position] == 0 ? 0 : missing[position] / answered[position]
      }
    case .byDonor(let donors):
      var burdens = [Double](repeating: 0, count: values.count)
      // By key, since a donor's sum must not depend on the order of the file.
      for unit in values.indices.sorted(by: { item.keys[$0] < item.keys[$1] })
      where domain[unit] && item.isMissing[unit] {
        burdens[donors[unit]] += item.weights[unit] / item.weights[donors[unit]]
      }
      return burdens
    }
  }
}
