/// Parses the records of a chunk into columns.
///
/// The fields of a run of records are found first and then taken column by column, so that the columns that nobody asks for
/// cost nothing more, and each loop has one kind of field. Where anything is wrong with a record the parser stops before
/// it, and ``RecordDiagnosis`` tells what.
struct RecordParser: ~Copyable {
  private let takers: [[Int]]
  private var index: FieldIndex
  private var store: ColumnStore

  init(_ wanted: WantedColumns, _ format: CSVFormat, _ decoder: TextDecoder) {
    takers = wanted.takers
    index = FieldIndex(columnCount: wanted.takers.count, delimiter: format.delimiter)
    store = ColumnStore(wanted.specs, format, decoder)
  }

  func block(rows: Int) -> [BlockColumn] { store.block(rows: rows) }

  /// Parses records until one cannot be used.
  /// - Parameters:
  ///   - bytes: Of a ``ByteBuffer``, which may be read beyond its end.
  ///   - limit: The position of a byte in no usable record.
  /// - Returns: The number of good records, and where they end.
  mutating func parse(_ bytes: UnsafeRawBufferPointer, limit: Int) -> (rows: Int, end: Int) {
    var (rows, end, isGood) = (0, 0, true)
    while isGood, end < bytes.count {
      index.find(in: bytes, from: end)
      let found = index.wholeRecords(limit: limit)
      let taken = take(found, row: rows)
      isGood = found > 0 && taken == found
      (rows, end) = (rows + taken, index.end(ofRecords: taken))
    }
    return (rows, min(end, bytes.count))
  }

  /// Takes the first `count` records of the index.
  /// - Returns: How many there are before one with a field that is not what its column is declared to be.
  private mutating func take(_ count: Int, row: Int) -> Int {
    var count = count
    store.reserve(row + count, keeping: row)
    for (column, takers) in takers.enumerated() {
      for taker in takers {
        count = store.builders[taker].take(index.fields(ofColumn: column, records: count), row: row)
      }
    }
    return count
  }
}
