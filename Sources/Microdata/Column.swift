/// A whole column in memory.
public enum Column: Sendable, Hashable {
  /// NaN is missing.
  case number([Double])
  case factor(Factor)
}

extension CSVFile {
  /// Whole columns in the order of the file, for files that fit in memory; the same for any number of threads.
  public func readAll(columns: [ColumnSpec], threads: Int = 1) throws -> [Column] {
    let blocks = try reduce(
      columns: columns, threads: threads, into: { WorkerBlocks() }, { $0.append($1) }, merge: { $0.merge($1) })
    return columns.indices.map { blocks.column($0, kind: columns[$0].kind) }
  }
}

/// The blocks of one worker, or of several; the levels of each, which its last block holds all.
private struct WorkerBlocks: Sendable {
  private var blocks: [(worker: Int, block: RowBlock)] = []
  private var workers = 1

  mutating func append(_ block: RowBlock) { blocks.append((0, block)) }

  mutating func merge(_ other: WorkerBlocks) {
    blocks += other.blocks.map { ($0.worker + workers, $0.block) }
    workers += other.workers
  }

  func column(_ place: Int, kind: ColumnSpec.Kind) -> Column {
    let ordered = blocks.sorted { $0.block.ordinal < $1.block.ordinal }
    if case .number = kind { return .number(numbers(ordered.map { $0.block.columns[place] })) }
    return .factor(factor(ordered.map { ($0.worker, $0.block.columns[place]) }))
  }

  private func numbers(_ parts: [BlockColumn]) -> [Double] {
    parts.flatMap { part in
      if case .number(let values) = part { values } else { preconditionFailure("a column has one kind") }
    }
  }

  private func factor(_ parts: [(worker: Int, column: BlockColumn)]) -> Factor {
    var dictionary = LevelDictionary()
    // The worker's codes to those of all, as far as its blocks so far have needed them.
    var common = [[Int32]](repeating: [], count: workers)
    var result: [Int32] = []
    for (worker, column) in parts {
      guard case .factor(let codes, let levels) = column else { preconditionFailure("a column has one kind") }
      common[worker] += levels[common[worker].count...].map { dictionary.code(for: $0) }
      result += codes.map { $0 < 0 ? -1 : common[worker][Int($0)] }
    }
    return Factor(unsortedLevels: dictionary.levels, codes: result)
  }
}
