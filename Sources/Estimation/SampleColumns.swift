import Microdata
import Weighting

/// All rows of a sample in memory, by column name and role.
package struct SampleColumns: Sendable {
  package private(set) var rowCount: Int
  private var columns: [EstimationPlan.Column: BlockColumn] = [:]
  /// How many threads may work on the rows; no number changes a result.
  let threads: Int

  /// - Parameter names: What the columns of the block are, in their order.
  package init(_ block: RowBlock, _ names: [EstimationPlan.Column], threads: Int = 1) {
    rowCount = block.rowCount
    self.threads = threads
    for (name, column) in zip(names, block.columns) { columns[name] = column }
  }

  /// The columns of a layout as one block.
  func block(_ wanted: [EstimationPlan.Column]) -> RowBlock {
    RowBlock(rowCount: rowCount, columns: wanted.map(column))
  }

  /// The rows at these places, in this order.
  func selecting(_ places: [Int]) -> SampleColumns {
    var selected = self
    selected.rowCount = places.count
    selected.columns = columns.mapValues { column in
      switch column {
      case .number(let values): .number(places.map { values[$0] })
      case .factor(let codes, let levels): .factor(codes: places.map { codes[$0] }, levels: levels)
      }
    }
    return selected
  }

  mutating func setNumbers(_ values: [Double], named name: String) {
    columns[.init(name: name, role: .number)] = .number(values)
  }

  /// n values; NaN is missing.
  package func numbers(_ name: String) -> [Double] {
    guard case .number(let values) = column(.init(name: name, role: .number)) else {
      preconditionFailure("column \(name) is a number")
    }
    return values
  }

  /// n codes, and the levels they stand for.
  package func factor(_ name: String) -> Factor {
    guard case .factor(let codes, let levels) = column(.init(name: name, role: .factor)) else {
      preconditionFailure("column \(name) is a factor")
    }
    return Factor(sharedLevels: levels, codes: codes)
  }

  private func column(_ name: EstimationPlan.Column) -> BlockColumn {
    guard let column = columns[name] else { preconditionFailure("column \(name.name) is not in the plan") }
    return column
  }
}

extension SampleColumns {
  /// Whether each row meets all conditions; a row whose value is missing meets none.
  func rows(meeting conditions: [DomainCondition]) -> [Bool] {
    var holds = [Bool](repeating: true, count: rowCount)
    for condition in conditions {
      condition.restrict(
        &holds, numbers: numbers,
        factor: {
          let factor = factor($0)
          return (factor.codes, factor.levels)
        })
    }
    return holds
  }

  /// Factors crossed into one: a number for every combination of levels that rows have, a missing level being one of its
  /// own, in the order of the first row of each.
  func crossed(_ names: [String]) -> (codes: [Int32], firstRows: [Int]) {
    var cells = JointCells(rowCount: rowCount)
    for name in names {
      let factor = factor(name)
      cells.refine(byOptional: factor.codes, levelCount: factor.levels.count)
    }
    var firstRows: [Int] = []
    for (row, cell) in cells.cellOfRow.enumerated() where Int(cell) == firstRows.count { firstRows.append(row) }
    return (cells.cellOfRow, firstRows)
  }
}

extension Factor {
  /// Rows whose level says yes: true, TRUE, T, yes or 1.
  var isTrue: [Bool] {
    let words = ["true", "TRUE", "T", "yes", "1"]
    return codes.map { $0 >= 0 && words.contains(levels[Int($0)]) }
  }
}
