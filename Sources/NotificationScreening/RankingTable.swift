import Reporting
import TradeImpact

/// The ranking as a table of the first notifications.
struct RankingTable {
  private let screening: Screening
  private let entries: ArraySlice<Screening.Entry>

  /// - Parameter top: How many are shown; nil: all.
  init(_ screening: Screening, top: Int?) {
    self.screening = screening
    entries = screening.ranking.prefix(top ?? screening.ranking.count)
  }

  var table: ReportTable {
    let columns = columns
    return ReportTable(
      id: "ranking", title: title, rowLabel: words("通报：成员，行业（HS编码）", "Notification: member, sector (HS codes)"),
      notes: notes,
      footnotes: RankingNote.allCases.map { Footnote(code: $0.rawValue, text: $0.text) },
      isSynthetic: screening.isSynthetic,
      rows: entries.enumerated().map { row($1, place: $0 + 1) }, columns: columns.map(\.column),
      cells: entries.map { entry in columns.map { $0.cell(entry) } })
  }

  private var title: LocalizedText {
    let key = screening.options.rankBy.label
    return words("按\(key.zh)排序的通报", "Notifications by \(key.en)")
  }

  private var notes: [LocalizedText] {
    let (shown, all) = (entries.count, screening.ranking.count)
    let count =
      shown < all
      ? words(
        "共\(all)项通报，表中为前\(shown)项；全部见 ranking.csv。", "The first \(shown) of \(all) notifications; ranking.csv has all.")
      : words("共\(all)项通报。", "\(all) notifications.")
    let firms = words(
      "一家企业可能出口多种产品：企业数至少为单行最大值，至多为各行之和。",
      "A firm may export several products: the firms are at least the largest number of a line and at most the sum over lines."
    )
    let costs = words(
      "预期成本为涉及出口额乘以调查得出的成本率；只计成本率的误差，同一成本率的误差完全相关。新增成本与损失不应相加。",
      "Expected costs are exports times rates from the survey; their errors are those of the rates, one for all exports that a rate is "
        + "applied to. Added cost and loss are not to be added to each other.")
    let hasDays = screening.options.asOf.map { words("剩余天数从\($0)起算。", "Days left are counted from \($0).") }
    return [count] + [hasDays].compactMap(\.self) + (screening.trade.hasFirms ? [firms] : [])
      + (screening.rates == nil ? [] : [costs])
  }

  // MARK: Rows

  private func row(_ entry: Screening.Entry, place: Int) -> ReportTable.Row {
    let (symbol, member, sectors) = (entry.notification.symbol, entry.memberName, screening.sectorNames(entry))
    let codes = entry.notification.codes.codes
    let shown = codes.prefix(6).joined(separator: ", ") + (codes.count > 6 ? " …" : "")
    let (zh, en) = shown.isEmpty ? ("", "") : ("（\(shown)）", " (\(shown))")
    return ReportTable.Row(
      code: "\(symbol)",
      label: words(
        "\(place). \(symbol)：\(member.zh)，\(sectors.zh)\(zh)", "\(place). \(symbol): \(member.en), \(sectors.en)\(en)"))
  }

  // MARK: Columns

  private struct Column {
    let column: ReportTable.Column
    let cell: (Screening.Entry) -> Cell
  }

  private var columns: [Column] {
    var all = [deadline]
    if screening.options.asOf != nil { all.append(daysLeft) }
    all.append(exports)
    if screening.trade.hasFirms {
      all.append(firms("firms_at_least", words("企业数，至少", "Firms, at least"), \.firmsAtLeast))
      all.append(firms("firms_at_most", words("企业数，至多", "Firms, at most"), \.firmsAtMost))
    }
    if screening.rates != nil {
      all.append(cost("added_cost", words("预期新增成本", "Expected added cost"), \.addedCost))
      all.append(cost("loss", words("预期损失", "Expected loss"), \.loss))
    }
    // The longest last, so that numbers stay on the page.
    return all + [titles]
  }

  private var titles: Column {
    Column(
      column: .init(
        code: "title", label: words("标题", "Title"), measure: "title", unit: .count, decimals: 0),
      cell: { text($0.notification.title.isEmpty ? $0.notification.products : $0.notification.title, $0, []) })
  }

  private var deadline: Column {
    Column(
      column: .init(
        code: "deadline", label: words("评议截止日期", "Comments until"), measure: "deadline", unit: .count, decimals: 0),
      cell: { entry in
        let notification = entry.notification
        return text(notification.deadline?.day.description ?? "", entry, [.withdrawn, .assumed, .laterDocument])
      })
  }

  private var daysLeft: Column {
    Column(
      column: .init(
        code: "days_left", label: words("剩余天数", "Days left"), measure: "days_left", unit: .count, decimals: 0),
      cell: { entry in
        entry.daysLeft.map { Cell(value: Double($0), method: "screening") } ?? .absent(.undefined, method: "screening")
      })
  }

  private var exports: Column {
    Column(
      column: .init(
        code: "exports", label: words("涉及出口额", "Exports reached"), measure: "exports", unit: .tenThousandYuan,
        decimals: 0),
      cell: { entry in
        number(entry.exposure.exports, entry, [.byWords, .upperBound, .someUnknown, .noMarket, .unclassified])
      })
  }

  private func firms(_ code: String, _ label: LocalizedText, _ value: @escaping (Exposure) -> Double?) -> Column {
    Column(
      column: .init(code: code, label: label, measure: code, unit: .firms, decimals: 0),
      cell: { number(value($0.exposure), $0, [.upperBound]) })
  }

  private func cost(_ code: String, _ label: LocalizedText, _ value: @escaping (Screening.Entry) -> ExpectedCost?)
    -> Column
  {
    Column(
      column: .init(
        code: code, label: label, measure: code, unit: .tenThousandYuan, decimals: 1, companions: [.standardError]),
      cell: { entry in
        guard let cost = value(entry) else { return .absent(.undefined, method: "rates") }
        let marks = entry.exposure.isUpperBound ? [RankingNote.upperBound.rawValue] : []
        return Cell(value: cost.value, standardError: cost.standardError, method: "rates", footnotes: marks)
      })
  }

  private func text(_ text: String, _ entry: Screening.Entry, _ notes: [RankingNote]) -> Cell {
    let marks = notes.filter { $0.applies(to: entry) }.map(\.rawValue)
    if text.isEmpty { return .absent(.undefined, method: "list", footnotes: marks) }
    return Cell(value: nil, method: "list", footnotes: marks, printed: text)
  }

  private func number(_ value: Double?, _ entry: Screening.Entry, _ notes: [RankingNote]) -> Cell {
    let marks = notes.filter { $0.applies(to: entry) }.map(\.rawValue)
    guard let value else { return .absent(.undefined, method: "screening", footnotes: marks) }
    return Cell(value: value, method: "screening", footnotes: marks)
  }
}

/// What has to be known of a number or date of the ranking.
enum RankingNote: String, CaseIterable {
  case withdrawn
  case assumed = "deadline_assumed"
  case laterDocument = "deadline_of_later_document"
  case byWords = "classified_by_words"
  case upperBound = "upper_bound"
  case someUnknown = "some_exports_unknown"
  case noMarket = "market_unknown"
  case unclassified

  func applies(to entry: Screening.Entry) -> Bool {
    let (notification, exposure) = (entry.notification, entry.exposure)
    switch self {
    case .withdrawn: return notification.withdrawnBy != nil
    case .assumed: return notification.deadline?.isAssumed ?? false
    case .laterDocument:
      return notification.deadline.map { !$0.isAssumed && $0.document != notification.symbol } ?? false
    case .byWords: return notification.basis == .words
    case .upperBound: return exposure.isUpperBound
    case .someUnknown: return exposure.linesWithoutExports > 0
    case .noMarket: return [.marketNotInFile, .onlyUnionInFile, .memberUnknown].contains(exposure.status)
    case .unclassified: return exposure.status == .unclassified
    }
  }

  var text: LocalizedText {
    switch self {
    case .withdrawn: words("后续文件称已撤回", "withdrawn by the words of a later document")
    case .assumed:
      words(
        "未写明，按通报日期加\(Notification.assumedDays)天推定",
        "not stated: \(Notification.assumedDays) days from the distribution are assumed")
    case .laterDocument: words("由后续文件（补遗、勘误或修订）确定", "set by a later document: an addendum, corrigendum or revision")
    case .byWords: words("没有HS编码，按产品文字归类", "no HS code: classified by words for products")
    case .upperBound: words("上限：出口文件的编码较粗", "an upper bound: the trade file has coarser codes")
    case .someUnknown: words("部分行的出口额未知，为其余行之和", "the exports of some lines are unknown; the sum is that of the others")
    case .noMarket: words("出口文件没有该市场，出口额未知，不等于零", "the trade file does not have the market: unknown, not zero")
    case .unclassified:
      words("未分类：没有HS编码，产品文字不在关键词表中", "unclassified: no HS code, and no word of the table of keywords")
    }
  }
}
