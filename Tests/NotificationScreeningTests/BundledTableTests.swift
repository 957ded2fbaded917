import Microdata
import NotificationScreening
import TestSupport
import Testing
import TradeImpact

/// The tables that are part of the program.
struct BundledTableTests {
  @Test func everyNameOfAMemberIsItsOwn() {
    var owners: [String: String] = [:]
    let table = BundledTable.members
    for row in 0..<table.rowCount {
      let code = table.text("code", row)
      let names = ["code", "iso2", "zh", "en"].map { table.text($0, row) }
      for name in names + table.text("other_names", row).split(separator: "|").map(String.init) {
        let key = Folding.key(name)
        #expect(!key.isEmpty, "\(code)")
        #expect(owners[key, default: code] == code, "\(name) is of \(owners[key]!) and \(code)")
        owners[key] = code
      }
    }
    for (place, member) in Members.bundled.all.enumerated() {
      for name in [member.code, member.iso2, member.name.zh, member.name.en] {
        #expect(Members.bundled.place(of: name) == place, "\(name)")
      }
    }
  }

  /// 166 members at the end of 2024, of which 27 are states of the European Union, which is a member itself.
  @Test func membersAreThoseOfTheWTO() {
    let members = Members.bundled.all
    #expect(members.count { $0.development != nil } == 166)
    #expect(members.count(where: \.isInEuropeanUnion) == 27)
    #expect(members.count { $0.development == .leastDeveloped } == 37)
    #expect(Members.bundled.all[Members.bundled.europeanUnion].code == "EU")
    let markets = Set(Classifications.bundled.market.codes)
    for member in members { #expect(markets.contains(member.surveyMarket), "\(member.code)") }
  }

  @Test(arguments: [
    ("Korea, Republic of", "KOR"), ("the Netherlands", "NLD"), ("Viet Nam", "VNM"), ("中国台湾", "TWN"), ("TPKM", "TWN"),
    ("Türkiye", "TUR"),
    ("Turkey", "TUR"), ("États-Unis", "USA"), ("Estados Unidos", "USA"), ("欧盟", "EU"), ("EEC", "EU"),
    ("Saudi Arabia, Kingdom of", "SAU"),
    ("EC", "ECU"), ("Hong Kong, China", "HKG"), ("Cote d'Ivoire", "CIV"), ("brasil", "BRA"),
  ])
  func membersAreKnownByManyNames(_ name: String, _ code: String) {
    #expect(Members.bundled.place(of: name).map { Members.bundled.all[$0].code } == code)
  }

  @Test func everyKeywordHasCodesThatAreOnes() {
    let table = BundledTable.keywords
    for row in 0..<table.rowCount {
      let list = HSList(column: table.text("hs", row))
      #expect(list.faults.isEmpty && !list.codes.isEmpty, "\(table.text("keyword", row))")
      #expect(
        ProductKeywords.bundled.codes(in: table.text("keyword", row))?.ranges == list.ranges,
        "\(table.text("keyword", row))")
    }
  }

  @Test(arguments: [
    ("Toys and electric kettles", ["9503", "8516"]), ("Non-food products", []), ("非食品产品", []),
    ("BATTERIES", ["8506-8507"]),
    ("Motor vehicle engines", ["8407-8408"]), ("锂电池和充电器", ["8506-8507", "8504"]), ("Something else", []),
    ("light bulbs", ["8539", "9405"]),
  ])
  func theLongestWordsForAProductWin(_ text: String, _ codes: [String]) {
    #expect(ProductKeywords.bundled.codes(in: text)?.codes ?? [] == codes)
  }

  @Test func noNameOfAColumnIsOfTwoFields() {
    let table = BundledTable.columns
    var owners: [String: String] = [:]
    for row in 0..<table.rowCount {
      let field = table.text("field", row)
      let key = table.text("file", row) + " " + Folding.key(table.text("name", row))
      #expect(owners[key, default: field] == field, "\(table.text("name", row))")
      owners[key] = field
    }
  }

  @Test func textIsComparedWithoutCaseAccentsAndPunctuation() {
    #expect(Folding.key("HS code(s)") == Folding.key("hs_CODES"))
    #expect(Folding.key("Código(s) del SA") == "codigosdelsa")
    #expect(Folding.key("ＨＳ编码") == "hs编码")
    #expect(Folding.words("Children's toys, 玩具") == ["children", "toy", "玩", "具"])
  }
}
