import Estimation
import Reporting
import TradeImpact

/// Decides of every number of a year's tables whether it is published, with which mark, and how it is rounded.
struct YearRelease {
  private let rules: Study.Release
  private let disclosure: YearDisclosure?
  private let rounding: YearRounding?

  /// - Parameters:
  ///   - amounts: Those of the tables, and the answers that they are made of, where the rules ask for disclosure control.
  init(
    _ rules: Study.Release, _ study: Study, _ estimates: YearEstimates, _ amounts: AmountCells?,
    _ answers: YearAnswers?,
    threads: Int
  ) throws(StudyError) {
    self.rules = rules
    if let sensitivity = rules.disclosure {
      disclosure = try YearDisclosure(study, amounts!, answers!, sensitivity, threads: threads)
    } else {
      disclosure = nil
    }
    rounding = rules.rounds ? try YearRounding(study, estimates) : nil
  }

  /// The cell as it is published, and the footnote that says why it is so.
  func released(
    _ cell: Cell, at place: CellPlace, measure: TableMeasure?, degreesOfFreedom: Double?
  ) -> (cell: Cell, footnote: Footnote?) {
    guard cell.value != nil else { return (cell, nil) }
    if disclosure?.hides(place) == true {
      let note = ReleaseText.confidential
      return (cell.suppressed(symbol: ReleaseText.confidentialSymbol, footnotes: [note.code]), note)
    }
    let shown = rounding?[place].map(cell.showing) ?? cell
    guard let measure, let policy = rules.policy else { return (shown, nil) }
    let quality = CellQuality(cell, kind: measure.releaseKind, degreesOfFreedom: degreesOfFreedom)
    guard let rule = policy.rule(for: quality) else { return (shown, nil) }
    return (shown.released(by: rule), rule.footnote)
  }

  /// A table that is not among those of the study file; nil where nothing is known of what it tells of single firms.
  func released(_ table: ReportTable) -> ReportTable? {
    guard disclosure == nil else { return nil }
    return rules.policy.map { $0.released(table) } ?? table
  }

  /// Whether lists of firms and of single numbers may stand beside the tables. They hold what no rule has looked at.
  var allowsLists: Bool { disclosure == nil && rules.policy == nil }

  /// Whether findings may name firms and quote numbers.
  var allowsFindings: Bool { disclosure == nil }

  // MARK: What was done

  /// How the numbers that are published were rounded.
  func roundingList(_ tables: [ReportTable], isSynthetic: Bool) -> String? {
    rounding.map { rounding in
      let published = Self.published(tables)
      let head = ["table", "row", "column", "value", "rounded", "move", "by_a_unit_or_more", "synthetic"]
      let rows = rounding.moves.filter { published.contains($0.place) }.map { move in
        [move.place.table, move.place.row, move.place.column]
          + [move.value, move.rounded, move.units].map(CSVText.number)
          + [abs(move.units) >= 1 ? "1" : "0", isSynthetic ? "1" : "0"]
      }
      return CSVText.text([head] + rows)
    }
  }

  /// - Parameter withheld: Ids and titles of tables, and names of files, that are not written.
  func findings(_ tables: [ReportTable], withheld: [(name: String, title: LocalizedText?)]) -> [Finding] {
    let published = Self.published(tables)
    let far = (rounding?.moves ?? []).filter { abs($0.units) >= 1 && published.contains($0.place) }.map { move in
      Finding(
        kind: "rounded_by_a_unit_or_more", subject: "\(move.place.table) \(move.place.row) \(move.place.column)",
        zh: "为使各表合计成立，所示数字与其值相差 \(CSVText.number(move.units)) 个末位单位",
        en:
          "shown \(CSVText.number(move.units)) units of its last digit from its value, so that sums hold in all tables")
    }
    let kept = withheld.map { name, title in
      Self.notWritten(
        name, title, zh: "发布规则未逐一审核其中的数字；需要时请去掉 release 后运行",
        en: "the rules of release were applied to none of its numbers; run the study without release for it")
    }
    return (disclosure?.findings ?? []) + suppressed(tables) + far + unproven + kept
  }

  /// What a study of several years has beside them, and disclosure control leaves out.
  static func findings(overYearsOf study: Study) -> [Finding] {
    guard study.years.count > 1, study.release?.disclosure != nil else { return [] }
    let span = ChangeText.span(study.years.map(\.year))
    return (study.studyTables.map { ($0.id, $0.title(for: span)) } + [("changes", nil)]).map { name, title in
      notWritten(
        name, title, zh: "跨年的表没有经过保密处理；需要时请去掉 release.disclosure 后运行",
        en: "tables over years are under no disclosure control; run the study without release.disclosure for them")
    }
  }

  private static func notWritten(_ name: String, _ title: LocalizedText?, zh: String, en: String) -> Finding {
    Finding(
      kind: "not_released", subject: name, zh: (title.map { "《\($0.zh)》" } ?? "") + "未写出：" + zh,
      en: (title.map { "\"\($0.en)\" is " } ?? "") + "not written: " + en)
  }

  private var unproven: [Finding] {
    guard let rounding, !rounding.isProvenLeastSquares else { return [] }
    return [
      Finding(
        kind: "rounding_not_proven", subject: "rounding.csv",
        zh: "最大调整幅度已是可能的最小值；调整平方和是否也最小未能证明",
        en: "the largest move is the least possible; that no rounding has a smaller sum of squared moves is not proven")
    ]
  }

  /// Numbers withheld, by table and reason.
  private func suppressed(_ tables: [ReportTable]) -> [Finding] {
    tables.flatMap { table in
      table.footnotes.filter { $0.code.hasPrefix(ReleaseText.prefix) }.compactMap { note -> Finding? in
        let count = table.cells.joined().count { $0.status == .suppressed && $0.footnotes.contains(note.code) }
        guard count > 0 else { return nil }
        return Finding(
          kind: "withheld_numbers", subject: table.id, zh: "\(count) 个数字不予公布：\(note.text.zh)",
          en: "\(count) numbers are not published: \(note.text.en)")
      }
    }
  }

  private static func published(_ tables: [ReportTable]) -> Set<CellPlace> {
    Set(
      tables.flatMap { table in
        zip(table.rows, table.cells).flatMap { row, cells in
          zip(table.columns, cells).filter { $1.value != nil }.map { column, _ in
            CellPlace(table: table.id, row: row.code, column: column.code)
          }
        }
      })
  }
}
