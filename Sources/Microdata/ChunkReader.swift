/// One worker's reading: the buffer, the columns under way and the level dictionaries that last over its blocks.
struct ChunkReader {
  private let csv: CSVFile
  private let takers: [[Int]]
  private var builders: [ColumnBuilder]
  private var buffer: [UInt8] = []

  init(_ csv: CSVFile, _ wanted: WantedColumns) throws(MicrodataError) {
    self.csv = csv
    takers = wanted.takers
    builders = wanted.specs.map { ColumnBuilder($0.kind, format: csv.format) }
  }

  /// Reads the records of a chunk and hands them on as one block.
  ///
  /// Where a record is refused by the reader, the rows before it are handed on all the same: one of them may be refused
  /// by `body`, and then comes first. Where `body` refuses a block, `retry` finds the first row of it that is refused.
  mutating func read(
    _ chunks: ChunkPlan, _ chunk: Int, _ body: (RowBlock) throws -> Void, retry: (RowBlock) throws -> Void
  ) throws {
    let (range, position) = try chunks.load(chunk, into: &buffer)
    let (rows, fault) = buffer.withUnsafeBytes { raw in
      parse(UnsafeRawBufferPointer(rebasing: raw[range]))
    }
    let end = position + range.count
    let block = RowBlock(
      rowCount: rows, columns: builders.indices.map { builders[$0].takeBlock(rows: rows) },
      locator: { [csv] row in RecordLocator(csv, from: position, to: end).position(ofRecord: row) })
    if rows > 0 { try hand(block, body, retry) }
    guard let fault else { return }
    let line = RecordLocator(csv, from: position, to: end).position(ofRecord: rows).line
    throw MicrodataError(fault, csv, line: line)
  }

  private func hand(
    _ block: RowBlock, _ body: (RowBlock) throws -> Void, _ retry: (RowBlock) throws -> Void
  ) throws {
    do { try body(block) } catch {
      for row in 0..<block.rowCount { try retry(block.row(row)) }
      throw error
    }
  }

  /// What is wrong with a record, without its line.
  fileprivate struct Fault {
    var kind: MicrodataError.Kind
    var column: Int?
    var value: String?
  }

  /// Parses records until the first that is refused.
  /// - Returns: The number of good records, and the fault of the one after them.
  private mutating func parse(_ bytes: UnsafeRawBufferPointer) -> (rows: Int, fault: Fault?) {
    let invalid = csv.format.encoding.firstInvalidByte(in: bytes)
    var scanner = RecordScanner(bytes, from: 0, delimiter: csv.format.delimiter)
    var rows = 0
    while !scanner.isAtEnd {
      let start = scanner.position
      let fault = parseRecord(&scanner)
      if let invalid, fault != nil || invalid < scanner.position {
        // Which of two faults of one record is told: the bytes, because they may explain the other.
        let recordEnd = fault == nil ? scanner.position : bytes.endOfLine(from: start)
        if invalid < recordEnd {
          let kind = MicrodataError.Kind.invalidBytes(
            UnsafeRawBufferPointer(rebasing: bytes[start..<recordEnd]), declared: csv.format.encoding)
          return (rows, Fault(kind: kind))
        }
      }
      if let fault { return (rows, fault) }
      rows += 1
    }
    return (rows, nil)
  }

  private mutating func parseRecord(_ scanner: inout RecordScanner) -> Fault? {
    let start = scanner.position
    if scanner.isAtLineEnd { return Fault(kind: .emptyLine) }
    var field = RecordScanner.Field(start: 0, end: 0, hasDoubledQuotes: false)
    var position = 0
    while true {
      let end: RecordScanner.FieldEnd
      do { end = try scanner.next(&field) } catch {
        return Fault(error, in: scanner.bytes, column: position < takers.count ? position : nil)
      }
      if position < takers.count {
        for taker in takers[position] {
          if let fault = take(field, scanner.bytes, by: taker, column: position) { return fault }
        }
      }
      position += 1
      if end == .record { break }
    }
    return position == takers.count ? nil : wrongCount(position, scanner.bytes[start..<scanner.position])
  }

  private mutating func take(
    _ field: RecordScanner.Field, _ bytes: UnsafeRawBufferPointer, by taker: Int, column: Int
  ) -> Fault? {
    let content = UnsafeRawBufferPointer(rebasing: bytes[field.start..<field.end])
    do {
      guard field.hasDoubledQuotes else {
        try builders[taker].append(content)
        return nil
      }
      let single = String(decoding: content, as: UTF8.self).withSingleQuotes
      let result = Array(single.utf8).withUnsafeBytes { single in
        Result { () throws(NumberParser.Failure) in try builders[taker].append(single) }
      }
      try result.get()
      return nil
    } catch let failure {
      let kind: MicrodataError.Kind = failure == .outOfRange ? .numberOutOfRange : .notANumber
      return Fault(kind: kind, column: column, value: csv.format.encoding.decode(content))
    }
  }

  private func wrongCount(_ found: Int, _ record: Slice<UnsafeRawBufferPointer>) -> Fault {
    let others: [(UInt8, String)] = [(UInt8(ascii: ";"), "semicolons"), (0x09, "tabs"), (UInt8(ascii: ","), "commas")]
    let other = found > 1 ? nil : others.first { $0.0 != csv.format.delimiter && record.contains($0.0) }?.1
    return Fault(kind: .wrongFieldCount(expected: takers.count, found: found, otherDelimiter: other))
  }
}

extension ChunkReader.Fault {
  init(_ fault: RecordScanner.Fault, in bytes: UnsafeRawBufferPointer, column: Int?) {
    let error = MicrodataError(fault, in: bytes, file: "", line: 0)
    self.init(kind: error.kind, column: column, value: error.value)
  }
}

extension MicrodataError {
  fileprivate init(_ fault: ChunkReader.Fault, _ csv: CSVFile, line: Int) {
    self.init(
      fault.kind, file: csv.path, line: line, column: fault.column.map { csv.columnNames[$0] }, value: fault.value)
  }
}

extension RecordScanner {
  fileprivate var isAtLineEnd: Bool {
    bytes[position] == 0x0A || (bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A)
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func endOfLine(from start: Int) -> Int {
    self[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? count
  }
}

/// Finds the line of a record by reading the file again.
struct RecordLocator {
  private let csv: CSVFile
  private let start: Int
  private let end: Int

  init(_ csv: CSVFile, from start: Int, to end: Int) {
    (self.csv, self.start, self.end) = (csv, start, end)
  }

  func position(ofRecord record: Int) -> SourcePosition {
    // A file that can no longer be read has no lines to tell; the caller reports the first error anyway.
    guard let file = try? InputFile(csv.path), let before = try? lineEnds(file, from: 0, to: start),
      let bytes = try? file.read(from: start, count: end - start)
    else { return SourcePosition(file: csv.path, line: 1) }
    let length = bytes.withUnsafeBytes { lengthOfRecords(record, $0) }
    return SourcePosition(file: csv.path, line: 1 + before + bytes[..<length].count { $0 == 0x0A })
  }

  private func lengthOfRecords(_ count: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
    var scanner = RecordScanner(bytes, from: 0, delimiter: csv.format.delimiter)
    var field = RecordScanner.Field(start: 0, end: 0, hasDoubledQuotes: false)
    for _ in 0..<count {
      while let end = try? scanner.next(&field), end == .field {}
    }
    return scanner.position
  }

  private func lineEnds(_ file: InputFile, from start: Int, to end: Int) throws(MicrodataError) -> Int {
    var (count, position) = (0, start)
    while position < end {
      let bytes = try file.read(from: position, count: min(1 << 20, end - position))
      count += bytes.count { $0 == 0x0A }
      position += bytes.count
    }
    return count
  }
}
