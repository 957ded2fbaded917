/// Strata by size, with the sample they need.
public struct Stratification: Sendable, Hashable {
  /// L - 1 boundaries in the unit of x, ascending: stratum h holds b_h <= x < b_(h+1), so a unit of exactly a boundary's
  /// size belongs above it. The outer strata are open.
  public let boundaries: [Double]
  public let strata: [SizeStratum]
  /// √MSE / Y of the total with the whole n_h, the take-none bias included.
  public let coefficientOfVariation: Double
  /// Y, the anticipated total in the unit of y.
  public let anticipatedTotal: Double

  /// n, the take-all stratum included.
  public var sampleSize: Int { strata.reduce(0) { $0 + $1.sampleSize } }

  /// The stratum of a size, from 0.
  public func stratum(of x: Double) -> Int {
    boundaries.firstIndex { x < $0 } ?? boundaries.count
  }
}

/// One stratum by size.
public struct SizeStratum: Sendable, Hashable {
  public enum Treatment: Sendable, Hashable { case takeNone, takeSome, takeAll }
  /// N_h.
  public let populationSize: Int
  /// Ȳ_h and S_h² of y, over units and model, with the divisor of the plan.
  public let mean: Double
  public let variance: Double
  /// n_h, and what it was before rounding.
  public let sampleSize: Int
  public let realSampleSize: Double
  /// Take-all where asked for and wherever n_h = N_h.
  public let treatment: Treatment
}

extension SizeFrame {
  /// The best boundaries for a plan.
  ///
  /// - Throws: ``StratificationError`` where the plan cannot be, with what to change.
  /// - Complexity: O(L) for each set of boundaries tried, whatever N.
  /// > Source: Lavallée and Hidiroglou (1988), Survey Methodology 14, 33-43, generalized as in Rivest (2002).
  public func stratified(
    _ plan: StratificationPlan, search: BoundarySearch = BoundarySearch()
  ) throws(StratificationError) -> Stratification {
    try plan.check()
    try requireDistinct(plan.strata)
    var evaluator = StratumEvaluator(self, plan)
    let cuts = search.cuts(for: &evaluator)
    return try result(cuts, boundaries: cuts.map { sizes[$0] }, &evaluator)
  }

  /// The sample that given boundaries need under a plan.
  ///
  /// - Parameter boundaries: L - 1 ascending values; a unit of exactly this size belongs to the stratum above.
  /// - Throws: ``StratificationError`` where the plan cannot be.
  public func stratified(
    _ plan: StratificationPlan, at boundaries: [Double]
  ) throws(StratificationError) -> Stratification {
    try plan.check()
    guard boundaries.count == plan.strata - 1 else {
      throw .unequalLengths(what: "boundaries", count: boundaries.count, expected: plan.strata - 1)
    }
    for (low, high) in zip(boundaries, boundaries.dropFirst()) where !(low < high) {
      throw .optionOutside(name: "a boundary", value: high, range: "(\(low), ∞)")
    }
    var evaluator = StratumEvaluator(self, plan)
    return try result(boundaries.map(position), boundaries: boundaries, &evaluator)
  }

  private func result(
    _ cuts: [Int], boundaries: [Double], _ evaluator: inout StratumEvaluator
  ) throws(StratificationError) -> Stratification {
    let plan = evaluator.plan
    let score = evaluator.score(cuts)
    if score.violation > 2 { throw .strataTooSmall(minimum: plan.minimumPopulationSize, strata: plan.strata) }
    guard evaluator.total != 0 else { throw .totalIsZero }
    guard score.violation == 0 else {
      switch plan.goal {
      case .targetCV(let cv): throw .targetNotReached(target: cv)
      case .sampleSize(let n): throw .sampleSizeNotFeasible(sampleSize: n)
      }
    }
    return Stratification(
      boundaries: boundaries, strata: (0..<plan.strata).map { SizeStratum(evaluator, $0) },
      coefficientOfVariation: evaluator.coefficientOfVariation, anticipatedTotal: evaluator.total)
  }
}

extension SizeStratum {
  fileprivate init(_ evaluator: StratumEvaluator, _ h: Int) {
    let (size, whole) = (evaluator.sizes[h], evaluator.whole[h])
    populationSize = Int(size)
    (mean, variance) = (evaluator.means[h], evaluator.variances[h])
    (sampleSize, realSampleSize) = (Int(whole), evaluator.real[h])
    treatment = h == 0 && evaluator.plan.hasTakeNone ? .takeNone : whole == size ? .takeAll : .takeSome
  }
}
