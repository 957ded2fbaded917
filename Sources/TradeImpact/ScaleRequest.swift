import Documents

/// The file of the command `scale`: what to scale, from which region, by which methods.
///
/// ```yaml
/// region: shenzhen
/// parent: guangdong
/// year: 2019
/// unit: 亿元
/// exports: {region: 16700, parent: 43400}
/// estimates: [{measure: direct_loss, value: 118.2, se: 9.1}]
/// methods: [proportional, proportional-rounded]
/// published: [{measure: direct_loss, value: 45.5}]
/// ```
public struct ScaleRequest: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    case estimates([ParentEstimate])
    /// An output folder of `report`, relative to the request file.
    case reportFolder(String)
  }

  public let year: Int
  /// Of exports, values and standard errors: `元`, `万元`, `亿元` or `USD`.
  public let unit: String
  public let scaling: ProportionalScaling
  public let source: Source
  public let methods: [ProportionalScaling.Method]
  /// Figures to compare the results with; may be empty.
  public let published: [PublishedAmount]

  /// One row a measure and method, measures first.
  /// - Parameter read: The parent's estimates, in the unit of the request, from a report folder.
  public func results<Failure: Error>(
    reading read: (String) throws(Failure) -> [ParentEstimate]
  ) throws(Failure) -> [ScaledEstimate] {
    try estimates(read).flatMap { estimate in methods.map { scaling.scaled(estimate, $0) } }
  }

  private func estimates<Failure: Error>(
    _ read: (String) throws(Failure) -> [ParentEstimate]
  ) throws(Failure) -> [ParentEstimate] {
    switch source {
    case .estimates(let estimates): estimates
    case .reportFolder(let folder): try read(folder)
    }
  }
}

extension ScaleRequest {
  private static let keys = [
    "region", "parent", "year", "unit", "exports", "estimates", "from", "methods", "published",
  ]
  private static let units = ["元", "万元", "亿元", "USD"]

  /// - Throws: `DocumentError` with file, line and the way out.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    year = try keyed.required("year").int()
    unit = try keyed.required("unit").choice(of: Self.units)
    scaling = try Self.scaling(keyed)
    source = try Self.source(keyed)
    methods = try Self.methods(keyed.optional("methods"))
    published = try (keyed.optional("published")?.sequence() ?? []).map { node throws(DocumentError) in
      try PublishedAmount(decoding: node)
    }
  }

  private static func scaling(_ keyed: KeyedDocument) throws(DocumentError) -> ProportionalScaling {
    let exports = try KeyedDocument(keyed.required("exports"), known: ["region", "parent"])
    let (region, parent) = (try keyed.required("region").string(), try keyed.required("parent").string())
    let (regionExports, parentExports) = (try positive(exports, "region"), try positive(exports, "parent"))
    do {
      return try ProportionalScaling(
        region: region, parent: parent, regionExports: regionExports, parentExports: parentExports)
    } catch {
      throw exports.node.invalid(expected: "exports above zero (\(error))")
    }
  }

  private static func positive(_ keyed: KeyedDocument, _ key: String) throws(DocumentError) -> Double {
    let node = try keyed.required(key)
    let value = try node.double()
    guard value > 0 else { throw node.invalid(expected: "exports above zero") }
    return value
  }

  private static func source(_ keyed: KeyedDocument) throws(DocumentError) -> Source {
    guard let folder = keyed.optional("from") else { return .estimates(try estimates(keyed.required("estimates"))) }
    guard keyed.optional("estimates") == nil else {
      throw folder.invalid(expected: "either 'estimates' or 'from', not both")
    }
    return .reportFolder(try folder.string())
  }

  private static func estimates(_ node: DocumentNode) throws(DocumentError) -> [ParentEstimate] {
    let nodes = try node.sequence()
    guard !nodes.isEmpty else { throw node.invalid(expected: "at least one {measure, value}") }
    var estimates: [ParentEstimate] = []
    for one in nodes {
      let estimate = try ParentEstimate(decoding: one)
      guard !estimates.contains(where: { $0.measure.hasSameBytes(as: estimate.measure) }) else {
        throw one.invalid(expected: "each measure once (\(estimate.measure) occurs above)")
      }
      estimates.append(estimate)
    }
    return estimates
  }

  /// Without the key, the method whose results the report prints.
  private static func methods(_ node: DocumentNode?) throws(DocumentError) -> [ProportionalScaling.Method] {
    guard let node else { return [.proportional] }
    let nodes = try node.sequence()
    guard !nodes.isEmpty else { throw node.invalid(expected: "at least one method") }
    return try nodes.map { node throws(DocumentError) in try node.choice(of: ProportionalScaling.Method.self) }
  }
}

extension ParentEstimate {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["measure", "value", "se"])
    let name = try keyed.required("measure")
    self.init(
      measure: try name.string(), value: try keyed.required("value").double(),
      standardError: try keyed.optional("se").map { node throws(DocumentError) in
        guard try node.double() >= 0 else { throw node.invalid(expected: "a standard error, zero or above") }
        return try node.double()
      })
    // A rate is the parent's in every part of it; only amounts and counts are divided.
    if ImpactMeasure(rawValue: measure)?.unit == .fraction {
      throw name.invalid(expected: "an amount, such as direct_loss: a rate is not divided among regions")
    }
  }
}
