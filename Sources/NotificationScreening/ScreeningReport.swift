import Documents
import Estimation
import Figures
import Reporting
import TradeImpact

/// A screening as lists, tables, figures and page.
public struct ScreeningReport: Sendable {
  public let screening: Screening
  private let top: Int

  /// - Parameter top: Notifications that tables and pages show; lists have all.
  public init(_ screening: Screening, top: Int) {
    (self.screening, self.top) = (screening, top)
  }

  /// The ranking, and the counts of each agreement in the list.
  public var tables: [ReportTable] {
    let counts = NotificationSymbol.Area.allCases.compactMap { NotificationCounts(screening, $0) }
    return [RankingTable(screening, top: top).table] + counts.flatMap(\.tables)
  }

  /// Those of the counts.
  public static func figures(_ tables: [ReportTable]) -> [Figure] {
    guard tables.contains(where: { $0.id == "tbt-by-year" }) else { return [] }
    let sources = FigureSources(tables: tables)
    do {
      return try definitions.compactMap { definition in
        if case .drawn(let figure) = try definition.outcome(from: sources) { figure } else { nil }
      }
    } catch { preconditionFailure("figures are of the tables of a screening: \(error)") }
  }

  /// A bundled file that cannot be read is a defect of the program, which the tests exclude.
  private static let definitions: [FigureDefinition] = {
    do {
      let nodes = try DocumentParser.yaml(PackageResources.figures_yml, file: "figures.yml").sequence()
      return try nodes.map { node throws(DocumentError) in try FigureDefinition(decoding: node) }
    } catch { preconditionFailure("\(error)") }
  }()

  // MARK: Texts

  /// The page: summary, tables, methods, findings.
  /// - Parameters:
  ///   - tables: Those of the report, made before.
  ///   - figures: Those of the tables.
  ///   - provenance: What made it.
  public func page(
    _ tables: [ReportTable], _ figures: [Figure], provenance: [YearlyReport.Fact]
  ) -> YearlyReport {
    YearlyReport(
      title: words("技术性贸易措施通报筛查", "Screening of notified technical measures"), subtitle: subtitle, summary: summary,
      tables: tables,
      figures: figures.map { ReportFigure($0) }, methods: methods, findings: shownFindings,
      names: [.init(code: "notifications", label: words("通报", "notifications"))], provenance: provenance)
  }

  private var subtitle: LocalizedText? {
    screening.options.asOf.map { words("截至\($0)", "As of \($0)") }
  }

  private var summary: [LocalizedText] {
    let open = screening.options.asOf.map { day in
      let count = screening.ranking.count { $0.notification.isOpen(on: day) == true }
      return words("截至\(day)可以评议的通报有\(count)项。", "\(count) notifications take comments on \(day).")
    }
    let documents = screening.documents.count
    let all = words(
      "清单有\(documents)份文件，合为\(screening.notificationCount)项通报。",
      "The list has \(documents) documents of \(screening.notificationCount) notifications.")
    return [all] + [open].compactMap(\.self) + first
  }

  /// The first five, one a line.
  private var first: [LocalizedText] {
    screening.ranking.prefix(5).enumerated().map { place, entry in
      let (symbol, member, key) = (entry.notification.symbol, entry.memberName, screening.options.rankBy.label)
      let deadline =
        entry.notification.deadline.map { words("评议截止\($0.day)", "comments until \($0.day)") }
        ?? words("评议截止日期未知", "deadline not known")
      return words(
        "按\(key.zh)第\(place + 1)：\(symbol)，\(member.zh)，\(deadline.zh)。",
        "Number \(place + 1) by \(key.en): \(symbol), \(member.en), \(deadline.en).")
    }
  }

  private var methods: [LocalizedText] {
    [
      words(
        "同一通报的补遗、勘误、修订和补充合为一项；各日期以后发布的文件为准。",
        "Addenda, corrigenda, revisions and supplements belong to their notification; of every date that of the last document counts."
      ),
      words(
        "涉及出口额是通报成员市场中HS编码落在通报编码之内的出口之和，重叠的编码只计一次；没有HS编码的按产品文字归类。",
        "Exports reached are the sum over lines of the notifying member's market within the notified HS codes, overlapping codes once; "
          + "without codes, words for products tell them."),
      words(
        "没有该市场或没有编码的通报，出口额未知，不等于零。", "Where the market or the codes are not known, exports are unknown, not zero."),
    ]
  }

  private static let shownOfAKind = 20

  /// Of every kind the first; `findings.csv` has all.
  private var shownFindings: [Finding] {
    var counts: [String: Int] = [:]
    for finding in screening.findings { counts[finding.kind, default: 0] += 1 }
    var seen: [String: Int] = [:]
    return screening.findings.compactMap { finding in
      seen[finding.kind, default: 0] += 1
      if seen[finding.kind]! <= Self.shownOfAKind { return finding }
      guard seen[finding.kind]! == Self.shownOfAKind + 1 else { return nil }
      let more = counts[finding.kind]! - Self.shownOfAKind
      return Finding(
        kind: finding.kind, subject: "findings.csv", zh: "另有\(more)项，见 findings.csv",
        en: "\(more) more stand in findings.csv")
    }
  }

  // MARK: Lists

  /// All notifications, a row each.
  public var rankingCSV: String { RankingFile(screening).csv }

  /// The first notifications, for standard output.
  public func ranking(_ format: Format, _ language: Language) -> String {
    switch format {
    case .csv: RankingFile(screening, top: top).csv
    case .json: json
    case .markdown: MarkdownTableRenderer(language).text(RankingTable(screening, top: top).table)
    case .table: RankingText(screening, top: top, language).text
    }
  }

  private var json: String {
    do { return try JSONWriter().text(RankingFile(screening, top: top).json) + "\n" } catch {
      preconditionFailure("the numbers of a ranking are finite: \(error)")
    }
  }

  public enum Format: String, Sendable, Hashable, CaseIterable { case table, csv, json, markdown }

  /// Every document as it was read.
  public var documentsCSV: String {
    let header = [
      "symbol", "notification", "kind", "row", "distribution", "deadline", "adoption", "entry_into_force", "hs_codes",
      "withdraws",
    ]
    let rows = screening.documents.map(Self.record)
    return CSVText.text([header] + rows)
  }

  private static func record(_ document: NotificationDocument) -> [String] {
    let dates: [String] = [
      document.distribution?.description, document.statedDeadline?.description, document.adoption?.description,
      document.entryIntoForce?.description,
    ].map { $0 ?? "" }
    let identity = [
      "\(document.symbol)", "\(document.symbol.root)", document.symbol.kind.rawValue, "\(document.row + 1)",
    ]
    return identity + dates + [document.codes.codes.joined(separator: ";"), document.withdraws ? "true" : "false"]
  }

  /// Counts of TBT documents as lines of a trade file, for figures 2-15 and 3-2 of `report`; nil where none has a date.
  public var tradeLinesCSV: String? {
    NotificationCounts(screening, .tbt).map { counts in
      CSVText.text(
        [["region", "measure", "partner", "product", "year", "value", "unit", "source"]] + counts.tradeLines)
    }
  }
}
