import ExtendedPrecision
import Microdata
import Sampling

/// One stage of a sample in memory: which unit each row lies in, and which stratum each unit.
struct SampledStage: Sendable {
  let strata: [SampledStratum]
  /// By stratum: its units.
  let units: [Range<Int>]
  /// By stratum: the unit of the stage before that it lies in; 0 at the first stage.
  let parent: [Int]
  /// By unit: the first of its rows.
  let firstRow: [Int]
  /// n: the unit of each row.
  let unitOfRow: [Int32]
  private let unitNames: Factor?

  var unitCount: Int { firstRow.count }

  /// By unit: its stratum.
  var stratumOfUnit: [Int] { units.indices.flatMap { repeatElement($0, count: units[$0].count) } }

  func stratum(ofUnit unit: Int) -> Int { units.partitioningIndex { $0.upperBound > unit } }

  /// The strata that lie in some units of the stage before.
  func strata(inParents range: Range<Int>) -> Range<Int> {
    parent.partitioningIndex { $0 >= range.lowerBound }..<parent.partitioningIndex { $0 >= range.upperBound }
  }

  /// The units of a run of strata.
  func units(ofStrata strata: Range<Int>) -> Range<Int> {
    guard let last = strata.last else { return 0..<0 }
    return units[strata.lowerBound].lowerBound..<units[last].upperBound
  }

  /// The units that lie in some units of the stage before.
  func units(inParents range: Range<Int>) -> Range<Int> {
    units(ofStrata: strata(inParents: range))
  }

  /// The unit's level, or its row, counted from 1.
  func name(ofUnit unit: Int) -> String {
    unitNames.map { $0.levels[Int($0.codes[firstRow[unit]])] } ?? "row \(firstRow[unit] + 1)"
  }
}

extension SampledStage {
  /// - Parameter above: The stage before; nil for the first.
  init(_ stage: SamplingStage, within above: SampledStage?, rowCount: Int) throws(DesignError) {
    let number = (above?.strata.first?.stage ?? 0) + 1
    let alike = [Int32](repeating: 0, count: rowCount)
    let strata = RowGroups(
      parents: above?.unitOfRow ?? alike, parentCount: above?.unitCount ?? 1,
      codes: try stage.stratum?.completeCodes(named: "stratum of stage \(number)") ?? alike,
      levelCount: stage.stratum?.levels.count ?? 1)
    let units = RowGroups(
      parents: strata.groupOfRow, parentCount: strata.count,
      codes: try stage.unit?.completeCodes(named: "unit of stage \(number)"), levelCount: stage.unit?.levels.count ?? 0)
    let members = units.members(parentCount: strata.count)
    let labels = strata.parent.indices.map { h in
      stage.label(row: strata.firstRow[h], within: above?.label(ofUnit: strata.parent[h]))
    }
    let populations = try stage.correction.populationSizes(
      of: strata, sampleSizes: members.map(\.count), stage: number, labels: labels)
    self.strata = labels.indices.map { h in
      SampledStratum(
        stage: number, label: labels[h], sampleSize: members[h].count, populationSize: populations[h],
        fractionAbove: above?.fraction(throughUnit: strata.parent[h]) ?? .one)
    }
    (self.units, parent, firstRow, unitOfRow) = (members, strata.parent, units.firstRow, units.groupOfRow)
    unitNames = stage.unit
  }

  /// Π f over the stages down to this one.
  private func fraction(throughUnit unit: Int) -> DoubleDouble {
    let stratum = strata[stratum(ofUnit: unit)]
    return stratum.fractionAbove * stratum.samplingFraction
  }

  private func label(ofUnit unit: Int) -> String {
    let stratum = strata[stratum(ofUnit: unit)].label
    return stratum.isEmpty ? name(ofUnit: unit) : stratum + "." + name(ofUnit: unit)
  }
}

// MARK: Columns of the design

extension SamplingStage {
  /// The name of a row's stratum, after that of the unit it lies in.
  fileprivate func label(row: Int, within unit: String?) -> String {
    let own = stratum.map { $0.levels[Int($0.codes[row])] }
    return [unit, own].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ".")
  }
}

extension Factor {
  fileprivate func completeCodes(named name: String) throws(DesignError) -> [Int32] {
    if let row = codes.firstIndex(where: { $0 < 0 }) { throw .missingDesignValue(column: name, row: row) }
    return codes
  }
}

extension FinitePopulationCorrection {
  /// N_h by stratum, nil with replacement.
  fileprivate func populationSizes(
    of strata: RowGroups, sampleSizes: [Int], stage: Int, labels: [String]
  ) throws(DesignError) -> [Double?] {
    guard let (values, areSizes) = numbers else { return [Double?](repeating: nil, count: strata.count) }
    if let row = values.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw .correctionNotPositive(column: "population of stage \(stage)", row: row, value: values[row])
    }
    let ranges = strata.ranges(of: values)
    return try sampleSizes.indices.map { h throws(DesignError) in
      let (smallest, largest) = ranges[h]
      guard smallest == largest else {
        throw .correctionVariesWithinStratum(stage: stage, stratum: labels[h], smallest: smallest, largest: largest)
      }
      let size = areSizes ? largest : Double(sampleSizes[h]) / largest
      guard size >= Double(sampleSizes[h]) else {
        throw .sampleExceedsPopulation(
          stage: stage, stratum: labels[h], sampleSize: sampleSizes[h], populationSize: size)
      }
      return size
    }
  }

  private var numbers: (values: [Double], areSizes: Bool)? {
    switch self {
    case .withReplacement: nil
    case .populationSizes(let sizes): (sizes, true)
    case .samplingFractions(let fractions): (fractions, false)
    }
  }
}

extension RowGroups {
  /// By group: the smallest and the largest of n values.
  fileprivate func ranges(of values: [Double]) -> [(Double, Double)] {
    var ranges = firstRow.map { (values[$0], values[$0]) }
    for (group, value) in zip(groupOfRow, values) {
      let (smallest, largest) = ranges[Int(group)]
      ranges[Int(group)] = (min(smallest, value), max(largest, value))
    }
    return ranges
  }
}

extension Array {
  /// The first position at which a condition holds that, once true, stays true.
  fileprivate func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
