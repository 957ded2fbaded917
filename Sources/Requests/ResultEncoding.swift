import Documents
import Estimation

extension RequestResults {
  /// The results as JSON: request name to answer or error, in the order of the file.
  public var json: JSONValue {
    .object(outcomes.map { (key: $0.name, value: $0.outcome.json) })
  }
}

extension RequestResults.Outcome {
  fileprivate var json: JSONValue {
    switch self {
    case .answer(.estimates(let estimates)): estimates.json
    case .answer(.count(let count)): count.json
    case .answer(.weights(let weights)): .object([("weights", .array(weights.map(JSONValue.double)))])
    case .answer(.design(let design)): design.json
    case .answer(.replicates(let replicates)): replicates.json
    case .fields(let fields): .object(fields)
    case .refusal(let refusal): .object([("error", refusal.json)])
    }
  }
}

extension Refusal {
  /// `{"kind": ..., "reason": ...}`
  public var json: JSONValue { .object([("kind", .string(kind)), ("reason", .string(reason))]) }
}

extension Estimates {
  fileprivate var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("labels", .strings(labels)), ("estimate", values.json), ("se", standardErrors.json),
      ("cv", coefficientsOfVariation.json), ("ci_lower", lower.json), ("ci_upper", upper.json),
    ]
    if let covariance { members.append(("vcov", .array(covariance.map(\.json)))) }
    members.append(("ci_df", degreesOfFreedom.isFinite ? .double(degreesOfFreedom) : .string("inf")))
    if let designEffects { members.append(("deff", designEffects.json)) }
    members.append(("n", .array(sampleSizes.map(JSONValue.int))))
    return .object(members + findings.members)
  }
}

extension SampleCount {
  fileprivate var json: JSONValue {
    .object(
      [
        ("n", .int(rows)), ("sum_of_weights", .double(sumOfWeights)),
        ("sum_of_squared_weights", .double(sumOfSquaredWeights)), ("effective_n", .double(orNull: effectiveSize)),
        ("degf", .int(degreesOfFreedom)),
      ] + findings.members)
  }
}

extension DesignInformation {
  fileprivate var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("n", .int(rows)), ("sum_of_weights", .double(sumOfWeights)), ("degf", .int(degreesOfFreedom)),
      ("strata", .array(stages.map { .int($0.strata) })), ("units", .array(stages.map { .int($0.units) })),
    ]
    if let replicates { members.append(("replicates", .int(replicates))) }
    return .object(members + findings.members)
  }
}

extension ReplicateSummary {
  fileprivate var json: JSONValue {
    let totals = weights.map { $0.reduce(0, +) }.sorted()
    return .object([
      ("number", .int(rscales.count)), ("scale", .double(scale)), ("rscales", .array(rscales.map(JSONValue.double))),
      ("sum_of_weights_sorted", .array(totals.map(JSONValue.double))),
      ("full_sample_total_weight", .double(fullSampleTotal)),
    ])
  }
}

extension [Double?] {
  fileprivate var json: JSONValue { .array(map(JSONValue.double(orNull:))) }
}

extension [Finding] {
  fileprivate var members: [(key: String, value: JSONValue)] {
    guard !isEmpty else { return [] }
    let list = map { finding in
      JSONValue.object([
        ("kind", .string(finding.kind)), ("where", .string(finding.subject)), ("message", .string(finding.message)),
      ])
    }
    return [("findings", .array(list))]
  }
}
