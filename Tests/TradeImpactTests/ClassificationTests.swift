import Documents
import Testing
import TradeImpact

@Suite struct ClassificationTests {
  private func decode(_ text: String) throws -> Classification {
    try Classification(decoding: DocumentParser.yaml(text, file: "own.yml"))
  }

  @Test func everyBundledClassificationIsReadable() {
    for id in Classifications.bundledIDs {
      let classification = Classifications.bundled[id]
      #expect(classification?.id == id)
      #expect(classification?.codes.isEmpty == false)
    }
    #expect(Classifications.bundled["sektor"] == nil)
  }

  @Test func chaptersOneTo97AreInOneSectorEach() {
    var owners = [Int: [String]]()
    for category in Classifications.bundled.sector.categories {
      guard case .chapters(let ranges) = category.rule else { continue }
      for chapter in ranges.chapters { owners[chapter, default: []].append(category.code) }
    }
    #expect(Set(owners.keys) == Set(1...97))
    #expect(owners.values.allSatisfy { $0.count == 1 })
    #expect(owners[77] == ["chem_metal"])
  }

  /// The counts of section 2 of the report: 24, 10, 26, 18, 5, 5, 9.
  @Test func sectorsHaveTheReportsNumberOfChapters() {
    let counts = Classifications.bundled.sector.categories.map { category in
      if case .chapters(let ranges) = category.rule { ranges.chapters.count } else { 0 }
    }
    #expect(counts == [24, 10, 26, 18, 5, 5, 9])
  }

  @Test func codesAreThoseOfTheReport() {
    let bundled = Classifications.bundled
    #expect(bundled.sector.codes.first == "agri_food" && bundled.sector.codes.last == "unclassified")
    #expect(bundled.sizeClass.codes == ["A1", "A2", "A3", "A4", "I1", "I2", "I3", "I4", "unclassified"])
    #expect(bundled.ownership.codes == ["state_owned", "private", "hk_mo_tw", "foreign"])
    #expect(bundled.market.codes == ["US", "EU", "JP_KR", "ASEAN", "RU", "AU_NZ", "LATAM", "OTHER"])
    #expect(bundled.region.codes.count == 31)
    #expect(bundled.sector["machinery"]?.label[.zh] == "机电仪器")
    #expect(bundled.sector.position(of: "machinery") == 1)
  }

  private static let plain = "id: zone\nlabel: {zh: 区, en: Zone}\nsource: own\ncategories:\n"

  @Test func usersFileIsReadByTheSameReader() throws {
    let zone = try decode(Self.plain + "  - {code: n, label: {zh: 北, en: North}}\n")
    #expect(try Classifications(overriding: [zone])["zone"] == zone)
    #expect(zone.categories[0].label[.en] == "North")
  }

  @Test func unknownKeyIsAnErrorWithItsLine() {
    let error = #expect(throws: DocumentError.self) {
      try decode(Self.plain + "  - {code: n, label: {zh: 北, en: North}, chapters: \"01\"}\n")
    }
    #expect(
      error?.description
        == "own.yml:5: categories[0] has the unknown key 'chapters'; did you mean 'code'? Allowed: code, label")
  }

  private func sectors(_ ranges: [String]) throws -> Classification {
    let rows = ranges.enumerated().map { "  - {code: s\($0), label: {zh: 一, en: One}, chapters: \"\($1)\"}\n" }
    return try decode(
      "id: sector\nlabel: {zh: 行业, en: Sector}\nsource: own\ncategories:\n" + rows.joined()
        + "unclassified: {code: rest, label: {zh: 其他, en: Rest}}\n")
  }

  @Test func chapterInTwoSectorsIsAnError() {
    let error = #expect(throws: DocumentError.self) { try sectors(["01-40", "40-97"]) }
    #expect(error?.description.contains("40 is in s0 and in s1") == true)
    #expect(error?.line == 5)
  }

  @Test func chapterInNoSectorIsAnError() {
    let error = #expect(throws: DocumentError.self) { try sectors(["01-40", "42-97"]) }
    #expect(error?.description.contains("41 is in no category") == true)
  }

  @Test(arguments: ["0-24", "24-01", "1-100", "a", "", "01–24", "01-24-30", "01,"])
  func chaptersThatAreNoRangesAreErrors(text: String) {
    let error = #expect(throws: DocumentError.self) { try sectors([text]) }
    #expect(error?.description.contains("HS chapters from 01 to 99") == true)
  }

  @Test func sectorsWithoutProductGroupAreAnError() throws {
    let own = try sectors(["01-97"])
    #expect(throws: ClassificationsError.unknownSector("agri_food", productGroup: "agri")) {
      try Classifications(overriding: [own])
    }
    #expect(throws: ClassificationsError.repeated("sector")) { try Classifications(overriding: [own, own]) }
  }

  private func sizes(_ second: String) throws -> Classification {
    try decode(
      """
      id: size_class
      label: {zh: 规模, en: Size}
      source: own
      unit: 万元
      categories:
        - {code: S, label: {zh: 小, en: Small}, product_group: agri, upper: {value: 50, inclusive: false}}
        - {code: L, label: {zh: 大, en: Large}, product_group: agri, lower: \(second)}
      """)
  }

  @Test func sizeClassesLeaveNoGapAndDoNotOverlap() throws {
    #expect(try sizes("{value: 50, inclusive: true}").codes == ["S", "L"])
    #expect(throws: DocumentError.self) { try sizes("{value: 50, inclusive: false}") }
    #expect(throws: DocumentError.self) { try sizes("{value: 60, inclusive: true}") }
  }

  @Test func sameCodeTwiceIsAnError() {
    let error = #expect(throws: DocumentError.self) {
      try decode(Self.plain + "  - {code: n, label: {zh: 北, en: N}}\n  - {code: n, label: {zh: 南, en: S}}\n")
    }
    #expect(error?.description.contains("n occurs twice") == true)
  }
}
