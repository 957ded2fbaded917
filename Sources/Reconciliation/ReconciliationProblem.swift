import LinearAlgebra

/// A number that may have to move so that tables add up.
public struct ReconciliationCell: Sendable, Hashable {
  /// Table and levels, `loss[chem_metal]`.
  public let name: String
  public let value: Double
  /// In the unit of the value; nil where nothing is known of it.
  public let standardError: Double?
  /// c in the variance c σ²: 0 keeps the number fixed, 1 lets it move as its error does, more makes it give way first.
  public let alterability: Double

  /// - Precondition: error and alterability are not negative.
  public init(name: String, value: Double, standardError: Double? = nil, alterability: Double = 1) {
    precondition(alterability >= 0 && (standardError ?? 0) >= 0, "errors and alterability are not negative")
    (self.name, self.value, self.standardError, self.alterability) = (name, value, standardError, alterability)
  }
}

/// `Σ coefficient x cell = target`.
public struct LinearConstraint: Sendable, Hashable {
  public struct Term: Sendable, Hashable {
    public let cell: Int
    public let coefficient: Double

    public init(cell: Int, coefficient: Double = 1) { (self.cell, self.coefficient) = (cell, coefficient) }
  }

  /// As errors name it, `loss[*] = total`.
  public let name: String
  public let terms: [Term]
  public let target: Double

  public init(name: String, terms: [Term], target: Double = 0) {
    (self.name, self.terms, self.target) = (name, terms, target)
  }

  func residual(_ values: [Double]) -> Double { target - terms.reduce(0) { $0 + $1.coefficient * values[$1.cell] } }

  /// The sum of all magnitudes, against which a residual is small or not.
  func size(_ values: [Double]) -> Double {
    terms.reduce(abs(target)) { $0 + abs($1.coefficient * values[$1.cell]) }
  }
}

/// Numbers and what should hold between them.
public struct ReconciliationProblem: Sendable, Hashable {
  public let cells: [ReconciliationCell]
  public let constraints: [LinearConstraint]

  /// A constraint counts as met where it misses by no more than this part of the sum of its magnitudes.
  public static let relativeTolerance = 1e-10

  public init(cells: [ReconciliationCell], constraints: [LinearConstraint]) {
    precondition(constraints.allSatisfy { $0.terms.allSatisfy { cells.indices.contains($0.cell) } }, "no such cell")
    (self.cells, self.constraints) = (cells, constraints)
  }

  var values: [Double] { cells.map(\.value) }

  /// A, one row a constraint.
  var coefficients: Matrix {
    var matrix = Matrix(rows: constraints.count, columns: cells.count)
    for (row, constraint) in constraints.enumerated() {
      for term in constraint.terms { matrix[row, term.cell] += term.coefficient }
    }
    return matrix
  }

  func isMet(_ constraint: LinearConstraint, _ values: [Double]) -> Bool {
    abs(constraint.residual(values)) <= Self.relativeTolerance * constraint.size(values)
  }

  /// The constraint that is missed most, relative to its size.
  func furthestOff(_ values: [Double]) -> LinearConstraint? {
    constraints.max { abs($0.residual(values)) / $0.size(values) < abs($1.residual(values)) / $1.size(values) }
  }
}
