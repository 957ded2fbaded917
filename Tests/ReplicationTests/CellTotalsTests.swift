import LinearAlgebra
import Replication
import TestSupport
import Testing

@Suite struct CellTotalsTests {
  private static let methods: [ReplicateMethod] = [.raoWu(replicates: 37), .jkn, .preston(replicates: 20)]

  /// The columns of a table are the variables with zeros outside the cells.
  @Test(arguments: methods) func totalsByCellAreTotalsOfMaskedColumns(_ method: ReplicateMethod) throws {
    let design = try RandomDesigns.oneStage(seed: 5, sizes: [6, 9, 4], corrected: false)
    let replicates = try ReplicateWeights(method, of: design, seed: 3)
    var random = SeededGenerator(seed: 8)
    let cells = (0..<design.rowCount).map { _ in Int32.random(in: 0..<4, using: &random) }
    let columns = (0..<3).map { column in
      (0..<design.rowCount).map { _ in
        Bool.random(using: &random) ? 0 : Double.random(in: -5..<50, using: &random) * Double(column + 1)
      }
    }
    let masked = (0..<4).flatMap { cell in
      columns.map { column in zip(column, cells).map { $1 == Int32(cell) ? $0 : 0 } }
    }
    let expected = replicates.totals(of: Matrix(columns: masked))
    for workers in [1, 2, 7] {
      let totals = replicates.totals(of: columns, cells: cells, cellCount: 4, workers: workers)
      #expect((totals - expected).maximumMagnitude <= 1e-11 * expected.maximumMagnitude)
      #expect(totals == replicates.totals(of: columns, cells: cells, cellCount: 4))
    }
  }
}
