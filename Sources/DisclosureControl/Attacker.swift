import LinearPrograms
import LinkedTables

/// Somebody who reads the tables and computes between which limits a withheld cell must lie.
///
/// ```
/// min and max y_p    subject to    M y = 0,  y_i = x_i where published,  knownLower <= y <= knownUpper
/// ```
/// It is solved for y - x, so that published numbers that add only to rounding error leave no contradiction.
/// > Source: Fischetti and Salazar-González (2001), Management Science 47, 1008-1027, section 2.
public final class Attacker {
  private let tables: ConfidentialTables
  private let scale: Double
  private let solver: SimplexSolver
  private var costs: [Double]

  /// - Throws: ``DisclosureError/program(_:)``.
  public init(_ tables: ConfidentialTables) throws(DisclosureError) {
    self.tables = tables
    scale = tables.scale
    costs = [Double](repeating: 0, count: tables.values.count)
    let zeros = costs
    let program = LinearProgram(costs: zeros, lower: zeros, upper: zeros, rows: tables.relations.rows)
    do { solver = try SimplexSolver(program) } catch { throw .program(error) }
  }

  /// What is published; cells that the attacker knows for another reason are as good as published.
  public func read(withheld: Set<Int>, knowing known: Set<Int> = []) {
    let (x, cells) = (tables.values, tables.values.indices)
    let hidden = cells.map { withheld.contains($0) && !known.contains($0) }
    solver.setBounds(
      lower: cells.map { hidden[$0] ? (tables.knownLower[$0] - x[$0]) / scale : 0 },
      upper: cells.map { hidden[$0] ? (tables.knownUpper[$0] - x[$0]) / scale : 0 })
  }

  /// Between which limits the cell must lie, in the unit of the values; infinite where nothing limits it.
  public func interval(of cell: Int) throws(DisclosureError) -> ClosedRange<Double> {
    try limit(of: cell, isUpper: false)...limit(of: cell, isUpper: true)
  }

  /// The least or the greatest value that the cell can have; never on the wrong side of its own.
  func limit(of cell: Int, isUpper: Bool) throws(DisclosureError) -> Double {
    let move = try move(of: cell, sign: isUpper ? -1 : 1)
    return tables.values[cell] + (isUpper ? max(move, 0) : min(move, 0))
  }

  /// The least y_p - x_p, or the greatest with a negative sign.
  private func move(of cell: Int, sign: Double) throws(DisclosureError) -> Double {
    costs[cell] = sign
    defer { costs[cell] = 0 }
    solver.setCosts(costs)
    do {
      return try solver.minimum()[cell] * scale
    } catch {
      guard error == .unbounded else { throw .program(error) }
      return -sign * .infinity
    }
  }
}

extension ConfidentialTables {
  /// The largest value becomes 10⁴, far enough from the tolerance of a solver for cells a millionth of its size.
  var scale: Double { max(values.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude) / 1e4 }
}

extension CellRelations {
  /// Σ parts - total = 0.
  var rows: [LinearProgram.Row] {
    relations.map { relation in
      LinearProgram.Row(
        relation.parts.map { LinearProgram.Entry($0, 1) } + [LinearProgram.Entry(relation.total, -1)], equals: 0)
    }
  }
}
