import Documents
import Estimation
import Regression

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
    case .answer(.model(let model)): model.json
    case .answer(.independence(let test)): test.json
    case .answer(.test(let test)): test.json
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
    if let intervalMethods {
      members.append(("interval_method", .array(intervalMethods.map { $0.map(JSONValue.string) ?? .null })))
    }
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

extension ModelEstimates {
  fileprivate var json: JSONValue {
    guard case .object(var members) = coefficients.json else { preconditionFailure("estimates are an object") }
    members += [
      ("t", tStatistics.json), ("p_value", pValues.json), ("df_residual", .double(residualFreedom)),
      ("dispersion", .double(orNull: dispersion)),
    ]
    for (name, test) in waldTests { members.append(("wald_\(name)", test.json)) }
    for (name, test) in likelihoodRatioTests { members.append(("lrt_\(name)", test.json)) }
    return .object(members)
  }
}

extension WaldTest {
  fileprivate var json: JSONValue {
    .object([
      ("F", .double(orNull: statistic)), ("df1", .double(numeratorFreedom)), ("df2", .double(denominatorFreedom)),
      ("p_value", .double(orNull: pValue)),
    ])
  }
}

extension LikelihoodRatioTest {
  fileprivate var json: JSONValue {
    .object([
      ("chisq", .double(statistic)), ("lambda", .array(eigenvalues.map(JSONValue.double))),
      ("df1", .int(eigenvalues.count)), ("df2", .double(denominatorFreedom)), ("p_value", .double(orNull: pValue)),
    ])
  }
}

extension RaoScottTest {
  fileprivate var json: JSONValue {
    .object([
      ("statistic", .double(orNull: statistic)), ("p_value", .double(orNull: pValue)),
      ("parameter", .array(parameters.map(JSONValue.double))),
    ])
  }
}

extension TestResult {
  fileprivate var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("statistic", .double(statistic)),
      ("df", degreesOfFreedom.count == 1 ? .double(degreesOfFreedom[0]) : degreesOfFreedom.map(Optional.some).json),
      ("p_value", .double(orNull: pValue)),
    ]
    if let estimate {
      members += [("estimate", [estimate].json), ("ci_lower", [lower].json), ("ci_upper", [upper].json)]
    }
    return .object(members + findings.members)
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
