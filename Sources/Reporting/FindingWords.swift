import Estimation
import TradeImpact

/// Findings in the words of a language: codes give way to what people call them.
package struct FindingWords {
  let language: Language
  private let names: [String: LocalizedText]
  private let tables: [ReportTable]

  package init(_ report: YearlyReport, _ language: Language) {
    self.language = language
    tables = report.tables
    let all = Self.fixed.map { ($0.key, $0.value) } + report.names.map { ($0.code, $0.label) }
    names = Dictionary(all) { first, _ in first }
  }

  /// Subjects that are not of the data.
  private static let fixed: KeyValuePairs<String, LocalizedText> = [
    "direct_loss": LocalizedText(zh: "直接损失", en: "direct loss"),
    "added_cost": LocalizedText(zh: "新增成本", en: "added cost"),
    "affected_share": LocalizedText(zh: "受影响企业占比", en: "affected share"),
    "exports": LocalizedText(zh: "出口额", en: "exports"),
    "response": LocalizedText(zh: "问卷回答", en: "answers"),
    "nonresponse": LocalizedText(zh: "回答模型", en: "response model"),
    "unclassified": LocalizedText(zh: "未分类", en: "unclassified"),
    "sector": LocalizedText(zh: "行业", en: "sector"),
    "size_class": LocalizedText(zh: "企业规模", en: "firm size"),
    "product_group": LocalizedText(zh: "产品大类", en: "product group"),
    "ownership": LocalizedText(zh: "企业性质", en: "ownership"),
    "business_type": LocalizedText(zh: "企业类型", en: "type of business"),
    "region": LocalizedText(zh: "地区", en: "region"),
    "none": LocalizedText(zh: "不分组", en: "no classes"),
    "findings": LocalizedText(zh: "检查发现", en: "findings"),
    "changes": LocalizedText(zh: "逐年变化", en: "changes between years"),
    "minimum_contributors": LocalizedText(zh: "最少企业数规则", en: "fewest firms"),
    "dominance": LocalizedText(zh: "主导企业规则", en: "dominance"),
    "p_percent": LocalizedText(zh: "p% 规则", en: "p percent"),
    "attacker_check": LocalizedText(zh: "反推验算", en: "an attacker's check"),
    "sector x size": LocalizedText(zh: "行业×规模", en: "sector × size"),
  ]

  package func title(_ kind: String) -> String? { FindingKinds.title(kind)?[language] }

  // MARK: Subjects

  package struct Subject {
    package let text: String
    /// The table that it is a cell of.
    let table: String?
    /// Whether a part of it is a code of the data and not a word.
    let isCode: Bool
  }

  package func subject(_ finding: Finding) -> Subject {
    cell(finding.subject) ?? yearlyCell(finding.subject) ?? words(finding.subject)
  }

  /// `2-1 machinery amount`, a cell of a table, or `2-1`, all of it.
  private func cell(_ subject: String) -> Subject? {
    let parts = subject.split(separator: " ").map(String.init)
    if parts.count == 1, let table = tables.first(where: { $0.id == parts[0] }) {
      return Subject(text: table.title[language], table: table.id, isCode: false)
    }
    guard parts.count == 3, let table = tables.first(where: { $0.id == parts[0] }),
      let row = table.rows.first(where: { $0.code == parts[1] }),
      let column = table.columns.first(where: { $0.code == parts[2] })
    else { return nil }
    let place = [table.title, row.label, column.label].map { $0[language] }
    return Subject(text: place.joined(separator: separator), table: table.id, isCode: false)
  }

  /// `shenzhen-years 2019 direct_loss`: a cell of a bundled table over years, which stands on another page than the year's.
  private func yearlyCell(_ subject: String) -> Subject? {
    let parts = subject.split(separator: " ").map(String.init)
    guard parts.count == 3, let table = TableDefinition.bundled(parts[0]), table.rows == .years,
      let label = table[column: parts[2]]?.label
    else { return nil }
    let text = [table.title(for: parts[1]), label].map { $0[language] }.joined(separator: separator)
    return Subject(text: text, table: nil, isCode: false)
  }

  private var separator: String { language == .zh ? "：" : ": " }

  private func words(_ subject: String) -> Subject {
    // The name of a file has no parts to be translated.
    if subject.hasSuffix(".csv") { return Subject(text: subject, table: nil, isCode: true) }
    if let whole = names[subject] { return Subject(text: whole[language], table: nil, isCode: false) }
    let tokens = tokens(subject)
    let isCode = tokens.contains { names[$0] == nil }
    return Subject(text: tokens.map(word).joined(separator: " · "), table: nil, isCode: isCode)
  }

  /// Parts between blanks and points, a known run of words kept whole.
  private func tokens(_ subject: String) -> [String] {
    let parts = subject.split { $0 == " " || $0 == "." || $0 == "," }.map(String.init)
    var (tokens, place) = ([String](), 0)
    while place < parts.count {
      let run = (place..<parts.count).reversed().first { names[parts[place...$0].joined(separator: " ")] != nil }
      tokens.append(parts[place...(run ?? place)].joined(separator: " "))
      place = (run ?? place) + 1
    }
    return tokens
  }

  private func word(_ token: String) -> String { names[token]?[language] ?? token }

  // MARK: Sentences

  package func message(_ finding: Finding) -> String {
    guard let sentence = finding.sentence else { return finding.message }
    return filled(language == .zh ? sentence.zh : sentence.en)
  }

  /// Codes in braces replaced.
  private func filled(_ text: String) -> String {
    text.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { place, piece in
      guard place > 0, let end = piece.firstIndex(of: "}") else { return String(piece) }
      return words(String(piece[..<end])).text + piece[piece.index(after: end)...]
    }.joined()
  }
}
