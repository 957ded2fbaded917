import Documents
import Estimation
import Regression

/// Reads one request against the columns of the data file; whatever is wrong in it refuses this request alone.
struct StatisticDecoder {
  let columns: ConditionDecoder
  /// Strata of the first stage, for the separate ratio estimator.
  let strata: String?

  /// Keys that every request may carry.
  private static let common = [
    "statistic", "by", "domain", "na_rm", "level", "ci_df", "deff", "vcov", "interval",
  ]
  private static let ignored = ["accept_error"]
  private static let ownKeys: [String: [String]] = [
    "total": ["variables", "categorical"],
    "mean": ["variables", "categorical"],
    "share": ["variables"],
    "ratio": [
      "numerators", "denominators", "numerator", "denominator", "denominator_total", "separate", "denominator_totals",
    ],
    "proportion": ["event", "ci_method"],
    "variance": ["variables"],
    "contrast": ["of", "contrasts"],
    "quantile": ["variables", "probs", "qrule", "interval_type"],
    "glm": ["outcome", "terms", "family", "link", "offset", "intercept", "wald_tests", "lrt_tests"],
    "chisq": ["variables", "method"],
    "ttest": ["variable", "group", "group_levels"],
    "ranktest": ["variable", "group", "group_levels", "test"],
    "count": [],
    "weights": [],
    "design_info": [],
    "replicate_weights": [],
  ]

  func request(_ node: DocumentNode) throws(Refusal) -> StatisticRequest {
    let name = try statisticName(node)
    do {
      let keyed = try KeyedDocument(node, known: Self.common + Self.ownKeys[name]!, ignored: Self.ignored)
      var request = StatisticRequest(try statistic(name, keyed))
      try readOptions(&request, keyed)
      return request
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as DocumentError {
      throw Refusal(error)
    } catch {
      throw .badInput("request", "\(node.location): \(error)")
    }
  }

  private func statisticName(_ node: DocumentNode) throws(Refusal) -> String {
    do {
      let pairs = try node.mapping()
      guard let value = pairs.first(where: { $0.key == "statistic" })?.value else {
        throw DocumentError(.missingKey(key: "statistic"), at: node.location, path: node.path, value: node.summary)
      }
      let name = try value.choice(of: Self.ownKeys.keys.sorted())
      return name
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as DocumentError {
      throw Refusal(error)
    } catch {
      throw .badInput("request", "\(node.location): \(error)")
    }
  }

  // MARK: Statistics

  private func statistic(_ name: String, _ keyed: KeyedDocument) throws -> Statistic {
    switch name {
    case "total": return .total(try measures(keyed))
    case "mean": return .mean(try measures(keyed))
    case "share": return .share(try numbers(keyed.required("variables")))
    case "variance": return .variance(try numbers(keyed.required("variables")))
    case "ratio": return try ratio(keyed)
    case "proportion":
      return .proportion(
        event: try columns.conditions(keyed.required("event")),
        interval: try keyed.optional("ci_method")?.choice(of: ProportionInterval.self) ?? .logit)
    case "contrast": return try contrast(keyed)
    case "quantile": return try quantile(keyed)
    case "glm": return .model(try ModelDecoder(columns: columns).model(keyed))
    case "chisq": return try independence(keyed)
    case "ttest": return .comparison(try comparison(keyed, .mean))
    case "ranktest":
      return .comparison(
        try comparison(keyed, .rank(try keyed.optional("test")?.choice(of: RankScore.self) ?? .wilcoxon)))
    case "weights": return .weights
    case "design_info": return .designInformation
    case "replicate_weights": return .replicateWeights
    default: return .count
    }
  }

  private func independence(_ keyed: KeyedDocument) throws -> Statistic {
    let node = try keyed.required("variables")
    let names = try node.strings()
    guard names.count == 2 else { throw node.invalid(expected: "two variables") }
    return .independence(
      try columns.factor(names[0], node), try columns.factor(names[1], node),
      try keyed.optional("method")?.choice(of: RaoScottTest.Method.self) ?? .secondOrder)
  }

  private func comparison(_ keyed: KeyedDocument, _ kind: ComparisonRequest.Kind) throws -> ComparisonRequest {
    let variable = try keyed.required("variable")
    let group = keyed.optional("group")
    if case .rank = kind, group == nil { _ = try keyed.required("group") }
    return ComparisonRequest(
      kind, variable: try columns.number(try variable.string(), variable),
      group: try group.map { try columns.factor(try $0.string(), $0) },
      levels: try keyed.optional("group_levels")?.sequence().map { level in try level.text() })
  }

  private func quantile(_ keyed: KeyedDocument) throws -> Statistic {
    let node = try keyed.required("probs")
    let probabilities = try node.doubles()
    guard !probabilities.isEmpty, probabilities.allSatisfy({ (0...1).contains($0) }) else {
      throw node.invalid(expected: "probabilities in [0, 1]")
    }
    return .quantile(
      try numbers(keyed.required("variables")), probabilities: probabilities,
      try keyed.optional("qrule")?.choice(of: QuantileRule.self) ?? .math,
      try keyed.optional("interval_type")?.choice(of: QuantileInterval.self) ?? .mean)
  }

  private func measures(_ keyed: KeyedDocument) throws -> [Measure] {
    let variables = try keyed.required("variables")
    let categorical = try keyed.optional("categorical")?.strings(orSingle: true) ?? []
    let names = try variables.nonEmptyStrings()
    if let stray = categorical.first(where: { !names.contains($0) }), let node = keyed.optional("categorical") {
      throw Refusal.badInput(
        "unknown_variable",
        "\(node.location): categorical names \(stray), which is not among the variables; add it there")
    }
    return try names.map { name in
      guard categorical.contains(name) else { return .number(try columns.number(name, variables)) }
      return .category(try columns.factor(name, variables))
    }
  }

  private func ratio(_ keyed: KeyedDocument) throws -> Statistic {
    let numerators = try numbers(try keyed.optional("numerator") ?? keyed.required("numerators"))
    let denominators = try numbers(try keyed.optional("denominator") ?? keyed.required("denominators"))
    let separate = try keyed.optional("separate")?.bool() ?? false
    guard separate || keyed.optional("denominator_total") != nil else {
      return .ratio(numerators: numerators, denominators: denominators)
    }
    guard numerators.count == 1, denominators.count == 1 else {
      throw keyed.node.invalid(expected: "one numerator and one denominator for a ratio estimator of a total")
    }
    guard separate else {
      let total = try keyed.required("denominator_total").double()
      return .combinedRatioTotal(numerator: numerators[0], denominator: denominators[0], denominatorTotal: total)
    }
    guard let strata else {
      throw keyed.node.invalid(expected: "a separate ratio estimator in a stratified design (design.strata)")
    }
    let totals = try keyed.required("denominator_totals").mapping().map { name, node throws(DocumentError) in
      StratumTotal(stratum: name, total: try node.double())
    }
    return .separateRatioTotal(
      numerator: numerators[0], denominator: denominators[0], strata: strata, denominatorTotals: totals)
  }

  private func contrast(_ keyed: KeyedDocument) throws -> Statistic {
    let inner = try request(keyed.required("of"))
    let contrasts = try keyed.required("contrasts").mapping().map { name, node throws(DocumentError) in
      if case .string(let text) = node.value { return Contrast(name: name, form: .expression(text)) }
      let coefficients = try node.mapping().map { label, value throws(DocumentError) in
        Contrast.Coefficient(label: label, value: try value.double())
      }
      return Contrast(name: name, form: .linear(coefficients))
    }
    return .contrast(of: inner, contrasts)
  }

  private func numbers(_ node: DocumentNode) throws -> [String] {
    try node.nonEmptyStrings().map { try columns.number($0, node) }
  }

  // MARK: Options

  private func readOptions(_ request: inout StatisticRequest, _ keyed: KeyedDocument) throws {
    if let by = keyed.optional("by") {
      guard request.statistic.takesFactors else {
        throw by.invalid(expected: "no factors for this statistic; use domain")
      }
      request.by = try by.strings(orSingle: true).map { try columns.factor($0, by) }
    }
    if let domain = keyed.optional("domain") { request.domain = try columns.conditions(domain) }
    request.dropsMissing = try keyed.optional("na_rm")?.bool() ?? false
    if let level = keyed.optional("level") {
      request.level = try level.double()
      guard request.level > 0, request.level < 1 else { throw level.invalid(expected: "a number in (0, 1)") }
    }
    if let freedom = keyed.optional("ci_df") { request.degreesOfFreedom = try degreesOfFreedom(freedom) }
    if let effect = keyed.optional("deff") { request.designEffect = try designEffect(effect) }
    request.covariance = try keyed.optional("vcov")?.bool()
    if let interval = keyed.optional("interval"), try interval.choice(of: ["t", "skewed"]) == "skewed" {
      request.interval = .skewed(replicates: 999, seed: 1)
    }
  }

  private func degreesOfFreedom(_ node: DocumentNode) throws(DocumentError) -> DegreesOfFreedom {
    if case .number = node.value {
      let value = try node.double()
      guard value > 0 else { throw node.invalid(expected: "design, inf or a positive number") }
      return .fixed(value)
    }
    return try node.choice(of: ["design", "inf"]) == "inf" ? .infinite : .design
  }

  private func designEffect(_ node: DocumentNode) throws(DocumentError) -> DesignEffectReference? {
    if case .bool(let wanted) = node.value { return wanted ? .withoutReplacement : nil }
    _ = try node.choice(of: ["with_replacement"])
    return .withReplacement
  }
}

extension Statistic {
  fileprivate var takesFactors: Bool {
    switch self {
    case .count, .weights, .designInformation, .replicateWeights, .model, .independence, .comparison: false
    default: true
    }
  }
}

extension DocumentNode {
  /// A number, or a list of numbers.
  func doubles() throws(DocumentError) -> [Double] {
    guard case .sequence(let nodes) = value else { return [try double()] }
    return try nodes.map { node throws(DocumentError) in try node.double() }
  }

  fileprivate func nonEmptyStrings() throws(DocumentError) -> [String] {
    let names = try strings(orSingle: true)
    guard !names.isEmpty else { throw invalid(expected: "at least one name") }
    return names
  }
}
