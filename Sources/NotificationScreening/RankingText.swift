import Estimation
import Reporting
import TradeImpact

/// The ranking in aligned columns, for a terminal.
struct RankingText {
  private let screening: Screening
  private let entries: ArraySlice<Screening.Entry>
  private let language: Language

  init(_ screening: Screening, top: Int, _ language: Language) {
    (self.screening, self.language) = (screening, language)
    entries = screening.ranking.prefix(top)
  }

  var text: String {
    let rows = [heads.map { $0[language] }] + entries.enumerated().map { row($1, rank: $0 + 1) }
    let widths = widths(rows)
    // A column of which nothing is known, such as costs without rates, is left out.
    let columns = rows[0].indices.filter { column in rows.dropFirst().contains { !$0[column].isEmpty } }
    let lines = rows.map { row in line(columns.map { (row[$0], widths[$0], Self.numeric.contains($0)) }) }
    return lines.joined() + "\n" + remarks.map { "- \($0[language])\n" }.joined()
  }

  private func widths(_ rows: [[String]]) -> [Int] {
    rows[0].indices.map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
  }

  private func line(_ cells: [(text: String, width: Int, isNumeric: Bool)]) -> String {
    let padded = cells.map { cell in
      let blank = String(repeating: " ", count: cell.width - TextWidth.of(cell.text))
      return cell.isNumeric ? blank + cell.text : cell.text + blank
    }
    return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()) + "\n"
  }

  private static let numeric: Set<Int> = [0, 4, 5, 6, 7, 8]

  private var heads: [LocalizedText] {
    [
      words("序", "#"), words("通报", "notification"), words("成员", "member"), words("截止", "deadline"),
      words("剩余天数", "days"),
      words("出口额（万元）", "exports, 10k CNY"), words("企业数", "firms"), words("新增成本（万元）", "added cost, 10k CNY"),
      words("损失（万元）", "loss, 10k CNY"), words("行业", "sector"), words("HS编码", "HS codes"),
    ]
  }

  private func row(_ entry: Screening.Entry, rank: Int) -> [String] {
    let notification = entry.notification
    return [
      "\(rank)", "\(notification.symbol)", entry.memberName[language], deadline(notification),
      entry.daysLeft.map { "\($0)" } ?? "",
      exports(entry), firms(entry.exposure), cost(entry.addedCost), cost(entry.loss), sector(entry),
      codes(notification),
    ]
  }

  private func deadline(_ notification: Notification) -> String {
    guard notification.withdrawnBy == nil else { return words("已撤回", "withdrawn")[language] }
    return notification.deadline.map { "\($0.day)\($0.isAssumed ? "*" : "")" } ?? "…"
  }

  private func exports(_ entry: Screening.Entry) -> String {
    guard let exports = entry.exposure.exports else { return "…" }
    return (entry.exposure.isUpperBound ? "≤" : "") + number(exports, decimals: 0)
  }

  private func firms(_ exposure: Exposure) -> String {
    guard let least = exposure.firmsAtLeast else { return screening.trade.hasFirms ? "…" : "" }
    guard let most = exposure.firmsAtMost else { return "≥\(Int(least))" }
    return least == most ? "\(Int(least))" : "\(Int(least))–\(Int(most))"
  }

  private func cost(_ cost: ExpectedCost?) -> String {
    guard screening.rates != nil else { return "" }
    guard let cost else { return "…" }
    return number(cost.value, decimals: 1) + (cost.standardError.map { " ± \(number($0, decimals: 1))" } ?? "")
  }

  private func number(_ yuan: Double, decimals: Int) -> String {
    DecimalText(yuan).moved(by: -DisplayUnit.tenThousandYuan.exponent).text(decimals: decimals)
  }

  private func sector(_ entry: Screening.Entry) -> String {
    let mark = entry.notification.basis == .words ? words("（按文字）", " (by words)")[language] : ""
    return screening.sectorNames(entry)[language] + mark
  }

  private func codes(_ notification: Notification) -> String {
    let codes = notification.codes.codes
    return codes.prefix(4).joined(separator: " ") + (codes.count > 4 ? " …" : "")
  }

  private var remarks: [LocalizedText] {
    let (shown, all) = (entries.count, screening.ranking.count)
    var remarks = [
      words(
        "显示\(shown)项，共\(all)项；按\(screening.options.rankBy.label.zh)排序",
        "\(shown) of \(all) notifications, by \(screening.options.rankBy.label.en)")
    ]
    if screening.isSynthetic { remarks.append(Wording.syntheticBanner) }
    if entries.contains(where: { $0.notification.deadline?.isAssumed ?? false }) {
      remarks.append(
        words("* 未写明截止日期，按通报日期加60天推定", "* no deadline is stated: sixty days from the distribution are assumed"))
    }
    if entries.contains(where: { $0.exposure.exports == nil }) {
      remarks.append(words("… 未知，不等于零", "… unknown, which is not zero"))
    }
    return remarks + kinds
  }

  /// How many findings there are of every kind.
  private var kinds: [LocalizedText] {
    let counts = screening.findings.reduce(into: [String: Int]()) { $0[$1.kind, default: 0] += 1 }
    return counts.keys.sorted().map { kind in
      let first = screening.findings.first { $0.kind == kind }!
      guard counts[kind]! > 1 else { return words(first.sentence?.zh ?? first.message, first.message) }
      return words(
        "\(kind)：\(counts[kind]!)项，如：\(first.sentence?.zh ?? first.message)",
        "\(kind): \(counts[kind]!), such as: \(first.message)")
    }
  }
}
