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

  /// 31 conditions of every row as bits of a word.
  enum ConditionWord {
    /// The same in all rows, as where nothing is missing.
    case constant(Int32)
    case byRow([Int32])
  }

  /// The conditions of every row, 31 to a word.
  func conditionWords(_ layout: MomentLayout) -> [ConditionWord] {
    let complete = Set(
      numbers.indices.filter { !numbers[$0].contains(where: \.isNaN) && !codes[$0].contains { $0 < 0 } })
    return stride(from: 0, to: max(1, layout.conditions.count), by: 31).map { first in
      let own = layout.conditions[first..<min(first + 31, layout.conditions.count)]
      var (constant, words) = (Int32(0), [Int32]())
      for (place, condition) in own.enumerated() {
        let bit = Int32(1) << Int32(place)
        if holdsEverywhere(condition, complete, layout) {
          constant |= bit
          continue
        }
        if words.isEmpty { words = [Int32](repeating: 0, count: rowCount) }
        let holds = rows(meeting: condition, layout)
        for row in 0..<rowCount where holds[row] { words[row] |= bit }
      }
      return words.isEmpty ? .constant(constant) : .byRow(words.map { $0 | constant })
    }
  }

  /// - Parameter complete: The columns in which nothing is missing.
  private func holdsEverywhere(
    _ condition: MomentLayout.Condition, _ complete: Set<Int>, _ layout: MomentLayout
  ) -> Bool {
    switch condition {
    case .all(let parts): parts.isEmpty
    case .complete(let measures):
      measures.allSatisfy { measure in
        switch measure {
        case .number(let name): complete.contains(layout.position(name, .number))
        case .category(let name): complete.contains(layout.position(name, .factor))
        }
      }
    }
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
}
