import Microdata

/// A stratified multistage sample of n rows held in memory: its stages and the weight of every row.
///
/// ```
/// V(t) = Σ_h (1 - f_h) n_h / (n_h - 1) Σ_{i ∈ h} (z_i - z̄_h)² + Σ_h Σ_{i ∈ h} f_h V_i
/// ```
/// where z_i are the weighted totals of first-stage units and V_i the same expression one stage down.
/// > Source: Särndal, Swensson and Wretman (1992), section 4.3; Cochran (1977), section 11.8.
public struct SurveyDesign: Sendable, Hashable {
  public let stages: [SamplingStage]
  /// n design weights, not negative; zero marks a unit outside the domain that the sample stands for.
  public let weights: [Double]
  public let singletons: SingletonRule

  /// - Parameters:
  ///   - stages: First stage first; at least one.
  ///   - designWeights: n weights d_k = 1/π_k.
  ///   - singletons: What to do with strata of one sampled unit.
  /// - Throws: ``DesignError`` naming the row or stage.
  public init(
    stages: [SamplingStage], designWeights: [Double], singletons: SingletonRule = .fail
  ) throws(DesignError) {
    precondition(!stages.isEmpty, "a design has at least one stage")
    for (row, weight) in designWeights.enumerated() {
      guard !weight.isNaN else { throw .missingWeight(row: row) }
      guard weight >= 0 else { throw .negativeWeight(row: row, value: weight) }
    }
    guard designWeights.contains(where: { $0 > 0 }) else { throw .allWeightsZero }
    for (number, stage) in stages.enumerated() where !stage.has(rows: designWeights.count) {
      throw .unequalLengths("stage \(number + 1) and the weights")
    }
    self.stages = stages
    self.weights = designWeights
    self.singletons = singletons
  }

  /// A simple random sample without replacement of n from N rows, each of weight N/n.
  public init(simpleRandomSampleOf n: Int, from populationSize: Double) throws(DesignError) {
    let sizes = [Double](repeating: populationSize, count: n)
    try self.init(
      stages: [SamplingStage(correction: .populationSizes(sizes))],
      designWeights: [Double](repeating: populationSize / Double(n), count: n))
  }

  public var rowCount: Int { weights.count }
}

extension SamplingStage {
  fileprivate func has(rows: Int) -> Bool {
    let corrected =
      switch correction {
      case .withReplacement: true
      case .populationSizes(let values), .samplingFractions(let values): values.count == rows
      }
    return corrected && (unit?.codes.count ?? rows) == rows && (stratum?.codes.count ?? rows) == rows
  }
}
