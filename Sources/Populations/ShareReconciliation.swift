/// The affected shares of tables 2-2 to 2-5 in one year, brought to where they can hold together.
///
/// Cells that the specification sets aside are replaced; shares that the report lacks are those of the year named
/// under `unpublished_like`, scaled to the total. The audit's readings are used throughout.
struct ShareReconciliation {
  typealias ShareCell = PublishedFigures.ShareCell

  let specification: PopulationSpecification
  let published: PublishedFigures
  let year: Int

  private static let tables = ["table-2-2", "table-2-3", "table-2-4", "table-2-5"]

  /// The share of all firms. The four tables must agree on it.
  func total() throws(PopulationError) -> PrintedShare {
    let cells = Self.tables.map { table in
      ShareCell(table: table, year: year, level: "all", group: table == "table-2-4" ? "all" : nil)
    }
    let agreed = cells.filter { published.share($0) != nil }
    guard let first = agreed.first, let share = printed(first) else {
      throw .missingFigure(file: "table-2-2", conditions: "sector_id all, year \(year)")
    }
    for other in agreed where published.share(other) != share.percent {
      throw .contradiction(year: year, first: first.table, second: other.table)
    }
    return share
  }

  /// The shares of agricultural and industrial firms; the second is `nil` where no table prints it.
  func groups() throws(PopulationError) -> (agricultural: PrintedShare, industrial: PrintedShare?) {
    let subtotal = kept(ShareCell(table: "table-2-4", year: year, level: "all", group: "agri"))
    let sector = kept(ShareCell(table: "table-2-2", year: year, level: Classes.sectors[0]))
    if let subtotal, let sector, subtotal.percent != sector.percent {
      throw .contradiction(year: year, first: "table-2-4, agri", second: "table-2-2, \(Classes.sectors[0])")
    }
    guard let agricultural = subtotal ?? sector else {
      throw .missingFigure(file: "table-2-2", conditions: "sector_id \(Classes.sectors[0]), year \(year)")
    }
    return (agricultural, kept(ShareCell(table: "table-2-4", year: year, level: "all", group: "industrial")))
  }

  /// One share for each level of a table, in the table's digits where they are printed.
  /// - Parameters:
  ///   - codes: The levels.
  ///   - group: The product group, for table 2-4.
  ///   - whole: The share of all these levels together.
  func shares(
    _ table: String, _ codes: [String], group: String? = nil, whole: PrintedShare
  ) throws(PopulationError) -> [PrintedShare] {
    try codes.map { code throws(PopulationError) in
      let cell = ShareCell(table: table, year: year, level: code, group: group)
      if let share = kept(cell) { return share }
      return PrintedShare(percent: try substitute(cell, whole: whole), decimals: 1, isPublished: false)
    }
  }

  /// Why a published cell is not used, if it is not.
  func setAside(_ cell: ShareCell) -> PopulationSpecification.SetAside? {
    specification.setAside.first {
      $0.table == cell.table && $0.year == cell.year && ($0.level == nil || $0.level == cell.level)
    }
  }

  private func kept(_ cell: ShareCell) -> PrintedShare? { setAside(cell) == nil ? printed(cell) : nil }

  private func printed(_ cell: ShareCell) -> PrintedShare? {
    guard let share = published.share(cell), let decimals = published.decimals(cell.table, year: cell.year) else {
      return nil
    }
    return PrintedShare(percent: share, decimals: decimals)
  }

  /// What takes the place of a share that is set aside or not printed.
  private func substitute(_ cell: ShareCell, whole: PrintedShare) throws(PopulationError) -> Double {
    let total = totalCell(of: cell)
    if let aside = setAside(cell), aside.substitute == .scaledToTotal {
      return try number(cell) * number(total) / number(total, column: "value")
    }
    guard let like = specification.firms.unpublishedLike[cell.table]?[cell.year] else {
      throw .missingFigure(file: cell.table, conditions: "\(cell.level), year \(cell.year)")
    }
    return try number(cell.in(like)) / number(total.in(like)) * whole.percent
  }

  private func totalCell(of cell: ShareCell) -> ShareCell {
    ShareCell(table: cell.table, year: cell.year, level: "all", group: cell.group)
  }

  private func number(_ cell: ShareCell, column: String = "reading") throws(PopulationError) -> Double {
    guard let share = published.share(cell, column: column) else {
      throw .missingFigure(file: cell.table, conditions: "\(cell.level), year \(cell.year), \(column)")
    }
    return share
  }
}
