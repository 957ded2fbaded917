/// The first record of a file: the column names, and where the data begin.
struct CSVHeader {
  let names: [String]
  let dataStart: Int

  init(_ file: InputFile, _ format: CSVFormat) throws(MicrodataError) {
    guard format.hasUsableDelimiter else {
      let shown = String(decoding: CollectionOfOne(format.delimiter), as: UTF8.self)
      throw MicrodataError(.unusableDelimiter(format.encoding), file: file.path, value: shown)
    }
    guard file.size > 0 else { throw MicrodataError(.emptyFile, file: file.path) }
    var length = min(file.size, 1 << 16)
    while true {
      let bytes = try file.read(from: 0, count: length)
      let isWhole = length == min(file.size, ChunkSource.maximumRecordBytes)
      let reading = HeaderReading(path: file.path, line: file.numbering.first, format: format, isWhole: isWhole)
      if let (names, end) = try reading.names(bytes) {
        (self.names, dataStart) = (names, end)
        return
      }
      length = min(file.size, length * 8, ChunkSource.maximumRecordBytes)
    }
  }
}

private struct HeaderReading {
  let path: String
  /// What errors call the first line.
  let line: Int
  let format: CSVFormat
  /// No more bytes can be had.
  let isWhole: Bool

  /// - Returns: nil where the record is longer than the bytes.
  func names(_ bytes: [UInt8]) throws(MicrodataError) -> (names: [String], end: Int)? {
    let start = try endOfByteOrderMark(bytes)
    guard bytes[start...].contains(where: { $0 != 0x0A && $0 != 0x0D }) else {
      if !isWhole { return nil }
      throw MicrodataError(.emptyFile, file: path)
    }
    let found = try bytes.withUnsafeBytes { raw in
      Result { () throws(MicrodataError) in try names(raw, from: start) }
    }.get()
    if let found { try check(found.names) }
    return found
  }

  private func endOfByteOrderMark(_ bytes: [UInt8]) throws(MicrodataError) -> Int {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw encodingError(likely: "UTF-16") }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      guard format.encoding == .utf8 else { throw encodingError(likely: TextEncoding.utf8.rawValue) }
      return 3
    }
    return format.encoding == .gb18030 && bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) ? 4 : 0
  }

  private func encodingError(likely: String) -> MicrodataError {
    MicrodataError(.invalidBytes(declared: format.encoding, likely: likely), file: path, line: line)
  }

  private func names(
    _ raw: UnsafeRawBufferPointer, from start: Int
  ) throws(MicrodataError) -> (names: [String], end: Int)? {
    let decoder = TextDecoder(format.encoding)
    var scanner = RecordScanner(raw, from: start, delimiter: format.delimiter)
    var (fields, end) = ([RecordScanner.Field](), RecordScanner.FieldEnd.field)
    while end == .field {
      var field = RecordScanner.Field()
      do throws(RecordScanner.Fault) { end = try scanner.next(&field) } catch {
        // More bytes may close a quote, or show the line feed behind a carriage return.
        if !isWhole { return nil }
        throw structureError(error, raw, fields.count, decoder)
      }
      fields.append(field)
    }
    if scanner.isAtEnd && !isWhole { return nil }
    var names: [String] = []
    for field in fields { names.append(try text(field, raw, decoder)) }
    return (names, scanner.position)
  }

  private func structureError(
    _ fault: RecordScanner.Fault, _ raw: UnsafeRawBufferPointer, _ position: Int, _ decoder: TextDecoder
  ) -> MicrodataError {
    let shown = UnsafeRawBufferPointer(rebasing: raw[fault.start..<fault.end])
    let kind = MicrodataError.Kind(fault.kind) { 1 + raw[..<fault.start].count { $0 == 0x0A } }
    return MicrodataError(kind, file: path, line: line, value: shown.isEmpty ? nil : decoder.readableText(shown))
  }

  private func text(
    _ field: RecordScanner.Field, _ raw: UnsafeRawBufferPointer, _ decoder: TextDecoder
  ) throws(MicrodataError) -> String {
    let content = UnsafeRawBufferPointer(rebasing: raw[field.start..<field.end])
    guard format.encoding.firstInvalidByte(in: content) == nil, let text = decoder.text(content) else {
      throw MicrodataError(.invalidBytes(content, declared: format.encoding), file: path, line: line)
    }
    guard field.hasDoubledQuotes else { return text }
    return Array(text.utf8).withUnsafeBytes { String(decoding: $0.withSingleQuotes, as: UTF8.self) }
  }

  private func check(_ names: [String]) throws(MicrodataError) {
    var seen = LevelDictionary()
    for (place, name) in names.enumerated() {
      guard !name.isEmpty else { throw MicrodataError(.emptyColumnName(position: place + 1), file: path, line: line) }
      guard Int(seen.code(for: name)) == place else {
        throw MicrodataError(.duplicateColumnName, file: path, line: line, column: name)
      }
    }
  }
}
