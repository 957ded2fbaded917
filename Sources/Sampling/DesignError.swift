/// A sampling design that cannot be used, with the stratum, unit or row that shows it.
public enum DesignError: Error, Hashable, Sendable {
  /// Neither weights nor a finite population correction say how many units a sampled one stands for.
  case noWeights
  /// `row` counts from 0 within the data.
  case negativeWeight(row: Int, value: Double)
  case missingWeight(row: Int)
  case allWeightsZero
  case missingDesignValue(column: String, row: Int)
  case mixedSizesAndFractions(column: String, smallest: Double, largest: Double)
  case correctionNotPositive(column: String, row: Int, value: Double)
  case correctionVariesWithinStratum(stage: Int, stratum: String, smallest: Double, largest: Double)
  case sampleExceedsPopulation(stage: Int, stratum: String, sampleSize: Int, populationSize: Double)
  case unitInTwoStrata(stage: Int, unit: String, strata: [String])
  case tooFewCorrections(stages: Int, corrections: Int)
  case singletonStratum(stage: Int, stratum: String, unit: String?)
  case oneUnit
  case unequalLengths(String)
  case probabilityAboveOne(column: String, value: Double)
  /// No row of the file is in the second phase.
  case emptySecondPhase(column: String)
  case jointProbabilities(reason: String)
}

extension DesignError: CustomStringConvertible {
  public var description: String {
    (row.map { "row \($0 + 1): " } ?? "") + sentence
  }

  /// The first-stage stratum that the error is about.
  public var stratum: String? {
    switch self {
    case .singletonStratum(1, let stratum, _), .correctionVariesWithinStratum(1, let stratum, _, _),
      .sampleExceedsPopulation(1, let stratum, _, _):
      stratum
    default: nil
    }
  }

  /// What is wrong and the way out, without the row, for readers who are told its line by other means.
  public var sentence: String {
    switch self {
    case .noWeights:
      "the design has neither weights nor a finite population correction: name a weight column, or population sizes"
    case .negativeWeight(_, let value):
      "the weight is \(value): weights are not negative; correct the row or leave it out"
    case .missingWeight:
      "the weight is missing: every row needs one; give 0 to units outside the sample"
    case .allWeightsZero:
      "all weights are zero: no unit stands for anything; check the weight column"
    case .missingDesignValue(let column, _):
      "column \(column) is missing: a design column has no missing values"
    case .mixedSizesAndFractions(let column, let smallest, let largest):
      "column \(column) holds values from \(smallest) to \(largest): population sizes are at least 1, sampling fractions "
        + "at most 1; use one of them throughout"
    case .correctionNotPositive(let column, _, let value):
      "column \(column) is \(value): population sizes and sampling fractions are positive"
    case .correctionVariesWithinStratum(let stage, let stratum, let smallest, let largest):
      "stratum \(stratum) at stage \(stage) has population sizes or fractions from \(smallest) to \(largest): one value "
        + "belongs to a stratum"
    case .sampleExceedsPopulation(let stage, let stratum, let sampleSize, let populationSize):
      "stratum \(stratum) at stage \(stage) has \(sampleSize) sampled units of a population of \(populationSize): "
        + "correct the population size or remove duplicate units"
    case .unitInTwoStrata(let stage, let unit, let strata):
      "unit \(unit) at stage \(stage) occurs in strata \(strata.joined(separator: ", ")): say nest if unit names restart "
        + "in each stratum"
    case .tooFewCorrections(let stages, let corrections):
      "\(corrections) finite population corrections for \(stages) stages, and no weights: give one a stage, or weights"
    case .singletonStratum(let stage, let stratum, let unit):
      "stratum \(stratum) has one sampled unit\(unit.map { " (\($0))" } ?? "") at stage \(stage), so its variance cannot be "
        + "estimated: merge it with another, or choose remove, certainty, adjust or average for singleton strata"
    case .oneUnit:
      "the design has one first-stage unit: a variance needs at least two"
    case .unequalLengths(let what):
      "\(what) have different numbers of rows"
    case .probabilityAboveOne(let column, let value):
      "column \(column) holds inclusion probabilities, and one of them is \(value): they are at most 1"
    case .emptySecondPhase(let column):
      "no row is in the second phase: \(column) is nowhere true, TRUE, T, yes or 1"
    case .jointProbabilities(let reason): reason
    }
  }
}

extension DesignError {
  /// The row that shows the error, counted from 0 within the data or the block it was found in.
  public var row: Int? {
    switch self {
    case .negativeWeight(let row, _), .missingWeight(let row), .missingDesignValue(_, let row),
      .correctionNotPositive(_, let row, _):
      row
    default: nil
    }
  }
}

extension DesignError {
  /// The same error of a row that stands further down, where a block is part of a longer one.
  package func movedDown(by rows: Int) -> DesignError {
    switch self {
    case .negativeWeight(let row, let value): .negativeWeight(row: row + rows, value: value)
    case .missingWeight(let row): .missingWeight(row: row + rows)
    case .missingDesignValue(let column, let row): .missingDesignValue(column: column, row: row + rows)
    case .correctionNotPositive(let column, let row, let value):
      .correctionNotPositive(column: column, row: row + rows, value: value)
    default: self
    }
  }
}
