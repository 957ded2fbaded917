/// Sector, product group and size class of a firm from its HS chapter and its exports in the register.
///
/// Positions are those of ``Classification/codes``; -1 is missing. A sector in no product group, such as `unclassified`, has
/// the group and the size class `unclassified`.
struct FirmClassifier: Sendable {
  /// By chapter number, 0 unused.
  private let sectors: [Int32]
  /// By position of the sector.
  private let groups: [Int32]
  /// By position of the product group.
  private let sizes: [[(position: Int32, interval: ExportsInterval)]]
  private let unclassifiedSize: Int32

  init(_ classifications: Classifications) {
    sectors = Self.sectors(classifications.sector)
    groups = Self.groups(classifications.productGroup, sectors: classifications.sector)
    sizes = Self.sizes(classifications.sizeClass, groups: classifications.productGroup)
    unclassifiedSize = classifications.sizeClass.unclassifiedPosition ?? -1
  }

  private static func sectors(_ sector: Classification) -> [Int32] {
    var positions = [Int32](repeating: sector.unclassifiedPosition ?? -1, count: 100)
    for (position, category) in sector.categories.enumerated() {
      guard case .chapters(let ranges) = category.rule else { continue }
      for chapter in ranges.chapters { positions[chapter] = Int32(position) }
    }
    return positions
  }

  private static func groups(_ group: Classification, sectors: Classification) -> [Int32] {
    var positions = [Int32](repeating: group.unclassifiedPosition ?? -1, count: sectors.codes.count)
    for (position, category) in group.categories.enumerated() {
      guard case .sectors(let codes) = category.rule else { continue }
      for code in codes {
        if let sector = sectors.position(of: code) { positions[Int(sector)] = Int32(position) }
      }
    }
    return positions
  }

  private static func sizes(
    _ size: Classification, groups: Classification
  ) -> [[(position: Int32, interval: ExportsInterval)]] {
    var sizes = groups.codes.map { _ in [(position: Int32, interval: ExportsInterval)]() }
    for (position, category) in size.categories.enumerated() {
      guard case .exports(let interval, let group) = category.rule, let place = groups.position(of: group) else {
        continue
      }
      sizes[Int(place)].append((Int32(position), interval))
    }
    return sizes
  }

  func sector(ofChapter chapter: HSChapter) -> Int32 { sectors[chapter.number] }

  func productGroup(ofSector sector: Int32) -> Int32 { sector < 0 ? -1 : groups[Int(sector)] }

  /// - Parameter exports: In yuan, by the register; missing leaves the class of a classified firm missing.
  func sizeClass(ofGroup group: Int32, exports: Double) -> Int32 {
    guard group >= 0 else { return -1 }
    let classes = sizes[Int(group)]
    guard !classes.isEmpty else { return unclassifiedSize }
    return classes.first { $0.interval.contains(exports) }?.position ?? -1
  }
}
