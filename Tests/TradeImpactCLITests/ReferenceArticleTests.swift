import Figures
import Reporting
import TestSupport
import Testing

/// The articles that list what the program bundles say what its definitions say.
@Suite struct ReferenceArticleTests {
  private static let catalogue = Fixtures.package + "/Sources/TradeImpactCLI/TradeImpactCLI.docc/"

  /// Rows of an article's tables whose first cell is an id.
  private func rows(of article: String) throws -> [String] {
    let text = String(decoding: try Fixtures.bytes(Self.catalogue + article), as: UTF8.self)
    return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
  }

  /// A failure tells the row to write.
  private func expect(_ article: String, says expected: [String]) throws {
    let rows = try rows(of: article)
    for (row, expected) in zip(rows, expected) where row != expected { Issue.record("\(article): write \(expected)") }
    #expect(rows.count == expected.count)
  }

  @Test func theArticleOfTablesHasEveryBundledTable() throws {
    try expect("TablesOfTheReport.md", says: TableDefinition.bundled.map(\.referenceRow))
  }

  @Test func theArticleOfFiguresHasEveryBundledFigure() throws {
    try expect("FiguresOfTheReport.md", says: FigureDefinition.bundled.map(\.referenceRow))
  }

  @Test(arguments: ["2-4", "sector-by-market"]) func aRowSaysWhatATableIsMadeOf(_ id: String) throws {
    let row = try #require(TableDefinition.bundled(id)).referenceRow
    let expected = [
      "2-4": "| year | product_group with size_class, total | affected_share: affected_share, percent;",
      "sector-by-market": "| year | sector, total | amount by loss_market: amount, 亿元;",
    ]
    #expect(row.contains(try #require(expected[id])))
  }
}

extension TableDefinition {
  /// `| id | title | over | rows | columns |`
  fileprivate var referenceRow: String {
    let made = rows.reference + (totalLabel == nil ? "" : ", total")
    return
      "| `\(id)` | \(title.en) | \(span.rawValue) | \(made) | \(columns.map(\.reference).joined(separator: "; ")) |"
  }
}

extension RowsDefinition {
  fileprivate var reference: String {
    switch self {
    case .factor(let name): name
    case .nested(let group, let within, _): "\(group) with \(within)"
    case .family(let family): family.rawValue
    case .list(let rows): rows.map(\.code).joined(separator: ", ")
    case .years: "years"
    case .facts(let facts): "lines of \(facts.source)"
    }
  }
}

extension ColumnDefinition {
  /// `amount by size_class: amount of direct_loss, 亿元`
  fileprivate var reference: String {
    let place =
      switch repetition {
      case .factor(let factor)?: " by \(factor)"
      case .family(let family)?: " by \(family.rawValue)"
      case nil: ""
      }
    let parts = [content.reference, unit?.rawValue].compactMap { $0 }.filter { !$0.isEmpty }
    return id + place + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}

extension ColumnDefinition.Content {
  fileprivate var reference: String {
    switch self {
    case .estimate(let estimate):
      [
        estimate.measure?.rawValue, estimate.variable.map { "of \($0)" },
        estimate.estimator.map { "by \($0.rawValue)" },
        estimate.scaling.map { "scaled \($0)" },
      ].compactMap { $0 }.joined(separator: " ")
    case .published(let places): "published in " + places.map(\.source).joined(separator: ", ")
    case .difference(let minuend, let subtrahend): "\(minuend) less \(subtrahend)"
    }
  }
}

extension FigureDefinition {
  /// `| id | title | scope | kind, unit | series | needs |`
  fileprivate var referenceRow: String {
    "| `\(id)` | \(title.en) | \(scope.rawValue) | \(kind.rawValue), \(unit.rawValue) "
      + "| \(series.map(\.reference).joined(separator: "; ")) | \(needs?.en ?? "") |"
  }
}

extension SeriesDefinition {
  fileprivate var reference: String {
    switch self {
    case .columns(let table): "every column of table \(table)"
    case .one(let series): "\(series.id): " + series.sources.map(\.reference).joined(separator: ", else ")
    }
  }
}

extension SeriesSource {
  fileprivate var reference: String {
    switch self {
    case .column(let column, let table): "\(column) of table \(table)"
    case .row(let row, let table): "row \(row) of table \(table)"
    case .facts(let places): "published in " + places.map(\.source).joined(separator: ", ")
    case .trade(let trade): "\(trade.indicator.rawValue) by \(trade.dimension.rawValue) of the trade file"
    }
  }
}
