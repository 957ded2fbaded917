import Documents
import Reporting

/// The ranking with all its columns, a row a notification, for programs and spreadsheets: amounts in yuan, full precision.
struct RankingFile {
  private let screening: Screening
  private let entries: ArraySlice<Screening.Entry>

  init(_ screening: Screening, top: Int? = nil) {
    self.screening = screening
    entries = screening.ranking.prefix(top ?? screening.ranking.count)
  }

  fileprivate enum Value {
    case text(String)
    case number(Double?)
    case flag(Bool)
  }

  private func fields(_ entry: Screening.Entry, rank: Int) -> [(name: String, value: Value)] {
    identity(entry, rank) + dates(entry) + reach(entry) + costs(entry)
      + [
        ("documents", .text(entry.notification.documents.map { "\($0.symbol)" }.joined(separator: ";"))),
        ("title", .text(entry.notification.title)), ("products", .text(entry.notification.products)),
        ("objectives", .text(entry.notification.objectives)), ("link", .text(entry.notification.link)),
        ("synthetic", .flag(screening.isSynthetic)),
      ]
  }

  private func identity(_ entry: Screening.Entry, _ rank: Int) -> [(String, Value)] {
    let notification = entry.notification
    return [
      ("rank", .number(Double(rank))), ("symbol", .text("\(notification.symbol)")),
      ("area", .text(notification.symbol.area.rawValue)),
      ("member", .text(notification.memberInfo?.code ?? "")), ("member_zh", .text(entry.memberName.zh)),
      ("member_en", .text(entry.memberName.en)), ("sectors", .text(screening.sectorCodes(entry))),
      ("hs_codes", .text(notification.codes.codes.joined(separator: ";"))),
      ("classified_by", .text(notification.basis.rawValue)),
      ("codes_from", .text(notification.codesDocument.map { "\($0)" } ?? "")),
    ]
  }

  private func dates(_ entry: Screening.Entry) -> [(String, Value)] {
    let notification = entry.notification
    return [
      ("distribution", .text(notification.documents.first?.distribution.map { "\($0)" } ?? "")),
      ("deadline", .text(notification.deadline.map { "\($0.day)" } ?? "")),
      ("deadline_assumed", .flag(notification.deadline?.isAssumed ?? false)),
      ("deadline_from", .text(notification.deadline.map { "\($0.document)" } ?? "")),
      ("days_left", .number(entry.daysLeft.map(Double.init))),
      ("adoption", .text(notification.adoption.map { "\($0.value)" } ?? "")),
      ("adoption_from", .text(notification.adoption.map { "\($0.document)" } ?? "")),
      ("entry_into_force", .text(notification.entryIntoForce.map { "\($0.value)" } ?? "")),
      ("entry_into_force_from", .text(notification.entryIntoForce.map { "\($0.document)" } ?? "")),
      ("withdrawn_by", .text(notification.withdrawnBy.map { "\($0)" } ?? "")),
    ]
  }

  private func reach(_ entry: Screening.Entry) -> [(String, Value)] {
    let exposure = entry.exposure
    return [
      ("exports", .number(exposure.exports)), ("exports_status", .text(exposure.status.rawValue)),
      ("upper_bound", .flag(exposure.isUpperBound)), ("lines", .number(Double(exposure.lineCount))),
      ("lines_without_exports", .number(Double(exposure.linesWithoutExports))),
      ("firms_at_least", .number(exposure.firmsAtLeast)), ("firms_at_most", .number(exposure.firmsAtMost)),
    ]
  }

  private func costs(_ entry: Screening.Entry) -> [(String, Value)] {
    [
      ("added_cost", .number(entry.addedCost?.value)), ("added_cost_se", .number(entry.addedCost?.standardError)),
      ("loss", .number(entry.loss?.value)), ("loss_se", .number(entry.loss?.standardError)),
    ]
  }

  // MARK: Formats

  /// An empty ranking has its header all the same.
  static let header = [
    "rank", "symbol", "area", "member", "member_zh", "member_en", "sectors", "hs_codes", "classified_by", "codes_from",
    "distribution",
    "deadline", "deadline_assumed", "deadline_from", "days_left", "adoption", "adoption_from", "entry_into_force",
    "entry_into_force_from", "withdrawn_by", "exports", "exports_status", "upper_bound", "lines",
    "lines_without_exports",
    "firms_at_least", "firms_at_most", "added_cost", "added_cost_se", "loss", "loss_se", "documents", "title",
    "products", "objectives",
    "link", "synthetic",
  ]

  var csv: String {
    var text = CSVText.text([Self.header])
    for (place, entry) in entries.enumerated() {
      let fields = fields(entry, rank: place + 1)
      for (place, field) in fields.enumerated() {
        if place > 0 { text += "," }
        text += CSVText.field(field.value.text)
      }
      text += "\n"
    }
    return text
  }

  var json: JSONValue {
    .object([
      ("format", .string("trade-impact screening 1")), ("rank_by", .string(screening.options.rankBy.rawValue)),
      ("as_of", screening.options.asOf.map { .string("\($0)") } ?? .null),
      ("notifications", .int(screening.notificationCount)),
      (
        "ranking",
        .array(
          entries.enumerated().map { place, entry in
            .object(fields(entry, rank: place + 1).map { (key: $0.name, value: $0.value.json) })
          })
      ),
      (
        "findings",
        .array(
          screening.findings.map { finding in
            .object([
              ("kind", .string(finding.kind)), ("subject", .string(finding.subject)),
              ("message", .string(finding.message)),
            ])
          })
      ),
    ])
  }
}

extension RankingFile.Value {
  fileprivate var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): CSVText.number(number)
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): text.isEmpty ? .null : .string(text)
    case .number(let number): number.map { whole in Int(exactly: whole).map(JSONValue.int) ?? .double(whole) } ?? .null
    case .flag(let flag): .bool(flag)
    }
  }
}
