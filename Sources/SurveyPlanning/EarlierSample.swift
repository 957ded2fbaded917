import DataFiles
import Microdata
import Sampling

/// An earlier sample that a new one keeps a part of, and the strata that all units had then.
struct EarlierSample: Sendable {
  /// What each unit of the new frame was, N values.
  let origins: [RotatingSample.Origin]
  /// ω.
  let overlap: Double
  let sampledCount: Int
  /// A number that stands for the sample, whatever the order of its rows.
  ///
  /// What is drawn beside an earlier sample must not depend on the numbers by which that one was drawn, also where every year has the
  /// same seed: units would be kept for the small numbers that had brought them in, and probabilities would depend on their past.
  let digest: UInt64

  /// - Parameters:
  ///   - strata: The labels of the new strata. One with the same label is the same stratum; any other is another one, whatever its units.
  init(
    _ file: PlanFile, _ coordination: PlanFile.Coordination, _ frame: SamplingFrame, strata labels: [String],
    threads: Int
  ) throws {
    let places = frame.places()
    let (units, stratumNames) = try Self.columns(file, coordination.units, "stratum", threads)
    let (sampled, _) = try Self.columns(file, coordination.sample, nil, threads)
    var strata = LevelDictionary(labels)
    let numberOfLevel = stratumNames!.levels.map { Int(strata.code(for: $0)) }
    var stratum = [Int?](repeating: nil, count: frame.rowCount)
    for (row, code) in units.codes.enumerated() {
      guard code >= 0, let unit = places[units.levels[Int(code)]], stratumNames!.codes[row] >= 0 else { continue }
      stratum[unit] = numberOfLevel[Int(stratumNames!.codes[row])]
    }
    var isSampled = [Bool](repeating: false, count: frame.rowCount)
    for level in sampled.levels {
      guard let unit = places[level] else { continue }
      guard stratum[unit] != nil else {
        throw PlanningError(
          message:
            "\(coordination.units): the unit \(level) of the sample \(coordination.sample) is not among "
            + "the units; give the file that was written when that sample was drawn")
      }
      isSampled[unit] = true
    }
    origins = zip(stratum, isSampled).map { number, wasSampled in
      number.map { .stratum($0, isSampled: wasSampled) } ?? .birth
    }
    overlap = coordination.overlap
    sampledCount = sampled.levels.count
    let numbers = PermanentRandomNumbers(seed: 0, purpose: 2)
    digest = sampled.levels.reduce(0) { $0 &+ numbers.bits(of: $1) }
  }

  func isSampled(_ unit: Int) -> Bool {
    if case .stratum(_, isSampled: true) = origins[unit] { true } else { false }
  }

  private static func columns(
    _ file: PlanFile, _ name: String, _ other: String?, _ threads: Int
  ) throws -> (identifiers: Factor, Factor?) {
    let csv = try CSVFile(dataFile: name)
    let specs = [file.frame.identifier] + (other.map { [$0] } ?? [])
    let read = try csv.readAll(columns: specs.map { ColumnSpec(name: $0, kind: .factor) }, threads: threads)
    let factors = read.map { column -> Factor in
      guard case .factor(let factor) = column else { preconditionFailure("asked for as a factor") }
      return factor
    }
    return (factors[0], other == nil ? nil : factors[1])
  }
}
