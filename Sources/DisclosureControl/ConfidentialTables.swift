import LinkedTables

/// Linked tables with what must be hidden in them, and what an intruder knows before he reads them.
public struct ConfidentialTables: Sendable, Hashable {
  /// A sensitive cell and the interval that has to stay possible.
  public struct Primary: Sendable, Hashable {
    public let cell: Int
    /// In the unit of the values: an intruder must not be able to exclude `value - lower` and `value + upper`.
    public let lower: Double
    public let upper: Double
    /// The firm that makes the cell alone, by any number. It knows all its cells, and must not find another's with them.
    public let soleContributor: Int?

    public init(cell: Int, lower: Double, upper: Double, soleContributor: Int? = nil) {
      (self.cell, self.lower, self.upper) = (cell, lower, upper)
      self.soleContributor = soleContributor
    }
  }

  public let relations: CellRelations
  /// x, n values.
  public let values: [Double]
  /// By cell, ascending.
  public let primaries: [Primary]
  /// Cells that no table shows, such as firms outside all classes; withholding them costs nothing.
  public let unshown: Set<Int>
  /// What withholding a cell costs, n positive numbers.
  public let costs: [Double]
  /// What an intruder knows each cell to be at least and at most, n values each.
  public let knownLower: [Double]
  public let knownUpper: [Double]

  /// - Parameters:
  ///   - costs: nil: the values themselves, which keeps large numbers in the tables.
  ///   - knownLower: nil: zero, or nothing for a negative value.
  ///   - knownUpper: nil: nothing.
  /// - Throws: ``DisclosureError`` for values that are not finite or do not meet the relations, and for a bound that a value breaks.
  public init(
    relations: CellRelations, values: [Double], primaries: [Primary], unshown: Set<Int> = [], costs: [Double]? = nil,
    knownLower: [Double]? = nil, knownUpper: [Double]? = nil
  ) throws(DisclosureError) {
    precondition(values.count == relations.cellCount, "a value a cell")
    self.relations = relations
    self.values = values
    self.primaries = primaries.sorted { $0.cell < $1.cell }
    self.unshown = unshown
    let largest = values.reduce(0) { max($0, abs($1)) }
    // A little for every cell, so that of two patterns of equal value the one with fewer cells is taken.
    self.costs = costs ?? values.map { abs($0) + 0.001 * largest }
    self.knownLower = knownLower ?? values.map { $0 < 0 ? -.infinity : 0 }
    self.knownUpper = knownUpper ?? [Double](repeating: .infinity, count: values.count)
    try check(largest)
  }

  private func check(_ largest: Double) throws(DisclosureError) {
    for (cell, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(cell: cell, value: value) }
      guard knownLower[cell] <= value, value <= knownUpper[cell] else { throw .outsideKnownBounds(cell: cell) }
    }
    for (place, gap) in relations.discrepancies(of: values).enumerated() where abs(gap) > 1e-9 * largest {
      throw .doesNotAdd(total: relations.relations[place].total, by: gap)
    }
  }

  /// Cells that stay empty are known to be so; they hide nothing.
  func canBeWithheld(_ cell: Int) -> Bool { values[cell] != 0 || unshown.contains(cell) }

  /// No more than what is known leaves open.
  func lowerNeed(_ primary: Primary) -> Double { min(primary.lower, values[primary.cell] - knownLower[primary.cell]) }
  func upperNeed(_ primary: Primary) -> Double { min(primary.upper, knownUpper[primary.cell] - values[primary.cell]) }

  /// The cells that each firm makes alone, in the order of the firms' first cells.
  public var cellsOfSoleContributors: [Set<Int>] {
    var (firms, cells) = ([Int](), [Set<Int>]())
    for primary in primaries {
      guard let firm = primary.soleContributor else { continue }
      if let place = firms.firstIndex(of: firm) {
        cells[place].insert(primary.cell)
      } else {
        firms.append(firm)
        cells.append([primary.cell])
      }
    }
    return cells
  }
}
