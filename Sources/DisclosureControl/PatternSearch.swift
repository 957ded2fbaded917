import LinkedTables

/// The pattern while it grows and shrinks.
struct PatternSearch {
  /// Something that a reader must believe possible: a cell moved by its need, up or down.
  struct Demand {
    let reader: Int
    let cell: Int
    /// In the unit of the values, with its sign.
    let need: Double
    /// The place of everybody's demand for the same cell and side.
    let origin: Int
  }

  let tables: ConfidentialTables
  /// What those who read the tables know already: nothing, or the cells of one firm.
  let readers: [Set<Int>]
  private let program: ProtectionProgram
  private(set) var withheld: Set<Int>
  private var demands: [Demand] = []
  /// For each demand the cells that move in a table which meets it.
  private var witnesses: [Set<Int>] = []

  init(_ tables: ConfidentialTables) throws(DisclosureError) {
    self.tables = tables
    readers = [[]] + tables.cellsOfSoleContributors
    program = try ProtectionProgram(tables)
    withheld = Set(tables.primaries.map(\.cell)).union(tables.unshown)
  }

  /// Further cells that tables would show.
  var secondary: Set<Int> { withheld.subtracting(tables.primaries.map(\.cell)).subtracting(tables.unshown) }

  // MARK: Growing

  mutating func addSecondaries() throws(DisclosureError) {
    for primary in tables.ordered {
      for need in [tables.upperNeed(primary), -tables.lowerNeed(primary)] where need != 0 {
        try meet(Demand(reader: 0, cell: primary.cell, need: need, origin: demands.count))
      }
    }
    let everybodys = demands
    let attacker = try Attacker(tables)
    for (reader, known) in readers.enumerated().dropFirst() {
      attacker.read(withheld: Set(tables.values.indices.filter(tables.canBeWithheld)), knowing: known)
      for demand in everybodys where !known.contains(demand.cell) { try meet(demand, for: reader, attacker) }
    }
  }

  /// Withholds what is lacking.
  private mutating func meet(_ demand: Demand) throws(DisclosureError) {
    let moved = try program.cells(
      moving: demand.cell, by: demand.need, withheld: withheld, known: readers[demand.reader])
    demands.append(demand)
    witnesses.append(moved)
    withheld.formUnion(moved)
  }

  /// A table that convinces everybody convinces a firm if none of the firm's cells differs in it.
  /// - Parameter attacker: The firm, if nothing were published: its own part of a cell is no secret to it.
  private mutating func meet(_ demand: Demand, for reader: Int, _ attacker: Attacker) throws(DisclosureError) {
    if witnesses[demand.origin].isDisjoint(with: readers[reader]) {
      demands.append(Demand(reader: reader, cell: demand.cell, need: demand.need, origin: demand.origin))
      witnesses.append(witnesses[demand.origin])
      return
    }
    let open = try attacker.limit(of: demand.cell, isUpper: demand.need > 0) - tables.values[demand.cell]
    // What can be met with the room that a solver needs.
    let most = max(0, abs(open) * (1 - 2e-6) - 2e-6 * tables.scale)
    let need = demand.need > 0 ? min(demand.need, most) : max(demand.need, -most)
    guard need != 0 else { return }
    try meet(Demand(reader: reader, cell: demand.cell, need: need, origin: demand.origin))
  }

  // MARK: Shrinking

  /// The dearest first; of equal ones the first.
  mutating func removeSuperfluous() throws(DisclosureError) {
    let dearest = secondary.sorted { a, b in
      tables.costs[a] != tables.costs[b] ? tables.costs[a] > tables.costs[b] : a < b
    }
    for cell in dearest {
      guard let found = try witnesses(without: cell) else { continue }
      witnesses = found
      withheld.remove(cell)
    }
  }

  /// Tables that meet all demands while the cell is published; nil where one cannot be met. A table in which the cell stays is as good
  /// as before.
  private func witnesses(without cell: Int) throws(DisclosureError) -> [Set<Int>]? {
    let rest = withheld.subtracting([cell])
    var found = witnesses
    for (place, demand) in demands.enumerated() where witnesses[place].contains(cell) {
      if place != demand.origin, found[demand.origin].isDisjoint(with: readers[demand.reader]) {
        found[place] = found[demand.origin]
        continue
      }
      do {
        found[place] = try program.cells(
          moving: demand.cell, by: demand.need, withheld: rest, isFinal: true, known: readers[demand.reader])
      } catch {
        guard case .cannotBeProtected = error else { throw error }
        return nil
      }
    }
    return found
  }

  // MARK: The attacker's check

  /// - Throws: ``DisclosureError/underProtected(cell:)``.
  func checkedIntervals() throws(DisclosureError) -> [ClosedRange<Double>] {
    let attacker = try Attacker(tables)
    for (reader, known) in readers.enumerated() {
      attacker.read(withheld: withheld, knowing: known)
      for demand in demands where demand.reader == reader {
        guard try isMet(demand, attacker) else { throw .underProtected(cell: demand.cell) }
      }
    }
    attacker.read(withheld: withheld)
    var intervals: [ClosedRange<Double>] = []
    for primary in tables.primaries { intervals.append(try attacker.interval(of: primary.cell)) }
    return intervals
  }

  private func isMet(_ demand: Demand, _ attacker: Attacker) throws(DisclosureError) -> Bool {
    let limit = try attacker.limit(of: demand.cell, isUpper: demand.need > 0)
    let needed = tables.values[demand.cell] + demand.need
    // Half of what the program for the cell asks beyond the need, and above the tolerance of the solver.
    let slack = 5e-7 * tables.scale
    return demand.need > 0 ? needed <= limit + slack : limit - slack <= needed
  }
}

extension ConfidentialTables {
  /// Largest need first; equal ones in the order of cells.
  fileprivate var ordered: [Primary] {
    primaries.sorted { a, b in
      let (x, y) = (max(a.lower, a.upper), max(b.lower, b.upper))
      return x != y ? x > y : a.cell < b.cell
    }
  }
}
