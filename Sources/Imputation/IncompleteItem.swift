import ExtendedPrecision

/// An item that some units of a stratified simple random sample left unanswered, and what is known of all units.
///
/// ```
/// w_k = N_h / n_h        n_h: units of stratum h in the sample, whether or not they answered the item
/// ```
/// Imputation classes may cut across strata. Within a class the item is taken to be missing at random given x.
public struct IncompleteItem: Sendable, Hashable {
  /// y_k, n amounts; 0 where missing.
  public let values: [Double]
  /// 1 - a_k, n flags.
  public let isMissing: [Bool]
  /// x_k, n sizes, not negative.
  public let auxiliary: [Double]
  /// The imputation class of each unit, n codes.
  public let classes: [Int]
  /// n codes from 0 to H - 1.
  public let stratumOfUnit: [Int]
  /// N_h, H counts.
  public let populationSizes: [Double]
  /// n_h, H counts.
  public let sampleSizes: [Int]
  /// A number that a unit keeps wherever it stands in the file; all different.
  public let keys: [Int]
  /// w_k, n weights.
  public let weights: [Double]
  /// The codes that occur, C in ascending order.
  public let classCodes: [Int]
  /// n positions in `classCodes`.
  let classOfUnit: [Int]

  /// - Parameters:
  ///   - values: n amounts; what stands at a missing one is not read.
  ///   - isMissing: n flags.
  ///   - auxiliary: n sizes, known for all units.
  ///   - classes: n codes, any integers.
  ///   - stratumOfUnit: n codes from 0 to H - 1.
  ///   - populationSizes: H counts.
  ///   - keys: n different numbers, such as those of the register. Ties between donors are settled by them, so that
  ///     sorting the file changes nothing.
  /// - Throws: ``ImputationError`` naming the unit, the stratum or the class.
  public init(
    values: [Double], isMissing: [Bool], auxiliary: [Double], classes: [Int], stratumOfUnit: [Int],
    populationSizes: [Double], keys: [Int]
  ) throws(ImputationError) {
    let n = values.count
    let lengths = [
      ("missing flags", isMissing.count), ("auxiliaries", auxiliary.count), ("classes", classes.count),
      ("strata", stratumOfUnit.count), ("keys", keys.count),
    ]
    for (what, count) in lengths where count != n { throw .lengthsDiffer(what: what, count: count, units: n) }
    try Self.checkAmounts(values, isMissing, auxiliary)
    try Self.checkKeys(keys)
    try Self.checkStrata(stratumOfUnit, populationSizes)
    self.init(
      checked: zip(values, isMissing).map { $1 ? 0 : $0 }, isMissing, auxiliary, classes, stratumOfUnit,
      populationSizes, keys)
    for (code, count) in zip(classCodes, donorCounts) where count.donors == 0 {
      throw .noDonor(class: code, missing: count.missing)
    }
  }

  private init(
    checked values: [Double], _ isMissing: [Bool], _ auxiliary: [Double], _ classes: [Int], _ stratumOfUnit: [Int],
    _ populationSizes: [Double], _ keys: [Int]
  ) {
    (self.values, self.isMissing, self.auxiliary, self.classes) = (values, isMissing, auxiliary, classes)
    (self.stratumOfUnit, self.populationSizes, self.keys) = (stratumOfUnit, populationSizes, keys)
    var sizes = [Int](repeating: 0, count: populationSizes.count)
    for stratum in stratumOfUnit { sizes[stratum] += 1 }
    sampleSizes = sizes
    weights = stratumOfUnit.map { populationSizes[$0] / Double(sizes[$0]) }
    let codes = Set(classes).sorted()
    let position = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    classCodes = codes
    classOfUnit = classes.map { position[$0]! }
  }
}

// MARK: Checks

extension IncompleteItem {
  private static func checkAmounts(_ values: [Double], _ isMissing: [Bool], _ auxiliary: [Double])
    throws(ImputationError)
  {
    for unit in values.indices {
      guard isMissing[unit] || values[unit].isFinite else {
        throw .notFinite(unit: unit, what: "amount", value: values[unit])
      }
      let x = auxiliary[unit]
      guard x.isFinite else { throw .notFinite(unit: unit, what: "auxiliary", value: x) }
      guard x >= 0 else { throw .negativeAuxiliary(unit: unit, value: x) }
    }
  }

  private static func checkKeys(_ keys: [Int]) throws(ImputationError) {
    var unitOfKey: [Int: Int] = [:]
    for (unit, key) in keys.enumerated() {
      if let first = unitOfKey.updateValue(unit, forKey: key) {
        throw .repeatedKey(key: key, first: first, second: unit)
      }
    }
  }

  private static func checkStrata(_ stratumOfUnit: [Int], _ populationSizes: [Double]) throws(ImputationError) {
    for (stratum, size) in populationSizes.enumerated() where !(size.isFinite && size >= 0) {
      throw .badPopulationSize(stratum: stratum, size: size)
    }
    var sizes = [Int](repeating: 0, count: populationSizes.count)
    for (unit, stratum) in stratumOfUnit.enumerated() {
      guard sizes.indices.contains(stratum) else { throw .noSuchStratum(unit: unit, stratum: stratum) }
      sizes[stratum] += 1
    }
    for (stratum, size) in sizes.enumerated() {
      let population = populationSizes[stratum]
      guard Double(size) <= population else {
        throw .moreThanThereAre(stratum: stratum, sampled: size, population: population)
      }
      guard size > 0 || population == 0 else { throw .emptyStratum(stratum: stratum, population: population) }
    }
  }

  /// What a variance needs beyond what a total needs: two units in a stratum not taken in full, two donors in a class.
  func checkSpread() throws(ImputationError) {
    for (stratum, n) in sampleSizes.enumerated() where n == 1 && populationSizes[stratum] > 1 {
      throw .oneUnit(stratum: stratum, population: populationSizes[stratum])
    }
    for (code, count) in zip(classCodes, donorCounts) where count.donors == 1 && count.missing > 0 {
      throw .oneDonor(class: code, missing: count.missing)
    }
  }

  /// Donors and missing values by class.
  var donorCounts: [(donors: Int, missing: Int)] {
    var counts = [(donors: Int, missing: Int)](repeating: (0, 0), count: classCodes.count)
    for (unit, position) in classOfUnit.enumerated() {
      if isMissing[unit] { counts[position].missing += 1 } else { counts[position].donors += 1 }
    }
    return counts
  }
}

// MARK: Sums

extension IncompleteItem {
  /// Σ_{k ∈ c} of the terms, C sums that do not depend on the order of units.
  func classSums(_ term: (Int) -> Double) -> [Double] {
    Self.sums(of: term, over: classOfUnit, count: classCodes.count)
  }

  /// Σ_k of the terms, independent of the order of units.
  func sum(_ term: (Int) -> Double) -> Double {
    Self.sums(of: term, over: [Int](repeating: 0, count: values.count), count: 1)[0]
  }

  /// Σ_h N_h² (1 - n_h/N_h) s_h² / n_h of any scores.
  ///
  /// The scores of units outside a domain are zeros: they belong to the sample all the same.
  /// - Precondition: ``checkSpread()`` has passed.
  /// > Source: Cochran (1977), theorem 5.3.
  func stratifiedVariance(_ scores: [Double]) -> Double {
    let sums = Self.sums(of: { scores[$0] }, over: stratumOfUnit, count: sampleSizes.count)
    let means = zip(sums, sampleSizes).map { $0 / Double(max($1, 1)) }
    let squares = Self.sums(
      of: { (scores[$0] - means[stratumOfUnit[$0]]) * (scores[$0] - means[stratumOfUnit[$0]]) }, over: stratumOfUnit,
      count: sampleSizes.count)
    var variance = 0.0
    for (h, size) in sampleSizes.enumerated() where size > 1 {
      let (population, n) = (populationSizes[h], Double(size))
      variance += population * (population - n) / n * squares[h] / (n - 1)
    }
    return variance
  }

  private static func sums(of term: (Int) -> Double, over cells: [Int], count: Int) -> [Double] {
    var table = ExactSumTable()
    table.grow(to: count)
    for (unit, cell) in cells.enumerated() { table.add(term(unit), to: cell) }
    return (0..<count).map { table[$0].value }
  }
}

// MARK: Resampling

extension IncompleteItem {
  /// The item in a sample of these units, repeated ones among them; nil where a class with missing values has no donor.
  func resampled(_ units: [Int]) -> IncompleteItem? {
    let sample = IncompleteItem(
      checked: units.map { values[$0] }, units.map { isMissing[$0] }, units.map { auxiliary[$0] },
      units.map { classes[$0] }, units.map { stratumOfUnit[$0] }, populationSizes, units.map { keys[$0] })
    return sample.donorCounts.contains { $0.donors == 0 } ? nil : sample
  }
}
