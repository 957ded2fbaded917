/// How many rows of a model have weight, and how much.
struct WeightedRows: Sendable {
  /// Rows of nonzero weight.
  let count: Int
  /// Σ w
  let size: Double

  init(_ rows: [Int], _ weights: [Double]) {
    var (count, size) = (0, 0.0)
    for row in rows where weights[row] != 0 {
      count += 1
      size += weights[row]
    }
    (self.count, self.size) = (count, size)
  }

  /// Σ w / n
  var meanWeight: Double { size / Double(max(count, 1)) }
}
