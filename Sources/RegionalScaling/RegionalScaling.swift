/// A part's amount by every method, from a sample that tells regions apart and a register of exports.
///
/// The parts of the region, the wanted one and the rest, are made to add to the region's own estimate, so that a city and the
/// rest of its province never contradict the province. The method with the smallest estimated mean squared error is
/// recommended.
public struct RegionalScaling: Sendable {
  /// The wanted area's place in the register.
  public let target: Int
  public let register: RegisterExports
  /// The region's amount from its own firms, `Σ w y`.
  public let regionAmount: Double
  public let regionStandardError: Double
  /// In the order of ``RegionalMethod``; methods without a number are left out.
  public let estimates: [ScaledAmount]
  /// How far regions differ, by grouping; empty where too few have a sample.
  public let between: [BetweenRegions]
  /// Why a part of the errors or a method is missing.
  public let omissions: [RegionalScalingError]

  /// - Parameters:
  ///   - code: The code of the wanted area.
  ///   - registerError: The relative standard error of the area's share of its region's exports, from the register being of
  ///     another year or source.
  ///   - level: Of the intervals.
  /// - Throws: ``RegionalScalingError`` for an area that is unknown, all of its region, or in a region without any amount.
  public init(
    _ sample: RegionalSample, _ register: RegisterExports, groupings: RegionalGroupings, target code: String,
    registerError: Double = 0, level: Double = 0.95
  ) throws(RegionalScalingError) {
    let target = try register.index(ofArea: code)
    let region = register.areas(of: register.areas[target].parent)
    guard region.count > 1 else { throw .areaIsItsParent(code) }
    let whole = sample.expansion(inAreas: Set(region))
    guard whole.value > 0 else { throw .noAmount(region: register.areas[target].parent) }
    let (basis, omissions) = Self.basis(sample, register, groupings, target: target)

    let rest = region.filter { $0 != target }.map { basis.amounts(ofArea: $0) }
    estimates = basis.amounts(ofArea: target).compactMap { wanted in
      let others = rest.compactMap { $0.first { $0.method == wanted.method } }
      guard others.count == region.count - 1 else { return nil }
      return BenchmarkedAmount(wanted, rest: others, region: whole, basis.model)
        .map { ScaledAmount($0, between: basis.between[wanted.grouping], registerError: registerError, level: level) }
    }
    (self.target, self.register, self.omissions) = (target, register, omissions)
    regionAmount = whole.value
    regionStandardError = sample.units.variance(ofTotal: whole.scores(sample)).squareRoot()
    between = [groupings.none, groupings.sector, groupings.sectorAndSize].compactMap { basis.between[$0.name] }
  }

  private static func basis(
    _ sample: RegionalSample, _ register: RegisterExports, _ groupings: RegionalGroupings, target: Int
  ) -> (MethodBasis, [RegionalScalingError]) {
    let everyone = Set(register.areas.indices)
    let rates = SyntheticRates(sample, from: everyone, by: groupings.sectorAndSize)
    let model = AmountModel(sample, rates, classes: groupings.spread)
    let direct = DirectRates(sample, register, model)
    var between: [String: BetweenRegions] = [:]
    var omissions: [RegionalScalingError] = []
    func note(_ error: RegionalScalingError) {
      if !omissions.contains(error) { omissions.append(error) }
    }
    for grouping in [groupings.none, groupings.sector, groupings.sectorAndSize] {
      do {
        between[grouping.name] = try BetweenRegions(sample, register, direct, model, by: grouping, target: target)
      } catch { note(error) }
    }
    var areaModel: AreaModel?
    do {
      areaModel = try AreaModel(sample, register, direct, by: groupings.sectorAndSize)
    } catch { note(error) }
    let basis = MethodBasis(
      sample: sample, register: register, groupings: groupings, model: model, direct: direct, between: between,
      areaModel: areaModel)
    return (basis, omissions)
  }

  /// The estimate with the smallest estimated mean squared error; nil where no method has one.
  public var recommended: ScaledAmount? {
    estimates.filter { $0.error.meanSquaredError != nil }
      .min { $0.error.meanSquaredError! < $1.error.meanSquaredError! }
  }

  public subscript(method: RegionalMethod) -> ScaledAmount? { estimates.first { $0.method == method } }
}

extension AmountByMethod {
  /// The grouping whose spread between regions the method suffers from.
  fileprivate var grouping: String {
    switch method {
    case .proportional: "none"
    case .bySector: "sector"
    default: "sector x size"
    }
  }
}
