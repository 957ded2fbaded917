import ExtendedPrecision
import Microdata
import Sampling

/// The columns of one block by their place in the plan, and the numbers that moments are made of.
struct BlockValues {
  let rowCount: Int
  /// By column; empty for factors.
  let numbers: [[Double]]
  /// By column; empty for numbers. A missing value is -1.
  let codes: [[Int32]]
  let levels: [[String]]

  init(_ block: RowBlock, layout: MomentLayout) {
    precondition(block.columns.count == layout.columns.count, "the block has the plan's columns")
    rowCount = block.rowCount
    var (numbers, codes, levels) = ([[Double]](), [[Int32]](), [[String]]())
    for column in block.columns {
      switch column {
      case .number(let values):
        numbers.append(values)
        codes.append([])
        levels.append([])
      case .factor(let factorCodes, let factorLevels):
        numbers.append([])
        codes.append(factorCodes)
        levels.append(factorLevels)
      }
    }
    (self.numbers, self.codes, self.levels) = (numbers, codes, levels)
  }

  // MARK: Conditions

  /// The conditions of every row as bits of words, 31 to a word.
  func conditionWords(_ layout: MomentLayout) -> [[Int32]] {
    var words = Array(
      repeating: [Int32](repeating: 0, count: rowCount), count: MomentAccumulator.wordCount(layout))
    for (k, condition) in layout.conditions.enumerated() {
      let bit = Int32(1) << Int32(k % 31)
      let holds = rows(meeting: condition, layout)
      for row in 0..<rowCount where holds[row] { words[k / 31][row] |= bit }
    }
    return words
  }

  private func rows(meeting condition: MomentLayout.Condition, _ layout: MomentLayout) -> [Bool] {
    var holds = [Bool](repeating: true, count: rowCount)
    switch condition {
    case .all(let parts):
      for part in parts { restrict(&holds, to: part, layout) }
    case .complete(let measures):
      for measure in measures { restrict(&holds, toPresent: measure, layout) }
    }
    return holds
  }

  private func restrict(_ holds: inout [Bool], to condition: DomainCondition, _ layout: MomentLayout) {
    condition.restrict(
      &holds, numbers: { numbers[layout.position($0, .number)] },
      factor: {
        let column = layout.position($0, .factor)
        return (codes[column], levels[column])
      })
  }

  private func restrict(_ holds: inout [Bool], toPresent measure: Measure, _ layout: MomentLayout) {
    switch measure {
    case .number(let name):
      let values = numbers[layout.position(name, .number)]
      for row in 0..<rowCount where values[row].isNaN { holds[row] = false }
    case .category(let name):
      let column = codes[layout.position(name, .factor)]
      for row in 0..<rowCount where column[row] < 0 { holds[row] = false }
    }
  }

  // MARK: Terms

  /// The values of a variable; a missing value counts as zero, and its row as incomplete.
  func terms(of variable: MomentLayout.Variable, weights: [Double]) -> Terms {
    switch variable {
    case .weight:
      Terms(high: weights, low: nil)
    case .one:
      Terms(high: [Double](repeating: 1, count: rowCount), low: nil)
    case .number(let column):
      Terms(high: numbers[column].map { $0.isNaN ? 0 : $0 }, low: nil)
    case .square(let column):
      terms(of: .number(column: column), weights: weights).multiplied(by: numbers[column].map { $0.isNaN ? 0 : $0 })
    }
  }
}

/// Numbers of a block, each a sum of two doubles, so that products lose nothing that a centred second moment would miss.
struct Terms {
  var high: [Double]
  /// nil where all are zero.
  var low: [Double]?

  func multiplied(by factors: [Double]) -> Terms {
    multiplied(by: Terms(high: factors, low: nil))
  }

  /// `(a + b)(c + d)` to 2^-105 of the product: ac in two parts, and the cross terms ad + bc in one.
  func multiplied(by other: Terms) -> Terms {
    var product = Terms(high: high, low: high)
    for row in high.indices {
      let (value, error) = twoProduct(high[row], other.high[row])
      let cross = high[row] * (other.low?[row] ?? 0) + (low?[row] ?? 0) * other.high[row]
      product.high[row] = value
      product.low![row] = error + cross
    }
    return product
  }

  /// Adds both parts to the sums of their groups.
  func add(to table: inout ExactSumTable, _ groups: [Int32]) {
    groups.withUnsafeBufferPointer { groups in
      high.withUnsafeBufferPointer { table.add($0, to: groups) }
      low?.withUnsafeBufferPointer { table.add($0, to: groups) }
    }
  }
}
