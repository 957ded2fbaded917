/// Checks that weights can be adjusted: numbers, not all zero, and not negative.
func requireWeights(_ weights: [Double], rows: Int, allowingNegative: Bool = false) throws(WeightingError) {
  precondition(weights.count == rows, "one weight a row")
  let bad = weights.firstIndex { !($0.isFinite && (allowingNegative || $0 >= 0)) }
  if let bad { throw .invalidWeight(row: bad, value: weights[bad]) }
  guard weights.contains(where: { $0 != 0 }) else { throw .allWeightsZero }
}
