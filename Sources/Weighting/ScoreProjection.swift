import LinearAlgebra

/// What a weighting step leaves of the scores of an estimate: the part whose sampling error the step did not remove.
///
/// The score of row k is u_k = w_k z_k with the final weight w and the linearized variable z. Its variance under the design,
/// after projection, estimates the variance of the estimate with adjusted weights.
/// > Source: Deville and Särndal (1992), JASA 87, 376-382, equation 3.4; conventions of R `survey`, `svyrecvar`.
public struct ScoreProjection: Sendable {
  /// Which components of the variance the residuals are meant for.
  public enum Scope: Sendable, Hashable {
    /// All.
    case allStages
    /// Those of the stages after this one (from 1): calibration within its units leaves their own error as it is.
    case after(stage: Int)
  }

  public let scope: Scope
  /// Whether the step models response rather than using what is known of the population. Such steps are undone in the
  /// order opposite to that in which they were applied.
  public let isResponse: Bool
  private let scoreOperator: (any ScoreOperator)?

  init(_ scoreOperator: (any ScoreOperator)?, scope: Scope = .allStages, isResponse: Bool = false) {
    self.scoreOperator = scoreOperator
    self.scope = scope
    self.isResponse = isResponse
  }

  /// Leaves scores as they are.
  static let unchanged = ScoreProjection(nil)

  /// The residuals of weighted scores, n × q. O(n q) times one pass over the auxiliaries.
  public func residuals(of scores: Matrix) -> Matrix {
    guard let scoreOperator else { return scores }
    var elements = scores.elements
    scoreOperator.project(&elements, rows: scores.rows)
    return Matrix(columnMajor: elements, rows: scores.rows, columns: scores.columns)
  }

  func project(_ scores: inout [Double], rows: Int) {
    scoreOperator?.project(&scores, rows: rows)
  }
}

/// A linear map of score columns onto residuals.
protocol ScoreOperator: Sendable {
  /// Projects columns of n elements, one after the other in the array.
  func project(_ scores: inout [Double], rows: Int)
}

extension ScoreOperator {
  /// Calls the closure with the position of the first element of each column.
  func forEachColumn(of elementCount: Int, rows: Int, _ body: (Int) -> Void) {
    precondition(rows > 0 && elementCount % rows == 0, "columns differ in length")
    for start in stride(from: 0, to: elementCount, by: rows) { body(start) }
  }
}
