/// The published numbers with the relations between them: which hold, and what a changed number would do.
public struct ConsistencyCheck: Sendable {
  public let tables: PublishedTables
  public let constraints: [Constraint]
  /// Printed changes from a year that is not printed itself.
  let derivations: [ConstraintBuilder.Derivation]
  /// For each cell the constraints that it takes part in.
  private let constraintsOfCell: [[Int]]

  public init(_ tables: PublishedTables, _ relations: [AuditRelation]) {
    self.tables = tables
    let builder = ConstraintBuilder(tables: tables)
    constraints = builder.constraints(relations)
    derivations = builder.derivations(relations)
    var memberships = [[Int]](repeating: [], count: tables.cells.count)
    for (number, constraint) in constraints.enumerated() {
      for cell in constraint.cells { memberships[cell].append(number) }
    }
    constraintsOfCell = memberships
  }

  package var printed: [PrintedNumeral?] { tables.cells.map(\.numeral) }

  package func constraints(of cell: Int) -> [Int] { constraintsOfCell[cell] }

  package func sides(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> Constraint.Sides {
    constraint.sides { interval(constraint.cells[$0], numerals) }
  }

  /// The arithmetic on the printed numbers themselves, without their rounding.
  func exactSides(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> Constraint.Sides {
    constraint.sides { RoundingInterval(exactly: value(constraint.cells[$0], numerals)) }
  }

  /// Whether rounding explains the numbers.
  package func holds(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> Bool {
    let sides = sides(constraint, numerals)
    // No number rounds both to 24.5 and to 24.6, though their intervals touch.
    return constraint.form == .same
      ? sides.stated.overlaps(sides.computed) : sides.stated.gap(to: sides.computed) == 0
  }

  package func violated(_ numerals: [PrintedNumeral?]) -> [Int] {
    constraints.indices.filter { !holds(constraints[$0], numerals) }
  }

  func interval(_ cell: Int, _ numerals: [PrintedNumeral?]) -> RoundingInterval {
    tables.cells[cell].interval(of: numerals[cell]!)
  }

  /// In the base unit.
  func value(_ cell: Int, _ numerals: [PrintedNumeral?]) -> Double {
    numerals[cell]!.value * tables.cells[cell].unit.scale
  }

  /// Whether another number in one cell breaks a relation of that cell that held.
  public func contradicts(_ numeral: PrintedNumeral, inCell cell: Int) -> Bool {
    var changed = printed
    changed[cell] = numeral
    return constraintsOfCell[cell].contains { !holds(constraints[$0], changed) }
  }

  /// The digits after the point that most cells of the same table column have.
  func usualDecimals(_ cell: Int) -> Int {
    var counts: [Int: Int] = [:]
    for other in columnMates(cell) { counts[tables.cells[other].numeral!.decimals, default: 0] += 1 }
    let own = tables.cells[cell].numeral!.decimals
    return counts.max { ($0.value, $0.key == own ? 1 : 0, -$0.key) < ($1.value, $1.key == own ? 1 : 0, -$1.key) }?.key
      ?? own
  }

  /// Cells of the same file, measure and year, the cell itself included.
  func columnMates(_ cell: Int) -> [Int] {
    let own = tables.cells[cell]
    return tables.cells.indices.filter { other in
      let mate = tables.cells[other]
      return mate.file == own.file && mate.measure == own.measure && mate.year == own.year && mate.numeral != nil
    }
  }
}
