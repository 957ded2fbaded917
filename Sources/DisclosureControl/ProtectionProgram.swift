import LinearPrograms
import LinkedTables

/// The cheapest way to leave one cell room on one side.
///
/// ```
/// min Σ_i c_i (y⁺_i + y⁻_i)    subject to    M (y⁺ - y⁻) = 0,  y⁺_p - y⁻_p = ± need_p
///                              0 <= y⁺_i <= knownUpper_i - x_i,  0 <= y⁻_i <= x_i - knownLower_i
/// ```
/// x + y⁺ - y⁻ is a table that an intruder cannot tell from x if all cells with y ≠ 0 are withheld, and in it the cell has moved by its
/// need. A cell that is withheld already costs next to nothing.
/// > Source: Fischetti and Salazar-González (2001), section 5 (the heuristic); Kelly, Golden and Assad (1992), Networks 22, 397-417.
struct ProtectionProgram {
  private let tables: ConfidentialTables
  private let scale: Double
  private let solver: SimplexSolver
  /// Room above and below, 2 n values.
  private let room: [Double]

  init(_ tables: ConfidentialTables) throws(DisclosureError) {
    self.tables = tables
    scale = tables.scale
    let (n, scale) = (tables.values.count, scale)
    let above = (0..<n).map { tables.canBeWithheld($0) ? (tables.knownUpper[$0] - tables.values[$0]) / scale : 0 }
    let below = (0..<n).map { tables.canBeWithheld($0) ? (tables.values[$0] - tables.knownLower[$0]) / scale : 0 }
    room = above + below
    let rows = tables.relations.rows.map { row in
      LinearProgram.Row(row.entries + row.entries.map { .init($0.column + n, -$0.coefficient) }, equals: 0)
    }
    let zeros = [Double](repeating: 0, count: 2 * n)
    do { solver = try SimplexSolver(LinearProgram(costs: zeros, lower: zeros, upper: room, rows: rows)) } catch {
      throw .program(error)
    }
  }

  /// Cells that have to be withheld for the cell to be able to move by `need`, in the unit of the values and with its sign.
  /// - Parameters:
  ///   - withheld: Already.
  ///   - isFinal: Whether no other cell may be withheld.
  ///   - known: Cells that the intruder knows.
  /// - Throws: ``DisclosureError/cannotBeProtected(cell:)`` where no such table exists.
  func cells(
    moving cell: Int, by need: Double, withheld: Set<Int>, isFinal: Bool = false, known: Set<Int>
  ) throws(DisclosureError) -> Set<Int> {
    let n = tables.values.count
    var (lower, upper) = ([Double](repeating: 0, count: 2 * n), room)
    for other in 0..<n where known.contains(other) || isFinal && !withheld.contains(other) {
      (upper[other], upper[other + n]) = (0, 0)
    }
    let (side, other) = need > 0 ? (cell, cell + n) : (cell + n, cell)
    let target = min(abs(need) / scale * (1 + 1e-6) + 1e-6, room[side])
    (lower[side], upper[side], upper[other]) = (target, target, 0)
    solver.setBounds(lower: lower, upper: upper)
    let costs = (0..<n).map { cost(of: $0, target, withheld) }
    solver.setCosts(costs + costs)
    do {
      let moves = try solver.minimum()
      return Set((0..<n).filter { max(moves[$0], moves[$0 + n]) > 1e-7 })
    } catch {
      throw error == .infeasible ? .cannotBeProtected(cell: cell) : .program(error)
    }
  }

  /// The price of a cell is paid once and the program's by the unit: spread over what the cell can be moved by.
  private func cost(of cell: Int, _ target: Double, _ withheld: Set<Int>) -> Double {
    if withheld.contains(cell) { return 1e-3 }
    let reach = min(target, max(room[cell], room[cell + tables.values.count]))
    return 1 + 1e3 * tables.costs[cell] / tables.largestCost * target / max(reach, 1e-9)
  }
}

extension ConfidentialTables {
  var largestCost: Double { costs.reduce(.leastNormalMagnitude, max) }
}
