import LinearAlgebra
import Microdata

/// `X'WX` and `X'Ws` with the deviance at some predictor; X is centered, W and s are of ``WorkingRow`` times the design's
/// weights.
struct WorkingEquations: Sendable {
  /// p × p; its lower triangle is used.
  var information: Matrix
  /// p
  var score: [Double]
  /// Infinite where some mean is not possible.
  var deviance: Double

  init(columns: Int) {
    information = Matrix(rows: columns, columns: columns)
    score = [Double](repeating: 0, count: columns)
    deviance = 0
  }

  /// Adds the rows of a block.
  /// - Parameter weighted: rows × (p + 1), `[WX, Ws]`.
  fileprivate mutating func add(_ block: Matrix, _ weighted: Matrix, deviance: Double) {
    let (p, product) = (block.columns, block.transposeTimes(weighted))
    information = information + Matrix(columnMajor: Array(product.elements[..<(p * p)]), rows: p, columns: p)
    for j in 0..<p { score[j] += product[j, p] }
    self.deviance += deviance
  }

  fileprivate mutating func add(_ other: WorkingEquations) {
    information = information + other.information
    for j in score.indices { score[j] += other.score[j] }
    deviance += other.deviance
  }
}

/// Where the equations are set up.
enum WorkingPoint: Sendable {
  /// η near the outcomes, as if all coefficients were 0 and the rest offset.
  case outcomes
  /// At p coefficients of the centered columns.
  case coefficients([Double])
}

extension FisherScoring {
  /// The equations at a point, blocks summed within chunks and chunks in order.
  func equations(at point: WorkingPoint) -> WorkingEquations {
    let matrix = model.matrix
    let parts = RowChunks(count: matrix.rows.count).map(threads: threads) { [self] places in
      var sums = WorkingEquations(columns: matrix.columnCount)
      for block in RowChunks.blocks(places) { addBlock(block, at: point, to: &sums) }
      return sums
    }
    return parts.reduce(into: WorkingEquations(columns: matrix.columnCount)) { $0.add($1) }
  }

  private func addBlock(_ places: Range<Int>, at point: WorkingPoint, to sums: inout WorkingEquations) {
    let block = model.matrix.centeredBlock(places)
    var working = WorkingColumns(count: places.count)
    switch point {
    case .outcomes: fillAtOutcomes(&working, places)
    case .coefficients(let coefficients): fill(&working, places, model.predictors(block, places, coefficients))
    }
    sums.add(block, working.weighting(block), deviance: working.deviance)
  }

  private func fill(_ working: inout WorkingColumns, _ places: Range<Int>, _ predictors: [Double]) {
    working.fill(model.matrix.run(places), model, weights) { [means = model.means] i, _, y in
      means.workingRow(y, predictors[i])
    }
  }

  /// The working outcome is `η - o + (y - μ) / μ'`, whose regression on X gives the first coefficients.
  private func fillAtOutcomes(_ working: inout WorkingColumns, _ places: Range<Int>) {
    working.fill(model.matrix.run(places), model, weights) { [means = model.means, offset = model.offset] _, row, y in
      let predictor = means.link.predictor(means.family.startingMean(y))
      let own = means.workingRow(y, predictor)
      return WorkingRow(
        weight: own.weight, score: own.score + own.weight * (predictor - (offset?[row] ?? 0)), deviance: own.deviance)
    }
  }
}

/// Weights, scores and deviance of the rows of a block.
private struct WorkingColumns {
  var weights: [Double]
  var scores: [Double]
  var deviance = 0.0

  init(count: Int) {
    weights = [Double](repeating: 0, count: count)
    scores = weights
  }

  /// - Parameter value: Of a row with weight: its position in the run, row of the data, outcome.
  @inline(__always) mutating func fill(
    _ run: RowRun, _ model: GeneralizedLinearModel, _ design: [Double], value: (Int, Int, Double) -> WorkingRow
  ) {
    var deviance = 0.0
    model.outcome.withUnsafeBufferPointer { outcome in
      design.withUnsafeBufferPointer { design in
        weights.withUnsafeMutableBufferPointer { weights in
          scores.withUnsafeMutableBufferPointer { scores in
            run.visit { i, row in
              let weight = design[row]
              guard weight != 0 else { return }
              let own = value(i, row, outcome[row])
              (weights[i], scores[i]) = (weight * own.weight, weight * own.score)
              deviance += weight * own.deviance
            }
          }
        }
      }
    }
    self.deviance = deviance
  }

  /// `[WX, Ws]`, rows × (p + 1).
  func weighting(_ block: Matrix) -> Matrix { block.scalingRows(weights, appending: scores) }
}

extension GeneralizedLinearModel {
  /// η at some places, from coefficients of the centered columns.
  func predictors(_ block: Matrix, _ places: Range<Int>, _ coefficients: [Double]) -> [Double] {
    var result = block * coefficients
    guard let offset else { return result }
    matrix.run(places).visit { i, row in result[i] += offset[row] }
    return result
  }
}
