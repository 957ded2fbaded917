import Documents
import Estimation
import Microdata
import Sampling

/// A number that the survey will publish, and how precisely a design estimates it.
///
/// ```
/// V(θ̂) = Σ_h N_h² S_h² (1/m_h - 1/N_h)        cv = √V / abs(θ)
/// ```
/// > Source: Cochran (1977), theorem 5.3; Särndal, Swensson and Wretman (1992), section 5.5, for what is linearised.
public struct PlannedNumber: Sendable {
  /// `direct_loss`, `affected (mean)`.
  public let measure: String
  /// `sector=agri_food`, or `all`.
  public let domain: String
  /// θ as the last survey estimates it, or as the frame has it.
  public let value: Double
  /// What the last survey achieved; nil for columns of the frame.
  public let achieved: Estimate?
  /// S_h of the linearised variable, H values; nil where no firm of the last survey is in the frame.
  let deviations: [Double]?
  /// The precision asked for.
  public let target: Double?
  /// Where the plan file asks for it.
  let location: SourceLocation?

  /// `direct_loss, sector=agri_food`.
  var name: String { "\(measure), \(domain)" }

  /// - Parameter respondents: m_h, the units expected to answer.
  /// - Returns: nil where θ is 0, its spread is unknown, or a stratum that varies has no unit.
  public func coefficientOfVariation(_ strata: PlanStrata, respondents: [Double]) -> Double? {
    guard value != 0, let deviations else { return nil }
    var variance = 0.0
    for (h, deviation) in deviations.enumerated() where deviation > 0 {
      guard respondents[h] > 0 else { return nil }
      let size = Double(strata.populationSizes[h])
      variance += size * deviation * deviation * (size / min(respondents[h], size) - 1)
    }
    return variance.squareRoot() / abs(value)
  }
}

extension PlannedNumber {
  /// Whether there is a precision to plan for: a target, and a number that is not zero.
  var hasUsableTarget: Bool { target != nil && value != 0 }
}

// MARK: From the frame

extension PlannedNumber {
  /// The total of a column of the frame in each class of other columns.
  static func totals(
    of variable: String, by factors: [String], _ frame: SamplingFrame, _ strata: PlanStrata, _ target: PlanTarget
  ) throws(SamplingPlanError) -> [PlannedNumber] {
    let domains = PlanStrata(crossing: factors.map { ($0, frame.factor($0)) }, frame)
    return try domains.labels.indices.map { d throws(SamplingPlanError) in
      let inside = domains.stratumOfUnit.map { $0 == Int32(d) }
      let summary = try frame.summary(of: variable, strata, inside: inside)
      let name = zip(factors, domains.classes[d]).map { "\($0)=\($1)" }.joined(separator: ",")
      return PlannedNumber(
        measure: variable, domain: name.isEmpty ? "all" : name, value: summary.total, achieved: nil,
        deviations: summary.standardDeviations, target: target.coefficientOfVariation, location: target.location)
    }
  }
}

// MARK: From the last survey

extension PlannedNumber {
  /// One number a domain of a question.
  /// - Parameters:
  ///   - shares: The part of each stratum's units in each domain, where the frame knows it: q × H.
  ///   - target: nil where the plan does not set one.
  static func numbers(
    _ question: EvidenceQuestion, _ spreads: StratumSpreads, shares: [[Double]]?, target: PlanTarget?
  ) -> [PlannedNumber] {
    question.domains.indices.compactMap { place in
      guard let value = question.estimates[place].value else { return nil }
      return PlannedNumber(
        measure: question.measure, domain: question.domains[place], value: value, achieved: question.estimates[place],
        deviations: !spreads.hasFirms
          ? nil
          : spreads.deviations(
            own: Array(question.values.column(place)), anywhere: question.anywhere(as: place), share: shares?[place]),
        target: target?.coefficientOfVariation, location: target?.location)
    }
  }
}
