/// Data that cannot be a stratified sample of non-negative amounts, with the stratum and row that show it.
public enum SkewedTotalError: Error, Hashable, Sendable {
  case noStrata
  case sampleSize(stratum: String, sampled: Int, population: Int)
  /// One unit was sampled of several; its stratum's spread is unknown.
  case singleton(stratum: String, population: Int)
  case unequalCounts(stratum: String, values: Int, weights: Int)
  /// `row` counts from 0 within the stratum.
  case value(stratum: String, row: Int, value: Double)
  case weight(stratum: String, row: Int, weight: Double)
  /// A mask of a domain that does not fit the sample.
  case domainSize(stratum: String, units: Int, mask: Int)
  /// A setting outside its range.
  case invalidSetting(name: String, value: Double, expected: String)
}

extension SkewedTotalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noStrata: "there is no stratum: give at least one"
    case .sampleSize(let stratum, let sampled, let population):
      "\(named(stratum)) has \(sampled) sampled units of \(population): give at least one, and no more than there are"
    case .singleton(let stratum, let population):
      "\(named(stratum)) has one sampled unit of \(population), and its spread is unknown: merge it with another stratum, "
        + "or give its population size 1 if the unit was certain"
    case .unequalCounts(let stratum, let values, let weights):
      "\(named(stratum)) has \(values) values and \(weights) weights: give one weight a value"
    case .value(let stratum, let row, let value):
      "\(named(stratum)), row \(row + 1), has the amount \(value): give 0 or a number from 1e-90 to 1e90; for "
        + "amounts of both signs use the t interval"
    case .weight(let stratum, let row, let weight):
      "\(named(stratum)), row \(row + 1), has the weight \(weight): give 0 or numbers from 1e-10 to 1e10, not all zero"
    case .domainSize(let stratum, let units, let mask):
      "\(named(stratum)) has \(units) sampled units and the domain's mask \(mask): give one a unit"
    case .invalidSetting(let name, let value, let expected):
      "\(name) is \(value): give \(expected)"
    }
  }

  private func named(_ stratum: String) -> String { stratum.isEmpty ? "the stratum" : "stratum \(stratum)" }
}
