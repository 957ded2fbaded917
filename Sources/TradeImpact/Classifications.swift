import Documents

/// The classifications in force: the bundled ones, and the user's in place of those with the same id.
public struct Classifications: Sendable {
  /// Those of the report.
  public static let bundled = Classifications(checked: [])

  private let own: [Classification]

  /// - Throws: ``ClassificationsError`` where a file comes twice, or sectors, product groups and size classes do not
  ///   fit together.
  public init(overriding own: [Classification]) throws(ClassificationsError) {
    self.init(checked: own)
    for (place, one) in own.enumerated() where own[..<place].contains(where: { $0.id.hasSameBytes(as: one.id) }) {
      throw .repeated(one.id)
    }
    guard own.contains(where: { ["sector", "product_group", "size_class"].contains($0.id) }) else { return }
    try checkProductGroups()
    try checkSizeClasses()
  }

  private init(checked own: [Classification]) { self.own = own }

  public subscript(id: String) -> Classification? {
    own.first { $0.id.hasSameBytes(as: id) } ?? BundledClassifications.all.first { $0.key == id }?.value()
  }

  public var sector: Classification { self["sector"]! }
  public var productGroup: Classification { self["product_group"]! }
  public var sizeClass: Classification { self["size_class"]! }
  public var ownership: Classification { self["ownership"]! }
  public var businessType: Classification { self["business_type"]! }
  public var market: Classification { self["market"]! }
  public var cause: Classification { self["cause"]! }
  public var costKind: Classification { self["cost_kind"]! }
  public var region: Classification { self["region"]! }

  /// Identifiers of the bundled classifications.
  public static var bundledIDs: [String] { BundledClassifications.all.map(\.key) }

  private func checkProductGroups() throws(ClassificationsError) {
    var missing = sector.categories.map(\.code)
    for category in productGroup.categories {
      guard case .sectors(let codes) = category.rule else { continue }
      for code in codes {
        guard sector.position(of: code) != nil else { throw .unknownSector(code, productGroup: category.code) }
        missing.removeAll { $0.hasSameBytes(as: code) }
      }
    }
    if let sector = missing.first { throw .sectorWithoutProductGroup(sector) }
  }

  private func checkSizeClasses() throws(ClassificationsError) {
    for category in sizeClass.categories {
      guard case .exports(_, let group) = category.rule, productGroup.position(of: group) == nil else { continue }
      throw .unknownProductGroup(group, sizeClass: category.code)
    }
  }
}

/// Classifications that do not fit together.
public enum ClassificationsError: Error, Hashable, Sendable {
  case repeated(String)
  case unknownSector(String, productGroup: String)
  case sectorWithoutProductGroup(String)
  case unknownProductGroup(String, sizeClass: String)
}

extension ClassificationsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .repeated(let id):
      "the classification \(id) is given twice; keep one of the two files"
    case .unknownSector(let sector, let group):
      "the product group \(group) names the sector \(sector), which the classification sector does not have; correct one of them"
    case .sectorWithoutProductGroup(let sector):
      "the sector \(sector) is in no product group; add it to a category of the classification product_group"
    case .unknownProductGroup(let group, let size):
      "the size class \(size) is of the product group \(group), which the classification product_group does not have; "
        + "correct one of them"
    }
  }
}

/// The files compiled into the module, each read when first asked for.
private enum BundledClassifications {
  static let all: KeyValuePairs<String, @Sendable () -> Classification> = [
    "sector": { sector }, "product_group": { productGroup }, "size_class": { sizeClass }, "ownership": { ownership },
    "business_type": { businessType }, "market": { market }, "cause": { cause }, "cost_kind": { costKind },
    "region": { region },
  ]

  static let sector = decode(PackageResources.sector_yml, "sector.yml")
  static let productGroup = decode(PackageResources.product_group_yml, "product_group.yml")
  static let sizeClass = decode(PackageResources.size_class_yml, "size_class.yml")
  static let ownership = decode(PackageResources.ownership_yml, "ownership.yml")
  static let businessType = decode(PackageResources.business_type_yml, "business_type.yml")
  static let market = decode(PackageResources.market_yml, "market.yml")
  static let cause = decode(PackageResources.cause_yml, "cause.yml")
  static let costKind = decode(PackageResources.cost_kind_yml, "cost_kind.yml")
  static let region = decode(PackageResources.region_yml, "region.yml")

  /// A bundled file that cannot be read is a defect of the program, which the tests exclude.
  private static func decode(_ bytes: [UInt8], _ file: String) -> Classification {
    do {
      return try Classification(decoding: DocumentParser.yaml(bytes, file: file))
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
