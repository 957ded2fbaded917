import LinearAlgebra
import Microdata

/// Proof that a model has no finite estimate.
///
/// A direction d along which no row's likelihood falls and some row's grows, `x_k'd >= 0` where the mean can rise to y_k,
/// `<= 0` where it can fall to y_k, and 0 elsewhere: one may walk on for ever. Steps of an iteration that does not end turn
/// into such a direction, and then this shows it.
/// > Source: Albert and Anderson (1984), Biometrika 71, 1-10; Santner and Duffy (1986), Biometrika 73, 755-758.
extension FisherScoring {
  /// Movements of η that count as none, and as one.
  private static let (still, moving) = (1e-6, 1e-3)

  func requireNoSeparation(along step: [Double], _ iteration: Int) throws(RegressionError) {
    guard model.link.reachesZero, step.count == model.matrix.columnCount else { return }
    let parts = RowChunks(count: model.matrix.rows.count).map(threads: threads) { [self] places in
      RowChunks.blocks(places).reduce(into: Movement(columns: step.count)) { move($1, step, &$0) }
    }
    let whole = parts.reduce(into: Movement(columns: step.count)) { $0.merge($1) }
    guard whole.isSeparating && whole.largest >= Self.moving else { return }
    throw .separation(terms: names(whole), iterations: iteration)
  }

  private struct Movement: Sendable {
    var isSeparating = true
    /// Of η.
    var largest = 0.0
    /// By column.
    var contributions: [Double]

    init(columns: Int) { contributions = [Double](repeating: 0, count: columns) }

    mutating func merge(_ other: Movement) {
      isSeparating = isSeparating && other.isSeparating
      largest = max(largest, other.largest)
      for j in contributions.indices { contributions[j] = max(contributions[j], other.contributions[j]) }
    }
  }

  private func move(_ places: Range<Int>, _ step: [Double], _ movement: inout Movement) {
    let block = model.matrix.centeredBlock(places)
    let changes = block * step
    model.matrix.run(places).visit { i, row in
      guard weights[row] != 0 else { return }
      let change = changes[i]
      movement.isSeparating =
        movement.isSeparating
        && (abs(change) <= Self.still || model.means.isSettled(model.outcome[row], byMoving: change))
      movement.largest = max(movement.largest, abs(change))
      for j in step.indices {
        movement.contributions[j] = max(movement.contributions[j], abs(step[j] * block[i, j]))
      }
    }
  }

  /// Columns that take part; the intercept only where it is alone.
  private func names(_ movement: Movement) -> [String] {
    let labels = model.matrix.labels
    let taking = labels.indices.filter {
      model.matrix.termOfColumn[$0] != nil && movement.contributions[$0] >= Self.moving * movement.largest
    }
    return taking.isEmpty ? [labels[0]] : taking.map { labels[$0] }
  }
}
