import Microdata
import Sampling

/// Size classes found for one part of a frame, or for all of it.
public struct SizeBoundaries: Sendable {
  public struct SizeClass: Sendable {
    /// `1` for the smallest.
    public let code: String
    /// Inclusive; nil for the smallest class.
    public let lower: Double?
    /// Exclusive; nil for the largest class.
    public let upper: Double?
    public let units: Int
    public let takesAll: Bool
  }

  /// The classes of the columns that boundaries were found within; `all`.
  public let within: String
  public let classes: [SizeClass]
}

/// A frame cut into size classes.
enum SizeClasses {
  /// - Returns: The size class of every unit as a factor, and the boundaries; neither where the plan does not cut.
  static func cut(
    _ frame: SamplingFrame, _ file: PlanFile
  ) throws -> (factors: [(name: String, classes: Factor)], [SizeBoundaries]) {
    guard let cut = file.sizeCut else { return ([], []) }
    guard frame.isUnitList else {
      throw PlanningError(
        message:
          "\(file.path): strata.size cuts by the size of single units, which the stratum table \(frame.path) does not have; "
          + "give a unit list under frame.file")
    }
    let values = frame.numbers(cut.variable)
    let parts = PlanStrata(crossing: cut.within.map { ($0, frame.factor($0)) }, frame)
    var codes = [Int32](repeating: 0, count: frame.rowCount)
    var boundaries: [SizeBoundaries] = []
    for part in parts.labels.indices {
      let units = parts.stratumOfUnit.indices.filter { parts.stratumOfUnit[$0] == Int32(part) }
      try requirePositive(cut, frame, units)
      let bounds: [Double]
      do { bounds = try cut.boundaries(of: units.map { values[$0] }) } catch {
        throw PlanningError(message: "\(file.path): strata.size\(parts.clause(part)): \(error)")
      }
      for unit in units { codes[unit] = Int32(bounds.count { $0 <= values[unit] }) }
      boundaries.append(Self.described(parts.labels[part], bounds, units.map { codes[$0] }, cut))
    }
    let levels = (1...cut.count).map(String.init)
    return ([(cut.className, Factor(levels: levels, codes: codes))], boundaries)
  }

  private static func requirePositive(
    _ cut: PlanFile.SizeCut, _ frame: SamplingFrame, _ units: [Int]
  ) throws(PlanningError) {
    let values = frame.numbers(cut.variable)
    guard cut.method == .geometric, let unit = units.first(where: { values[$0] <= 0 }) else { return }
    throw PlanningError(
      message:
        "\(frame.place(unit)): column \(cut.variable) is \(values[unit].shortest); geometric boundaries need positive sizes, "
        + "so use cumulative_root_frequency, or take the unit out of the frame")
  }

  private static func described(
    _ part: String, _ bounds: [Double], _ codes: [Int32], _ cut: PlanFile.SizeCut
  ) -> SizeBoundaries {
    SizeBoundaries(
      within: part.isEmpty ? "all" : part,
      classes: (0...bounds.count).map { place in
        SizeBoundaries.SizeClass(
          code: String(place + 1), lower: place > 0 ? bounds[place - 1] : nil,
          upper: place < bounds.count ? bounds[place] : nil, units: codes.count { $0 == Int32(place) },
          takesAll: cut.takesAllOfTop && place == bounds.count)
      })
  }
}

extension PlanStrata {
  /// ` in sector=toys`.
  fileprivate func clause(_ h: Int) -> String {
    factors.isEmpty ? "" : " in " + zip(factors, classes[h]).map { "\($0)=\($1)" }.joined(separator: ", ")
  }
}

extension PlanFile.SizeCut {
  /// Rising boundaries, one fewer than classes; a unit at a boundary belongs above it.
  fileprivate func boundaries(of values: [Double]) throws -> [Double] {
    switch method {
    case .given: return boundaries
    case .cumulativeRootFrequency:
      return try SizeFrame(values).cumulativeRootBoundaries(strata: count, classes: 50 * count)
    case .geometric: return try SizeFrame(values).geometricBoundaries(strata: count)
    case .lavalleeHidiroglou:
      var plan = StratificationPlan(strata: count, goal: .targetCV(targetCV!))
      plan.hasTakeAll = takesAllOfTop
      plan.minimumSampleSize = 2
      return try SizeFrame(values).stratified(plan).boundaries
    }
  }
}
