extension SkewedSample {
  /// A sample given unit by unit.
  ///
  /// Units that alone speak for a stratum, which has others, are put together, for the spread of one unit is unknown; one alone is put to
  /// the smallest of the other strata.
  /// The order of the units shows nowhere: within a stratum they are put in order by amount and weight.
  /// - Parameters:
  ///   - values: n amounts; zero outside the domain that is estimated.
  ///   - weights: n weights; `nil` for N_h/n_h.
  ///   - stratumOfUnit: n positions from 0 to H - 1.
  ///   - populationSizes: H counts, N_h.
  /// - Throws: what the initialiser of ``SkewedStratum`` throws.
  public init(
    values: [Double], weights: [Double]? = nil, stratumOfUnit: [Int], populationSizes: [Double]
  ) throws(SkewedTotalError) {
    precondition(values.count == stratumOfUnit.count, "one stratum a unit")
    var units = [[Int]](repeating: [], count: populationSizes.count)
    for (unit, stratum) in stratumOfUnit.enumerated() { units[stratum].append(unit) }
    var strata: [SkewedStratum] = []
    for group in Self.groups(units, populationSizes) {
      let own = Self.ordered(
        group.flatMap { stratum in
          units[stratum].map { unit in
            (value: values[unit], weight: weights?[unit] ?? populationSizes[stratum] / Double(units[stratum].count))
          }
        })
      strata.append(
        try SkewedStratum(
          populationSize: Int(group.reduce(0) { $0 + populationSizes[$1] }.rounded()), values: own.map(\.value),
          weights: own.map(\.weight)))
    }
    try self.init(strata: strata)
  }

  /// By amount and weight; many strata are all alike, and in order as they come.
  private static func ordered(_ units: [(value: Double, weight: Double)]) -> [(value: Double, weight: Double)] {
    let isOrdered = zip(units, units.dropFirst()).allSatisfy { ($0.value, $0.weight) <= ($1.value, $1.weight) }
    return isOrdered ? units : units.sorted { ($0.value, $0.weight) < ($1.value, $1.weight) }
  }

  /// Strata that are estimated from together.
  private static func groups(_ units: [[Int]], _ populationSizes: [Double]) -> [[Int]] {
    let drawn = units.indices.filter { !units[$0].isEmpty }
    var joined = drawn.filter { units[$0].count == 1 && populationSizes[$0] > 1 }
    if joined.count == 1 {
      let others = drawn.filter { !joined.contains($0) }
      joined += [others.min { units[$0].count < units[$1].count }].compactMap(\.self)
    }
    let alone = drawn.filter { !joined.contains($0) }
    return alone.map { [$0] } + (joined.isEmpty ? [] : [joined])
  }
}
