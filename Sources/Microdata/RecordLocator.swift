/// Finds lines of a chunk by reading the file again; only errors and findings need them.
struct RecordLocator: Sendable {
  let file: InputFile
  let delimiter: UInt8
  /// Where the chunk stands in the file, and its bytes.
  let start: Int
  let count: Int

  /// The line on which a record of the chunk starts.
  func position(ofRecord record: Int) -> SourcePosition {
    // A file that can no longer be read has no lines to tell; the caller reports the first error anyway.
    guard let bytes = try? file.read(from: start, count: count) else { return SourcePosition(file: file.path, line: 1) }
    return SourcePosition(file: file.path, line: line(ofByte: bytes.withUnsafeBytes { offset(ofRecord: record, $0) }))
  }

  /// The line of a byte of the chunk.
  func line(ofByte offset: Int) -> Int {
    file.numbering.number(ofLine: 1 + ((try? file.lineEnds(from: 0, to: start + offset)) ?? 0))
  }

  private func offset(ofRecord record: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
    var scanner = RecordScanner(bytes, from: 0, delimiter: delimiter)
    for _ in 0..<record where (try? scanner.skipRecord()) == nil { break }
    return min(scanner.position, bytes.count)
  }
}
