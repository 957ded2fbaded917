/// One worker's reading: its buffer, the columns under way and the level dictionaries that last over its blocks.
struct ChunkReader: ~Copyable {
  private let csv: CSVFile
  private let diagnosis: RecordDiagnosis
  private var parser: RecordParser
  private var buffer = ByteBuffer()

  init(_ csv: CSVFile, _ wanted: WantedColumns) {
    self.csv = csv
    let decoder = TextDecoder(csv.format.encoding)
    parser = RecordParser(wanted, csv.format, decoder)
    diagnosis = RecordDiagnosis(
      columnCount: csv.columnNames.count, takers: wanted.takers, specs: wanted.specs, format: csv.format,
      decoder: decoder)
  }

  mutating func load(_ source: ChunkSource) -> ChunkSource.Chunk? { source.next(into: &buffer) }

  /// Parses the chunk that was loaded last and hands its records on as one block.
  ///
  /// Where a record is refused by the reader, the rows before it are handed on all the same: one of them may be refused
  /// by `body`, and then comes first. Where `body` refuses a block, `retry` finds the first row of it that is refused.
  mutating func read(
    _ chunk: ChunkSource.Chunk, _ body: (RowBlock) throws -> Void, retry: (RowBlock) throws -> Void
  ) throws {
    let bytes = buffer.bytes
    let locator = RecordLocator(
      file: csv.file, delimiter: csv.format.delimiter, start: chunk.position, count: bytes.count)
    if chunk.isTooLong { throw tooLong(locator) }
    let limit = csv.format.encoding.firstInvalidByte(in: bytes) ?? Int.max
    let (rows, end) = parser.parse(bytes, limit: limit)
    if rows > 0 { try hand(block(rows, chunk, locator), body, retry) }
    if end < bytes.count { throw MicrodataError(diagnosis.fault(bytes, at: end), at: end, csv, locator) }
  }

  private func block(_ rows: Int, _ chunk: ChunkSource.Chunk, _ locator: RecordLocator) -> RowBlock {
    RowBlock(
      rowCount: rows, columns: parser.block(rows: rows), ordinal: chunk.ordinal,
      locator: { locator.position(ofRecord: $0) })
  }

  private func hand(
    _ block: RowBlock, _ body: (RowBlock) throws -> Void, _ retry: (RowBlock) throws -> Void
  ) throws {
    do { try body(block) } catch {
      for row in 0..<block.rowCount { try retry(block.row(row)) }
      throw error
    }
  }

  private func tooLong(_ locator: RecordLocator) -> MicrodataError {
    MicrodataError(
      .recordTooLong(bytes: ChunkSource.maximumRecordBytes), file: csv.path, line: locator.line(ofByte: 0))
  }
}

extension MicrodataError {
  init(_ fault: RecordFault, at start: Int, _ csv: CSVFile, _ locator: RecordLocator) {
    let kind: Kind =
      switch fault.kind {
      case .scanner(let kind, let quote): Kind(kind) { locator.line(ofByte: quote) }
      case .other(let kind): kind
      }
    self.init(
      kind, file: csv.path, line: locator.line(ofByte: start), column: fault.column.map { csv.columnNames[$0] },
      value: fault.value)
  }
}

extension MicrodataError.Kind {
  /// - Parameter openedOn: The line on which a quoted field begins.
  init(_ kind: RecordScanner.Fault.Kind, openedOn: () -> Int) {
    self =
      switch kind {
      case .unclosedQuote: .unclosedQuote(openedOn: openedOn())
      case .strayQuote: .strayQuote
      case .textAfterQuote: .textAfterQuote
      case .loneCarriageReturn: .loneCarriageReturn
      case .nulByte: .nulByte
      }
  }
}
