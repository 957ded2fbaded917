import Estimation
import Microdata
import Reporting
import TradeImpact

/// Which notifications to comment on first: each with the exports that it reaches and the cost to expect, ranked.
/// ```swift
/// let list = try NotificationList(path: "notifications.csv")
/// let trade = try ExportLines(path: "exports.csv")
/// let screening = try Screening(list, trade, options: .init(rankBy: .exports))
/// for entry in screening.ranking.prefix(10) { print(entry.notification.symbol, entry.exposure.exports ?? .nan) }
/// ```
public struct Screening: Sendable {
  public enum RankKey: String, Sendable, Hashable, CaseIterable {
    case exports
    case firms
    case addedCost = "added-cost"
    case loss
    case deadline
  }

  public struct Options: Sendable {
    /// The largest first; of deadlines the next.
    public var rankBy: RankKey
    /// The day from which days to the deadline are counted; nil: they are not.
    public var asOf: CivilDay?
    /// Whether only notifications that take comments on that day are ranked.
    public var onlyOpen: Bool
    /// nil: both agreements.
    public var area: NotificationSymbol.Area?

    public init(
      rankBy: RankKey = .exports, asOf: CivilDay? = nil, onlyOpen: Bool = false, area: NotificationSymbol.Area? = nil
    ) {
      (self.rankBy, self.asOf, self.onlyOpen, self.area) = (rankBy, asOf, onlyOpen, area)
    }
  }

  public struct Entry: Sendable {
    public let notification: Notification
    public let exposure: Exposure
    public let addedCost: ExpectedCost?
    public let loss: ExpectedCost?
    /// Places of the sectors that its codes reach.
    let sectors: [Int]
    /// From the day of the screening to the last day for comments; negative once it has passed.
    public let daysLeft: Int?
  }

  public let list: NotificationList
  public let trade: ExportLines
  public let rates: CostRates?
  public let options: Options
  public let sectors: SectorMap
  /// Documents of the area that was asked for, each symbol once.
  public let documents: [NotificationDocument]
  /// All that were asked for, the first to comment on first. Ties are in the order of symbols, what has no number comes last.
  public let ranking: [Entry]
  /// Notifications of the area before `onlyOpen` leaves some out.
  public let notificationCount: Int
  public let findings: [Finding]

  /// - Throws: ``ScreeningError`` where an option lacks what it needs.
  public init(
    _ list: NotificationList, _ trade: ExportLines, rates: CostRates? = nil, sectors: SectorMap = SectorMap(),
    options: Options = Options()
  ) throws(ScreeningError) {
    try Self.check(options, trade, rates)
    (self.list, self.trade, self.rates, self.options, self.sectors) = (list, trade, rates, options, sectors)
    let asked = options.area.map { area in list.documents.filter { $0.symbol.area == area } } ?? list.documents
    let (notifications, repeated) = Notification.all(asked)
    documents = notifications.flatMap(\.documents)
    notificationCount = notifications.count
    var scorer = Scorer(trade, rates, sectors, options)
    let entries = notifications.map { scorer.entry($0) }
    let (kept, left) = Self.open(entries, options)
    ranking = Ranking(options.rankBy).sorted(kept)
    findings = FindingsFile.sorted(
      ScreeningFindings(list, trade, rates, sectors).all(entries, repeated: repeated, left: left))
  }

  private static func check(_ options: Options, _ trade: ExportLines, _ rates: CostRates?) throws(ScreeningError) {
    if options.onlyOpen, options.asOf == nil { throw .asOfNeeded(option: "--open") }
    let option = "--rank-by \(options.rankBy.rawValue)"
    switch options.rankBy {
    case .exports, .deadline: break
    case .firms: if !trade.hasFirms { throw .columnNeeded(option: option, column: "firms", file: trade.path) }
    case .addedCost: try check(rates, .addedCost, option)
    case .loss: try check(rates, .loss, option)
    }
  }

  private static func check(_ rates: CostRates?, _ kind: CostRates.Kind, _ option: String) throws(ScreeningError) {
    guard let rates else { throw .ratesNeeded(option: option) }
    guard rates.columns.columns[kind.rateField] == nil else { return }
    throw .columnNeeded(option: option, column: kind.rateField, file: rates.path)
  }

  /// - Returns: What is kept, and what is left out although no day says that it is closed.
  private static func open(_ entries: [Entry], _ options: Options) -> (kept: [Entry], left: [Entry]) {
    guard options.onlyOpen, let day = options.asOf else { return (entries, []) }
    return (
      entries.filter { $0.notification.isOpen(on: day) == true },
      entries.filter { $0.notification.isOpen(on: day) == nil || $0.notification.withdrawnBy != nil }
    )
  }
}

/// Computes entries; codes that many notifications name are looked for once.
private struct Scorer {
  private let trade: ExportLines
  private let rates: CostRates?
  private let sectors: SectorMap
  private let options: Screening.Options
  private let sectorOfCode: [Int?]
  private var selections: [[HSRange]: CodeSelection] = [:]

  init(_ trade: ExportLines, _ rates: CostRates?, _ sectors: SectorMap, _ options: Screening.Options) {
    (self.trade, self.rates, self.sectors, self.options) = (trade, rates, sectors, options)
    sectorOfCode = trade.sectors(sectors)
  }

  mutating func entry(_ notification: Notification) -> Screening.Entry {
    let exposure = exposure(notification)
    return Screening.Entry(
      notification: notification, exposure: exposure, addedCost: rates?.cost(.addedCost, of: exposure),
      loss: rates?.cost(.loss, of: exposure), sectors: sectors.places(of: notification.codes.ranges),
      daysLeft: options.asOf.flatMap { day in notification.deadline.map { $0.day.number - day.number } })
  }

  private mutating func exposure(_ notification: Notification) -> Exposure {
    guard let member = notification.member else { return Exposure(.memberUnknown) }
    let markets = trade.markets(of: member)
    guard !markets.isEmpty else { return Exposure(isStateOfUnionInFile(member) ? .onlyUnionInFile : .marketNotInFile) }
    guard notification.basis != .none else { return Exposure(.unclassified) }
    return trade.exposure(of: selection(notification.codes.ranges), in: markets, sectorOfCode)
  }

  private func isStateOfUnionInFile(_ member: Int) -> Bool {
    Members.bundled.all[member].isInEuropeanUnion && trade.places[Members.bundled.europeanUnion] != nil
  }

  private mutating func selection(_ ranges: [HSRange]) -> CodeSelection {
    if let known = selections[ranges] { return known }
    let selection = trade.selection(of: ranges)
    selections[ranges] = selection
    return selection
  }
}

/// An order of entries.
private struct Ranking {
  private let key: Screening.RankKey

  init(_ key: Screening.RankKey) { self.key = key }

  /// Places are sorted and not entries, which are many words long.
  func sorted(_ entries: [Screening.Entry]) -> [Screening.Entry] {
    let keys = entries.map { (first: numbers($0).first, second: numbers($0).second, symbol: $0.notification.symbol) }
    let order = keys.indices.sorted { a, b in
      let (x, y) = (keys[a], keys[b])
      if x.first != y.first { return precedes(x.first, y.first) }
      if x.second != y.second { return precedes(x.second, y.second) }
      return x.symbol < y.symbol
    }
    return order.map { entries[$0] }
  }

  /// The first decides, then the second.
  private func numbers(_ entry: Screening.Entry) -> (first: Double?, second: Double?) {
    switch key {
    case .exports: (entry.exposure.exports, nil)
    // What is certain first: the sum counts firms several times.
    case .firms: (entry.exposure.firmsAtLeast, entry.exposure.firmsAtMost)
    case .addedCost: (entry.addedCost?.value, nil)
    case .loss: (entry.loss?.value, nil)
    case .deadline: (entry.notification.deadline.map { Double($0.day.number) }, nil)
    }
  }

  private func precedes(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a != nil }
    return key == .deadline ? a < b : a > b
  }
}
