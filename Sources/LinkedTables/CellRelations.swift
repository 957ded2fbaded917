/// Cells and the sums among them: one table, or several that share cells.
///
/// ```
/// Σ_{i ∈ parts} x_i = x_total      for every relation
/// ```
/// A number that stands in two tables is one cell, and so two tables are one system.
public struct CellRelations: Sendable, Hashable {
  /// A cell that is the sum of others.
  public struct Relation: Sendable, Hashable {
    public let total: Int
    public let parts: [Int]

    public init(total: Int, parts: [Int]) {
      self.total = total
      self.parts = parts
    }

    /// Of all its cells, the total first.
    public var cells: [Int] { [total] + parts }
  }

  /// n; cells count from 0.
  public let cellCount: Int
  public let relations: [Relation]

  /// - Precondition: Relations name cells that there are, each once a relation.
  public init(cellCount: Int, relations: [Relation]) {
    for relation in relations {
      precondition(relation.cells.allSatisfy { (0..<cellCount).contains($0) }, "a relation names no cell")
      precondition(Set(relation.cells).count == relation.cells.count, "a relation names a cell twice")
    }
    self.cellCount = cellCount
    self.relations = relations
  }

  /// Total less parts, one number a relation.
  public func discrepancies(of values: [Double]) -> [Double] {
    relations.map { relation in values[relation.total] - relation.parts.reduce(0) { $0 + values[$1] } }
  }

  /// Total less parts, exactly.
  public func discrepancies(of units: [Int]) -> [Int] {
    relations.map { relation in units[relation.total] - relation.parts.reduce(0) { $0 + units[$1] } }
  }
}
