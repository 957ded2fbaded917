import Documents
import EconomicLinkages
import Reporting
import TradeImpact
import UncertaintyAnalysis

extension Scenario {
  static let keys = [
    "scenario", "title", "measure", "unit", "currencies", "exposure", "costs", "models", "shipments", "response",
    "trade_response", "knock_on",
    "schedule", "probability", "adopted_part", "correlations", "sampling", "reported", "notes",
  ]

  /// - Throws: ``ScenarioError`` with file, line, value and the way out.
  public init(contentsOf path: String, classifications: Classifications = .bundled) throws(ScenarioError) {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw ScenarioError("\(error)") }
    do throws(DocumentError) {
      try self.init(decoding: DocumentParser.yaml(bytes, file: path), path: path, classifications: classifications)
    } catch { throw ScenarioError("\(error)") }
  }

  /// - Parameter path: Of the file, which other paths are relative to.
  public init(
    decoding node: DocumentNode, path: String, classifications: Classifications = .bundled
  ) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    self.path = path
    name = try Self.name(keyed.required("scenario"))
    title = try LocalizedText(decoding: keyed.required("title"))
    measure = try RegulatoryMeasure(decoding: keyed.required("measure"), classifications)
    unit = try Self.unit(keyed.required("unit"))
    rates =
      try keyed.optional("currencies").map { node throws(DocumentError) in
        try ExchangeRates(decoding: node)
      } ?? .empty
    let context = QuantityContext(rates: rates, currency: unit.base)
    let folder = RelativePath.folder(of: path)
    exposure = try Exposure(decoding: keyed.required("exposure"), of: measure, folder: folder, context)
    costs = try Self.costs(keyed.required("costs"), context)
    models = try Self.count(keyed, "models", LocalizedText(zh: "每家企业型号数", en: "models of a firm"), context)
    shipments = try Self.count(
      keyed, "shipments", LocalizedText(zh: "每家企业年发货批次", en: "shipments of a firm a year"), context)
    response =
      try keyed.optional("response").map { node throws(DocumentError) in
        try FirmResponse(decoding: node, context)
      } ?? .unmodelled
    tradeResponse = try keyed.optional("trade_response").map { node throws(DocumentError) in
      try TradeResponseDefinition(decoding: node, folder: folder)
    }
    knockOn = try keyed.optional("knock_on").map { node throws(DocumentError) in
      try KnockOnDefinition(decoding: node, folder: folder)
    }
    schedule = try Schedule(decoding: keyed.required("schedule"), context)
    probability = try Self.share(keyed, "probability", zh: "措施生效的概率", en: "probability of entry into force", context)
    adoptedPart = try Self.share(
      keyed, "adopted_part", zh: "草案要求被采纳的部分", en: "part of the draft that is adopted", context)
    sampling = try Sampling(decoding: keyed.required("sampling"))
    reported = try Self.list(keyed, "reported") { node throws(DocumentError) in
      try ReportedFigure(decoding: node, context)
    }
    notes = try Self.list(keyed, "notes") { node throws(DocumentError) in try LocalizedText(decoding: node) }
    correlations = try Self.list(keyed, "correlations") { node throws(DocumentError) in
      try RankCorrelation(decoding: node)
    }
    try checkCounts(keyed)
    try checkCurrency(keyed)
    try checkCorrelations(keyed)
  }

  // MARK: Parts

  private static func name(_ node: DocumentNode) throws(DocumentError) -> String {
    let name = try node.text()
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }) else {
      throw node.invalid(expected: "letters, digits and hyphens, such as eu-network-standby")
    }
    return name
  }

  private static func unit(_ node: DocumentNode) throws(DocumentError) -> DisplayUnit {
    let amounts = DisplayUnit.allCases.filter { ["CNY", "USD"].contains($0.base) }
    let word = try node.choice(of: amounts.map(\.rawValue))
    return amounts.first { $0.rawValue == word }!
  }

  private static func costs(
    _ node: DocumentNode, _ context: QuantityContext
  ) throws(DocumentError) -> [CostComponent] {
    var costs: [CostComponent] = []
    for one in try node.sequence() {
      let cost = try CostComponent(decoding: one, context)
      guard !costs.contains(where: { $0.id == cost.id }) else {
        throw one.invalid(expected: "each id once (\(cost.id) occurs above)")
      }
      costs.append(cost)
    }
    return costs
  }

  private static func count(
    _ keyed: KeyedDocument, _ key: String, _ label: LocalizedText, _ context: QuantityContext
  ) throws(DocumentError) -> Quantity? {
    try keyed.optional(key).map { node throws(DocumentError) in
      try Quantity(
        decoding: node,
        QuantityRule(
          key, label, .count(key), 0...Double.infinity, "numbers of 0 or more", mayVaryAcrossFirms: true), context)
    }
  }

  private static func share(
    _ keyed: KeyedDocument, _ key: String, zh: String, en: String, _ context: QuantityContext
  ) throws(DocumentError) -> Quantity? {
    try keyed.optional(key).map { node throws(DocumentError) in
      try Quantity(decoding: node, .share(key, zh: zh, en: en, acrossFirms: false), context)
    }
  }

  private static func list<Element>(
    _ keyed: KeyedDocument, _ key: String, _ element: (DocumentNode) throws(DocumentError) -> Element
  ) throws(DocumentError) -> [Element] {
    try (keyed.optional(key)?.sequence() ?? []).map { node throws(DocumentError) in try element(node) }
  }

  // MARK: What belongs together

  /// Tables of the economy and the survey are in yuan.
  private func checkCurrency(_ keyed: KeyedDocument) throws(DocumentError) {
    guard tradeResponse != nil || knockOn != nil || exposure.survey != nil, rates.yuan(of: currency) == nil else {
      return
    }
    throw try keyed.required("unit").invalid(
      expected:
        "it with its rate, since the survey and other tables are in yuan: add currencies: {\(currency): {yuan: ..., "
        + "date: ..., source: ...}}")
  }

  /// What is paid by firm, model or shipment needs their number.
  private func checkCounts(_ keyed: KeyedDocument) throws(DocumentError) {
    for (i, cost) in costs.enumerated() {
      let place = try keyed.required("costs").sequence()[i]
      if case .model = cost.basis, models == nil { throw Self.lacks("models", cost, place) }
      if case .shipment = cost.basis, shipments == nil { throw Self.lacks("shipments", cost, place) }
      if cost.isCountedByFirms, exposure.firms == nil, exposure.survey == nil {
        throw place.invalid(
          expected: "per: value, or add exposure: firms, the number of firms that \(cost.id) is paid by")
      }
    }
    for quantity in quantities where exposure.survey == nil {
      guard case .survey(let column) = quantity.knowledge else { continue }
      throw keyed.node.invalid(
        expected:
          "exposure: survey, from which \(quantity.name) takes \(column); or give \(quantity.name) as a distribution")
    }
  }

  private static func lacks(_ key: String, _ cost: CostComponent, _ node: DocumentNode) -> DocumentError {
    node.invalid(
      expected: "the scenario's key '\(key)', a distribution with its source, since \(cost.id) is paid by \(key)")
  }

  private func checkCorrelations(_ keyed: KeyedDocument) throws(DocumentError) {
    let uncertain = uncertainQuantities.map(\.name)
    for (i, correlation) in correlations.enumerated() {
      let node = try keyed.required("correlations").sequence()[i]
      for name in [correlation.first, correlation.second] where !uncertain.contains(name) {
        throw node.invalid(expected: "names of uncertain inputs: \(uncertain.joined(separator: ", "))")
      }
      guard abs(correlation.value) < 1 else { throw node.invalid(expected: "a rank correlation between -1 and 1") }
    }
  }
}

extension RankCorrelation {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["between", "rank"])
    let pair = try keyed.required("between").strings()
    guard pair.count == 2, pair[0] != pair[1] else {
      throw try keyed.required("between").invalid(expected: "the names of two inputs")
    }
    self.init(pair[0], pair[1], try keyed.required("rank").double())
  }
}

extension Scenario.Sampling {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["draws", "sobol_points", "seed"])
    draws = try Self.positive(keyed.required("draws"), 32...10_000_000)
    sobolPoints = try Self.positive(keyed.required("sobol_points"), 16...1_000_000)
    let seedNode = try keyed.required("seed")
    guard try seedNode.int() >= 0 else { throw seedNode.invalid(expected: "a whole number of 0 or more") }
    seed = UInt64(try seedNode.int())
  }

  private static func positive(_ node: DocumentNode, _ range: ClosedRange<Int>) throws(DocumentError) -> Int {
    guard try range.contains(node.int()) else {
      throw node.invalid(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return try node.int()
  }
}
