import Documents
import NotificationScreening
import TradeImpact
import UncertaintyAnalysis

extension Exposure {
  private static let keys = ["year", "exports", "share_of_exports", "firms", "references", "survey"]

  init(
    decoding node: DocumentNode, of measure: RegulatoryMeasure, folder: String, _ context: QuantityContext
  ) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    let reader = MarketReader(hsCodes: measure.hsCodes, folder: folder, context: context)
    year = try keyed.required("year").year()
    survey = try keyed.optional("survey").map { node throws(DocumentError) in try SurveySource(decoding: node) }
    markets =
      try keyed.optional("exports").map { node throws(DocumentError) in
        try reader.list(node, market: measure.market)
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

/// Exports to each market, given or summed from a file of trade.
private struct MarketReader {
  let hsCodes: [String]
  let folder: String
  let context: QuantityContext

  /// Reads one quantity for the market of the measure, or a list of them with the key `market`.
  func list(_ node: DocumentNode, market: String) throws(DocumentError) -> [Exposure.Market] {
    guard case .sequence(let nodes) = node.value else {
      return [try self.market(node, market, "exports")]
    }
    guard !nodes.isEmpty else { throw node.invalid(expected: "at least one market") }
    var markets: [Exposure.Market] = []
    for one in nodes {
      let keyed = try KeyedDocument(one, known: ["market", "exports"])
      let code = try keyed.required("market").nonEmptyText()
      guard !markets.contains(where: { $0.code == code }) else {
        throw try keyed.required("market").invalid(expected: "each market once")
      }
      markets.append(try self.market(keyed.required("exports"), code, "exports.\(code)"))
    }
    return markets
  }

  private func market(_ node: DocumentNode, _ code: String, _ name: String) throws(DocumentError) -> Exposure.Market {
    let label = LocalizedText(zh: "受影响出口额", en: "exposed exports")
    if let file = try node.mapping().first(where: { $0.key == "trade" })?.value {
      return Exposure.Market(code: code, exports: try sum(node, to: code, name, label), tradeFile: try place(of: file))
    }
    let rule = QuantityRule(
      name, label, .money, Double.leastNonzeroMagnitude...Double.infinity, "an amount above 0")
    return Exposure.Market(code: code, exports: try Quantity(decoding: node, rule, context), tradeFile: nil)
  }

  private func place(of file: DocumentNode) throws(DocumentError) -> String {
    RelativePath.resolve(try file.nonEmptyText(), in: folder)
  }

  /// Reads `{trade: exports.csv, year: 2019, source: ...}`: the lines of the measure's HS codes and of the market.
  private func sum(
    _ node: DocumentNode, to market: String, _ name: String, _ label: LocalizedText
  ) throws(DocumentError) -> Quantity {
    let keyed = try KeyedDocument(node, known: ["trade", "year", "source"])
    let file = try keyed.required("trade")
    guard !hsCodes.isEmpty else {
      throw file.invalid(expected: "exports as an amount, or add measure: hs, the codes to sum the file over")
    }
    let sum = try exportSum(file, year: keyed.optional("year")?.year(), market)
    guard let yuan = context.rates.yuan(of: context.currency) else {
      throw file.invalid(expected: "it with the rate of \(context.currency) under currencies, since the sum is in yuan")
    }
    return Quantity(
      name: name, label: label, dimension: .money, knowledge: .distribution(try fixed(sum.exports, file)),
      variation: .knowledge, unit: "元", factor: 1 / yuan, source: try keyed.required("source").source())
  }

  private func exportSum(_ file: DocumentNode, year: Int?, _ market: String) throws(DocumentError) -> ExportSum {
    let options = ExportLines.Options(year: year, dollarRate: context.rates["USD"]?.yuan)
    let lines: ExportLines
    do { lines = try ExportLines(path: place(of: file), options) } catch {
      throw file.invalid(expected: "a file of exports by market and HS code (\(error))")
    }
    guard let sum = lines.exports(of: hsCodes, to: market), sum.exports > 0 else {
      throw file.invalid(expected: "a file with exports of \(hsCodes.joined(separator: ", ")) to \(market)")
    }
    guard sum.linesWithoutExports == 0 else {
      throw file.invalid(
        expected:
          "a file whose exports of these codes are known; \(sum.linesWithoutExports) of \(sum.lineCount) lines have none"
      )
    }
    return sum
  }

  private func fixed(_ value: Double, _ node: DocumentNode) throws(DocumentError) -> InputDistribution {
    do { return try .fixed(value) } catch { throw node.invalid(expected: "\(error)") }
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
