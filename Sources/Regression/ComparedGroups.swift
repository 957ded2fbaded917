/// The groups that a test compares.
public struct ComparedGroups: Sendable, Hashable {
  public let name: String
  /// The first is the one that others are compared with.
  public let levels: [String]
  /// n codes into the levels, negative outside.
  public let codes: [Int32]
  /// Rows in some group with nonzero weight.
  public let rows: [Int]

  /// - Parameters:
  ///   - codes: n codes into `levels`, negative outside.
  ///   - weights: n weights.
  ///   - mask: n values, true in the domain; nil: all rows.
  /// - Throws: ``RegressionError/emptyLevel(variable:level:)``, ``RegressionError/notTwoGroups(count:)``.
  public init(
    _ name: String, codes: [Int32], levels: [String], weights: [Double], mask: [Bool]? = nil
  ) throws(RegressionError) {
    (self.name, self.levels, self.codes) = (name, levels, codes)
    rows = codes.indices.filter { codes[$0] >= 0 && weights[$0] != 0 && (mask?[$0] ?? true) }
    var isUsed = [Bool](repeating: false, count: levels.count)
    for row in rows { isUsed[Int(codes[row])] = true }
    if let empty = isUsed.firstIndex(of: false) { throw .emptyLevel(variable: name, level: levels[empty]) }
    guard levels.count > 1 else { throw .notTwoGroups(count: levels.count) }
  }

  /// The least-squares regression of values on the groups: the mean of the first, and differences of the others from it.
  func regression(of values: [Double], weights: [Double]) throws(RegressionError) -> ModelFit {
    let group = ModelVariable(name, .factor(codes: codes, levels: levels, reference: 0))
    let matrix = ModelMatrix([ModelTerm(group)], rows: rows)
    return try GeneralizedLinearModel(matrix, outcome: values, family: .gaussian).fit(weights: weights)
  }
}
