import Distributions

/// Reconciled numbers, with every adjustment in units of its error.
public struct Reconciled: Sendable {
  public struct Cell: Sendable, Hashable {
    public let name: String
    public let before: Double
    public let after: Double
    /// Of the number before; nil where unknown or where the cell is fixed.
    public let standardError: Double?
    /// Of the number after, given that the constraints are right; nil where unknown.
    public let standardErrorAfter: Double?

    public var adjustment: Double { after - before }

    /// The adjustment by the standard error before it.
    public var adjustmentInErrors: Double? {
      standardError.flatMap { $0 > 0 ? adjustment / $0 : nil }
    }

    /// The adjustment by its own standard error, √(σ² - σ_after²): the largest of these points at the number that is wrong.
    /// > Source: Mah and Tamhane (1982), AIChE Journal 28, 828-830.
    public var standardizedAdjustment: Double? {
      guard let before = standardError, let after = standardErrorAfter else { return nil }
      let variance = before * before - after * after
      return variance > 1e-12 * before * before ? adjustment / variance.squareRoot() : nil
    }

    public var flag: Flag? {
      guard let size = adjustmentInErrors.map(abs), size > 2 else { return nil }
      return size > 3 ? .beyondThreeErrors : .beyondTwoErrors
    }
  }

  /// An adjustment that the error of the number does not explain.
  public enum Flag: String, Sendable, Hashable, CaseIterable {
    case beyondTwoErrors = "beyond 2 errors"
    case beyondThreeErrors = "beyond 3 errors"
  }

  /// Whether the errors explain the contradictions as a whole.
  public struct Test: Sendable, Hashable {
    /// `r' (A C A')⁻ r`.
    public let statistic: Double
    public let degreesOfFreedom: Int

    /// The probability of so large a statistic with normal errors of the stated size.
    public var probability: Double? {
      (try? ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)))?.upperTail(statistic)
    }
  }

  public let cells: [Cell]
  public let test: Test?
  public let constraints: [LinearConstraint]

  init(_ problem: ReconciliationProblem, values: [Double], errorsAfter: [Double]? = nil, test: Test? = nil) {
    cells = problem.cells.indices.map { place in
      let cell = problem.cells[place]
      let error = cell.alterability > 0 ? cell.standardError : nil
      return Cell(
        name: cell.name, before: cell.value, after: values[place], standardError: error,
        standardErrorAfter: error == nil ? nil : errorsAfter?[place])
    }
    self.test = test
    constraints = problem.constraints
  }

  public var values: [Double] { cells.map(\.after) }

  /// Cells that were not negative and are now.
  public var signChanges: [Cell] { cells.filter { $0.before >= 0 && $0.after < 0 } }

  /// The constraints that rounded numbers miss, and by how much.
  public func missed(by rounded: [Double], unit: Double) -> [(constraint: LinearConstraint, misses: Double)] {
    constraints.map { ($0, $0.residual(rounded)) }.filter { abs($0.1) > unit / 1000 }
  }
}
