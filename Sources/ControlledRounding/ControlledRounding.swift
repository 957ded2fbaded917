import LinearPrograms
import LinkedTables

/// Numbers of linked tables as whole multiples of a unit, such that every relation among them holds exactly.
///
/// ```
/// r_i whole,  Σ_{i ∈ parts} r_i = r_total        u_i = x_i / unit,  move_i = r_i - u_i
/// 1.  max abs(move_i) is least
/// 2.  of those, Σ move_i² is least
/// 3.  of those, by a fixed order of the cells
/// ```
/// In a two-way table with its margins every move is less than a unit, so each cell becomes one of its two neighbours and a multiple of
/// the unit stays. In three-way and other linked tables there may be no such rounding; the largest move is then the least
/// possible, and ``movedByAUnitOrMore`` names the cells. Zero stays zero, and no cell changes its sign.
/// > Source: Cox (1987), A constructive procedure for unbiased controlled rounding, JASA 82, 520-524, for two-way tables; Salazar-González
/// > (2006), Mathematical Programming 105, 583-603, for linked tables as an integer program.
public struct ControlledRounding: Sendable, Hashable {
  /// r_i, n multiples of the unit.
  public let units: [Int]
  /// r_i - u_i, n numbers of units.
  public let moves: [Double]
  /// Whether Σ move_i² is known to be least; the largest move always is.
  public let isProvenLeastSquares: Bool

  /// max abs(move_i), in units.
  public var largestMove: Double { moves.reduce(0) { max($0, abs($1)) } }

  /// Cells, from 0 and in order.
  public var movedByAUnitOrMore: [Int] { moves.indices.filter { abs(moves[$0]) >= 1 } }

  /// - Parameters:
  ///   - values: x, n finite numbers in any unit.
  ///   - relations: Among the n cells. The values need not meet them.
  ///   - unit: What results are multiples of, in the unit of the values: 10⁶ for 亿元 with two digits where values are in yuan.
  ///   - nodeLimit: Of the integer program.
  /// - Throws: ``RoundingError``.
  /// - Postcondition: `relations.discrepancies(of: units)` are all zero.
  public init(
    of values: [Double], in relations: CellRelations, unit: Double, nodeLimit: Int = 20_000
  ) throws(RoundingError) {
    precondition(values.count == relations.cellCount, "a value a cell")
    precondition(unit > 0 && unit.isFinite, "a unit is positive")
    let scaled = try Self.scaled(values, unit)
    let program = RoundingProgram(values: scaled, relations: relations, nodeLimit: nodeLimit)
    let best = try program.solution()
    units = best.units
    moves = zip(best.units, scaled).map { Double($0) - $1 }
    isProvenLeastSquares = best.isProvenOptimal
    precondition(relations.discrepancies(of: units).allSatisfy { $0 == 0 }, "the solver broke a relation")
  }

  /// u_i; what is within rounding error of a whole number is that number.
  private static func scaled(_ values: [Double], _ unit: Double) throws(RoundingError) -> [Double] {
    var scaled: [Double] = []
    for (cell, value) in values.enumerated() {
      let u = value / unit
      guard abs(u) < 0x1p50 else { throw .outOfRange(cell: cell, value: value, unit: unit) }
      scaled.append(abs(u - u.rounded()) <= 1e-12 * max(1, abs(u)) ? u.rounded() : u)
    }
    return scaled
  }
}
