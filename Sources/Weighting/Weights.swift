/// Checks that weights can be adjusted: numbers, not negative, not all zero.
func requireWeights(_ weights: [Double], rows: Int) throws(WeightingError) {
  precondition(weights.count == rows, "one weight a row")
  guard let bad = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) else {
    guard weights.contains(where: { $0 > 0 }) else { throw .allWeightsZero }
    return
  }
  throw .invalidWeight(row: bad, value: weights[bad])
}
