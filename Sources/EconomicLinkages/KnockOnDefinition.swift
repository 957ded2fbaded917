import Documents
import InputOutput
import TradeImpact

/// The section `knock_on` of a scenario file: what lost exports mean for output, value added and jobs, from a user's table.
///
/// ```yaml
/// knock_on:
///   table: table.csv                     # beside the scenario file
///   unit: 亿元                            # of its money
///   sectors:                             # a trade sector is a sector of the table, or shares of several
///     machinery: machinery
///     agri_food: {farming: 0.35, food: 0.65}
///   imports: {shares: proportional}      # or {matrix: imports.csv}, or {none: why nothing is removed}
///   jobs: {column: jobs, unit: 万人}
///   region: {sizes: region.csv, by: output, method: FLQ, delta: 0.3}
/// ```
public struct KnockOnDefinition: Sendable, Hashable {
  /// What of imports is taken out of the flows.
  public enum Imports: Sendable, Hashable {
    /// Every user of a good imports the same share of it.
    case proportional
    /// The imported part of every flow, in a file of the same sectors.
    case matrix(file: String)
    /// Nothing, and why.
    case none(reason: String)
  }

  public enum JobsUnit: String, Sendable, Hashable, CaseIterable {
    case persons
    case ren = "人"
    case thousandPersons = "千人"
    case tenThousandPersons = "万人"

    var persons: Double {
      switch self {
      case .persons, .ren: 1
      case .thousandPersons: 1e3
      case .tenThousandPersons: 1e4
      }
    }
  }

  public struct Jobs: Sendable, Hashable {
    /// A column or row of the table.
    public let column: String
    public let unit: JobsUnit
  }

  /// A part of the country, whose coefficients come from national ones by location quotients.
  public struct Region: Sendable, Hashable {
    /// A file with the columns `sector` and ``by``.
    public let sizes: String
    /// The vector of the table that sizes are of: `output`, `jobs`.
    public let by: String
    public let method: LocationQuotients.Method
  }

  /// Households that spend what they earn: only on request.
  public struct Households: Sendable, Hashable {
    public enum Income: Sendable, Hashable {
      case sumOfLaborIncome
      /// In the unit of the table.
      case amount(Double)
    }
    /// Vectors of the table.
    public let consumption: String
    public let laborIncome: String
    public let income: Income
  }

  /// A trade sector as shares of table sectors, which sum to 1.
  public struct Mapping: Sendable, Hashable {
    public let tradeSector: String
    public let shares: [Share]
    public let location: SourceLocation

    public struct Share: Sendable, Hashable {
      public let sector: String
      public let share: Double
    }
  }

  public let table: String
  public let balanceTolerance: Double
  public let unit: AmountUnit
  public let sectors: [Mapping]
  public let imports: Imports
  public let jobs: Jobs?
  public let region: Region?
  public let households: Households?
  /// Of the section, for errors.
  public let location: SourceLocation
  let sectorsNode: SourceLocation

  static let keys = ["table", "balance_tolerance", "unit", "sectors", "imports", "jobs", "region", "type_ii"]

  /// - Parameters:
  ///   - node: The mapping under `knock_on`.
  ///   - folder: That of the scenario file; files are relative to it.
  public init(decoding node: DocumentNode, folder: String) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    location = node.location
    table = RelativePath.resolve(try keyed.required("table").string(), in: folder)
    balanceTolerance =
      try keyed.optional("balance_tolerance").map(Self.tolerance) ?? InputOutputTable.defaultBalanceTolerance
    unit = try AmountUnit(decoding: keyed.required("unit"))
    sectorsNode = try keyed.required("sectors").location
    sectors = try keyed.required("sectors").mapping().map(Mapping.init)
    imports = try Imports(decoding: keyed.required("imports"), folder: folder)
    jobs = try keyed.optional("jobs").map(Jobs.init(decoding:))
    region = try keyed.optional("region").map { node throws(DocumentError) in try Region(decoding: node, folder: folder)
    }
    households = try keyed.optional("type_ii").map(Households.init(decoding:))
  }

  private static func tolerance(_ node: DocumentNode) throws(DocumentError) -> Double {
    let tolerance = try node.double()
    guard (0..<1).contains(tolerance) else {
      throw node.invalid(expected: "a fraction of a sector's output, such as 0.001")
    }
    return tolerance
  }

  /// Names of vectors that the section reads beside ``InputOutputFile/vectorNames``.
  var vectors: [String] {
    let named = [jobs?.column, region?.by, households?.consumption, households?.laborIncome].compactMap { $0 }
    var own: [String] = []
    for name in named where !InputOutputFile.vectorNames.contains(name) && !own.contains(name) { own.append(name) }
    return own
  }

  /// Every file that the section names.
  public var inputs: [String] {
    var files = [table]
    if case .matrix(let file) = imports { files.append(file) }
    if let region { files.append(region.sizes) }
    return files
  }
}

// MARK: Decoding

extension KnockOnDefinition.Mapping {
  /// `machinery`, or `{farming: 0.35, food: 0.65}`.
  init(_ pair: (key: String, value: DocumentNode)) throws(DocumentError) {
    (tradeSector, location) = (pair.key, pair.value.location)
    guard case .mapping(let parts) = pair.value.value else {
      shares = [Share(sector: try pair.value.text(), share: 1)]
      return
    }
    shares = try parts.map { sector, node throws(DocumentError) in
      let share = try node.double()
      guard share > 0, share <= 1 else { throw node.invalid(expected: "a share above 0, at most 1") }
      return Share(sector: sector, share: share)
    }
    let sum = shares.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) <= 1e-9 else {
      throw pair.value.invalid(expected: "shares that sum to 1; these sum to \(sum)")
    }
  }
}

extension KnockOnDefinition.Imports {
  init(decoding node: DocumentNode, folder: String) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["shares", "matrix", "none"])
    guard keyed.keys.count == 1 else { throw node.invalid(expected: "one of shares, matrix or none") }
    if let shares = keyed.optional("shares") {
      _ = try shares.choice(of: ["proportional"])
      self = .proportional
    } else if let matrix = keyed.optional("matrix") {
      self = .matrix(file: RelativePath.resolve(try matrix.string(), in: folder))
    } else {
      let reason = try keyed.required("none")
      guard try !reason.string().isEmpty else { throw reason.invalid(expected: "why no imports are removed") }
      self = .none(reason: try reason.string())
    }
  }
}

extension KnockOnDefinition.Jobs {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["column", "unit"])
    column = try keyed.required("column").string()
    unit = try keyed.required("unit").choice(of: KnockOnDefinition.JobsUnit.self)
  }
}

extension KnockOnDefinition.Region {
  init(decoding node: DocumentNode, folder: String) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["sizes", "by", "method", "delta"])
    sizes = RelativePath.resolve(try keyed.required("sizes").string(), in: folder)
    by = try keyed.required("by").string()
    switch try keyed.required("method").choice(of: ["SLQ", "CILQ", "FLQ", "AFLQ"]) {
    case "FLQ": method = .flegg(delta: try Self.delta(keyed))
    case "AFLQ": method = .augmentedFlegg(delta: try Self.delta(keyed))
    case let word:
      if let delta = keyed.optional("delta") {
        throw delta.invalid(expected: "delta with FLQ or AFLQ alone; \(word) has none,")
      }
      method = word == "SLQ" ? .simple : .crossIndustry
    }
  }

  private static func delta(_ keyed: KeyedDocument) throws(DocumentError) -> Double {
    let node = try keyed.required("delta")
    let delta = try node.double()
    guard (0..<1).contains(delta) else { throw node.invalid(expected: "a number from 0 to below 1, such as 0.3") }
    return delta
  }
}

extension KnockOnDefinition.Households {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["consumption", "labor_income", "household_income"])
    consumption = try keyed.required("consumption").string()
    laborIncome = try keyed.required("labor_income").string()
    let node = try keyed.required("household_income")
    if case .string = node.value {
      _ = try node.choice(of: ["sum_of_labor_income"])
      income = .sumOfLaborIncome
    } else {
      guard try node.double() > 0 else { throw node.invalid(expected: "an amount above 0, or sum_of_labor_income") }
      income = .amount(try node.double())
    }
  }
}
