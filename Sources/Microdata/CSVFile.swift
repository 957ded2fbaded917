/// A file of comma-separated values that is read in chunks, by several threads, and never held whole.
///
/// The header is read and checked on opening. Records are RFC 4180: fields may be quoted and then hold separators, line
/// ends and doubled quotes; lines end with LF or CRLF. Whatever departs from that is an error with its line, in columns
/// that nobody asks for as well.
public struct CSVFile: Sendable {
  /// Small enough for the chunk and its columns to stay in the cache of a core.
  public static let defaultChunkBytes = 1 << 18

  /// How errors name the file.
  public let path: String
  public let format: CSVFormat
  /// The names of the header, in order; distinct and not empty.
  public let columnNames: [String]
  /// Kept open, so that every pass reads the file whose header was checked.
  let file: InputFile
  /// Where the first record after the header starts.
  let dataStart: Int

  /// - Throws: ``MicrodataError`` where the file cannot be read, or its header is not one.
  public init(path: String, format: CSVFormat = CSVFormat()) throws(MicrodataError) {
    try self.init(InputFile(path), format)
  }

  init(_ file: InputFile, _ format: CSVFormat) throws(MicrodataError) {
    let header = try CSVHeader(file, format)
    self.file = file
    path = file.path
    self.format = format
    columnNames = header.names
    dataStart = header.dataStart
  }

  /// Reads the asked columns block by block, each of `threads` workers folding its blocks into its own accumulator, and
  /// merges the accumulators.
  ///
  /// Which worker reads which rows is left to chance: the result must not depend on it. Errors do not either: of all rows
  /// that are refused, by the reader or by `fold`, the first in the file is reported, whatever the threads and chunks.
  /// - Parameters:
  ///   - columns: What to read; a name may occur with several kinds.
  ///   - chunkBytes: Bytes that a worker reads at a time; memory is a small multiple of it per worker.
  ///   - make: An accumulator of nothing. Also made to find out which row of a block `fold` refuses.
  ///   - fold: Adds the rows of one block. It refuses rows by throwing, each for its own sake alone.
  ///   - merge: Adds another worker's accumulator to the first; called in the order of the workers.
  /// - Throws: ``MicrodataError``, and what `fold` and `merge` throw.
  /// - Complexity: O(bytes of the file); memory O(threads × chunkBytes), and the levels of factors.
  public func reduce<A: Sendable>(
    columns: [ColumnSpec], threads: Int = 1, chunkBytes: Int = CSVFile.defaultChunkBytes,
    into make: @escaping @Sendable () -> A,
    _ fold: @escaping @Sendable (inout A, RowBlock) throws -> Void, merge: (inout A, A) throws -> Void
  ) throws -> A {
    precondition(threads > 0 && chunkBytes > 0)
    let wanted = try WantedColumns(columns, of: self)
    let source = try ChunkSource(file, from: dataStart, chunkBytes: chunkBytes)
    let results = try parallel(workers: min(threads, max(1, source.expectedCount))) { _ in
      var accumulator = make()
      var reader = ChunkReader(self, wanted)
      while let chunk = reader.load(source) {
        do {
          try reader.read(chunk) {
            try fold(&accumulator, $0)
          } retry: { row in
            var single = make()
            try fold(&single, row)
          }
        } catch { source.fail(chunk.ordinal, error) }
      }
      return accumulator
    }
    if let error = source.firstError { throw error }
    var total = results[0]
    for other in results.dropFirst() { try merge(&total, other) }
    return total
  }

  /// Where the first row stands whose level in a column is the one given; for errors about a level as a whole.
  public func firstPosition(of level: String, in column: ColumnSpec) throws -> SourcePosition? {
    try reduce(
      columns: [column], into: { SourcePosition?.none },
      { position, block in
        guard position == nil, case .factor(let codes, let levels) = block.columns[0],
          let code = levels.firstIndex(where: { $0.isSameText(as: level) }),
          let row = codes.firstIndex(of: Int32(code))
        else { return }
        position = block.position(ofRow: row)
      }, merge: { _, _ in })
  }

  /// Where a row of the data stands, counted from 0; for errors that whole columns show. Reads the file up to its end.
  public func position(ofRow row: Int) throws -> SourcePosition? {
    let found = try reduce(
      columns: [ColumnSpec(name: columnNames[0], kind: .factor)], into: { (rows: 0, position: SourcePosition?.none) },
      { state, block in
        let place = row - state.rows
        if block.rowCount > place, place >= 0 { state.position = block.position(ofRow: place) }
        state.rows += block.rowCount
      }, merge: { _, _ in })
    return found.position
  }
}
