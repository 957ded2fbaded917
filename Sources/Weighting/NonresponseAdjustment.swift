import Microdata

/// The weights of those who do not respond, given to those who do, within classes in which response is taken to be equally
/// likely.
///
/// ```
/// w_k = d_k / p_c,  p_c = Σ_{r_c} d_l / Σ_{s_c} d_l        for respondents r_c of class c;  0 for the others
/// ```
/// The projection gives the scores of the estimate as a function of the whole sample, response fixed:
/// ```
/// e_k = d_k z̄_c + (u_k - w_k z̄_c)        z̄_c = Σ_{r_c} d_k z_k / Σ_{r_c} d_k        u_k = 0 for nonrespondents
/// ```
/// Their variance under the design accounts for the sampling error of both phases in the order population, response,
/// sample, and with units drawn with replacement for all of the nonresponse error as well. With finite population
/// corrections it lacks the part `Σ_U (1 - p)/p (z - z̄_c)²`, which is of the order of the sampling fraction.
/// > Source: Särndal, Swensson and Wretman (1992), section 15.6; Shao and Steel (1999), JASA 94, 254-265, for response
/// > before sampling.
public struct NonresponseAdjustment: WeightingStep {
  /// n flags.
  public let responded: [Bool]
  /// n codes.
  public let classes: Factor
  public let minimumRespondents: Int

  /// - Parameters:
  ///   - responded: Whether each row responded.
  ///   - classes: The class of each row.
  ///   - minimumRespondents: Fewer respondents in a class are an error.
  public init(responded: [Bool], classes: Factor, minimumRespondents: Int = 1) {
    precondition(responded.count == classes.codes.count && minimumRespondents > 0, "one class a row")
    self.responded = responded
    self.classes = classes
    self.minimumRespondents = minimumRespondents
  }

  /// - Throws: ``WeightingError/tooFewRespondents(class:respondents:minimum:)``, ``WeightingError/missingClass(row:)``.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try requireWeights(weights, rows: responded.count)
    let rates = try responseRates(weights)
    let after = weights.indices.map { row in
      responded[row] && weights[row] > 0 ? weights[row] / rates[Int(classes.codes[row])] : 0
    }
    let projection = ResponseClassProjection(codes: classes.codes, before: weights, after: after, rates: rates)
    return AdjustedWeights(weights: after, projection: ScoreProjection(projection, isResponse: true))
  }

  /// p_c by class.
  private func responseRates(_ weights: [Double]) throws(WeightingError) -> [Double] {
    var all = [Double](repeating: 0, count: classes.levels.count)
    var (respondents, counts) = (all, [Int](repeating: 0, count: all.count))
    for (row, code) in classes.codes.enumerated() where weights[row] > 0 {
      guard code >= 0 else { throw .missingClass(row: row) }
      all[Int(code)] += weights[row]
      guard responded[row] else { continue }
      respondents[Int(code)] += weights[row]
      counts[Int(code)] += 1
    }
    for (code, count) in counts.enumerated() where all[code] > 0 && count < minimumRespondents {
      throw .tooFewRespondents(class: classes.levels[code], respondents: count, minimum: minimumRespondents)
    }
    return zip(respondents, all).map { $1 == 0 ? 1 : $0 / $1 }
  }
}

/// The scores of the whole sample under adjustment by classes.
struct ResponseClassProjection: ScoreOperator {
  let codes: [Int32]
  let before: [Double]
  let after: [Double]
  /// p_c.
  let rates: [Double]

  func project(_ scores: inout [Double], rows: Int) {
    let respondents = codes.indices.reduce(into: [Double](repeating: 0, count: rates.count)) { sums, row in
      if after[row] != 0 { sums[Int(codes[row])] += after[row] }
    }
    forEachColumn(of: scores.count, rows: rows) { start in
      // Within a class w is proportional to d, so that means by either weight are the same.
      var means = [Double](repeating: 0, count: rates.count)
      for row in 0..<rows where after[row] != 0 { means[Int(codes[row])] += scores[start + row] }
      for code in means.indices where respondents[code] != 0 { means[code] /= respondents[code] }
      for row in 0..<rows where before[row] != 0 {
        scores[start + row] += (before[row] - after[row]) * means[Int(codes[row])]
      }
    }
  }
}
