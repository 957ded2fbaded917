import Microdata

/// The records of a CSV file as text, with their places.
struct GoldenRecords {
  struct Record {
    let fields: [String]
    /// Looked up on demand: finding a line reads the file again.
    let line: () -> Int
  }

  let header: [String]
  let records: [Record]

  /// - Throws: ``GoldenError/malformed`` with the line.
  init(_ path: String) throws(GoldenError) {
    do {
      let file = try CSVFile(path: path)
      header = file.columnNames
      // Text throughout: whether a field is a number is for the comparison to say.
      let columns = file.columnNames.map { ColumnSpec(name: $0, kind: .factor) }
      let blocks = try file.reduce(columns: columns, into: { [RowBlock]() }, { $0.append($1) }, merge: { $0 += $1 })
      records = blocks.flatMap(Self.records)
    } catch let error as MicrodataError {
      throw .malformed(error)
    } catch {
      preconditionFailure("a reader of CSV files threw \(error)")
    }
  }

  private static func records(_ block: RowBlock) -> [Record] {
    (0..<block.rowCount).map { row in
      Record(fields: block.columns.map { text($0, row) }, line: { block.position(ofRow: row).line })
    }
  }

  /// Empty where the file has nothing.
  private static func text(_ column: BlockColumn, _ row: Int) -> String {
    guard case .factor(let codes, let levels) = column, codes[row] >= 0 else { return "" }
    return levels[Int(codes[row])]
  }
}
