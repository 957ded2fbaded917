/// Footnote marks that stand before or behind a number without a gap: `92873.9` is 2873.9 with the mark 9.
///
/// The marks of a section are known, from the sections of the facts (`2.1 fn9`) or from `footnotes`. A number that begins or
/// ends with one is suspicious; it is taken for glued where the rest is of the size of comparable numbers and the whole is
/// not, or where several marks of the section each meet a number of it.
struct GluedMarks {
  private let tables: PublishedTables
  private let footnotes: [String: [String]]

  init(_ tables: PublishedTables, footnotes: [String: [String]]) {
    self.tables = tables
    self.footnotes = Self.merged(footnotes, tables.footnotes)
  }

  private static func merged(_ a: [String: [String]], _ b: [String: [String]]) -> [String: [String]] {
    a.merging(b) { first, second in first + second.filter { !first.contains($0) } }
  }

  struct Glued {
    let cell: Int
    let mark: String
    let numeral: PrintedNumeral
    /// The comparable numbers by which the size was judged, per year; empty where there are none.
    let comparable: [Double]
    let isOfRightSize: Bool
  }

  func found() -> [Glued] {
    let candidates = tables.cells.indices.flatMap(candidates)
    return candidates.filter { candidate in
      candidate.isOfRightSize || hasNeighbor(candidate, among: candidates)
    }
  }

  /// Whether the size of the number, or of another one of the section with its own mark, speaks for the mark.
  static func isCertain(_ glued: Glued, among all: [Glued], _ tables: PublishedTables) -> Bool {
    all.contains { $0.isOfRightSize && tables.cells[$0.cell].section == tables.cells[glued.cell].section }
  }

  /// Another mark of the same section that meets another number.
  private func hasNeighbor(_ candidate: Glued, among all: [Glued]) -> Bool {
    all.contains {
      tables.cells[$0.cell].section == tables.cells[candidate.cell].section && $0.cell != candidate.cell
        && $0.mark != candidate.mark
    }
  }

  private func candidates(_ cell: Int) -> [Glued] {
    guard let numeral = tables.cells[cell].numeral else { return [] }
    return (footnotes[tables.cells[cell].section] ?? []).flatMap { mark in
      Self.stripped(numeral, mark).map { rest in
        let comparable = comparableNumbers(cell)
        return Glued(
          cell: cell, mark: mark, numeral: rest, comparable: comparable,
          isOfRightSize: Self.fits(rest, better: numeral, comparable, years: years(cell)))
      }
    }
  }

  /// The number without the mark in front, and without it at the end; at least two digits must be left.
  private static func stripped(_ numeral: PrintedNumeral, _ mark: String) -> [PrintedNumeral] {
    var rests: [Substring] = []
    if numeral.text.hasPrefix(mark) { rests.append(numeral.text.dropFirst(mark.count)) }
    if numeral.text.hasSuffix(mark) { rests.append(numeral.text.dropLast(mark.count)) }
    return rests.filter { $0.count > 1 && $0.first != "0" && $0.first != "." && $0.last != "." }
      .compactMap { PrintedNumeral(String($0)) }
  }

  /// Yearly numbers of the same measure and units, in the unit of the cell.
  private func comparableNumbers(_ cell: Int) -> [Double] {
    let own = tables.cells[cell]
    return tables.cells.filter { other in
      other.measure == own.measure && other.restrictions == own.restrictions && other.id != own.id
        && other.unit.dimension == own.unit.dimension && YearRange(other.year)?.count == 1 && other.numeral != nil
    }.map { $0.numeral!.value * $0.unit.scale / own.unit.scale }
  }

  private func years(_ cell: Int) -> Double { Double(YearRange(tables.cells[cell].year)?.count ?? 1) }

  /// Whether the rest, per year, is within a factor of ten of a comparable number while the whole is not.
  private static func fits(
    _ rest: PrintedNumeral, better whole: PrintedNumeral, _ comparable: [Double], years: Double
  ) -> Bool {
    func isNear(_ value: Double) -> Bool {
      comparable.contains { $0 > 0 && value / years < 10 * $0 && value / years > $0 / 10 }
    }
    return isNear(rest.value) && !isNear(whole.value)
  }
}

extension PublishedTables {
  /// Marks by section, from sections such as `2.1.2.1 fn9`.
  var footnotes: [String: [String]] {
    var marks: [String: [String]] = [:]
    for cell in cells {
      let parts = cell.section.split(separator: " ")
      guard parts.count == 2, parts[1].hasPrefix("fn") else { continue }
      let (section, mark) = (String(parts[0]), String(parts[1].dropFirst(2)))
      if marks[section]?.contains(mark) != true { marks[section, default: []].append(mark) }
    }
    return marks
  }
}
