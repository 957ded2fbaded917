import Documents
import Estimation
import TradeImpact

/// What a reader of a screening has to know.
struct ScreeningFindings {
  private let list: NotificationList
  private let trade: ExportLines
  private let rates: CostRates?
  private let sectors: SectorMap

  init(_ list: NotificationList, _ trade: ExportLines, _ rates: CostRates?, _ sectors: SectorMap) {
    (self.list, self.trade, self.rates, self.sectors) = (list, trade, rates, sectors)
  }

  // MARK: Files

  static func columns(_ match: ColumnNames.Match, _ path: String) -> [Finding] {
    match.unknown.map { column, nearest in
      Finding(
        kind: "unknown_column", subject: column, zh: "\(path) 的列“\(column)”未识别，没有使用；最接近的列名是“\(nearest)”",
        en: "\(path): the column '\(column)' is not known and not used; the nearest accepted name is '\(nearest)'")
    }
      + match.doubled.map { column, used in
        Finding(
          kind: "unused_column", subject: column, zh: "\(path) 的列“\(column)”与“\(used)”含义相同，只使用后者",
          en: "\(path): the column '\(column)' means the same as '\(used)', which is used")
      }
  }

  static func skipped(_ fault: CellFault) -> Finding {
    let place = fault.place
    return Finding(
      kind: "field_left_out", subject: "line \(place.line)",
      zh: "第\(place.line)行“\(place.column)”列的“\(place.value)”未使用：\(fault.problem.zh)",
      en: "line \(place.line), column '\(place.column)': \"\(place.value)\" is left out: \(fault.problem.en)")
  }

  // MARK: All

  func all(_ entries: [Screening.Entry], repeated: [NotificationSymbol], left: [Screening.Entry]) -> [Finding] {
    list.findings + Self.columns(trade.columns, trade.path) + (rates.map { Self.columns($0.columns, $0.path) } ?? [])
      + markets + repeated.map(Self.repeated) + entries.flatMap(Self.chain) + left.compactMap(Self.left)
      + members(entries) + entries.compactMap(classification) + counts(entries)
  }

  private var markets: [Finding] {
    trade.unknownMarkets.map { name, lines in
      let near = nearestMember(name)
      return Finding(
        kind: "unknown_market", subject: name,
        zh: "出口文件中的市场“\(name)”（\(lines)行）未识别，没有使用；最接近的是“\(near)”",
        en:
          "the market '\(name)' of the trade file (\(lines) lines) is not known and not used; the nearest name is '\(near)'"
      )
    }
  }

  private static func repeated(_ symbol: NotificationSymbol) -> Finding {
    Finding(
      kind: "repeated_symbol", subject: "\(symbol)", zh: "\(symbol) 在清单中出现多次，只使用第一次",
      en: "\(symbol) comes more than once in the list; the first row is used")
  }

  // MARK: Chains

  private static func chain(_ entry: Screening.Entry) -> [Finding] {
    let notification = entry.notification
    return [parent(notification), withdrawal(notification), deadline(notification), member(notification)].compactMap(
      \.self)
  }

  private static func parent(_ notification: Notification) -> Finding? {
    guard !notification.hasParent else { return nil }
    let first = notification.documents[0].symbol
    return Finding(
      kind: "parent_not_in_list", subject: "\(notification.symbol)",
      zh: "清单中有 \(first)，但没有 \(notification.symbol) 本身：产品和日期可能不全",
      en: "the list has \(first) and not \(notification.symbol) itself: products and dates may be incomplete")
  }

  private static func withdrawal(_ notification: Notification) -> Finding? {
    guard let document = notification.withdrawnBy else { return nil }
    return Finding(
      kind: "withdrawn", subject: "\(notification.symbol)", zh: "\(notification.symbol) 按 \(document) 的文字已撤回，请核对原文",
      en: "\(notification.symbol) is withdrawn by the words of \(document); check the document")
  }

  private static func deadline(_ notification: Notification) -> Finding? {
    guard let deadline = notification.deadline else {
      return Finding(
        kind: "deadline_unknown", subject: "\(notification.symbol)", zh: "\(notification.symbol) 没有评议截止日期，也没有通报日期可推算",
        en: "\(notification.symbol) has neither a deadline for comments nor a date to count sixty days from")
    }
    guard let document = notification.documents.first(where: { $0.symbol == deadline.document }),
      let distribution = document.distribution, deadline.day < distribution
    else { return nil }
    return Finding(
      kind: "deadline_before_notification", subject: "\(document.symbol)",
      zh: "\(document.symbol) 的评议截止日期 \(deadline.day) 早于通报日期 \(distribution)",
      en:
        "the deadline for comments of \(document.symbol), \(deadline.day), is before its distribution, \(distribution)")
  }

  /// A name that says another member than the symbol.
  private static func member(_ notification: Notification) -> Finding? {
    let members = Members.bundled
    guard let code = notification.symbol.member, let own = members.place(of: code) else { return nil }
    let other = notification.documents.first { document in
      members.place(of: document.memberName).map { $0 != own } ?? false
    }
    guard let other else { return nil }
    return Finding(
      kind: "member_disagrees", subject: "\(other.symbol)",
      zh: "\(other.symbol) 的成员列是“\(other.memberName)”，与文件编号不符，以编号为准",
      en: "the column of members says '\(other.memberName)' for \(other.symbol); the symbol is followed")
  }

  private static func left(_ entry: Screening.Entry) -> Finding? {
    let symbol = entry.notification.symbol
    guard entry.notification.withdrawnBy == nil else { return nil }
    return Finding(
      kind: "not_known_to_be_open", subject: "\(symbol)", zh: "\(symbol) 的评议截止日期未知，没有列入仍可评议的通报",
      en: "\(symbol) has no known deadline and is not among the notifications that are open for comments")
  }

  // MARK: Members

  /// One finding a member and reason, with the number of its notifications.
  private func members(_ entries: [Screening.Entry]) -> [Finding] {
    let all = Dictionary(grouping: entries) { entry in
      MemberReason(
        status: entry.exposure.status, name: entry.notification.memberInfo?.name ?? Self.name(entry.notification))
    }
    return all.compactMap { reason, entries in Self.finding(reason, entries.count) }
  }

  private struct MemberReason: Hashable {
    let status: Exposure.Status
    let name: LocalizedText
  }

  private static func name(_ notification: Notification) -> LocalizedText {
    let name = notification.documents.lazy.map(\.memberName).first { !$0.isEmpty } ?? notification.symbol.member ?? "?"
    return LocalizedText(zh: name, en: name)
  }

  private static func finding(_ reason: MemberReason, _ count: Int) -> Finding? {
    let (zh, en) = (reason.name.zh, reason.name.en)
    switch reason.status {
    case .known, .unclassified: return nil
    case .memberUnknown:
      return Finding(
        kind: "unknown_member", subject: en, zh: "成员“\(zh)”未识别，其\(count)项通报的出口额未知",
        en: "the member '\(en)' is not known; the exports that its \(count) notifications reach are unknown")
    case .marketNotInFile:
      return Finding(
        kind: "market_not_in_trade_file", subject: en, zh: "出口文件中没有市场\(zh)，其\(count)项通报的出口额未知，不等于零",
        en:
          "the trade file has no line of \(en); the exports that its \(count) notifications reach are unknown, not zero"
      )
    case .onlyUnionInFile:
      return Finding(
        kind: "market_not_in_trade_file", subject: en, zh: "出口文件只有欧盟合计，没有\(zh)，其\(count)项通报的出口额未知",
        en:
          "the trade file has the European Union as a whole and not \(en); the exports that its \(count) notifications reach are unknown"
      )
    }
  }

  // MARK: Classification

  private func classification(_ entry: Screening.Entry) -> Finding? {
    guard entry.notification.basis == .none else { return nil }
    let symbol = entry.notification.symbol
    return Finding(
      kind: "unclassified_notification", subject: "\(symbol)", zh: "\(symbol) 没有HS编码，产品文字也不在关键词表中：未分类，仍列入清单",
      en:
        "\(symbol) has no HS code, and no word for its products is in the table of keywords: it is listed as unclassified"
    )
  }

  /// What concerns many notifications, each as one finding.
  private func counts(_ entries: [Screening.Entry]) -> [Finding] {
    let words = entries.count { $0.notification.basis == .words }
    let assumed = entries.count { $0.notification.deadline?.isAssumed ?? false }
    let bounds = entries.count { $0.exposure.isUpperBound }
    let undated = entries.reduce(0) { $0 + $1.notification.documents.count { $0.distribution == nil } }
    return [
      count(
        words, "classified_by_words", zh: "项通报没有HS编码，按产品文字和关键词表归类",
        en: "notifications have no HS code and are classified by words for products"),
      count(
        assumed, "deadline_assumed", zh: "项通报没有评议截止日期，按通报日期加60天推定",
        en: "notifications state no deadline; sixty days from their distribution are assumed"),
      count(
        bounds, "exports_are_upper_bound", zh: "项通报的编码比出口文件细，出口额是上限",
        en: "notifications name finer codes than the trade file has, so that their exports are upper bounds"),
      count(
        undated, "document_without_date", zh: "份文件没有通报日期，不计入按年统计",
        en: "documents have no date of distribution and are in no count by year"),
      withoutRate(entries),
    ].compactMap(\.self)
  }

  private func count(_ number: Int, _ kind: String, zh: String, en: String) -> Finding? {
    number == 0 ? nil : Finding(kind: kind, subject: "notifications", zh: "\(number)\(zh)", en: "\(number) \(en)")
  }

  private func withoutRate(_ entries: [Screening.Entry]) -> Finding? {
    guard rates != nil else { return nil }
    let number = entries.count { ($0.exposure.exports ?? 0) > 0 && $0.addedCost == nil && $0.loss == nil }
    return count(
      number, "no_rate", zh: "项通报涉及的出口没有对应的成本率或出口额不全，预期成本无法计算",
      en: "notifications reach exports without a rate, or exports that are partly unknown: no cost is expected for them"
    )
  }
}

/// The name of a member that a misspelt one most likely means.
private func nearestMember(_ name: String) -> String { nearest(to: name, among: Members.bundled.names) ?? "" }
