import Estimation
import Reporting

/// The parts of a year's report that are published.
struct ReleasedReport {
  let tables: [ReportTable]
  let findings: [Finding]
  private let release: YearRelease?
  private let others: [(file: String, text: String)]
  private let own: [ReportTable]

  /// - Parameters:
  ///   - own: The tables of the study file, each number of which was decided upon.
  ///   - others: Further tables.
  ///   - lists: Beside the tables.
  ///   - found: Findings of the parts.
  ///   - release: nil: all is published as it is.
  init(
    _ own: [ReportTable], _ others: [ReportTable], _ lists: [(file: String, text: String)], _ found: [Finding],
    _ release: YearRelease?
  ) {
    (self.own, self.others, self.release) = (own, lists, release)
    guard let release else {
      (tables, findings) = (own + others, found)
      return
    }
    let decided = others.map { ($0, release.released($0)) }
    tables = own + decided.compactMap(\.1)
    let withheld =
      decided.filter { $0.1 == nil }.map { (name: $0.0.id, title: Optional($0.0.title)) }
      + (release.allowsLists ? [] : lists.map { (name: $0.file, title: nil) })
    findings =
      (release.allowsFindings ? found : []) + release.findings(tables, withheld: withheld)
      + (release.allowsFindings || found.isEmpty ? [] : [Self.left(out: found.count)])
  }

  var allowsSummary: Bool { release?.allowsFindings ?? true }

  func lists(isSynthetic: Bool) -> [(file: String, text: String)] {
    guard let release else { return others }
    let rounding = release.roundingList(own, isSynthetic: isSynthetic).map { [(file: "rounding.csv", text: $0)] } ?? []
    return (release.allowsLists ? others : []) + rounding
  }

  private static func left(out count: Int) -> Finding {
    Finding(
      kind: "not_released", subject: "findings",
      zh: "\(count) 项检查发现涉及企业或具体数字；需要时请去掉 release.disclosure 后运行",
      en: "\(count) findings name firms or numbers; run the study without release.disclosure to read them")
  }
}
