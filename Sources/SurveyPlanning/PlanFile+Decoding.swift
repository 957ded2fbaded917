import Documents
import Estimation
import Sampling

extension PlanFile {
  private static let keys = [
    "plan", "title", "synthetic", "frame", "survey", "strata", "allocation", "targets", "response", "selection",
  ]

  /// - Parameters:
  ///   - yaml: The text of the plan file.
  ///   - path: Where it comes from.
  /// - Throws: ``PlanningError`` with the line of the key.
  public init(yaml: [UInt8], path: String) throws(PlanningError) {
    do {
      let keyed = try KeyedDocument(try DocumentParser.yaml(yaml, file: path), known: Self.keys)
      self.path = path
      name = try keyed.required("plan").text()
      isSynthetic = try keyed.optional("synthetic")?.bool() ?? false
      frame = try Frame(decoding: keyed.required("frame"))
      survey = try keyed.optional("survey").map(Self.survey)
      let strata = try KeyedDocument(keyed.required("strata"), known: ["by", "size"])
      self.strata = try strata.optional("by")?.strings(orSingle: true) ?? []
      sizeCut = try strata.optional("size").map(SizeCut.init(decoding:))
      guard !self.strata.isEmpty || sizeCut != nil else {
        throw strata.node.invalid(expected: "columns under by, a size to cut by, or both")
      }
      if let cut = sizeCut?.className, self.strata.contains(cut) {
        throw try strata.required("by").invalid(expected: "columns of the frame; \(cut) is what size adds to them")
      }
      let factors = self.strata + [sizeCut?.className].compactMap(\.self)
      if let taken = factors.first(where: { SampleFile.needs($0, besides: factors) }) {
        throw try strata.required("by").invalid(
          expected: "columns with other names than \(taken), which the sample file needs for itself; rename the column")
      }
      division = try Division(decoding: keyed.required("allocation"), factors)
      let hasSurvey = survey != nil
      targets =
        try keyed.optional("targets")?.sequence().map { node throws(DocumentError) in
          try PlanTarget(decoding: node, hasSurvey: hasSurvey)
        } ?? []
      response = try ClassNumbers(decoding: keyed.optional("response"), factors, among: 0.001...1)
      selection = try Selection(decoding: keyed.required("selection")) { RelativePath.resolve($0, besides: path) }
      try requireWhatTheMethodNeeds(keyed)
    } catch { throw PlanningError(error) }
  }

  private func requireWhatTheMethodNeeds(_ keyed: KeyedDocument) throws(DocumentError) {
    let allocation = try keyed.required("allocation")
    if division.method == .bethel {
      guard !targets.isEmpty else { throw allocation.invalid(expected: "targets beside it: bethel meets precisions") }
      return
    }
    guard division.sampleSize != nil else {
      throw allocation.invalid(expected: "sample_size; only bethel finds its own")
    }
    guard [.proportional, .equal].contains(division.method) || division.variable != nil else {
      throw allocation.invalid(expected: "variable, the column of the frame whose spread decides")
    }
  }

  private static func survey(_ node: DocumentNode) throws(DocumentError) -> (study: String, year: Int?) {
    let keyed = try KeyedDocument(node, known: ["study", "year"])
    return (try keyed.required("study").string(), try keyed.optional("year")?.int())
  }
}

extension PlanFile.Frame {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["file", "id", "table", "units", "classes", "updated", "stale_before"])
    if let table = keyed.optional("table") {
      guard keyed.optional("file") == nil, keyed.optional("id") == nil else {
        throw table.invalid(expected: "either a unit list, file and id, or a stratum table, table and units")
      }
      (file, rows) = (try table.string(), .cells(count: try keyed.required("units").string()))
    } else {
      (file, rows) = (try keyed.required("file").string(), .units(identifier: try keyed.required("id").string()))
    }
    classes = try keyed.optional("classes").map(classLists) ?? []
    if let before = keyed.optional("stale_before"), keyed.optional("updated") == nil {
      throw before.invalid(expected: "updated beside it, the column of the last update,")
    }
    stale = try keyed.optional("updated").map { column throws(DocumentError) in
      (try column.string(), try keyed.required("stale_before").double())
    }
  }
}

extension PlanFile.SizeCut {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(
      node, known: ["variable", "within", "method", "strata", "boundaries", "cv", "take_all"])
    variable = try keyed.required("variable").string()
    within = try keyed.optional("within")?.strings(orSingle: true) ?? []
    boundaries = try keyed.optional("boundaries")?.doubles() ?? []
    method = try keyed.optional("method")?.choice(of: Method.self) ?? .given
    count = try keyed.optional("strata")?.int() ?? boundaries.count + 1
    targetCV = try keyed.optional("cv")?.double()
    takesAllOfTop = try keyed.optional("take_all")?.bool() ?? false
    try requireMeaning(keyed)
  }

  private func requireMeaning(_ keyed: KeyedDocument) throws(DocumentError) {
    guard (method == .given) == (keyed.optional("boundaries") != nil) else {
      throw keyed.node.invalid(expected: "either boundaries, or a method that finds them")
    }
    guard !within.contains(className) else {
      throw try keyed.required("within").invalid(expected: "columns of the frame; \(className) is what is cut here")
    }
    guard zip(boundaries, boundaries.dropFirst()).allSatisfy(<) else {
      throw try keyed.required("boundaries").invalid(expected: "rising boundaries")
    }
    guard let number = keyed.optional("strata") else {
      guard method == .given else { throw keyed.node.invalid(expected: "strata, how many") }
      return
    }
    guard count >= 1 else { throw number.invalid(expected: "at least 1") }
    guard method != .given || count == boundaries.count + 1 else {
      throw number.invalid(expected: "\(boundaries.count + 1), one more than boundaries,")
    }
    guard method != .lavalleeHidiroglou || targetCV ?? 0 > 0 else {
      throw keyed.node.invalid(
        expected: "a positive cv, the precision for which the boundaries are to need the fewest units")
    }
  }
}

extension PlanFile.Division {
  /// - Parameter factors: The columns that make strata.
  init(decoding node: DocumentNode, _ factors: [String]) throws(DocumentError) {
    let keyed = try KeyedDocument(
      node,
      known: ["method", "sample_size", "variable", "exponent", "minimum", "maximum", "take_all", "unit_costs"])
    method = try keyed.required("method").choice(of: Method.self)
    sampleSize = try keyed.optional("sample_size").map { node throws(DocumentError) in try node.positive() }
    variable = try keyed.optional("variable")?.string()
    exponent = try keyed.optional("exponent")?.double() ?? 0.5
    minimum = try keyed.optional("minimum").map { node throws(DocumentError) in try node.positive() } ?? 2
    maximum = try keyed.optional("maximum").map { node throws(DocumentError) in try node.positive() }
    takeAll = try keyed.optional("take_all").map(classLists) ?? []
    unitCosts = try ClassNumbers(
      decoding: keyed.optional("unit_costs"), factors, among: .leastNonzeroMagnitude ... .infinity)
    location = node.location
    if let maximum, maximum < minimum {
      throw try keyed.required("maximum").invalid(expected: "\(minimum) or more, for that is the minimum")
    }
    for (column, codes) in try keyed.optional("take_all")?.mapping() ?? [] where !factors.contains(column) {
      throw codes.notAmong(factors, column)
    }
  }
}

extension PlanFile.Selection {
  init(decoding node: DocumentNode, resolving resolve: (String) -> String) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["method", "size", "seed", "coordination"])
    method = try keyed.optional("method").map(Self.selectionMethod) ?? .simpleRandom
    size = try keyed.optional("size")?.string()
    if let size = keyed.optional("size"), method == .simpleRandom {
      throw size.invalid(expected: "a method of unequal probabilities beside it, such as sampford,")
    }
    let number = try keyed.required("seed")
    guard let seed = UInt64(exactly: try number.int()) else { throw number.invalid(expected: "zero or more") }
    self.seed = seed
    coordination = try keyed.optional("coordination").map { node throws(DocumentError) in
      try PlanFile.Coordination(decoding: node, resolving: resolve)
    }
  }

  private static func selectionMethod(_ node: DocumentNode) throws(DocumentError) -> SelectionMethod {
    guard let method = SelectionMethod(rawValue: try node.string()) else {
      throw node.invalid(expected: "one of " + SelectionMethod.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return method
  }
}

extension PlanFile.Coordination {
  init(decoding node: DocumentNode, resolving resolve: (String) -> String) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["sample", "units", "overlap"])
    sample = resolve(try keyed.required("sample").string())
    units = resolve(try keyed.required("units").string())
    let part = try keyed.required("overlap")
    overlap = try part.double()
    guard (0...1).contains(overlap) else { throw part.invalid(expected: "a part from 0 to 1, such as 0.6") }
  }
}

extension PlanTarget {
  private enum Measure: String, CaseIterable {
    case amount, mean, count
    case affectedShare = "affected_share"
    case lossRate = "loss_rate"
  }

  init(decoding node: DocumentNode, hasSurvey: Bool) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["measure", "variable", "by", "cv", "of"])
    let measure = try keyed.optional("measure")?.choice(of: Measure.self) ?? .amount
    let by = try keyed.optional("by")?.strings(orSingle: true) ?? []
    let of = try keyed.optional("of")?.choice(of: ["survey", "frame"]) ?? (hasSurvey ? "survey" : "frame")
    let limit = try keyed.required("cv")
    coefficientOfVariation = try limit.double()
    location = node.location
    guard coefficientOfVariation > 0, coefficientOfVariation.isFinite else {
      throw limit.invalid(expected: "a positive fraction: 0.05 for 5 %")
    }
    if of == "frame" {
      guard measure == .amount else { throw node.invalid(expected: "measure: amount, for a column of the frame") }
      source = .frame(variable: try keyed.required("variable").string(), by: by)
    } else {
      guard hasSurvey else { throw node.invalid(expected: "a survey in the plan, or of: frame") }
      source = .survey(StatisticRequest(try Self.statistic(measure, keyed), by: by, covariance: false))
    }
  }

  private static func statistic(_ measure: Measure, _ keyed: KeyedDocument) throws(DocumentError) -> Statistic {
    switch measure {
    case .amount: .total([.number(try keyed.required("variable").string())])
    case .mean: .mean([.number(try keyed.required("variable").string())])
    case .count: .total([.number("firms")])
    case .affectedShare: .mean([.number("affected")])
    case .lossRate: .ratio(numerators: [try keyed.required("variable").string()], denominators: ["exports"])
    }
  }
}

extension ClassNumbers {
  /// `0.8`, or `{by: size_class, default: 0.8, A1: 0.6}`; 1 where there is none.
  /// - Parameter factors: The columns that make strata.
  init(decoding node: DocumentNode?, _ factors: [String], among range: ClosedRange<Double>) throws(DocumentError) {
    func number(_ node: DocumentNode) throws(DocumentError) -> Double {
      let value = try node.double()
      guard range.contains(value) else {
        throw node.invalid(expected: range.upperBound.isFinite ? "a part above 0, at most 1" : "a positive number")
      }
      return value
    }
    guard let node, case .mapping(let pairs) = node.value else {
      general = try node.map(number) ?? 1
      (column, byClass) = (nil, [])
      return
    }
    guard let by = pairs.first(where: { $0.key == "by" }) else {
      throw node.invalid(expected: "by, a column of the strata")
    }
    let name = try by.value.string()
    guard factors.contains(name) else { throw by.value.notAmong(factors, name) }
    column = name
    let standard = pairs.first { $0.key == "default" }
    general = try standard.map { pair throws(DocumentError) in try number(pair.value) } ?? 1
    byClass = try pairs.filter { !["by", "default"].contains($0.key) }.map { pair throws(DocumentError) in
      (pair.key, try number(pair.value))
    }
  }
}

/// Codes by column: `{size_class: [A4, I4]}`.
private func classLists(_ node: DocumentNode) throws(DocumentError) -> [(column: String, codes: [String])] {
  try node.mapping().map { key, value throws(DocumentError) in (key, try value.strings(orSingle: true)) }
}

extension DocumentNode {
  /// A number or a rule for classes that no stratum is made of would be passed over.
  fileprivate func notAmong(_ factors: [String], _ column: String) -> DocumentError {
    invalid(expected: "it under a column that makes strata, \(factors.joined(separator: " or ")), and not \(column)")
  }

  fileprivate func positive() throws(DocumentError) -> Int {
    let value = try int()
    guard value >= 1 else { throw invalid(expected: "1 or more") }
    return value
  }
}
