/// A table of two or more ways with all its margins.
///
/// Each way has its levels and, after them, its total. Cells are numbered with the last way fastest.
public struct CrossTable: Sendable, Hashable {
  /// Levels of each way, without totals.
  public let shape: [Int]

  /// - Precondition: Every way has a level.
  public init(shape: [Int]) {
    precondition(!shape.isEmpty && shape.allSatisfy { $0 > 0 }, "every way of a table has a level")
    self.shape = shape
  }

  public var cellCount: Int { shape.reduce(1) { $0 * ($1 + 1) } }

  /// - Parameter place: One number a way; `shape[way]` is the total of the way.
  public func cell(_ place: [Int]) -> Int { zip(place, shape).reduce(0) { $0 * ($1.1 + 1) + $1.0 } }

  /// The place of a cell; ways where it is a total hold `shape[way]`.
  public func place(_ cell: Int) -> [Int] {
    var (rest, place) = (cell, [Int](repeating: 0, count: shape.count))
    for way in shape.indices.reversed() { (rest, place[way]) = rest.quotientAndRemainder(dividingBy: shape[way] + 1) }
    return place
  }

  /// Every line of cells along every way, with its total.
  public var relations: CellRelations {
    let lines = shape.indices.flatMap { way in
      (0..<cellCount).filter { place($0)[way] == shape[way] }.map { line(along: way, to: $0) }
    }
    return CellRelations(cellCount: cellCount, relations: lines)
  }

  private func line(along way: Int, to total: Int) -> CellRelations.Relation {
    var place = place(total)
    let parts = (0..<shape[way]).map { level in
      place[way] = level
      return cell(place)
    }
    return CellRelations.Relation(total: total, parts: parts)
  }

  /// All cells from those inside.
  /// - Parameter inner: Values of the cells that are no total, the last way fastest.
  public func values(inner: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: cellCount)
    let inside = (0..<cellCount).filter { cell in zip(place(cell), shape).allSatisfy { $0 < $1 } }
    precondition(inside.count == inner.count, "\(inside.count) values are needed")
    for (cell, value) in zip(inside, inner) { values[cell] = value }
    // Way by way: a margin of two ways is the sum of margins of one.
    for relation in relations.relations { values[relation.total] = relation.parts.reduce(0) { $0 + values[$1] } }
    return values
  }
}
