import Documents
import Estimation

/// Reads one request against the columns of the data file; whatever is wrong in it refuses this request alone.
struct StatisticDecoder {
  let data: DataDescription
  /// Strata of the first stage, for the separate ratio estimator.
  let strata: String?
  let hasColumn: (String) -> Bool

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
    "variance": ["variables"],
    "contrast": ["of", "contrasts"],
    "count": [],
  ]
  private static let notBuilt = [
    "proportion", "quantile", "glm", "chisq", "ttest", "ranktest", "weights", "design_info", "replicate_weights",
    "stratum_summary", "allocation", "sample_size", "inclusion_probabilities", "joint_inclusion_probabilities",
    "fay_herriot", "input_output", "io_impact", "io_multipliers",
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
      let name = try value.choice(of: Self.ownKeys.keys.sorted() + Self.notBuilt)
      guard Self.ownKeys[name] != nil else { throw Refusal.notBuilt("the statistic \(name)") }
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
    case "contrast": return try contrast(keyed)
    default: return .count
    }
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
      guard categorical.contains(name) else { return .number(try number(name, variables)) }
      return .category(try factor(name, variables))
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

  // MARK: Columns

  private func numbers(_ node: DocumentNode) throws -> [String] {
    try node.nonEmptyStrings().map { try number($0, node) }
  }

  /// A column used as a number.
  func number(_ name: String, _ node: DocumentNode) throws(Refusal) -> String {
    try exists(name, node)
    guard data.type(of: name) != .text else {
      throw .badInput(
        "not_a_number",
        "\(node.location): column \(name) is declared a string and used as a number; list it under categorical or declare it "
          + "a number")
    }
    return name
  }

  /// A column used as a factor.
  func factor(_ name: String, _ node: DocumentNode) throws(Refusal) -> String {
    try exists(name, node)
    guard data.derivation(of: name) == nil else {
      throw .badInput("not_a_factor", "\(node.location): \(name) is a derived number and has no levels; use a column")
    }
    return name
  }

  private func exists(_ name: String, _ node: DocumentNode) throws(Refusal) {
    guard data.derivation(of: name) != nil || hasColumn(name) else {
      throw .badInput(
        "unknown_variable", "\(node.location): the data have no column \(name); see the header of \(data.file)")
    }
  }

  // MARK: Options

  private func readOptions(_ request: inout StatisticRequest, _ keyed: KeyedDocument) throws {
    if let by = keyed.optional("by") {
      guard request.statistic != .count else { throw by.invalid(expected: "no factors for count; use domain") }
      request.by = try by.strings(orSingle: true).map { try factor($0, by) }
    }
    if let domain = keyed.optional("domain") { request.domain = try conditions(domain) }
    request.dropsMissing = try keyed.optional("na_rm")?.bool() ?? false
    if let level = keyed.optional("level") {
      request.level = try level.double()
      guard request.level > 0, request.level < 1 else { throw level.invalid(expected: "a number in (0, 1)") }
    }
    if let freedom = keyed.optional("ci_df") { request.degreesOfFreedom = try degreesOfFreedom(freedom) }
    if let effect = keyed.optional("deff") { request.designEffect = try designEffect(effect) }
    request.covariance = try keyed.optional("vcov")?.bool()
    if let interval = keyed.optional("interval"), try interval.choice(of: ["t", "skewed"]) == "skewed" {
      throw Refusal.notBuilt("interval skewed")
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

  // MARK: Domains

  /// One condition, or a list of conditions that all hold.
  func conditions(_ node: DocumentNode) throws -> [DomainCondition] {
    guard case .sequence(let nodes) = node.value else { return [try condition(node)] }
    return try nodes.map(condition)
  }

  private func condition(_ node: DocumentNode) throws -> DomainCondition {
    let keyed = try KeyedDocument(node, known: ["variable", "op", "value"])
    let name = try keyed.required("variable").string()
    let comparison = try keyed.required("op").choice(of: DomainCondition.Comparison.self)
    let value = try keyed.required("value")
    let values: [DocumentNode] = if case .sequence(let list) = value.value { list } else { [value] }
    guard comparison == .isIn || values.count == 1 else { throw value.invalid(expected: "one value, or op in") }
    let isNumeric = values.allSatisfy { if case .number = $0.value { true } else { false } }
    if isNumeric, data.type(of: name) != .text {
      return .number(column: try number(name, node), comparison, try values.map { value in try value.double() })
    }
    guard [.equal, .notEqual, .isIn].contains(comparison) else {
      throw value.invalid(expected: "a number after \(comparison.rawValue): text has no order; use ==, != or in")
    }
    return .level(
      column: try factor(name, node), isOneOf: try values.map { value in try value.text() },
      negated: comparison == .notEqual)
  }
}

extension DocumentNode {
  fileprivate func nonEmptyStrings() throws(DocumentError) -> [String] {
    let names = try strings(orSingle: true)
    guard !names.isEmpty else { throw invalid(expected: "at least one name") }
    return names
  }
}
