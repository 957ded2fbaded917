import Reporting
import TradeImpact

/// Documents of one agreement, counted by year of distribution, member and kind.
struct NotificationCounts {
  let area: NotificationSymbol.Area
  let isSynthetic: Bool
  private let counts: [Key: Int]
  /// Documents of all kinds by member and year.
  private let totals: [Int: [Int: Int]]
  /// From the first to the last, those without a document too.
  let years: [Int]

  private struct Key: Hashable {
    let year: Int
    /// Place among the members; -1: not known.
    let member: Int
    let kind: NotificationSymbol.Kind
  }

  /// nil where no document of the agreement has a date.
  init?(_ screening: Screening, _ area: NotificationSymbol.Area) {
    let documents = screening.documents.filter { $0.symbol.area == area }
    let dated = documents.compactMap { document in document.distribution.map { (document, $0.year) } }
    guard let first = dated.map(\.1).min(), let last = dated.map(\.1).max() else { return nil }
    self.area = area
    isSynthetic = screening.list.isSynthetic
    years = Array(first...last)
    var places: [String: Int] = [:]
    let counts = dated.reduce(into: [Key: Int]()) { counts, entry in
      let name = entry.0.symbol.member ?? entry.0.memberName
      let place = places[name] ?? Members.bundled.place(of: name) ?? -1
      places[name] = place
      counts[Key(year: entry.1, member: place, kind: entry.0.symbol.kind), default: 0] += 1
    }
    self.counts = counts
    totals = counts.reduce(into: [:]) { totals, entry in
      totals[entry.key.member, default: [:]][entry.key.year, default: 0] += entry.value
    }
  }

  private func total(_ member: Int, _ years: some Sequence<Int>) -> Int {
    years.reduce(0) { $0 + (totals[member]?[$1] ?? 0) }
  }

  private func count(_ isCounted: (Key) -> Bool) -> Int { counts.reduce(0) { isCounted($1.key) ? $0 + $1.value : $0 } }

  // MARK: Tables

  var tables: [ReportTable] { [byYear, byDevelopment, mainMembers, byMember] }

  private var name: String { area.rawValue }
  private var prefix: String { area.rawValue.lowercased() }

  /// Shares of new notifications are those that section 2.1.3 of the report tells.
  private var byYear: ReportTable {
    let kinds: [NotificationSymbol.Kind] = [.new, .revision, .addendum, .corrigendum, .supplement]
    let columns = kinds.map { column($0.rawValue, $0.label) } + [column("all", Self.all), share]
    let cells = (years.map { [$0] } + [years]).map { years -> [Cell] in
      let numbers = kinds.map { kind in count { $0.kind == kind && years.contains($0.year) } }
      let total = numbers.reduce(0, +)
      return (numbers + [total]).map(cell) + [shareCell(numbers[0], of: total)]
    }
    return table(
      "by-year", LocalizedText(zh: "\(name)通报按年份和类型的数量", en: "\(name) notifications by year and kind"), of: Self.year,
      yearRows + [totalRow], columns,
      cells)
  }

  private var share: ReportTable.Column {
    ReportTable.Column(
      code: "new_share", label: LocalizedText(zh: "新通报占比", en: "New, share"), measure: "new_share", unit: .percent,
      decimals: 1)
  }

  private func shareCell(_ part: Int, of total: Int) -> Cell {
    guard total > 0 else { return .absent(.undefined, method: "count") }
    return Cell(value: Double(part) / Double(total), method: "count")
  }

  /// What figure 3-2 of the report shows: new notifications by group of members.
  private var byDevelopment: ReportTable {
    let groups = DevelopmentGroup.allCases
    let columns =
      groups.map { column($0.rawValue, $0.label) } + [column("unknown", Self.unknown), column("all", Self.all)]
    let cells = (years.map { [$0] } + [years]).map { years -> [Cell] in
      let numbers = (groups.map(Optional.some) + [nil]).map { group in
        count { $0.kind == .new && years.contains($0.year) && development($0.member) == group }
      }
      return (numbers + [numbers.reduce(0, +)]).map(cell)
    }
    return table(
      "by-development",
      LocalizedText(zh: "\(name)新通报按成员发展水平的数量", en: "New \(name) notifications by development of the member"),
      of: Self.year,
      yearRows + [totalRow], columns, cells)
  }

  private func development(_ member: Int) -> DevelopmentGroup? {
    member < 0 ? nil : Members.bundled.all[member].development
  }

  /// What figure 2-15 of the report shows, for the ten members with most documents in the last three years.
  private var mainMembers: ReportTable {
    let shown = Array(years.suffix(3))
    let main = members(in: shown).filter { $0 >= 0 }.prefix(10)
    return table(
      "main-members",
      LocalizedText(zh: "\(name)通报最多的成员近三年的数量", en: "\(name) notifications of the members with most, last three years"),
      of: Self.member, main.map(row), shown.map(column),
      main.map { member in
        shown.map { year in cell(total(member, [year])) }
      })
  }

  private var byMember: ReportTable {
    let all = members(in: years)
    let cells = all.map { member in
      years.map { year in cell(total(member, [year])) } + [
        cell(count { $0.member == member })
      ]
    }
    let totals = years.map { year in cell(count { $0.year == year }) } + [cell(count { _ in true })]
    return table(
      "by-member", LocalizedText(zh: "\(name)通报按成员和年份的数量", en: "\(name) notifications by member and year"),
      of: Self.member, all.map(row) + [totalRow], years.map(column) + [column("all", Self.all)], cells + [totals])
  }

  /// Those with most documents first, then by code.
  private func members(in years: [Int]) -> [Int] {
    let counted = totals.keys.map { (member: $0, count: total($0, years)) }.filter { $0.count > 0 }
    return counted.sorted { a, b in a.count != b.count ? a.count > b.count : a.member < b.member }.map(\.member)
  }

  // MARK: Parts of tables

  private static let year = LocalizedText(zh: "年份", en: "Year")
  private static let member = LocalizedText(zh: "成员", en: "Member")
  private static let all = LocalizedText(zh: "合计", en: "All")
  private static let unknown = LocalizedText(zh: "未知", en: "Unknown")

  private func table(
    _ id: String, _ title: LocalizedText, of rowLabel: LocalizedText, _ rows: [ReportTable.Row],
    _ columns: [ReportTable.Column], _ cells: [[Cell]]
  ) -> ReportTable {
    ReportTable(
      id: "\(prefix)-\(id)", title: title, rowLabel: rowLabel,
      unitNote: LocalizedText(zh: "单位：项", en: "Unit: documents"), notes: notes, isSynthetic: isSynthetic, rows: rows,
      columns: columns, cells: cells)
  }

  private var notes: [LocalizedText] {
    [
      LocalizedText(
        zh: "按清单中文件的分发年份统计，每个文件编号计一次；清单不全则数量不全。欧盟成员国的通报计入各国。",
        en:
          "Documents of the list by year of distribution, each symbol once; what is not in the list is not counted. Notifications of "
          + "states of the European Union count for the state.")
    ]
  }

  private var yearRows: [ReportTable.Row] {
    years.map { ReportTable.Row(code: "\($0)", label: LocalizedText(zh: "\($0)年", en: "\($0)")) }
  }

  private var totalRow: ReportTable.Row { ReportTable.Row(code: "all", label: Self.all, kind: .total) }

  private func row(_ member: Int) -> ReportTable.Row {
    guard member >= 0 else { return ReportTable.Row(code: "unknown", label: Self.unknown) }
    let info = Members.bundled.all[member]
    return ReportTable.Row(code: info.code, label: info.name)
  }

  private func column(_ year: Int) -> ReportTable.Column {
    column("\(year)", LocalizedText(zh: "\(year)年", en: "\(year)"))
  }

  private func column(_ code: String, _ label: LocalizedText) -> ReportTable.Column {
    ReportTable.Column(code: code, label: label, measure: "notifications", unit: .count, decimals: 0)
  }

  private func cell(_ count: Int) -> Cell { Cell(value: Double(count), method: "count") }

  // MARK: For figures of the report

  /// Lines of a trade file with which `report` draws figures 2-15 and 3-2: all documents of a member, new notifications of a group.
  var tradeLines: [[String]] {
    let source = isSynthetic ? "synthetic" : "counted from the list"
    func line(_ partner: String, _ year: Int, _ count: Int) -> [String] {
      ["", "notifications", partner, "", "\(year)", "\(count)", "count", source]
    }
    let members = members(in: years).filter { $0 >= 0 }.sorted().flatMap { member in
      years.map { year in
        line(Members.bundled.all[member].iso2, year, total(member, [year]))
      }
    }
    let groups = DevelopmentGroup.allCases.flatMap { group in
      years.map { year in
        line(group.rawValue, year, count { $0.kind == .new && $0.year == year && development($0.member) == group })
      }
    }
    return members + groups
  }
}

extension NotificationSymbol.Kind {
  var label: LocalizedText {
    switch self {
    case .new: LocalizedText(zh: "新通报", en: "New")
    case .addendum: LocalizedText(zh: "补遗", en: "Addenda")
    case .corrigendum: LocalizedText(zh: "勘误", en: "Corrigenda")
    case .revision: LocalizedText(zh: "修订", en: "Revisions")
    case .supplement: LocalizedText(zh: "补充", en: "Supplements")
    }
  }
}
