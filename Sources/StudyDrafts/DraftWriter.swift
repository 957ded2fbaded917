import DataFiles
import Microdata
import Reporting
import TradeImpact

/// Writes the parts of a study file one after the other.
struct DraftWriter {
  let look: SurveyLook
  private let options: StudyDraft.Options
  private(set) var questions: [String] = []

  init(_ look: SurveyLook, _ options: StudyDraft.Options) { (self.look, self.options) = (look, options) }

  mutating func text() throws(StudyDraftError) -> String {
    let year = try year()
    return [
      head(year), years(year), columns(), unknownColumns(), units(), design(), tables(), rest(),
    ].filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  mutating func ask(_ question: String) { questions.append(question) }

  // MARK: What the file is

  private var name: String {
    let file = DataFile.path(of: look.reference).split(separator: "/").last.map(String.init) ?? "study"
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  private func year() throws(StudyDraftError) -> Int {
    if let year = options.year { return year }
    if let column = look["year"], column.profile.isYear {
      guard column.profile.levels.count == 1 else {
        throw StudyDraftError(
          message:
            "\(look.reference): column \(column.profile.name): the file has the years \(column.profile.levels.joined(separator: ", ")); "
            + "write a file for each year")
      }
      return Int(column.profile.numbers[0])
    }
    let digits = look.reference.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard let year = digits.last(where: { (1990...2100).contains($0) }) else {
      throw StudyDraftError(message: "\(look.reference): no column tells the year, nor does the name; add --year")
    }
    return year
  }

  private func head(_ year: Int) -> [String] {
    let encoding = look.encoding == .utf8 ? "UTF-8" : "GB 18030"
    return [
      "# Study file for \(look.reference): \(look.rowCount) rows, \(look.columns.count) columns, \(encoding).",
      "# Lines that begin with '#?' are questions: delete the '#?' of the answer. Then try:",
      "#   trade-impact report THIS_FILE --validate",
      "study: \(YAMLText.scalar(name))",
      "title:",
      "  zh: 国外技术性贸易措施对出口企业的影响（\(year)年）",
      "  en: What foreign technical trade measures cost exporters, \(year)",
    ]
      + (look.columns.contains { ["synthetic", "合成数据"].contains($0.profile.name) }
        ? ["synthetic: true # the file has a column that says so"] : [])
  }

  private func years(_ year: Int) -> [String] {
    let lines = ["years:", "  \(year):", "    sample: \(YAMLText.scalar(look.reference))"]
    let frame = options.frame.map { "    frame: \(YAMLText.scalar($0))" }
    let totals = options.totals.map { "    totals: \(YAMLText.scalar($0))" }
    return lines + [
      frame ?? "    # frame: frame.csv # firms of the population by stratum: year, stratum, firms",
      totals ?? "    # totals: totals.csv # known exports: kind, code, frame_exports",
    ] + (look.encoding == .utf8 ? [] : ["encoding: \(look.encoding.rawValue)"])
  }

  // MARK: Units

  private mutating func units() -> [String] {
    if let unit = options.unit { return ["units: \(unit) # of every amount, as --unit says"] }
    let amounts = look.columns.filter { $0.unit != nil }
    if let unit = amounts.first?.unit, amounts.allSatisfy({ $0.unit == unit }) {
      return ["units: \(unit) # of every amount, as the header says"]
    }
    if !amounts.isEmpty {
      let named = amounts.compactMap { column in column.standardName.map { "\($0): \(column.unit!)" } }
      return ["units: {\(named.joined(separator: ", "))} # as the header says; the unit of all others: default: 万元"]
    }
    ask("units: in which unit are the amounts?")
    let median = look["exports"]?.profile.positiveMedian ?? look["frame_exports"]?.profile.positiveMedian
    return ["#? In which unit are the amounts? Choose one; sizes alone do not tell."]
      + ["万元", "元", "亿元"].map { unit in
        let meaning =
          median.map { " # then the firm in the middle exports \(TranscriptWriter.text($0)) \(unit) a year" } ?? ""
        return "#? units: \(unit)\(meaning)"
      } + ["#? units: {USD: 6.9} # US dollars, with yuan a dollar"]
  }

  // MARK: Design

  private mutating func design() -> [String] {
    if look.has("stratum"), look.has("population") {
      return [
        "design: # the answers of a stratum stand for all its firms", "  strata: stratum", "  population: population",
        "  singletons: adjust # strata with one answer; or fail, remove, certainty, average",
      ]
    }
    if look.has("weight") {
      return ["design: # without the sizes of strata, as if drawn with replacement"]
        + (look.has("stratum") ? ["  strata: stratum", "  singletons: adjust"] : []) + ["  weights: weight"]
    }
    ask("design: which columns tell how firms were drawn?")
    let numeric = look.unknown.filter { $0.profile.isNumeric && !$0.profile.isFlag }.map(\.profile.name)
    let candidates = numeric.isEmpty ? "" : "; candidates: " + YAMLText.comment(numeric.joined(separator: ", "))
    return [
      "#? How were the firms drawn? Map stratum and population (firms of the stratum), or weight, under columns\(candidates)",
      "#? design: {strata: stratum, population: population}", "#? design: {weights: weight}",
    ]
  }

  // MARK: Tables

  /// Bundled tables that the file has the columns for.
  private func tables() -> [String] {
    let wanted = TableDefinition.bundledIDs.map { id in (id, DraftTables.missing(for: id, in: look)) }
    let usable = wanted.filter { $0.1.isEmpty }.map { YAMLText.scalar($0.0) }
    let others = wanted.filter { !$0.1.isEmpty }.map { "# \($0.0) needs \($0.1.joined(separator: ", "))" }
    return ["tables: [\(usable.joined(separator: ", "))]"] + others
  }

  private func rest() -> [String] {
    [
      "# More that a study can ask for; the article \"Study files\" has all keys:",
      "# editing: {unit_error: 10000, outlying_rate: 3.5} # losses in 元 instead of 万元; rates far from a sector's",
      "# intervals: skewed", "# influence: {dominance: 0.5, listed: 3}",
      "# scaling: {region: shenzhen, parent: guangdong, label: {zh: 深圳, en: Shenzhen}, methods: all}",
      "outputs: [csv, markdown, html]", "languages: [zh, en]", "seed: 1",
    ]
  }
}
