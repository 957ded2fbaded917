/// A linear program of n variables and m rows.
///
/// ```
/// min c'x    subject to    l_r <= Σ_j a_rj x_j <= u_r,    lower_j <= x_j <= upper_j
/// ```
/// Bounds may be infinite. The same program has the same solution in every run: one thread, no clock, no random start.
public struct LinearProgram: Sendable, Hashable {
  /// A coefficient a_rj.
  public struct Entry: Sendable, Hashable {
    public let column: Int
    public let coefficient: Double

    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  public struct Row: Sendable, Hashable {
    public let entries: [Entry]
    public let lower: Double
    public let upper: Double

    public init(_ entries: [Entry], in bounds: ClosedRange<Double>) {
      (self.entries, lower, upper) = (entries, bounds.lowerBound, bounds.upperBound)
    }

    public init(_ entries: [Entry], equals value: Double) { self.init(entries, in: value...value) }
  }

  /// c, n values.
  public var costs: [Double]
  /// n values; -infinity for none.
  public var lower: [Double]
  /// n values; infinity for none.
  public var upper: [Double]
  /// m rows.
  public let rows: [Row]

  /// - Precondition: c and the bounds have n finite or infinite values, no lower bound is above its upper one, and entries name a
  ///   column once a row.
  public init(costs: [Double], lower: [Double], upper: [Double], rows: [Row]) {
    precondition(costs.count == lower.count && lower.count == upper.count, "a cost and two bounds a variable")
    precondition(!(costs + lower + upper).contains(where: \.isNaN), "costs and bounds are numbers")
    precondition(rows.allSatisfy { $0.entries.allSatisfy { costs.indices.contains($0.column) } }, "no such column")
    (self.costs, self.lower, self.upper, self.rows) = (costs, lower, upper, rows)
  }

  /// A solution of least cost, a vertex of the region.
  /// - Returns: x, n values.
  /// - Throws: ``LinearProgramError``.
  public func minimum() throws(LinearProgramError) -> [Double] { try SimplexSolver(self).minimum() }
}

extension LinearProgram {
  /// A by columns, as both libraries read it.
  struct Columns {
    private(set) var starts: [Int32] = [0]
    private(set) var rows: [Int32] = []
    private(set) var coefficients: [Double] = []

    init(_ program: LinearProgram) {
      var columns = [[(row: Int, coefficient: Double)]](repeating: [], count: program.costs.count)
      for (row, content) in program.rows.enumerated() {
        for entry in content.entries { columns[entry.column].append((row, entry.coefficient)) }
      }
      for column in columns {
        rows += column.map { Int32($0.row) }
        coefficients += column.map(\.coefficient)
        starts.append(Int32(rows.count))
      }
    }
  }
}

extension [Double] {
  /// With the largest numbers for infinities, which is how both libraries write them.
  var withFiniteBounds: [Double] {
    map { $0.isInfinite ? ($0 < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude) : $0 }
  }
}
