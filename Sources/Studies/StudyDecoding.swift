import Documents
import Figures
import Microdata
import Reporting
import Sampling
import TradeImpact

extension Study {
  private static let keys = [
    "study", "title", "synthetic", "years", "columns", "encoding", "units", "classifications", "design", "editing",
    "weighting", "estimator", "variance", "level", "intervals", "tables", "figures", "influence", "causes",
    "small_domains", "recommended", "imputation", "nonresponse", "quality", "scaling", "published", "release",
    "outputs",
    "languages", "seed",
  ]
  /// Keys of the format whose part of the program does not exist yet.
  static let notBuilt = ["weighting"]

  /// - Parameters:
  ///   - yaml: The text of the study file.
  ///   - path: Where it comes from.
  ///   - read: Reads a file that the study names, given its path: table definitions and classifications.
  /// - Throws: ``StudyError`` with the line of the key.
  public init(
    yaml: [UInt8], path: String, reading read: (String) throws(StudyError) -> [UInt8]
  ) throws(StudyError) {
    do { try self.init(decoding: DocumentParser.yaml(yaml, file: path), path: path, reading: read) } catch {
      throw StudyError(error)
    }
  }

  /// - Throws: `DocumentError` and the errors of classifications and designs, or ``StudyError`` of `read`.
  init(decoding document: DocumentNode, path: String, reading read: (String) throws(StudyError) -> [UInt8]) throws {
    let keyed = try KeyedDocument(document, known: Self.keys)
    for key in Self.notBuilt where keyed.optional(key) != nil {
      throw StudyError.notBuilt(key: key, at: keyed.optional(key)!.location)
    }
    try Self.requireTheOnlyMethods(keyed)
    self.path = path
    name = try keyed.required("study").text()
    title = try LocalizedText(decoding: keyed.required("title"))
    isSynthetic = try keyed.optional("synthetic")?.bool() ?? false
    classifications = try Self.classifications(keyed.optional("classifications"), path, read)
    years = try Self.years(keyed, classifications)
    design = try Self.design(keyed.required("design"))
    (unitErrors, outlyingRate) = try Self.editing(keyed.optional("editing"))
    let names = years.map(\.year)
    let definitions = try Self.tables(keyed.optional("tables"), path, read)
      .map { [classifications] in $0.expanded(years: names) { classifications.levels($0) } }
    (tables, studyTables) = (definitions.filter { $0.span == .year }, definitions.filter { $0.span != .year })
    hasQuality = try keyed.optional("quality")?.bool() ?? false
    figures =
      try keyed.optional("figures").map { node in
        try FigureSelection(decoding: node) { name in
          let file = RelativePath.resolve(name, besides: path)
          return try FigureDefinition(yaml: try read(file), file: file)
        }
      } ?? .standard
    influence = try keyed.optional("influence").map(Influence.init(decoding:))
    level = try Self.level(keyed.optional("level"))
    intervals = try Self.intervals(keyed.optional("intervals"), level: level)
    scaling = try keyed.optional("scaling").map(Scaling.init(decoding:))
    countsCauses = try keyed.optional("causes")?.choice(of: ["fractional", "all"]) == "all"
    imputation = try keyed.optional("imputation").map(ItemImputation.init(decoding:))
    nonresponse = try keyed.optional("nonresponse").map(Nonresponse.init(decoding:))
    recommendation = try keyed.optional("recommended").map(Recommendation.init(decoding:))
    smallDomains = try keyed.optional("small_domains").map(SmallDomains.init(decoding:))
    release = try keyed.optional("release").map { node in
      try Release(decoding: node) { name in
        let file = RelativePath.resolve(name, besides: path)
        return (file, try read(file))
      }
    }
    published = try keyed.optional("published")?.string()
    languages = try keyed.optional("languages")?.sequence().map { try $0.choice(of: Language.self) } ?? [.zh, .en]
    outputs =
      try keyed.optional("outputs").map { Set(try $0.sequence().map { try $0.choice(of: Output.self) }) }
      ?? Output.usual
    seed = try keyed.optional("seed")?.int() ?? 1
  }

  private static func requireTheOnlyMethods(_ keyed: KeyedDocument) throws(DocumentError) {
    _ = try keyed.optional("estimator")?.choice(of: ["expansion"])
    _ = try keyed.optional("variance")?.choice(of: ["linearized"])
  }

  /// What a year does not say of its sample, the study says of all.
  private static func years(
    _ study: KeyedDocument, _ classifications: Classifications
  ) throws(DocumentError) -> [Year] {
    let node = try study.required("years")
    let pairs = try node.mapping()
    guard !pairs.isEmpty else { throw node.invalid(expected: "at least one year") }
    return try pairs.map { key, node throws(DocumentError) in
      guard let year = Int(key) else { throw node.invalid(expected: "a year before the colon, not \(key)") }
      let keyed = try KeyedDocument(node, known: ["sample", "frame", "totals", "columns", "encoding"])
      return Year(
        year: year, sample: try keyed.required("sample").string(), frame: try keyed.optional("frame")?.string(),
        totals: try keyed.optional("totals")?.string(),
        naming: try SurveyColumns(
          columns: keyed.optional("columns") ?? study.optional("columns"), units: study.required("units"),
          classifications: classifications),
        encoding: try (keyed.optional("encoding") ?? study.optional("encoding"))?.choice(of: TextEncoding.self) ?? .utf8
      )
    }
  }

  private static func classifications(
    _ node: DocumentNode?, _ path: String, _ read: (String) throws(StudyError) -> [UInt8]
  ) throws -> Classifications {
    let own = try (node?.strings() ?? []).map { file in
      let path = RelativePath.resolve(file, besides: path)
      return try Classification(decoding: DocumentParser.yaml(try read(path), file: path))
    }
    return try Classifications(overriding: own)
  }

  private static func design(_ node: DocumentNode) throws -> DesignColumns {
    let keyed = try KeyedDocument(node, known: ["units", "strata", "weights", "population", "nested", "singletons"])
    return try DesignColumns(
      units: try keyed.optional("units")?.strings(orSingle: true) ?? [],
      strata: try keyed.optional("strata")?.strings(orSingle: true) ?? [],
      weights: try keyed.optional("weights")?.string(),
      corrections: (try keyed.optional("population")?.strings(orSingle: true) ?? []).map {
        .init(column: $0, kind: .populationSizes)
      },
      nested: try keyed.optional("nested")?.bool() ?? false,
      singletons: try keyed.optional("singletons")?.choice(of: SingletonRule.self) ?? .fail)
  }

  /// Ids of bundled tables, or files beside the study; all bundled ones by default.
  private static func tables(
    _ node: DocumentNode?, _ path: String, _ read: (String) throws(StudyError) -> [UInt8]
  ) throws -> [TableDefinition] {
    guard let node else { return TableDefinition.bundled }
    var tables: [TableDefinition] = []
    for item in try node.sequence() {
      let name = try item.text()
      guard !tables.contains(where: { $0.id == name }) else { throw item.invalid(expected: "each table once") }
      if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        let file = RelativePath.resolve(name, besides: path)
        tables.append(try TableDefinition(yaml: try read(file), file: file))
      } else {
        _ = try DocumentNode(.string(name), at: item.location, path: item.path).choice(of: TableDefinition.bundledIDs)
        tables.append(TableDefinition.bundled(name)!)
      }
    }
    return tables
  }

  /// `t`, `skewed`, or `{method: skewed, replicates: 999}`.
  private static func intervals(_ node: DocumentNode?, level: Double) throws(DocumentError) -> Intervals? {
    guard let node else { return nil }
    guard case .mapping = node.value else {
      return try node.choice(of: ["t", "skewed"]) == "t" ? nil : Intervals(replicates: 999)
    }
    let keyed = try KeyedDocument(node, known: ["method", "replicates"])
    let method = try keyed.required("method").choice(of: ["t", "skewed"])
    let replicates = try keyed.optional("replicates")?.int() ?? 999
    guard Double(replicates + 1) * (1 - level) >= 2 - 1e-9, replicates < 1 << 24 else {
      throw try keyed.required("replicates").invalid(
        expected: "enough for both limits, at least 2/(1 - level) - 1, such as 999,")
    }
    return method == "t" ? nil : Intervals(replicates: replicates)
  }

  /// `{unit_error: 10000, outlying_rate: 3.5}`, of which one has to be there.
  private static func editing(_ node: DocumentNode?) throws(DocumentError) -> (UnitErrorRule?, Double?) {
    guard let node else { return (nil, nil) }
    let keyed = try KeyedDocument(node, known: ["unit_error", "outlying_rate"])
    let (factor, rate) = (try keyed.optional("unit_error")?.double(), try keyed.optional("outlying_rate")?.double())
    guard factor != nil || rate != nil else { throw node.invalid(expected: "unit_error or outlying_rate") }
    if let factor, !(factor > 1 && factor.isFinite) {
      throw try keyed.required("unit_error").invalid(
        expected: "a factor above 1, such as 10000 for 元 written instead of 万元")
    }
    if let rate, !(rate > 0 && rate.isFinite) {
      throw try keyed.required("outlying_rate").invalid(expected: "a number of deviations above 0, such as 3.5")
    }
    return (factor.map(UnitErrorRule.init(factor:)), rate)
  }

  private static func level(_ node: DocumentNode?) throws(DocumentError) -> Double {
    guard let node else { return 0.95 }
    let level = try node.double()
    guard level > 0, level < 1 else { throw node.invalid(expected: "a number in (0, 1)") }
    return level
  }
}

extension Study.Influence {
  /// `{dominance: 0.5, listed: 3}`, both of which may be left out.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["dominance", "listed"])
    dominance = try keyed.optional("dominance")?.double() ?? 0.5
    listed = try keyed.optional("listed")?.int() ?? 3
    guard dominance > 0, dominance < 1 else {
      throw try keyed.required("dominance").invalid(expected: "a part between 0 and 1, such as 0.5")
    }
    guard listed >= 1 else { throw try keyed.required("listed").invalid(expected: "1 or more") }
  }
}

extension Study.Recommendation {
  /// Factors of the file of totals that survey records have, too.
  private static let knownFactors = [
    "sector", "product_group", "size_class", "region", "ownership", "business_type",
  ]

  /// `{estimator: calibration, counts: [region], exports: [sector, size_class], outliers: winsorised, replicates: 1000}`, of which
  /// the estimator has to be there.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["estimator", "counts", "exports", "outliers", "replicates"])
    estimator = try keyed.required("estimator").choice(of: Estimator.self)
    counts = try Self.factors(keyed.optional("counts"))
    exports = try Self.factors(keyed.optional("exports"))
    winsorises = try keyed.optional("outliers")?.choice(of: ["winsorised", "none"]) == "winsorised"
    replicates = try keyed.optional("replicates")?.int()
    if let replicates, !(2..<1 << 24).contains(replicates) {
      throw try keyed.required("replicates").invalid(expected: "2 or more, such as 1000,")
    }
    switch estimator {
    case .combinedRatio where !exports.isEmpty:
      throw try keyed.required("exports").invalid(expected: "no exports by factor: combined-ratio uses their total;")
    case .separateRatio where exports.count != 1:
      throw (keyed.optional("exports") ?? node).invalid(expected: "exports by one factor, such as [sector],")
    case .calibration, .greg:
      if exports.isEmpty, counts.isEmpty {
        throw node.invalid(expected: "counts or exports to calibrate to, such as exports: [sector],")
      }
    default: break
    }
  }

  fileprivate static func factors(_ node: DocumentNode?) throws(DocumentError) -> [String] {
    guard let node else { return [] }
    var factors: [String] = []
    for item in try node.sequence() { factors.append(try item.choice(of: knownFactors)) }
    return factors
  }
}

extension Study.ItemImputation {
  /// `{method: nearest, classes: [sector, size_class], auxiliary: frame_exports}`, of which the method has to be there.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["method", "classes", "auxiliary"])
    method = try keyed.required("method").choice(of: Method.self)
    classes = try Study.Recommendation.factors(keyed.optional("classes"))
    auxiliary = try keyed.optional("auxiliary")?.choice(of: ["frame_exports", "exports"]) ?? "frame_exports"
  }
}

extension Study.Nonresponse {
  /// `{classes: [sector, size_class], propensity: [sector, size_class, ownership]}`, of which one has to be there.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["classes", "propensity"])
    classes = try Study.Recommendation.factors(keyed.optional("classes"))
    propensity = try Study.Recommendation.factors(keyed.optional("propensity"))
    guard !factors.isEmpty else {
      throw node.invalid(expected: "classes or propensity with factors, such as classes: [sector, size_class],")
    }
  }
}

extension Study.SmallDomains {
  /// `{largest_error: 0.333, contributors: 3}`, both of which may be left out.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["largest_error", "contributors"])
    largestError = try keyed.optional("largest_error")?.double() ?? 0.333
    contributors = try keyed.optional("contributors")?.int() ?? 3
    guard largestError > 0, largestError.isFinite else {
      throw try keyed.required("largest_error").invalid(expected: "a relative error above 0, such as 0.333")
    }
    guard contributors >= 1 else { throw try keyed.required("contributors").invalid(expected: "1 or more") }
  }
}

extension Study.Scaling {
  /// `{region: shenzhen, parent: guangdong, label: {zh: 深圳, en: Shenzhen}, methods: all, register_error: 0.02}`, of which region and
  /// parent have to be there.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["region", "parent", "label", "methods", "register_error"])
    region = try keyed.required("region").string()
    parent = try keyed.required("parent").string()
    label = try keyed.optional("label").map(LocalizedText.init(decoding:))
    comparesMethods = try keyed.optional("methods")?.choice(of: ["proportional", "all"]) == "all"
    registerError = try keyed.optional("register_error")?.double()
    if let registerError, !(registerError >= 0 && registerError < 1) {
      throw try keyed.required("register_error").invalid(expected: "a relative standard error in [0, 1), such as 0.02")
    }
  }
}
