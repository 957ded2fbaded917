import Microdata
import TradeImpact

/// A member of the WTO, or another territory that exports go to.
public struct Member: Sendable, Hashable {
  /// Three letters of ISO 3166; `EU` for the European Union.
  public let code: String
  /// Two letters of ISO 3166.
  public let iso2: String
  public let name: LocalizedText
  /// nil for territories that are no members.
  public let development: DevelopmentGroup?
  /// The category of the classification `market`, by which rates of the survey are known.
  public let surveyMarket: String
  public let isInEuropeanUnion: Bool
}

/// How figure 3-2 of the report divides members. The WTO has no list of developed members; the division is that of `members.csv`.
public enum DevelopmentGroup: String, Sendable, Hashable, CaseIterable {
  case developed
  case developing
  case leastDeveloped = "least_developed"

  public var label: LocalizedText {
    switch self {
    case .developed: LocalizedText(zh: "发达成员", en: "Developed members")
    case .developing: LocalizedText(zh: "发展中成员", en: "Developing members")
    case .leastDeveloped: LocalizedText(zh: "最不发达成员", en: "Least-developed members")
    }
  }
}

/// Members by every name that files use: codes, and names in Chinese, English, French and Spanish.
package struct Members: Sendable {
  package let all: [Member]
  private let places: [String: Int]

  package static let bundled = Members()

  private init() {
    let table = BundledTable.members
    var (all, places) = ([Member](), [String: Int]())
    for row in 0..<table.rowCount {
      let member = Member(table, row)
      let others = table.text("other_names", row).split(separator: "|").map(String.init)
      for name in [member.code, member.iso2, member.name.zh, member.name.en] + others {
        let key = Folding.key(name)
        if places[key] == nil { places[key] = row }
      }
      all.append(member)
    }
    (self.all, self.places) = (all, places)
  }

  /// The place of a name in `all`.
  package func place(of name: String) -> Int? {
    let key = Folding.key(name)
    // "the Netherlands", "The Gambia"
    return places[key] ?? (key.hasPrefix("the") ? places[String(key.dropFirst(3))] : nil)
  }

  package var europeanUnion: Int { places["eu"]! }

  /// Places of the members of the European Union since 1 February 2020.
  package var statesOfTheUnion: [Int] { all.indices.filter { all[$0].isInEuropeanUnion } }

  var names: [String] { all.flatMap { [$0.code, $0.name.zh, $0.name.en] } }
}

extension Member {
  fileprivate init(_ table: TextTable, _ row: Int) {
    code = table.text("code", row)
    iso2 = table.text("iso2", row)
    name = LocalizedText(zh: table.text("zh", row), en: table.text("en", row))
    development = DevelopmentGroup(rawValue: table.text("development", row))
    surveyMarket = table.text("survey_market", row)
    isInEuropeanUnion = table.text("european_union", row) == "yes"
  }
}
