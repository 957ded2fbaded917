import Replication
import Testing

@Suite struct HadamardMatrixTests {
  private static let missing = [92, 116, 156, 172, 184, 188, 232, 236, 260, 268, 292]

  @Test func rowsAreOrthogonalInEveryOrderUpTo300() throws {
    for order in [1, 2] + Array(stride(from: 4, through: 300, by: 4)) where !Self.missing.contains(order) {
      let matrix = try #require(HadamardMatrix(order: order), "order \(order)")
      let rows = (0..<order).map { i in (0..<order).map { Int32(matrix[i, $0]) } }
      #expect(rows.allSatisfy { $0.allSatisfy { abs($0) == 1 } })
      for i in 0..<order {
        for j in 0...i {
          var product: Int32 = 0
          for k in 0..<order { product &+= rows[i][k] &* rows[j][k] }
          if product != (i == j ? Int32(order) : 0) { Issue.record("order \(order), rows \(i) and \(j)") }
        }
      }
    }
  }

  @Test func firstRowAndColumnAreOnes() throws {
    for order in [2, 4, 12, 20, 28, 36, 52, 100] {
      let matrix = try #require(HadamardMatrix(order: order))
      #expect((0..<order).allSatisfy { matrix[0, $0] == 1 && matrix[$0, 0] == 1 })
    }
  }

  @Test func ordersWithoutAConstructionAreRefused() {
    for order in Self.missing + [-4, 0, 3, 5, 6, 10, 298] { #expect(HadamardMatrix(order: order) == nil) }
  }

  @Test func theSmallestOrderAboveACountIsTaken() {
    let orders = [0: 1, 1: 2, 2: 4, 3: 4, 4: 8, 7: 8, 8: 12, 11: 12, 48: 52, 91: 96, 99: 100, 100: 104]
    for (count, order) in orders { #expect(HadamardMatrix(rowsBeyondFirst: count).order == order) }
  }
}
