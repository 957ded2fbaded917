import Documents
import TradeImpact

extension Exposure {
  private static let keys = ["year", "exports", "share_of_exports", "firms", "references", "survey"]

  init(decoding node: DocumentNode, market: String, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    year = try keyed.required("year").year()
    survey = try keyed.optional("survey").map { node throws(DocumentError) in try SurveySource(decoding: node) }
    markets =
      try keyed.optional("exports").map { node throws(DocumentError) in
        try Market.list(node, market: market, context)
      } ?? []
    shareOfExports = try keyed.optional("share_of_exports").map { node throws(DocumentError) in
      try Quantity(
        decoding: node,
        .share("share_of_exports", zh: "受影响出口占比", en: "share of exports that the measure meets", acrossFirms: false),
        context)
    }
    firms = try keyed.optional("firms").map { node throws(DocumentError) in
      try Quantity(
        decoding: node,
        QuantityRule(
          "firms", LocalizedText(zh: "涉及企业数", en: "firms concerned"), .count("firms"),
          Double.leastNonzeroMagnitude...Double.infinity, "a number of firms above 0"),
        context)
    }
    references = try (keyed.optional("references")?.sequence() ?? []).map { node throws(DocumentError) in
      try Reference(decoding: node, context)
    }
    try checkExports(keyed)
  }

  /// Exports are given, or are a share of what the survey's firms export: one of the two.
  private func checkExports(_ keyed: KeyedDocument) throws(DocumentError) {
    if let share = keyed.optional("share_of_exports") {
      guard survey != nil else { throw share.invalid(expected: "it together with survey, whose exports it is of") }
      guard markets.isEmpty else { throw share.invalid(expected: "either exports or share_of_exports") }
    } else if markets.isEmpty {
      throw keyed.node.invalid(expected: "the key 'exports', or 'survey' with 'share_of_exports'")
    }
  }
}

extension Exposure.Market {
  /// Reads one quantity for the market of the measure, or a list of them with the key `market`.
  fileprivate static func list(
    _ node: DocumentNode, market: String, _ context: QuantityContext
  ) throws(DocumentError) -> [Exposure.Market] {
    guard case .sequence(let nodes) = node.value else {
      return [Exposure.Market(code: market, exports: try exports(node, "exports", context))]
    }
    guard !nodes.isEmpty else { throw node.invalid(expected: "at least one market") }
    var markets: [Exposure.Market] = []
    for one in nodes {
      let keyed = try KeyedDocument(one, known: ["market", "exports"])
      let code = try keyed.required("market").nonEmptyText()
      guard !markets.contains(where: { $0.code == code }) else {
        throw try keyed.required("market").invalid(expected: "each market once")
      }
      markets.append(
        Exposure.Market(code: code, exports: try exports(keyed.required("exports"), "exports.\(code)", context)))
    }
    return markets
  }

  private static func exports(
    _ node: DocumentNode, _ name: String, _ context: QuantityContext
  ) throws(DocumentError) -> Quantity {
    try Quantity(
      decoding: node,
      QuantityRule(
        name, LocalizedText(zh: "受影响出口额", en: "exposed exports"), .money,
        Double.leastNonzeroMagnitude...Double.infinity, "an amount above 0"),
      context)
  }
}

extension Exposure.Reference {
  fileprivate init(decoding node: DocumentNode, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["label", "value", "unit", "source"])
    label = try LocalizedText(decoding: keyed.required("label"))
    let unit = try keyed.required("unit")
    let value = try keyed.required("value")
    guard try value.double() > 0 else { throw value.invalid(expected: "an amount above 0") }
    amount =
      try value.double() * context.rates.factor(of: MoneyUnit(decoding: unit), in: context.currency, at: unit)
    source = try keyed.required("source").source()
  }
}

extension SurveySource {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["study", "year", "sectors", "region", "city", "replicates"])
    study = try keyed.required("study").nonEmptyText()
    year = try keyed.required("year").year()
    sectors = try keyed.optional("sectors")?.strings(orSingle: true) ?? []
    region = try keyed.optional("region")?.nonEmptyText()
    city = try keyed.optional("city")?.nonEmptyText()
    if region == nil, let city = keyed.optional("city") {
      throw city.invalid(expected: "the city together with the region that it lies in")
    }
    let count = try keyed.required("replicates")
    guard try (2...10_000).contains(count.int()) else { throw count.invalid(expected: "a number from 2 to 10000") }
    replicates = try count.int()
  }
}

extension DocumentNode {
  func year() throws(DocumentError) -> Int {
    let year = try int()
    guard (1900...2200).contains(year) else { throw invalid(expected: "a year from 1900 to 2200") }
    return year
  }
}
