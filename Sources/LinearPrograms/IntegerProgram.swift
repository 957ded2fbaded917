import CCoinOR
import Synchronization

/// A linear program whose variables are whole numbers.
///
/// The relaxation is solved first. Where its vertex is whole, as it is for every network (two-way tables among them), it is the
/// answer and no branching is needed.
public struct IntegerProgram: Sendable, Hashable {
  /// A solution, and whether it is known to be the best.
  public struct Solution: Sendable, Hashable {
    /// x, n whole numbers.
    public let values: [Double]
    /// False where the search ended at its limit with a solution in hand.
    public let isProvenOptimal: Bool
  }

  public let relaxation: LinearProgram
  /// The most nodes that are searched.
  public let nodeLimit: Int

  public init(_ relaxation: LinearProgram, nodeLimit: Int = 20_000) {
    self.relaxation = relaxation
    self.nodeLimit = nodeLimit
  }

  /// A solution of least cost.
  /// - Throws: ``LinearProgramError``; `notSolved` where the limit is reached without a solution.
  public func minimum() throws(LinearProgramError) -> Solution {
    let vertex = try relaxation.minimum()
    if vertex.allSatisfy(Self.isWhole) { return Solution(values: vertex.map { $0.rounded() }, isProvenOptimal: true) }
    let found = Self.oneAtATime.withLock { _ in Result { () throws(LinearProgramError) in try branched() } }
    return try found.get()
  }

  /// The solver behind Cbc's C interface keeps its settings in globals: two runs at once disturb each other.
  private static let oneAtATime = Mutex(())

  private static func isWhole(_ value: Double) -> Bool { abs(value - value.rounded()) <= 1e-7 }

  private func branched() throws(LinearProgramError) -> Solution {
    let cbc = try CoinORLibrary.functions().cbc
    let model = cbc.newModel()!
    defer { cbc.deleteModel(model) }
    load(into: model, cbc)
    _ = cbc.solve(model)
    if cbc.isProvenInfeasible(model) != 0 { throw .infeasible }
    if cbc.isContinuousUnbounded(model) != 0 { throw .unbounded }
    guard let best = cbc.bestSolution(model) else { throw .notSolved }
    let values = UnsafeBufferPointer(start: best, count: relaxation.costs.count).map { $0.rounded() }
    return Solution(values: values, isProvenOptimal: cbc.isProvenOptimal(model) != 0)
  }

  private func load(into model: UnsafeMutableRawPointer, _ cbc: cbc_functions) {
    let columns = LinearProgram.Columns(relaxation)
    cbc.setLogLevel(model, 0)
    cbc.loadProblem(
      model, Int32(relaxation.costs.count), Int32(relaxation.rows.count), columns.starts, columns.rows,
      columns.coefficients, relaxation.lower.withFiniteBounds, relaxation.upper.withFiniteBounds, relaxation.costs,
      relaxation.rows.map(\.lower).withFiniteBounds, relaxation.rows.map(\.upper).withFiniteBounds)
    for column in relaxation.costs.indices { cbc.setInteger(model, Int32(column)) }
    // Cbc stops by default within a gap; equal tables have to come out equal, and the smallest is asked for.
    cbc.setAllowableGap(model, 0)
    cbc.setAllowableFractionGap(model, 0)
    cbc.setMaximumNodes(model, Int32(nodeLimit))
  }
}
