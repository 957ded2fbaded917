import Documents
import Estimation

/// Reads `design.calibration`: the steps of weighting, in order.
struct WeightingDecoder {
  let data: DataDescription

  func steps(_ node: DocumentNode?) throws -> [WeightingColumns] {
    try (node?.sequence() ?? []).map(step)
  }

  private func step(_ node: DocumentNode) throws -> WeightingColumns {
    let pairs = try node.mapping()
    guard let type = pairs.first(where: { $0.key == "type" })?.value else {
      throw DocumentError(.missingKey(key: "type"), at: node.location, path: node.path, value: node.summary)
    }
    switch try type.choice(of: ["poststratify", "rake", "calibrate", "trim", "nonresponse", "propensity"]) {
    case "poststratify":
      let keyed = try KeyedDocument(node, known: ["type", "by", "counts"])
      return .poststratify(try margin(keyed))
    case "rake": return try raking(KeyedDocument(node, known: ["type", "margins", "tolerance", "max_iterations"]))
    case "calibrate": return .calibrate(try calibration(node))
    case "trim": return try trimming(KeyedDocument(node, known: ["type", "lower", "upper", "strict"]))
    case "nonresponse":
      let keyed = try KeyedDocument(node, known: ["type", "response", "by"])
      return .nonresponse(
        response: try keyed.required("response").string(),
        classes: try keyed.optional("by")?.strings(orSingle: true) ?? [])
    default:
      let keyed = try KeyedDocument(node, known: ["type", "response", "terms"])
      return .propensity(
        response: try keyed.required("response").string(),
        terms: try keyed.required("terms").sequence().map { try term($0, needsTotal: false) })
    }
  }

  // MARK: Margins

  private func raking(_ keyed: KeyedDocument) throws -> WeightingColumns {
    let node = try keyed.required("margins")
    let margins = try node.sequence().map { try margin(KeyedDocument($0, known: ["by", "counts"])) }
    guard !margins.isEmpty else { throw node.invalid(expected: "at least one margin") }
    return .rake(margins, try stopping(keyed))
  }

  private func margin(_ keyed: KeyedDocument) throws -> WeightingColumns.Margin {
    let by = try keyed.required("by")
    let factors = try by.strings(orSingle: true)
    guard !factors.isEmpty else { throw by.invalid(expected: "at least one factor") }
    let node = try keyed.required("counts")
    if case .sequence(let records) = node.value {
      return .init(factors: factors, counts: try records.map { try count($0, factors) })
    }
    return .init(factors: factors, counts: try node.mapping().map { try count($0.key, $0.value, factors) })
  }

  /// `{"a": "1", "b": "x", "count": 12}`
  private func count(_ node: DocumentNode, _ factors: [String]) throws -> WeightingColumns.Margin.Count {
    let keyed = try KeyedDocument(node, known: factors + ["count"])
    let levels = try factors.map { try keyed.required($0).text() }
    return .init(levels: levels, count: try positive(keyed.required("count")))
  }

  /// `"1": 12`, or for crossed factors `"1,x": 12` or `"a=1,b=x": 12`.
  private func count(
    _ key: String, _ node: DocumentNode, _ factors: [String]
  ) throws -> WeightingColumns.Margin.Count {
    guard factors.count > 1 else { return .init(levels: [key], count: try positive(node)) }
    var parts = key.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == factors.count else {
      throw node.invalid(
        expected:
          "a key of \(factors.count) levels with commas between them, one of each of \(factors.joined(separator: ", "))"
      )
    }
    for (place, factor) in factors.enumerated() where parts[place].hasPrefix(factor + "=") {
      parts[place] = String(parts[place].dropFirst(factor.count + 1))
    }
    return .init(levels: parts, count: try positive(node))
  }

  private func positive(_ node: DocumentNode) throws(DocumentError) -> Double {
    let count = try node.double()
    guard count > 0 else { throw node.invalid(expected: "a positive population count") }
    return count
  }

  // MARK: Calibration

  private func calibration(_ node: DocumentNode) throws -> CalibrationColumns {
    let known = [
      "type", "calfun", "terms", "bounds", "bounds_columns", "variance", "aggregate_stage", "by_cluster", "tolerance",
      "max_iterations",
    ]
    let keyed = try KeyedDocument(node, known: known)
    let clusters = keyed.optional("by_cluster")
    let termNode = try keyed.required("terms")
    let terms = try termNode.sequence().map { try term($0, needsTotal: clusters == nil) }
    guard !terms.isEmpty else { throw termNode.invalid(expected: "at least one term") }
    let distance = try keyed.optional("calfun")?.choice(of: CalibrationColumns.Distance.self) ?? .linear
    let bounds = try bounds(keyed)
    if distance == .logit, bounds == nil {
      throw node.invalid(expected: "bounds, which the logit distance is defined by")
    }
    return CalibrationColumns(
      distance: distance, terms: terms, bounds: bounds,
      variance: try keyed.optional("variance")?.string(),
      aggregateStage: try keyed.optional("aggregate_stage")?.int(),
      clusterTotals: try clusters.map { try clusterTotals($0, terms) }, stopping: try stopping(keyed))
  }

  private func term(_ node: DocumentNode, needsTotal: Bool) throws -> CalibrationColumns.Term {
    let keyed = try KeyedDocument(node, known: ["name", "type", "variable", "value", "total", "where"])
    let kind: CalibrationColumns.Term.Kind
    switch try keyed.required("type").choice(of: ["intercept", "numeric", "indicator"]) {
    case "intercept": kind = .intercept
    case "numeric": kind = .numeric(try keyed.required("variable").string())
    default: kind = .indicator(try keyed.required("variable").string(), level: try keyed.required("value").text())
    }
    let total = try needsTotal ? keyed.required("total").double() : keyed.optional("total")?.double() ?? 0
    let domain = try keyed.optional("where").map { try ConditionDecoder(data: data).conditions($0) } ?? []
    return .init(name: try keyed.optional("name")?.string() ?? kind.name, kind: kind, total: total, domain: domain)
  }

  private func bounds(_ keyed: KeyedDocument) throws -> CalibrationColumns.Bounds? {
    if let node = keyed.optional("bounds_columns") {
      let names = try node.strings()
      guard names.count == 2, keyed.optional("bounds") == nil else {
        throw node.invalid(expected: "two columns, lower and upper, and no bounds beside them")
      }
      return .columns(lower: names[0], upper: names[1])
    }
    guard let node = keyed.optional("bounds") else { return nil }
    let limits = try node.sequence().map { try $0.limit() }
    guard limits.count == 2, limits[0] < 1, limits[1] > 1 else {
      throw node.invalid(expected: "two numbers, the first below 1 and the second above it")
    }
    return .common(lower: limits[0], upper: limits[1])
  }

  /// By cluster, a total a term: a list in the order of the terms, or a map by their names.
  private func clusterTotals(
    _ node: DocumentNode, _ terms: [CalibrationColumns.Term]
  ) throws -> [CalibrationColumns.ClusterTotals] {
    try node.mapping().map { unit, node in
      if case .sequence = node.value { return .init(unit: unit, totals: try node.doubles(count: terms.count)) }
      let keyed = try KeyedDocument(node, known: terms.map(\.name))
      return .init(unit: unit, totals: try terms.map { try keyed.required($0.name).double() })
    }
  }

  // MARK: Trimming and stopping

  private func trimming(_ keyed: KeyedDocument) throws -> WeightingColumns {
    let (lower, upper) = (try keyed.optional("lower")?.limit(), try keyed.optional("upper")?.limit())
    guard lower != nil || upper != nil else { throw keyed.node.invalid(expected: "lower, upper, or both") }
    return .trim(lower: lower, upper: upper, strict: try keyed.optional("strict")?.bool() ?? false)
  }

  private func stopping(_ keyed: KeyedDocument) throws -> WeightingColumns.Stopping {
    let tolerance = try keyed.optional("tolerance")?.double()
    if let tolerance, !(tolerance > 0) { throw try keyed.required("tolerance").invalid(expected: "a positive number") }
    let most = try keyed.optional("max_iterations")?.int()
    if let most, most < 1 { throw try keyed.required("max_iterations").invalid(expected: "at least 1") }
    return .init(tolerance: tolerance, maximumIterations: most)
  }
}

extension CalibrationColumns.Term.Kind {
  /// `(Intercept)`, `x`, `x=level`
  var name: String {
    switch self {
    case .intercept: "(Intercept)"
    case .numeric(let column): column
    case .indicator(let column, let level): "\(column)=\(level)"
    }
  }
}

extension DocumentNode {
  fileprivate func doubles(count: Int) throws(DocumentError) -> [Double] {
    let values = try doubles()
    guard values.count == count else { throw invalid(expected: "\(count) numbers, one a term") }
    return values
  }

  /// A number, or `inf`, `-inf` for a side without a bound.
  fileprivate func limit() throws(DocumentError) -> Double {
    guard case .string(let text) = value else {
      if case .null = value { throw invalid(expected: "a number, inf or -inf") }
      return try double()
    }
    switch text.lowercased() {
    case "inf", "infinity", "+inf": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: throw invalid(expected: "a number, inf or -inf")
    }
  }
}
