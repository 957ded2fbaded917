import LinearAlgebra
import Microdata
import Sampling

extension SampleAnalysis {
  /// Puts a plan to all rows of a sample: design, then weights, then the source of variances.
  init(_ plan: EstimationPlan, _ columns: SampleColumns) throws(EstimationError) {
    switch plan.variance {
    case .linearised:
      let base = try SampleRows(columns, plan.design, plan.requests, acceptsNegativeWeights: false)
      let totals = MultistageCovariance(base)
      self = try Self.linearised(base, plan, totals, isPlain: plan.weighting.isEmpty)
    case .unequalProbabilities(let selection):
      let base = try SampleRows(unequal: columns, plan.design, plan.requests)
      self = try Self.linearised(base, plan, try base.totalCovariance(selection, plan.design), isPlain: false)
    case .twoPhase(let phases):
      guard plan.weighting.isEmpty else { throw .notBuilt("weighting of a two-phase sample") }
      let sample = try TwoPhaseSample(columns, phases, plan.requests)
      self.init(
        rows: sample.rows,
        source: RowVariance(rows: sample.rows, residuals: nil, totals: sample.totals, keepsWholeSample: true),
        moments: nil, findings: [], replicates: nil)
    case .replicates(let given):
      let base = try SampleRows(columns, plan.design, plan.requests, acceptsNegativeWeights: false)
      self = try Self.replicated(base, plan, given)
    }
  }

  private static func linearised(
    _ base: SampleRows, _ plan: EstimationPlan, _ totals: any TotalCovariance, isPlain: Bool
  ) throws(EstimationError) -> SampleAnalysis {
    let weighted = try PreparedWeighting(plan.weighting, base).weighted(base.weights)
    let rows = plan.weighting.isEmpty ? base : try base.reweighted(weighted.weights, plan.requests)
    let source = RowVariance(
      rows: rows, residuals: weighted.residuals, totals: totals, keepsWholeSample: !isPlain)
    return SampleAnalysis(
      rows: rows, source: source, moments: isPlain ? MomentVariance(moments: rows.moments, design: plan.design) : nil,
      findings: [], replicates: nil)
  }

  private static func replicated(
    _ base: SampleRows, _ plan: EstimationPlan, _ given: GivenReplicates
  ) throws(EstimationError) -> SampleAnalysis {
    if let wrong = given.columns.firstIndex(where: { $0.count != base.rowCount }) {
      throw .design(.unequalLengths("replicate \(wrong + 1) and the data"))
    }
    let weighting = try PreparedWeighting(plan.weighting, base)
    let rows =
      plan.weighting.isEmpty ? base : try base.reweighted(weighting.weighted(base.weights).weights, plan.requests)
    let weights = try given.columns.indices.map { r throws(EstimationError) in
      try weighting.replicate(r + 1, given.weights(r, base: base.weights))
    }
    let replicates = ReplicateSet(
      weights: weights, scale: given.scale, rscales: given.rscales, centersOnFullSample: given.centersOnFullSample,
      degreesOfFreedom: nil, isDeleteOneJackknife: given.isDeleteOneJackknife)
    return SampleAnalysis(
      rows: rows, source: ReplicateVariance(rows, replicates), moments: nil,
      findings: given.emptyReplicates.map(Finding.emptyReplicate), replicates: replicates)
  }
}

extension SampleRows {
  /// A sample with unequal probabilities: weights are their inverses where no column gives weights.
  init(
    unequal columns: SampleColumns, _ design: DesignColumns, _ requests: [StatisticRequest]
  ) throws(EstimationError) {
    var (columns, design) = (columns, design)
    if design.weights == nil {
      let probabilities = design.corrections.map { columns.numbers($0.column) }
      let weights = (0..<columns.rowCount).map { row in 1 / probabilities.reduce(1) { $0 * $1[row] } }
      columns.setNumbers(weights, named: "\u{1}weights")
      design.weights = "\u{1}weights"
    }
    try self.init(columns, design, requests, acceptsNegativeWeights: false)
  }

  func totalCovariance(
    _ selection: UnequalProbabilities, _ design: DesignColumns
  ) throws(EstimationError) -> any TotalCovariance {
    let probabilities = design.corrections.map { columns.numbers($0.column) }
    if case .brewer = selection.pairs { return MultistageCovariance(self, probabilities: probabilities) }
    let (units, count) = units(ofStage: 0)
    if case .joint(let joint) = selection.pairs { try requireFit(joint, units: count, probabilities.first) }
    var (ofUnit, strata) = ([Double](repeating: 1, count: count), [Int](repeating: 0, count: count))
    for (row, stratum) in self.strata(ofStage: 0).enumerated() {
      ofUnit[units[row]] = probabilities.first?[row] ?? 1 / weights[row]
      strata[units[row]] = stratum
    }
    guard let pairs = selection.pairWeights(probabilities: ofUnit, strata: strata) else {
      preconditionFailure("every selection but Brewer's has pair weights")
    }
    return PairwiseCovariance(unitOfRow: units, pairWeights: pairs, form: selection.form)
  }
}

extension SampleRows {
  /// Joint probabilities are for the rows of the data, with the design's own on the diagonal.
  private func requireFit(_ joint: Matrix, units: Int, _ probabilities: [Double]?) throws(EstimationError) {
    guard joint.rows == units, joint.columns == units else {
      throw .design(
        .jointProbabilities(
          reason:
            "the file of joint probabilities is \(joint.rows) by \(joint.columns), and the sample has \(units) "
            + "units"))
    }
    for i in 0..<units {
      if let own = probabilities?[i], abs(joint[i, i] - own) > 1e-6 * own {
        throw .design(
          .jointProbabilities(
            reason:
              "unit \(i + 1) has probability \(own) in the data and \(joint[i, i]) on the diagonal of the joint "
              + "file"))
      }
      for j in 0..<units where !(joint[i, j] > 0) {
        throw .design(
          .jointProbabilities(
            reason:
              "the joint probability of units \(i + 1) and \(j + 1) is \(joint[i, j]): without a positive one for "
              + "every pair the variance has no unbiased estimate"))
      }
    }
  }
}

extension Finding {
  fileprivate static func emptyReplicate(_ place: Int) -> Finding {
    Finding(
      kind: "empty_replicate", subject: "replicate \(place + 1)",
      message: "all weights of the replicate are zero; check the file of replicate weights")
  }
}
