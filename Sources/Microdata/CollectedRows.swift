/// Whole columns in the order of the file, collected block by block; for statistics that need every row at once.
///
/// Blocks are kept as they come and joined once, when all are there. The result does not depend on threads or chunks: rows
/// stand in file order, and levels are sorted by code point.
public struct CollectedRows: Sendable {
  private var parts: [(worker: Int, block: RowBlock)] = []
  private var workers = 1

  public init() {}

  public var rowCount: Int { parts.reduce(0) { $0 + $1.block.rowCount } }

  /// Adds a block; all blocks have the same columns, and share the level lists of one reader.
  public mutating func append(_ block: RowBlock) { parts.append((0, block)) }

  /// Adds the blocks that another worker has collected.
  public mutating func merge(_ other: CollectedRows) {
    parts += other.parts.map { ($0.worker + workers, $0.block) }
    workers += other.workers
  }

  /// All rows as one block; without blocks it has no columns.
  /// - Parameter threads: Each joins columns of its own.
  public func block(threads: Int = 1) -> RowBlock {
    let ordered = parts.sorted { $0.block.ordinal < $1.block.ordinal }
    let blocks = ordered.map(\.block)
    return RowBlock(rowCount: rowCount, columns: columns(of: ordered, threads: threads)) { row in
      var row = row
      for block in blocks {
        if row < block.rowCount { return block.position(ofRow: row) }
        row -= block.rowCount
      }
      preconditionFailure("the row is in the sample")
    }
  }

  private func columns(of ordered: [(worker: Int, block: RowBlock)], threads: Int) -> [BlockColumn] {
    let (count, rowCount, workers) = (ordered.first?.block.columns.count ?? 0, rowCount, workers)
    let joined = RowChunks.map(count, threads: threads) { place in
      ColumnParts(ordered.map { ($0.worker, $0.block.columns[place]) }, rowCount: rowCount, workers: workers).joined
    }
    return joined
  }
}

/// The parts of one column, in the order of the file.
private struct ColumnParts {
  let parts: [(worker: Int, column: BlockColumn)]
  let rowCount: Int
  let workers: Int

  init(_ parts: [(worker: Int, column: BlockColumn)], rowCount: Int, workers: Int) {
    (self.parts, self.rowCount, self.workers) = (parts, rowCount, workers)
  }

  var joined: BlockColumn {
    if case .number = parts[0].column { return .number(numbers) }
    let levels = SortedLevels(listsByWorker)
    return .factor(codes: codes(levels.ranks), levels: levels.sorted)
  }

  private var numbers: [Double] {
    Array(unsafeUninitializedCapacity: rowCount) { all, count in
      for (_, column) in parts {
        guard case .number(let values) = column else { preconditionFailure("a column has one kind") }
        count = all[count...].initialize(fromContentsOf: values)
      }
    }
  }

  /// The levels of each worker: a later block of it has those of the ones before, and more.
  private var listsByWorker: [[String]] {
    var lists = [[String]](repeating: [], count: workers)
    for (worker, column) in parts {
      guard case .factor(_, let levels) = column else { preconditionFailure("a column has one kind") }
      if levels.count > lists[worker].count { lists[worker] = levels }
    }
    return lists
  }

  /// - Parameter ranks: By worker and its code.
  private func codes(_ ranks: [[Int32]]) -> [Int32] {
    Array(unsafeUninitializedCapacity: rowCount) { all, count in
      for (worker, column) in parts {
        guard case .factor(let codes, _) = column else { preconditionFailure("a column has one kind") }
        ranks[worker].withUnsafeBufferPointer { ranks in
          for code in codes {
            all.initializeElement(at: count, to: code < 0 ? -1 : ranks[Int(code)])
            count += 1
          }
        }
      }
    }
  }
}

/// Several lists of levels as one, sorted by code point.
private struct SortedLevels {
  let sorted: [String]
  /// By list: the position of each of its levels.
  let ranks: [[Int32]]

  init(_ lists: [[String]]) {
    var dictionary = LevelDictionary()
    let numbers = lists.map { $0.map { dictionary.code(for: $0) } }
    let all = Factor(unsortedLevels: dictionary.levels, codes: Array(0..<Int32(dictionary.levels.count)))
    sorted = all.levels
    ranks = numbers.map { $0.map { all.codes[Int($0)] } }
  }
}
