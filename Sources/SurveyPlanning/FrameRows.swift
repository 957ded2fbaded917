import Microdata
import Sampling

/// The rows of a unit list while it is read: identifiers apart, for they are nearly all different.
///
/// A factor sorts its levels and keeps them in one list for all threads; for a million identifiers that takes longer than reading them.
struct FrameRows: Sendable {
  private struct Identifiers: Sendable {
    let ordinal: Int
    let worker: Int
    let codes: [Int32]
  }
  private var rows = CollectedRows()
  private var identifiers: [Identifiers] = []
  /// By worker: its identifiers as it met them.
  private var levels: [[String]] = [[]]

  /// - Parameter block: The identifier first, then the other columns.
  mutating func append(_ block: RowBlock) {
    guard case .factor(let codes, let known) = block.columns[0] else {
      preconditionFailure("an identifier is read as a factor")
    }
    // Keeping the list itself would make the reader copy it with every block.
    levels[0] += known.dropFirst(levels[0].count)
    identifiers.append(Identifiers(ordinal: block.ordinal, worker: 0, codes: codes))
    rows.append(block.replacing(columns: Array(block.columns.dropFirst())))
  }

  mutating func merge(_ other: FrameRows) {
    let shift = levels.count
    identifiers += other.identifiers.map {
      Identifiers(ordinal: $0.ordinal, worker: $0.worker + shift, codes: $0.codes)
    }
    levels += other.levels
    rows.merge(other.rows)
  }

  /// The other columns, in the order of the file.
  func columns(threads: Int) -> [BlockColumn] { rows.block(threads: threads).columns }

  /// N identifiers in the order of the file; nil where one is missing.
  var identifierOfUnit: [String?] {
    var result: [String?] = []
    result.reserveCapacity(rows.rowCount)
    for part in identifiers.sorted(by: { $0.ordinal < $1.ordinal }) {
      let own = levels[part.worker]
      for code in part.codes { result.append(code < 0 ? nil : own[Int(code)]) }
    }
    return result
  }
}
