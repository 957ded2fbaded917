import Estimation
import InfluentialUnits
import Replication
import Sampling
import TradeImpact

/// Totals of a year's sample under some weighting.
struct CalibratedTotals {
  private let study: Study
  private let answers: YearAnswers
  private let threads: Int

  init(_ study: Study, _ answers: YearAnswers, threads: Int) {
    (self.study, self.answers, self.threads) = (study, answers, threads)
  }

  var subjects: [YearRecommendation.Subject] {
    study.classifications.sector.codes.map { .sector($0) } + [.nation] + (study.scaling == nil ? [] : [.parent])
  }

  private static func requests(_ study: Study) -> [StatisticRequest] {
    let total = Statistic.total(ImpactMeasure.amounts.map { .number($0.rawValue) })
    var requests = [[], ["sector"]].map { StatisticRequest(total, by: $0, level: study.level, covariance: false) }
    if let scaling = study.scaling {
      let parent = DomainCondition.level(column: "region", isOneOf: [scaling.parent], negated: false)
      requests.append(StatisticRequest(total, domain: [parent], level: study.level, covariance: false))
    }
    return requests
  }

  /// The estimate of a variable for a subject.
  /// - Parameter replicates: Of a bootstrap that repeats the weighting in each; nil: linearised residuals.
  func estimates(
    _ weighting: [WeightingColumns], winsorised: Bool = false, replicates: Int? = nil
  ) throws -> (ImpactMeasure, YearRecommendation.Subject) -> Estimate? {
    var design = study.design
    var variance = VarianceMethod.linearised
    if let replicates {
      let method = ReplicateMethod.raoWuYue(replicates: replicates)
      variance = .builtReplicates(method, seed: UInt64(bitPattern: Int64(study.seed)), centersOnFullSample: true)
      // A stratum with one answer has no spread to resample: it adds none.
      if design.singletons == .adjust { design.singletons = .certainty }
    }
    let plan = EstimationPlan(design: design, variance: variance, weighting: weighting, requests: Self.requests(study))
    let block = answers.block(for: plan, changing: winsorised ? try self.winsorised() : [:])
    let found = try plan.answers(from: block, threads: threads).map { try $0.get() }
    return { measure, subject in
      let (place, label) =
        switch subject {
        case .nation: (0, measure.rawValue)
        case .sector(let code): (1, "sector=\(code)|\(measure.rawValue)")
        case .parent, .city: (2, measure.rawValue)
        }
      guard found.indices.contains(place), case .estimates(let estimates) = found[place] else { return nil }
      return estimates[label]
    }
  }

  /// Amounts with those beyond their cut-offs replaced, as the design's weights see them.
  private func winsorised() throws -> [String: [Double]] {
    let found = try ImpactMeasure.amounts.map { measure in
      (measure.rawValue, try Winsorisation(of: answers.amounts(measure)).values)
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  /// What the amounts and their weights need of every firm.
  static func need(_ study: Study, _ rule: Study.Recommendation) -> AnswerNeed {
    AnswerNeed(
      "the recommended estimates are made",
      EstimationPlan(design: study.design, requests: requests(study)).columns, numbers: ["frame_exports"],
      factors: rule.factors)
  }
}
