import Reporting
import TradeImpact

/// A figure, or why there is none.
public enum FigureOutcome: Sendable {
  case drawn(Figure)
  case missing(MissingFigure)
}

extension FigureDefinition {
  /// Fills the figure from its sources.
  ///
  /// A figure without a number of any series is missing, with its reasons; one with gaps is drawn and says where they are.
  /// - Parameter year: Replaces `{year}` in the title.
  /// - Throws: ``FigureError`` where a table has no such column or row, or another kind of unit; what the facts throw.
  public func outcome(from sources: FigureSources, year: String = "") throws -> FigureOutcome {
    var assembly = FigureAssembly(self, sources)
    assembly.noteMissingTables()
    let all = try series.flatMap { try assembly.series($0) }
    let title = title.replacing("{year}", with: LocalizedText(zh: year, en: year))
    guard all.contains(where: { $0.points.contains { $0 != nil } }) else {
      return .missing(MissingFigure(id: id, title: title, reason: FigureText.missing(assembly.reasons, needs)))
    }
    return .drawn(assembly.figure(title, all))
  }
}

/// The steps from a definition to a figure, with the reasons for what is missing.
private struct FigureAssembly {
  private let definition: FigureDefinition
  private let sources: FigureSources
  private let categories: [FigureCategory]
  private(set) var reasons: [LocalizedText] = []
  private var isSynthetic = false
  private var level = 0.95

  init(_ definition: FigureDefinition, _ sources: FigureSources) {
    (self.definition, self.sources) = (definition, sources)
    categories = Self.categories(definition, sources)
  }

  private static func categories(_ definition: FigureDefinition, _ sources: FigureSources) -> [FigureCategory] {
    switch definition.categories {
    case .years(let years): return years.map(FigureCategory.init(year:))
    case .classification(let id): return sources.levels(id)
    case .list(let listed): return listed
    case nil:
      let id = definition.series.lazy.compactMap(\.table).first
      let rows = id.flatMap(sources.table)?.rows.filter { $0.kind == .category } ?? []
      return rows.map { FigureCategory(code: $0.code, label: $0.label) }
    }
  }

  // MARK: Series

  mutating func series(_ definition: SeriesDefinition) throws -> [Figure.Series] {
    switch definition {
    case .one(let single): [try series(single)]
    case .columns(let table): try columns(of: table)
    }
  }

  private mutating func series(_ single: SingleSeries) throws -> Figure.Series {
    let points = try categories.map { category in try point(single.sources, category) }
    return Figure.Series(
      id: single.id, label: single.label, mark: single.mark, isBelow: single.isBelow, beside: single.beside,
      points: points)
  }

  /// A series a column, those of estimates.
  private mutating func columns(of id: String) throws -> [Figure.Series] {
    guard let table = sources.table(id) else {
      note(FigureText.noTable(id))
      return []
    }
    return try table.columns.filter { $0.style == .estimate }.map { column in
      let points = try categories.map { try point([.column(column.code, table: id)], $0) }
      return Figure.Series(
        id: column.code, label: column.label, mark: definition.kind == .line ? .line : .column, isBelow: false,
        beside: nil, points: points)
    }
  }

  /// Also where a missing table leaves no category that a number could be asked for.
  mutating func noteMissingTables() {
    for id in definition.series.flatMap(\.tables) where sources.table(id) == nil { note(FigureText.noTable(id)) }
  }

  private mutating func note(_ reason: LocalizedText) {
    if !reasons.contains(reason) { reasons.append(reason) }
  }

  // MARK: Points

  private mutating func point(_ places: [SeriesSource], _ category: FigureCategory) throws -> Figure.Point? {
    for place in places {
      if let point = try point(place, category) { return point }
    }
    return nil
  }

  private mutating func point(_ place: SeriesSource, _ category: FigureCategory) throws -> Figure.Point? {
    switch place {
    case .column(let column, let table): try cell(row: category.code, column: column, fixed: column, table)
    case .row(let row, let table): try cell(row: row, column: category.code, fixed: row, table)
    case .facts(let places): try fact(places, category)
    case .trade(let series): try trade(series, category)
    }
  }

  /// - Parameter fixed: The one of the two codes that the definition names; a table without it is a mistake of the definition, one
  ///   without the category a gap.
  private mutating func cell(row: String, column: String, fixed: String, _ id: String) throws -> Figure.Point? {
    guard let table = sources.table(id) else {
      note(FigureText.noTable(id))
      return nil
    }
    guard table.rows.contains(where: { $0.code == fixed }) || table.columns.contains(where: { $0.code == fixed }) else {
      throw FigureError(
        description: "figure \(definition.id): the table \(id) has no '\(fixed)'; its columns are "
          + table.columns.map(\.code).joined(separator: ", "))
    }
    guard let r = table.rows.firstIndex(where: { $0.code == row }),
      let c = table.columns.firstIndex(where: { $0.code == column })
    else { return nil }
    try check(table.unit(table.rows[r], table.columns[c]).base, "the table \(id)")
    return point(table.cells[r][c], of: table, table.columns[c])
  }

  private mutating func point(_ cell: Cell, of table: ReportTable, _ column: ReportTable.Column) -> Figure.Point? {
    guard cell.status == .ok, cell.value != nil || cell.lower != nil else {
      note(FigureText.noNumber(table.title))
      return nil
    }
    guard column.style != .published else { return published(cell) }
    isSynthetic = isSynthetic || table.isSynthetic
    level = table.confidenceLevel
    return Figure.Point(value: cell.value, lower: cell.lower, upper: cell.upper, origin: .estimate)
  }

  private func published(_ cell: Cell) -> Figure.Point {
    Figure.Point(value: cell.value, lower: cell.lower, upper: cell.upper, origin: .published)
  }

  private mutating func fact(_ places: [PublishedPlace], _ category: FigureCategory) throws -> Figure.Point? {
    guard let cell = try sources.fact(places, category), cell.status == .ok, cell.value != nil || cell.lower != nil
    else {
      note(FigureText.notPublished)
      return nil
    }
    return published(cell)
  }

  private mutating func trade(_ series: TradeSeries, _ category: FigureCategory) throws -> Figure.Point? {
    guard let statistics = sources.trade else {
      note(FigureText.noTradeFile)
      return nil
    }
    guard let slice = series.slice.filled(series.dimension, category.code),
      let found = try statistics.value(series.indicator, slice)
    else {
      note(FigureText.notInTradeFile(series.indicator))
      return nil
    }
    try check(found.base, "the trade file")
    isSynthetic = isSynthetic || statistics.isSynthetic
    return Figure.Point(value: found.value, lower: nil, upper: nil, origin: .trade)
  }

  private func check(_ base: String, _ source: String) throws(FigureError) {
    guard base != definition.unit.base else { return }
    throw FigureError(
      description:
        "figure \(definition.id) is in \(definition.unit.rawValue), and \(source) has its numbers in \(base); "
        + "give them in \(definition.unit.base), or change the unit of the figure")
  }

  // MARK: The figure

  func figure(_ title: LocalizedText, _ all: [Figure.Series]) -> Figure {
    let places = shownPlaces(all)
    let figure = Figure(
      id: definition.id, title: title, kind: definition.kind, unit: definition.unit, decimals: definition.decimals,
      categoryTitle: definition.categoryTitle, categories: places.map { categories[$0] },
      series: all.filter { $0.points.contains { $0 != nil } }.map { $0.keeping(places) },
      notes: definition.notes + gaps(all), isSynthetic: isSynthetic, level: level)
    return figure.limit == nil ? figure : figure.with(note: FigureText.cutErrorBars)
  }

  /// Years keep their gaps; of other categories those without a number, or with zeros alone, are left out.
  private func shownPlaces(_ all: [Figure.Series]) -> [Int] {
    let places = Array(categories.indices)
    if case .years = definition.categories { return places }
    let filled = places.filter { place in all.contains { $0.points[place].map { $0.value != 0 } ?? false } }
    guard definition.kind == .bars, let first = all.first else { return filled }
    func value(_ place: Int) -> Double { first.points[place]?.value ?? -.infinity }
    return filled.sorted { value($0) != value($1) ? value($0) > value($1) : $0 < $1 }
  }

  /// Which series lack which categories, and what would fill them.
  private func gaps(_ all: [Figure.Series]) -> [LocalizedText] {
    guard case .years = definition.categories else { return [] }
    let lacking = all.filter { $0.mark != .point && $0.points.contains { $0 == nil } }.map { series in
      (
        series: series.label,
        categories: categories.indices.filter { series.points[$0] == nil }.map { categories[$0].label }
      )
    }
    guard !lacking.isEmpty else { return [] }
    return [FigureText.gaps(lacking, definition.needs)]
  }
}

extension Figure.Series {
  fileprivate func keeping(_ places: [Int]) -> Figure.Series {
    Figure.Series(
      id: id, label: label, mark: mark, isBelow: isBelow, beside: beside, points: places.map { points[$0] })
  }
}
