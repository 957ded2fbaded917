/// The rows of a file as text, read on behind every record that cannot be used: for lists of all that is wrong with a file.
public struct TextRows: Sendable {
  /// Records whose structure or bytes are at fault, in the order of the file. Behind a quote that is never closed nothing is
  /// read.
  public private(set) var faults: [MicrodataError] = []
  public private(set) var rowCount = 0

  /// - Parameters:
  ///   - columns: By name; of each every block has the fields as levels.
  ///   - body: Takes the blocks of usable records in their order.
  /// - Throws: ``MicrodataError`` for a column that the file lacks, or where it cannot be read.
  public init(_ file: CSVFile, columns: [String], _ body: (RowBlock) -> Void) throws(MicrodataError) {
    let wanted = try WantedColumns(columns.map { ColumnSpec(name: $0, kind: .factor) }, of: file)
    let source = try ChunkSource(file.file, from: file.dataStart, chunkBytes: CSVFile.defaultChunkBytes)
    var reader = FaultReader(file, wanted)
    while let chunk = source.next(into: &reader.buffer) {
      let isAtEnd = reader.read(chunk) { block in
        rowCount += block.rowCount
        body(block)
      } fault: {
        faults.append($0)
      }
      if isAtEnd { break }
    }
    if let error = source.firstError as? MicrodataError { throw error }
  }
}

/// Reads the records of chunks, and those at fault one by one.
private struct FaultReader: ~Copyable {
  private let csv: CSVFile
  private let diagnosis: RecordDiagnosis
  private var parser: RecordParser
  var buffer = ByteBuffer()

  init(_ csv: CSVFile, _ wanted: WantedColumns) {
    self.csv = csv
    let decoder = TextDecoder(csv.format.encoding)
    parser = RecordParser(wanted, csv.format, decoder)
    diagnosis = RecordDiagnosis(
      columnCount: csv.columnNames.count, takers: wanted.takers, specs: wanted.specs, format: csv.format,
      decoder: decoder)
  }

  /// - Returns: Whether what follows cannot be divided into records.
  mutating func read(
    _ chunk: ChunkSource.Chunk, _ body: (RowBlock) -> Void, fault: (MicrodataError) -> Void
  ) -> Bool {
    var start = 0
    while start < buffer.count {
      let bytes = UnsafeRawBufferPointer(rebasing: buffer.bytes[start...])
      let locator = RecordLocator(
        file: csv.file, delimiter: csv.format.delimiter, start: chunk.position + start, count: bytes.count)
      let (rows, end) = parser.parse(bytes, limit: csv.format.encoding.firstInvalidByte(in: bytes) ?? Int.max)
      if rows > 0 {
        let columns = parser.block(rows: rows)
        body(
          RowBlock(rowCount: rows, columns: columns, ordinal: chunk.ordinal) { locator.position(ofRecord: $0) })
      }
      guard end < bytes.count else { return chunk.isTooLong }
      fault(MicrodataError(diagnosis.fault(bytes, at: end), at: end, csv, locator))
      guard let next = diagnosis.endOfFaultyRecord(bytes, at: end) else { return true }
      start += next
    }
    return false
  }
}

extension RecordDiagnosis {
  /// Where reading goes on behind a record at fault; nil behind a quote that is never closed.
  fileprivate func endOfFaultyRecord(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    let structure = structuralFault(bytes, at: start)
    if case .scanner(.unclosedQuote, _)? = structure.fault?.kind { return nil }
    return max(structure.end, (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1)
  }
}

/// Numbers out of text, level by level.
public struct NumbersFromText: Sendable {
  public let column: BlockColumn
  /// Rows whose text is no number, and why.
  public let faults: [(row: Int, kind: MicrodataError.Kind, value: String)]

  public init(codes: [Int32], levels: [String], thousands: UInt8? = nil) {
    let parsed = levels.map { level -> (Double, MicrodataError.Kind?) in
      Array(level.utf8).withUnsafeBytes { bytes in
        do throws(NumberParser.Failure) { return (try NumberParser.parse(bytes, thousands: thousands), nil) } catch {
          return (.nan, error == .notANumber ? .notANumber : .numberOutOfRange)
        }
      }
    }
    column = .number(codes.map { $0 < 0 ? .nan : parsed[Int($0)].0 })
    faults = codes.enumerated().compactMap { row, code in
      guard code >= 0, let kind = parsed[Int(code)].1 else { return nil }
      return (row, kind, levels[Int(code)])
    }
  }
}
