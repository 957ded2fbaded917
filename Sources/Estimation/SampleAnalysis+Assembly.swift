import LinearAlgebra
import Microdata
import Replication
import Sampling

extension SampleAnalysis {
  /// Puts a plan to all rows of a sample: design, then weights, then the source of variances.
  init(_ plan: EstimationPlan, _ columns: SampleColumns) throws(EstimationError) {
    switch plan.variance {
    case .linearised:
      let base = try SampleRows(
        columns, plan.design, plan.baseRequests, acceptsNegativeWeights: false, hasVariances: plan.weighting.isEmpty)
      let totals = MultistageCovariance(base)
      self = try Self.linearised(base, plan, totals, isPlain: plan.weighting.isEmpty)
    case .unequalProbabilities(let selection):
      let base = try SampleRows(unequal: columns, plan.design, plan.baseRequests)
      self = try Self.linearised(base, plan, try base.totalCovariance(selection, plan.design), isPlain: false)
    case .twoPhase(let phases):
      guard plan.weighting.isEmpty else { throw .notBuilt("weighting of a two-phase sample") }
      let sample = try TwoPhaseSample(columns, phases, plan.requests)
      self.init(
        rows: sample.rows,
        source: RowVariance(rows: sample.rows, weighting: nil, totals: sample.totals, keepsWholeSample: true),
        moments: nil, findings: [], replicates: nil)
    case .givenReplicates(let given):
      let base = try SampleRows(
        columns, plan.design, plan.baseRequests, acceptsNegativeWeights: false, hasVariances: false)
      let replicates: ReplicateWeights
      do { replicates = try given.replicates(of: base.weights) } catch { throw .replication(error) }
      let isJackknife = given.type == .jk1 || given.type == .jkn
      self = try Self.replicated(base, plan, replicates, .rank, isDeleteOneJackknife: isJackknife)
    case .builtReplicates(let method, let seed, let centersOnFullSample):
      let base = try SampleRows(
        columns, plan.design, plan.baseRequests, acceptsNegativeWeights: false, hasVariances: false)
      let replicates: ReplicateWeights
      do {
        replicates = try ReplicateWeights(
          method, of: base.surveyDesign(), seed: seed, mse: centersOnFullSample,
          workers: columns.threads)
      } catch { throw .replication(error) }
      let isJackknife = method == .jk1 || method == .jkn
      self = try Self.replicated(base, plan, replicates, .design, isDeleteOneJackknife: isJackknife)
    }
  }

  private static func linearised(
    _ base: SampleRows, _ plan: EstimationPlan, _ totals: any TotalCovariance, isPlain: Bool
  ) throws(EstimationError) -> SampleAnalysis {
    let weighting = try PreparedWeighting(plan.weighting, base).weighted(base.weights)
    let rows =
      try weighting.map { chained throws(EstimationError) in
        try base.reweighted(chained.weights, plan.requests)
      } ?? base
    let source = RowVariance(rows: rows, weighting: weighting, totals: totals, keepsWholeSample: !isPlain)
    return SampleAnalysis(
      rows: rows, source: source, moments: isPlain ? MomentVariance(moments: rows.moments, design: plan.design) : nil,
      findings: [], replicates: nil)
  }

  private static func replicated(
    _ base: SampleRows, _ plan: EstimationPlan, _ replicates: ReplicateWeights, _ freedom: ReplicateSet.Freedom,
    isDeleteOneJackknife: Bool
  ) throws(EstimationError) -> SampleAnalysis {
    let weighting = try PreparedWeighting(plan.weighting, base)
    var (rows, weighted) = (base, replicates)
    if let chained = try weighting.weighted(base.weights) {
      rows = try base.reweighted(chained.weights, plan.requests)
      weighted = try weighting.replicates(replicates, fullSample: chained.weights)
    }
    let set = ReplicateSet(replicates: weighted, freedom: freedom, isDeleteOneJackknife: isDeleteOneJackknife)
    return SampleAnalysis(
      rows: rows, source: ReplicatedVariance(rows, set), moments: nil,
      findings: replicates.findings.map(Finding.init), replicates: set)
  }
}

extension EstimationPlan {
  /// What is asked of the sample before weighting: nothing, where requests are about the weights that come out of it.
  fileprivate var baseRequests: [StatisticRequest] { weighting.isEmpty ? requests : [] }
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
    try self.init(columns, design, requests, acceptsNegativeWeights: false, hasVariances: false)
  }

  func totalCovariance(
    _ selection: UnequalProbabilities, _ design: DesignColumns
  ) throws(EstimationError) -> any TotalCovariance {
    let probabilities = design.corrections.map { columns.numbers($0.column) }
    if case .brewer = selection.pairs { return MultistageCovariance(self, probabilities: probabilities) }
    let (units, count) = (unitNumbers(ofStage: 0), units(ofStage: 0).count)
    if case .joint(let joint) = selection.pairs { try requireFit(joint, units: count, probabilities.first) }
    var (ofUnit, strata) = ([Double](repeating: 1, count: count), [Int](repeating: 0, count: count))
    for (row, stratum) in stratumNumbers(ofStage: 0).enumerated() {
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

extension SampleRows {
  /// The design of these rows as a value of its own, for builders of replicates.
  fileprivate func surveyDesign() throws(ReplicationError) -> SurveyDesign {
    let stages = moments.layout.stages.indices.map { stage in
      let strata = stratumNumbers(ofStage: stage)
      let sizes = strata.compactMap { moments.strata[$0].populationSize }
      let hasUnits = moments.leaves.first?.units.isEmpty == false
      return SamplingStage(
        unit: hasUnits ? unitNumbers(ofStage: stage).factor(naming: unitNames(ofStage: stage)) : nil,
        stratum: strata.factor { moments.strata[strata[$0]].label },
        correction: sizes.count == rowCount ? .populationSizes(sizes) : .withReplacement)
    }
    do { return try SurveyDesign(stages: stages, designWeights: weights, singletons: design.singletons) } catch {
      throw .design(error)
    }
  }

  /// The names of the units of a stage by row, led by those of the stages before.
  private func unitNames(ofStage stage: Int) -> (Int) -> String {
    let factors = design.units.prefix(stage + 1).map { columns.factor($0) }
    let strata = stratumNumbers(ofStage: 0)
    return { row in
      let names = factors.map { $0.codes[row] < 0 ? "" : $0.levels[Int($0.codes[row])] }
      return (design.nested ? [moments.strata[strata[row]].label] : []).joined() + names.joined(separator: ".")
    }
  }
}

extension [Int] {
  /// A factor with one level a number, named after the first row that has it.
  fileprivate func factor(naming name: (Int) -> String) -> Factor {
    var (codes, names, place) = ([Int32](), [String](), [Int: Int32]())
    for (row, number) in enumerated() {
      if place[number] == nil {
        place[number] = Int32(names.count)
        names.append(name(row))
      }
      codes.append(place[number]!)
    }
    return Factor(levels: names, codes: codes)
  }
}

extension Finding {
  fileprivate init(_ finding: ReplicationFinding) {
    let (kind, subject): (String, String) =
      switch finding {
      case .replicateOfZeros(let replicate): ("empty_replicate", "replicate \(replicate + 1)")
      case .correctionIgnored: ("correction_ignored", "fpc")
      case .laterStagesIgnored: ("later_stages_ignored", "fpc")
      case .singletonKept(let stratum): ("lonely_psu", stratum)
      case .approximateScale(let stratum, _): ("approximate_scale", stratum)
      case .populationRounded(let stratum, _): ("population_rounded", stratum)
      case .scaleIgnored: ("scale_ignored", "scale")
      case .rowsShared: ("rows_shared", "replicates")
      }
    self.init(kind: kind, subject: subject, message: finding.description)
  }
}
