import Estimation
import Microdata
import RandomStreams
import Sampling

/// A sample drawn as a plan says.
///
/// Every draw is a function of the plan's seed, the unit's identifier and the names of the strata. So the same sample comes from any number
/// of threads and, systematic samples apart, from a frame in another order; and a unit keeps its random number for as long as it exists.
/// A sample that keeps a part of an earlier one is a function of that sample too, so that years may share a seed.
public struct SampleDraw: Sendable {
  /// A unit of the sample.
  public struct DrawnUnit: Sendable {
    /// Its place in the frame.
    public let unit: Int
    public let stratum: Int
    /// π_k.
    public let probability: Double
    /// Whether it was in the earlier sample that this one is coordinated with.
    public let wasSampled: Bool
  }

  public let plan: SamplePlan
  public let seed: UInt64
  /// In the order of the frame.
  public let units: [DrawnUnit]
  public let findings: [Finding]
  /// Units of the frame by stratum, which next year's coordination needs.
  public var stratumOfUnit: [Int32] { plan.strata.stratumOfUnit }

  /// - Parameter seed: The plan's own by default; another one gives another sample of the same design.
  /// - Throws: ``PlanningError``.
  public init(_ plan: SamplePlan, seed: UInt64? = nil, threads: Int = 1) throws(PlanningError) {
    let seed = seed ?? plan.file.seed
    guard plan.frame.isUnitList else {
      throw PlanningError(
        message:
          "\(plan.file.path): a sample is drawn from a unit list, and \(plan.frame.path) is a stratum table; give the list "
          + "under frame.file and frame.id")
    }
    do {
      let earlier = try plan.file.selection.coordination.map { coordination in
        try EarlierSample(plan.file, coordination, plan.frame, strata: plan.strata.labels, threads: threads)
      }
      let draw = try StratumDraw(plan, earlier, seed: seed)
      let members = plan.strata.unitsByStratum
      let perStratum = RowChunks.map(members.count, threads: threads) { h in
        Result { try draw.units(of: h, members[h]) }
      }
      let units = try perStratum.flatMap { try $0.get() }.sorted { $0.unit < $1.unit }
      findings = earlier.map { [.overlap(units.count { $0.wasSampled }, of: units.count, $0.sampledCount)] } ?? []
      (self.plan, self.seed, self.units) = (plan, seed, units)
    } catch { throw PlanningError(error) }
  }

  /// Units that were in the earlier sample.
  public var overlap: Int { units.count { $0.wasSampled } }
}

/// How one stratum is drawn.
private struct StratumDraw: Sendable {
  private let plan: SamplePlan
  private let earlier: EarlierSample?
  private let method: SelectionMethod
  private let numbers: PermanentRandomNumbers
  /// New ones beside each earlier sample.
  private let yearly: PermanentRandomNumbers

  init(_ plan: SamplePlan, _ earlier: EarlierSample?, seed: UInt64) throws(PlanningError) {
    let method = plan.file.selection.method
    guard earlier == nil || method == .simpleRandom else {
      throw PlanningError(
        message: "\(plan.file.path): a sample that keeps a part of an earlier one is drawn by simple_random, not by "
          + "\(method.rawValue)")
    }
    (self.plan, self.earlier, self.method) = (plan, earlier, method)
    numbers = PermanentRandomNumbers(seed: seed)
    yearly = PermanentRandomNumbers(seed: seed &+ (earlier?.digest ?? 0), purpose: 1)
  }

  func units(of h: Int, _ members: [Int]) throws -> [SampleDraw.DrawnUnit] {
    let n = plan.allocation.drawn[h]
    // The stratum's name and not its number: another stratum more or less changes nothing here.
    let stream = (earlier == nil ? numbers : yearly).bits(of: plan.strata.labels[h])
    var random = CounterRandom(seed: stream, replicate: 0, stratum: 0)
    if let earlier { return rotated(h, members, n, earlier, &random) }
    if method == .simpleRandom, plan.file.selection.size == nil {
      return smallest(n, members).map { drawn($0, h, Double(n) / Double(members.count)) }
    }
    // A systematic sample goes through the stratum in the order of the frame, any other must not show it.
    let members = method == .systematic ? members : sortedByIdentifier(members)
    let design = try design(h, members, n)
    let places =
      design.draw(permanentRandomNumbers: members.map { uniform($0) }) ?? design.draw(using: &random)
    return places.map { drawn(members[$0], h, design.probabilities.probabilities[$0]) }
  }

  private func drawn(_ unit: Int, _ h: Int, _ probability: Double, wasSampled: Bool = false) -> SampleDraw.DrawnUnit {
    SampleDraw.DrawnUnit(unit: unit, stratum: h, probability: probability, wasSampled: wasSampled)
  }

  private func design(_ h: Int, _ members: [Int], _ n: Int) throws(PlanningError) -> Selection {
    do { return try Selection(method, of: probabilities(members, n)) } catch {
      let column = plan.file.selection.size.map { ", column \($0)" } ?? ""
      throw PlanningError(message: "\(plan.frame.path): stratum \(plan.strata.labels[h])\(column): \(error)")
    }
  }

  private func probabilities(_ members: [Int], _ n: Int) throws(SamplingPlanError) -> InclusionProbabilities {
    guard let size = plan.file.selection.size else {
      return try InclusionProbabilities(units: members.count, sampleSize: Double(n))
    }
    let sizes = plan.frame.numbers(size)
    return try InclusionProbabilities(proportionalTo: members.map { sizes[$0] }, sampleSize: Double(n))
  }

  /// The n units with the smallest permanent random numbers; equal numbers in the order of identifiers.
  private func smallest(_ n: Int, _ members: [Int]) -> [Int] {
    guard n < members.count else { return members }
    let identifiers = plan.frame.identifiers
    let keyed = members.map { (bits: bits($0, numbers), unit: $0) }
    let ordered = keyed.sorted { a, b in
      a.bits != b.bits
        ? a.bits < b.bits : identifiers[a.unit].utf8.lexicographicallyPrecedes(identifiers[b.unit].utf8)
    }
    return ordered.prefix(n).map(\.unit)
  }

  private func rotated(
    _ h: Int, _ members: [Int], _ n: Int, _ earlier: EarlierSample, _ random: inout CounterRandom
  ) -> [SampleDraw.DrawnUnit] {
    let sorted = sortedByIdentifier(members)
    let sample = RotatingSample(
      sampleSize: n, origins: sorted.map { earlier.origins[$0] }, order: sorted.map { bits($0, yearly) },
      retained: earlier.overlap, using: &random)
    let probability = Double(n) / Double(members.count)
    return sample.units.map { drawn(sorted[$0], h, probability, wasSampled: earlier.isSampled(sorted[$0])) }
  }

  private func sortedByIdentifier(_ members: [Int]) -> [Int] {
    let identifiers = plan.frame.identifiers
    return members.sorted { identifiers[$0].utf8.lexicographicallyPrecedes(identifiers[$1].utf8) }
  }

  private func bits(_ unit: Int, _ numbers: PermanentRandomNumbers) -> UInt64 {
    numbers.bits(of: plan.frame.identifiers[unit])
  }

  private func uniform(_ unit: Int) -> Double { Double(bits(unit, numbers) >> 11) * 0x1p-53 }
}

extension SampleDraw {
  /// The permanent random number of a unit.
  func permanentRandomNumber(ofUnit unit: Int) -> Double {
    PermanentRandomNumbers(seed: seed).uniform(of: plan.frame.identifiers[unit])
  }
}

extension PlanStrata {
  /// The units of each stratum, in the order of the frame.
  var unitsByStratum: [[Int]] {
    var members = populationSizes.map { size in
      var list: [Int] = []
      list.reserveCapacity(size)
      return list
    }
    for (unit, stratum) in stratumOfUnit.enumerated() { members[Int(stratum)].append(unit) }
    return members
  }
}

extension Finding {
  fileprivate static func overlap(_ kept: Int, of drawn: Int, _ earlier: Int) -> Finding {
    Finding(
      kind: "overlap", subject: "sample",
      message: "\(kept) of \(drawn) units were in the earlier sample, which had \(earlier)")
  }
}
