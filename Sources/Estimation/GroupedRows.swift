import Microdata
import Sampling

/// Rows in memory with their exact moments, and the group of the accumulator that each row belongs to.
///
/// Threads take runs of rows and accumulate them in small blocks; exact sums merge to the same bits whoever added what.
struct GroupedRows {
  let moments: MomentAccumulator
  private let runs: [Run]

  private struct Run: Sendable {
    /// The groups of the rows as their own accumulator numbers them.
    let groups: [Int32]
    let moments: MomentAccumulator
    /// The numbers of the merged accumulator.
    var merged: [Int] = []
  }

  /// Rows whose columns and products stay in the cache.
  private static let blockRows = 4_096

  /// - Throws: ``DesignError`` of the first row that is refused.
  init(_ block: RowBlock, _ layout: MomentLayout, threads: Int) throws(DesignError) {
    let count = block.rowCount
    let share = max(Self.blockRows, (count + max(threads, 1) - 1) / max(threads, 1))
    let results = RowChunks.map((count + share - 1) / share, threads: threads) { part in
      Result { () throws(DesignError) in
        try Self.run(block, part * share..<min((part + 1) * share, count), layout)
      }
    }
    var runs: [Run] = []
    for result in results { runs.append(try result.get()) }
    var moments = MomentAccumulator(layout: layout)
    if runs.count == 1 {
      (moments, runs[0].merged) = (runs[0].moments, Array(0..<runs[0].moments.groups.count))
    } else {
      for place in runs.indices { runs[place].merged = moments.mergeGroups(runs[place].moments) }
    }
    (self.moments, self.runs) = (moments, runs)
  }

  private static func run(
    _ block: RowBlock, _ rows: Range<Int>, _ layout: MomentLayout
  ) throws(DesignError) -> Run {
    var moments = MomentAccumulator(layout: layout)
    var groups: [Int32] = []
    groups.reserveCapacity(rows.count)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: blockRows) {
      let part = block.rows(start..<min(start + blockRows, rows.upperBound))
      do { groups += try moments.groups(adding: BlockValues(part, layout: layout)) } catch {
        throw firstError(part, layout, from: start) ?? error
      }
    }
    return Run(groups: groups, moments: moments)
  }

  /// The error of the first row of a block that is refused on its own.
  private static func firstError(_ block: RowBlock, _ layout: MomentLayout, from start: Int) -> DesignError? {
    for row in 0..<block.rowCount {
      var single = MomentAccumulator(layout: layout)
      do { _ = try single.groups(adding: BlockValues(block.row(row), layout: layout)) } catch {
        return error.movedDown(by: start + row)
      }
    }
    return nil
  }

  /// What the groups stand for, by row.
  func map(_ values: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(runs.reduce(0) { $0 + $1.groups.count })
    for run in runs {
      let own = run.merged.map { values[$0] }
      own.withUnsafeBufferPointer { own in
        run.groups.withUnsafeBufferPointer { groups in result.append(contentsOf: groups.lazy.map { own[Int($0)] }) }
      }
    }
    return result
  }
}
