/// What keeps a region's amount from being passed on to its parts.
public enum RegionalScalingError: Error, Hashable, Sendable {
  case exportsNegative(area: String, Double)
  case noExports(area: String)
  case unknownArea(String, known: [String])
  /// Nothing to divide: the area is all of its parent.
  case areaIsItsParent(String)
  case amountNotUsable(unit: Int, Double)
  case auxiliaryNotUsable(unit: Int, Double)
  case populationTooSmall(stratum: Int, population: Double, sample: Int)
  case noAmount(region: String)
  /// The spread between regions needs at least four of them with a sample.
  case tooFewRegions(Int)
  case areaModel(String)
}

extension RegionalScalingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exportsNegative(let area, let value): "the register's exports of \(area) are \(value); correct the register"
    case .noExports(let area): "the register has no exports of \(area), so no amount can be given to it; leave it out"
    case .unknownArea(let code, let known):
      "the register has no area \(code); it has \(known.joined(separator: ", "))"
    case .areaIsItsParent(let code): "\(code) is all of its region, so there is nothing to divide; name a part of it"
    case .amountNotUsable(let unit, let value):
      "the amount of unit \(unit) is \(value); amounts are finite and not below 0"
    case .auxiliaryNotUsable(let unit, let value):
      "the register exports of unit \(unit) are \(value); they are finite and not below 0"
    case .populationTooSmall(let stratum, let population, let sample):
      "stratum \(stratum) has \(sample) units in the sample of \(population); correct the population"
    case .noAmount(let region): "the sample has no amount in \(region), so there is nothing to scale"
    case .tooFewRegions(let count):
      "\(count) regions have a sample; how far regions differ takes four, so only the sampling part is known"
    case .areaModel(let reason): "the model over areas cannot be fitted: \(reason)"
    }
  }
}
