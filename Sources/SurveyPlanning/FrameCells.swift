import Microdata

/// The rows of a stratum table while it is read: how many units each stands for, and the other columns.
struct FrameCells {
  /// Units by row, at least one.
  let counts: [Int]
  let columns: [BlockColumn]
  /// The rows that have units, by their place in the file.
  let rows: [Int]
  /// Rows without units, which are left out.
  let emptyCount: Int

  /// - Throws: ``PlanningError`` with the line of a number of units that is none.
  init(_ file: CSVFile, _ specs: [ColumnSpec], count name: String) throws {
    let read = try file.readAll(columns: [ColumnSpec(name: name, kind: .number(thousands: nil))] + specs)
    guard case .number(let sizes) = read[0] else { preconditionFailure("asked for as a number") }
    if let row = sizes.firstIndex(where: { !($0 >= 0 && $0 < 0x1p53 && $0.rounded() == $0) }) {
      let line = try file.position(ofRow: row)?.line ?? 2
      let value = sizes[row].isNaN ? "is empty" : "is \(sizes[row].shortest)"
      throw PlanningError(
        message: "\(file.path):\(line): column \(name) \(value); a number of units is whole, zero or more")
    }
    let used = sizes.indices.filter { sizes[$0] > 0 }
    counts = used.map { Int(sizes[$0]) }
    rows = used
    emptyCount = sizes.count - used.count
    columns = read.dropFirst().map { column in
      switch column {
      case .number(let values): .number(used.map { values[$0] })
      case .factor(let factor): .factor(codes: used.map { factor.codes[$0] }, levels: factor.levels)
      }
    }
  }
}
