/// Amounts whose influence cannot be judged. Units and strata count from 0.
public enum InfluenceError: Error, Hashable, Sendable {
  case notFinite(unit: Int, value: Double)
  case noSuchStratum(unit: Int, stratum: Int)
  case moreThanThereAre(stratum: Int, sampled: Int, population: Double)
  case oneUnit(stratum: Int, population: Double)
  case expectedValuesMissing(count: Int, units: Int)
}

extension InfluenceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite(let unit, let value):
      "unit \(unit + 1) has the amount \(value): impute it, or give 0 where the unit is outside the domain"
    case .noSuchStratum(let unit, let stratum):
      "unit \(unit + 1) is in stratum \(stratum + 1), which has no size: give one"
    case .moreThanThereAre(let stratum, let sampled, let population):
      "stratum \(stratum + 1) has \(sampled) units in the sample and \(population) in the population: correct its size"
    case .oneUnit(let stratum, let population):
      "stratum \(stratum + 1) has one sampled unit of \(population): nothing says how unusual it is; join it to another"
    case .expectedValuesMissing(let count, let units):
      "\(count) expected amounts for \(units) units: give one a unit"
    }
  }
}
