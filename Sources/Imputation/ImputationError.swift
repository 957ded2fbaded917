/// An item that cannot be completed, or whose error cannot be stated. Units and strata count from 0, classes by their
/// codes.
public enum ImputationError: Error, Hashable, Sendable {
  case lengthsDiffer(what: String, count: Int, units: Int)
  case notFinite(unit: Int, what: String, value: Double)
  case negativeAuxiliary(unit: Int, value: Double)
  case notOnLogarithmicScale(unit: Int, value: Double)
  case repeatedKey(key: Int, first: Int, second: Int)
  case noSuchStratum(unit: Int, stratum: Int)
  case badPopulationSize(stratum: Int, size: Double)
  case moreThanThereAre(stratum: Int, sampled: Int, population: Double)
  case emptyStratum(stratum: Int, population: Double)
  case oneUnit(stratum: Int, population: Double)
  case noDonor(class: Int, missing: Int)
  case oneDonor(class: Int, missing: Int)
  case auxiliaryAllZero(class: Int, donors: Int)
  case noSuchLevel(unit: Int, level: Int, levels: Int)
  case tooFewReplicates(usable: Int, of: Int)
}

extension ImputationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lengthsDiffer(let what, let count, let units):
      "\(count) \(what) for \(units) units: give one a unit"
    case .notFinite(let unit, let what, let value):
      "unit \(unit + 1) has the \(what) \(value): mark it as missing, or correct it"
    case .negativeAuxiliary(let unit, let value):
      "unit \(unit + 1) has the auxiliary \(value): give a size, which is not negative"
    case .notOnLogarithmicScale(let unit, let value):
      "unit \(unit + 1) has the auxiliary \(value), which has no logarithm: measure distance on the linear scale"
    case .repeatedKey(let key, let first, let second):
      "units \(first + 1) and \(second + 1) have the key \(key): give every unit a number of its own"
    case .noSuchStratum(let unit, let stratum):
      "unit \(unit + 1) is in stratum \(stratum + 1), which has no size: give one"
    case .badPopulationSize(let stratum, let size):
      "stratum \(stratum + 1) has the population size \(size): give the number of its units"
    case .moreThanThereAre(let stratum, let sampled, let population):
      "stratum \(stratum + 1) has \(sampled) units in the sample and \(population) in the population: correct its size"
    case .emptyStratum(let stratum, let population):
      "stratum \(stratum + 1) has no unit in the sample and \(population) in the population: join it to another"
    case .oneUnit(let stratum, let population):
      "stratum \(stratum + 1) has one sampled unit of \(population): nothing says how units differ; join it to another"
    case .noDonor(let code, let missing):
      "class \(code) has \(missing) missing values and no donor: merge classes"
    case .oneDonor(let code, let missing):
      "class \(code) has \(missing) missing values and one donor: nothing says how donors differ; merge classes"
    case .auxiliaryAllZero(let code, let donors):
      "class \(code) has \(donors) donors whose auxiliary is 0, hence no ratio: merge classes, or impute class means"
    case .noSuchLevel(let unit, let level, let levels):
      "unit \(unit + 1) is in domain \(level), and there are \(levels), numbered from 0: give their number"
    case .tooFewReplicates(let usable, let all):
      "\(usable) of \(all) replicates have a donor in every class: merge classes, or ask for more replicates"
    }
  }
}
