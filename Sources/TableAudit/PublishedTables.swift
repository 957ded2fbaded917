/// What a number is about: measure, year and the restricting keys, whatever table prints it.
struct Quantity: Sendable, Hashable {
  let measure: String
  let dimension: String
  let year: String
  /// Sorted by column.
  let domain: [PublishedCell.Key]
}

/// All published numbers of a folder, and which of them are about the same thing.
public struct PublishedTables: Sendable {
  /// In the order of files and rows.
  public let cells: [PublishedCell]
  /// Measures with two names, and groups of units with two keys.
  let synonyms: Synonyms
  private let positions: [Quantity: [Int]]

  public init(cells: [PublishedCell], synonyms: Synonyms = Synonyms()) {
    self.cells = cells
    self.synonyms = synonyms
    var positions: [Quantity: [Int]] = [:]
    // Without a measure nobody can tell what a number is about.
    for position in cells.indices where cells[position].numeral != nil && !cells[position].measure.isEmpty {
      positions[synonyms.quantity(cells[position]), default: []].append(position)
    }
    self.positions = positions
  }

  func quantity(_ position: Int) -> Quantity { synonyms.quantity(cells[position]) }

  /// The cells that print a quantity, in order.
  func positions(of quantity: Quantity) -> [Int] { positions[quantity] ?? [] }

  /// Every group of cells that print one quantity, in the order of their first cells.
  var repeatedQuantities: [[Int]] {
    positions.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// The same cells with other numbers.
  public func replacing(_ numerals: [PrintedNumeral?]) -> PublishedTables {
    let cells = zip(cells, numerals).map { cell, numeral in
      PublishedCell(
        id: cell.id, file: cell.file, section: cell.section, table: cell.table, measure: cell.measure, year: cell.year,
        keys: cell.keys, qualifier: cell.qualifier, unit: cell.unit, numeral: numeral)
    }
    return PublishedTables(cells: cells, synonyms: synonyms)
  }
}

/// Names that a publication uses for one thing.
public struct Synonyms: Sendable {
  /// From a measure to the name that it is compared under.
  public let measures: [String: String]
  /// From one key to the key that selects the same units.
  public let keys: [PublishedCell.Key: PublishedCell.Key]

  public init(measures: [String: String] = [:], keys: [PublishedCell.Key: PublishedCell.Key] = [:]) {
    (self.measures, self.keys) = (measures, keys)
  }

  func measure(_ name: String) -> String { measures[name] ?? name }

  func quantity(_ cell: PublishedCell) -> Quantity {
    quantity(measure: cell.measure, cell, domain: cell.restrictions)
  }

  /// The quantity of another measure or domain in the year and dimension of a cell.
  func quantity(measure: String, _ cell: PublishedCell, domain: [PublishedCell.Key], dimension: String? = nil)
    -> Quantity
  {
    Quantity(
      measure: self.measure(measure), dimension: dimension ?? cell.unit.dimension, year: cell.year,
      domain: domain.map { keys[$0] ?? $0 }.sorted { ($0.column, $0.level) < ($1.column, $1.level) })
  }
}
