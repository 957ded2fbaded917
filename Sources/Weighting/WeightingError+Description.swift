extension WeightingError: CustomStringConvertible {
  public var description: String {
    (row.map { "row \($0 + 1): " } ?? "") + sentence
  }

  /// The row that shows the error, counted from 0.
  public var row: Int? {
    switch self {
    case .invalidWeight(let row, _), .missingAuxiliary(_, let row), .invalidVariance(let row, _),
      .missingLevel(_, let row), .missingClass(let row):
      row
    case .invalidBounds(let row, _, _, _): row
    default: nil
    }
  }

  /// What is wrong and the way out, without the row.
  public var sentence: String {
    inputSentence ?? marginSentence ?? calibrationSentence ?? adjustmentSentence
  }

  private var inputSentence: String? {
    switch self {
    case .invalidWeight(_, let value):
      "the weight is \(value): this step needs numbers that are not negative; correct the weight or the step before"
    case .allWeightsZero:
      "all weights are zero: there is nothing to adjust"
    case .missingAuxiliary(let term, _):
      "term \(term) has no value: auxiliaries are known for every row; impute it or restrict the term to a domain"
    case .missingTotal(let term):
      "term \(term) has no population total"
    case .invalidVariance(_, let value):
      "the variance is \(value): it is positive in every row"
    case .invalidBounds(_, let lower, let upper, let reason):
      "the bounds [\(lower), \(upper)] \(reason.sentence)"
    default: nil
    }
  }

  private var marginSentence: String? {
    switch self {
    case .missingLevel(let margin, _):
      "no level of margin \(margin): every row belongs to one"
    case .invalidCount(let margin, let level, let value):
      "margin \(margin) counts \(value) units in level \(level), which the sample has: counts are positive numbers"
    case .uncountedLevel(let margin, let level, let weight):
      "level \(level) of margin \(margin) has weight \(short(weight)) in the sample and no population count: give it one, "
        + "or merge it with another level"
    case .unsampledLevel(let margin, let level, let count):
      "level \(level) of margin \(margin) has \(short(count)) units in the population and no weight in the sample: merge it "
        + "with another level"
    case .contradictoryMargins(let first, let second):
      "margins \(first.margin) and \(second.margin) count different populations, \(short(first.total)) and "
        + "\(short(second.total)), \(short((second.total - first.total).magnitude)) apart: make their totals equal"
    case .rakingNotConverged(let margin, let level, let count, let attained, let iterations):
      "raking did not converge in \(iterations) iterations: level \(level) of margin \(margin) is at \(short(attained)) "
        + "instead of \(short(count)); where cells without sample make margins impossible, merge levels, else allow more "
        + "iterations"
    default: nil
    }
  }

  private var calibrationSentence: String? {
    switch self {
    case .collinearTerms(let dependences):
      "collinear terms: \(dependences.map(\.description).joined(separator: "; "))"
    case .unreachableTotal(let term, let total, let lower, let upper):
      "no weights bring term \(term) to its total of \(short(total)): in this sample it ranges from \(short(lower)) to "
        + "\(short(upper)); correct the total, or merge the term with another"
    case .infeasibleTotals(let term, let total, let attained):
      "no weights meet all totals together: furthest off stays \(term), at \(short(attained)) instead of \(short(total)); "
        + "check the totals against each other, or leave a term out"
    case .infeasibleBounds(let term, let total, let attained, let feasible):
      "the bounds admit no solution: furthest off stays \(term), at \(short(attained)) instead of \(short(total)); "
        + (feasible?.advice ?? "no bounds of this shape do; correct the totals or leave a term out")
    case .calibrationNotConverged(let term, let total, let attained, let iterations):
      "calibration did not converge in \(iterations) iterations: furthest off is \(term), at \(short(attained)) instead of "
        + "\(short(total)); allow more iterations or wider bounds"
    case .withinUnit(let unit, let error):
      "unit \(unit): \(error.description)"
    default: nil
    }
  }

  private var adjustmentSentence: String {
    switch self {
    case .invalidTrimBounds(let lower, let upper):
      "weights cannot be trimmed to [\(lower), \(upper)]: the lower bound is below the upper one"
    case .nothingUntrimmed(let lower, let upper, let mean):
      "trimming to [\(lower), \(upper)] leaves no weight to take up what is cut off: the mean weight is \(short(mean)), "
        + "choose bounds well on both sides of it"
    case .trimmingNotSettled(let rounds, let row, let weight):
      "after \(rounds) rounds of trimming the weight of row \(row + 1) is still \(short(weight)): choose wider bounds"
    case .tooFewRespondents(let name, 0, _):
      "class \(name) has no respondent: merge it with another class"
    case .tooFewRespondents(let name, let count, let minimum):
      "class \(name) has \(count) respondents, fewer than \(minimum): merge it with another class"
    case .missingClass:
      "no response class: every row with a weight belongs to one"
    case .separation(let term, let iterations):
      "the terms separate respondents from nonrespondents, so propensities have no finite estimate (after \(iterations) "
        + "iterations the coefficient of \(term) still grows): leave \(term) out or merge its levels"
    default: ""
    }
  }
}

extension WeightingError.BoundsFault {
  fileprivate var sentence: String {
    switch self {
    case .reversed: "are reversed: the lower one comes first"
    case .notFinite: "are not both finite, as the logit distance needs"
    case .oneNotInside: "do not have 1 strictly between them, as the logit distance needs"
    case .notNumbers: "are not numbers"
    }
  }
}

extension TermDependence: CustomStringConvertible {
  public var description: String {
    let sum = combination.enumerated().map { place, part in
      let size = part.coefficient.magnitude
      let factor = short(size) == "1.0" ? "" : "\(short(size)) "
      let sign = part.coefficient < 0 ? (place == 0 ? "-" : " - ") : (place == 0 ? "" : " + ")
      return "\(sign)\(factor)\(part.term)"
    }
    return "\(term) = \(sum.isEmpty ? "0" : sum.joined())\(totals); leave \(term) out"
  }

  private var totals: String {
    guard let total, let impliedTotal else { return "" }
    let consistent = (total - impliedTotal).magnitude <= 1e-9 * max(total.magnitude, impliedTotal.magnitude)
    return consistent
      ? " (the totals agree)" : " (its total is \(short(total)), the others imply \(short(impliedTotal)))"
  }
}

extension FeasibleBounds {
  fileprivate var advice: String {
    guard let common else { return "distances of the bounds from 1 must be at least \(short(factor)) times as large" }
    return "the smallest feasible bounds are [\(short(common.lower)), \(short(common.upper))]"
  }
}

/// Seven significant digits, for sentences.
private func short(_ value: Double) -> String {
  guard value.isNormal else { return "\(value)" }
  var (scale, size) = (1.0, value.magnitude)
  while size >= 1e7 { (size, scale) = (size / 10, scale / 10) }
  while size < 1e6 { (size, scale) = (size * 10, scale * 10) }
  guard scale.isFinite && scale.isNormal else { return "\(value)" }
  let rounded = (value * scale).rounded()
  return "\(scale >= 1 ? rounded / scale : rounded * (1 / scale).rounded())"
}
