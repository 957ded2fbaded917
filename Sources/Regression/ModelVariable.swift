import Microdata

/// One variable of a model by row: a number, or a factor whose reference level has no column.
public struct ModelVariable: Sendable, Hashable {
  public enum Values: Sendable, Hashable {
    /// n values; NaN is missing.
    case numeric([Double])
    /// n codes into the levels, negative where missing, and the place of the reference level.
    case factor(codes: [Int32], levels: [String], reference: Int)
  }

  public let name: String
  public let values: Values

  /// - Precondition: The reference of a factor is one of its levels.
  public init(_ name: String, _ values: Values) {
    if case .factor(_, let levels, let reference) = values {
      precondition(levels.indices.contains(reference), "the reference is no level of \(name)")
    }
    self.name = name
    self.values = values
  }

  /// Number of rows, n.
  var count: Int {
    switch values {
    case .numeric(let values): values.count
    case .factor(let codes, _, _): codes.count
    }
  }

  /// Whether the row has a value.
  func isPresent(in row: Int) -> Bool {
    switch values {
    case .numeric(let values): values[row].isFinite
    case .factor(let codes, let levels, _): codes[row] >= 0 && Int(codes[row]) < levels.count
    }
  }
}

// MARK: Levels in an order given

extension ModelVariable {
  /// A factor whose levels stand in the order of a list; the codes are translated.
  ///
  /// - Parameters:
  ///   - codes: n codes into `levels`, negative where missing.
  ///   - levels: The levels of the data.
  ///   - list: The levels of the term in their order; nil: those that the rows have, as the data order them.
  ///   - reference: The level without a column; nil: the first.
  ///   - rows: The rows of the model; others may have any level.
  /// - Throws: ``RegressionError/levelOutsideList(variable:level:row:)``,
  ///   ``RegressionError/unknownLevel(variable:level:known:)``, ``RegressionError/emptyLevel(variable:level:)`` where no row
  ///   has a level at all.
  public static func factor(
    _ name: String, codes: [Int32], levels: [String], list: [String]? = nil, reference: String? = nil, rows: [Int]
  ) throws(RegressionError) -> ModelVariable {
    let wanted = list ?? presentLevels(codes, levels, rows)
    guard !wanted.isEmpty else { throw .emptyLevel(variable: name, level: "any") }
    let translated = try translate(codes, levels, into: wanted, rows, name)
    let place = reference.map { reference in wanted.firstIndex { $0.isSameText(as: reference) } } ?? 0
    guard let place else { throw .unknownLevel(variable: name, level: reference ?? "", known: wanted) }
    return ModelVariable(name, .factor(codes: translated, levels: wanted, reference: place))
  }

  private static func presentLevels(_ codes: [Int32], _ levels: [String], _ rows: [Int]) -> [String] {
    var isUsed = [Bool](repeating: false, count: levels.count)
    for row in rows where codes[row] >= 0 { isUsed[Int(codes[row])] = true }
    return levels.indices.filter { isUsed[$0] }.map { levels[$0] }
  }

  private static func translate(
    _ codes: [Int32], _ levels: [String], into list: [String], _ rows: [Int], _ name: String
  ) throws(RegressionError) -> [Int32] {
    let places = levels.map { level in list.firstIndex { $0.isSameText(as: level) } }
    var result = [Int32](repeating: -1, count: codes.count)
    for row in rows where codes[row] >= 0 {
      let code = Int(codes[row])
      guard let place = places[code] else { throw .levelOutsideList(variable: name, level: levels[code], row: row) }
      result[row] = Int32(place)
    }
    return result
  }
}

extension String {
  /// By code point: `==` takes different normalization forms for the same text.
  func isSameText(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
