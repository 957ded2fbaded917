/// A whole column in memory.
public enum Column: Sendable, Hashable {
  /// NaN is missing.
  case number([Double])
  case factor(Factor)
}

extension CSVFile {
  /// Whole columns in the order of the file, for files that fit in memory; the same for any number of threads.
  public func readAll(columns: [ColumnSpec], threads: Int = 1) throws -> [Column] {
    let rows = try reduce(
      columns: columns, threads: threads, into: { CollectedRows() }, { $0.append($1) }, merge: { $0.merge($1) })
    guard rows.rowCount > 0 else { return columns.map { Column.empty($0.kind) } }
    return rows.block(threads: threads).columns.map { column in
      switch column {
      case .number(let values): .number(values)
      case .factor(let codes, let levels): .factor(Factor(sharedLevels: levels, codes: codes))
      }
    }
  }
}

extension Column {
  fileprivate static func empty(_ kind: ColumnSpec.Kind) -> Column {
    if case .number = kind { .number([]) } else { .factor(Factor(levels: [], codes: [])) }
  }
}
