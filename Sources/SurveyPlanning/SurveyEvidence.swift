import Estimation
import LinearAlgebra
import Microdata
import Studies
import TradeImpact

/// What the last survey says about the numbers that the new one is planned for.
///
/// A published number is an estimate with a linearised value for each firm. Its variance under a new design depends on how
/// those values spread within the new strata, so they are all that the plan needs of last year's answers.
struct SurveyEvidence {
  let questions: [EvidenceQuestion]
  /// n weights of last year's respondents.
  let weights: [Double]
  /// n identifiers, or what else rows are found in the frame by.
  let links: Factor

  /// - Parameters:
  ///   - year: The year of the study whose sample it is.
  ///   - targets: What the plan sets a precision for, beside all that the study publishes.
  ///   - link: The column by which rows are found in the frame.
  /// - Throws: ``PlanningError``.
  init(
    _ study: Study, year: Study.Year, targets: [StatisticRequest], linkedBy link: String, threads: Int
  ) throws(PlanningError) {
    do {
      var requests = targets
      for request in study.tableRequests(totals: nil) where !requests.contains(request) { requests.append(request) }
      let denominators = requests.map(\.denominator)
      let plan = EstimationPlan(design: study.design, requests: requests + denominators.compactMap(\.self))
      let (block, links) = try Self.rows(study, year, plan, link, threads: threads)
      let sample = try LinearizedSample(block, plan, threads: threads)
      var scales = sample.answers.dropFirst(requests.count)
      questions = zip(zip(requests, denominators), sample.answers).map { asked, answer in
        EvidenceQuestion(asked.0, answer, scale: asked.1.flatMap { _ in scales.popFirst() }?.estimates)
      }
      (weights, self.links) = (sample.weights, links)
    } catch { throw PlanningError(error) }
  }

  /// All rows with the columns of a plan, and the link of each.
  private static func rows(
    _ study: Study, _ year: Study.Year, _ plan: EstimationPlan, _ link: String, threads: Int
  ) throws -> (RowBlock, Factor) {
    let linked = EstimationPlan.Column(name: link, role: .factor)
    let columns = plan.columns.contains(linked) ? plan.columns : plan.columns + [linked]
    let rows = try study.answers(of: year, columns, orderedBy: linked, threads: threads)
    guard case .factor(let codes, let levels) = rows.columns[columns.firstIndex(of: linked)!] else {
      preconditionFailure("a link is read as a factor")
    }
    return (
      rows.replacing(columns: Array(rows.columns.prefix(plan.columns.count))), Factor(levels: levels, codes: codes)
    )
  }
}

/// One request of the last survey: its estimates, one a domain, and how firms differ.
struct EvidenceQuestion {
  /// `direct_loss`, `affected (mean)`, `direct_loss/exports`.
  let measure: String
  /// q domains: `sector=agri_food`; `all` without factors.
  let domains: [String]
  let estimates: [Estimate]
  /// n × q linearised values z_kd, in the unit of the estimate, zero outside the domain.
  let values: Matrix
  /// q denominators of means and ratios, 1 for totals.
  private let scales: [Double]

  init(_ request: StatisticRequest, _ answer: LinearizedSample.Answer, scale: Estimates?) {
    let estimates = answer.estimates
    measure = request.statistic.planName
    let conditions = request.domain.map(\.planName)
    domains = estimates.labels.map { label in
      let level = label.firstIndex(of: "|").map { [String(label[..<$0])] } ?? []
      return (conditions + level).isEmpty ? "all" : (conditions + level).joined(separator: ",")
    }
    self.estimates = estimates.labels.indices.map { estimates[$0] }
    values = answer.values
    scales = self.estimates.indices.map { place in scale.flatMap { $0[place].value } ?? 1 }
  }

  /// n values of the linearised variable of one domain as they would be if every row were in it.
  ///
  /// A row of domain e has z = (y - R_e x) / X_e there; in domain d the same deviation counts 1/X_d. Where a row has a part in
  /// several estimates, as in shares, there is no such value, and that of the domain itself is returned.
  func anywhere(as place: Int) -> [Double] {
    let columns = domains.indices.map { values.column($0) }
    var result = Array(columns[place])
    for row in result.indices {
      let parts = columns.indices.filter { columns[$0][columns[$0].startIndex + row] != 0 }
      guard parts.count == 1, parts[0] != place else { continue }
      result[row] = columns[parts[0]][columns[parts[0]].startIndex + row] * scales[parts[0]] / scales[place]
    }
    return result
  }
}

extension StatisticRequest {
  /// What the statistic divides by, in each of its domains.
  fileprivate var denominator: StatisticRequest? {
    var request = self
    request.designEffect = nil
    switch statistic {
    case .mean: request.statistic = .total([.number("firms")])
    case .ratio(_, let denominators): request.statistic = .total([.number(denominators[0])])
    default: return nil
    }
    return request
  }
}

extension Statistic {
  /// The name of what is estimated, one that tells totals from means.
  var planName: String {
    func names(_ measures: [Measure]) -> String { measures.map(\.column).joined(separator: "+") }
    switch self {
    case .total(let measures): return names(measures)
    case .mean(let measures): return names(measures) + " (mean)"
    case .ratio(let numerators, let denominators):
      return numerators.joined(separator: "+") + "/" + denominators.joined(separator: "+")
    case .share(let columns): return columns.joined(separator: "+") + " (share)"
    default: return "statistic"
    }
  }
}

extension DomainCondition {
  fileprivate var planName: String {
    switch self {
    case .level(let column, let levels, let negated):
      "\(column)\(negated ? "!=" : "=")\(levels.joined(separator: "|"))"
    case .number(let column, _, let values): "\(column)=\(values.map(\.shortest).joined(separator: "|"))"
    }
  }
}
