import Glibc

/// The first record of a file: the column names, and where the data begin.
struct CSVHeader {
  let names: [String]
  let fileSize: Int
  let dataStart: Int

  init(path: String, format: CSVFormat) throws(MicrodataError) {
    let file = try InputFile(path)
    fileSize = file.size
    guard file.size > 0 else { throw MicrodataError(.emptyFile, file: path) }
    var length = min(file.size, 1 << 16)
    while true {
      let bytes = try file.read(from: 0, count: length)
      if let header = try Self.read(bytes, isWhole: length == file.size, path, format) {
        (names, dataStart) = header
        try Self.check(names, path)
        return
      }
      length = min(file.size, length * 8)
    }
  }

  /// nil where the record is longer than the bytes read so far.
  private static func read(
    _ bytes: [UInt8], isWhole: Bool, _ path: String, _ format: CSVFormat
  ) throws(MicrodataError) -> (names: [String], dataStart: Int)? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw MicrodataError(.invalidBytes(declared: format.encoding, likely: "UTF-16"), file: path, line: 1)
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard start < bytes.count else { throw MicrodataError(.emptyFile, file: path) }
    return try bytes.withUnsafeBytes { raw in
      Result { () throws(MicrodataError) in try names(raw, from: start, isWhole: isWhole, path, format) }
    }.get()
  }

  private static func names(
    _ raw: UnsafeRawBufferPointer, from start: Int, isWhole: Bool, _ path: String, _ format: CSVFormat
  ) throws(MicrodataError) -> (names: [String], dataStart: Int)? {
    var scanner = RecordScanner(raw, from: start, delimiter: format.delimiter)
    var (names, field) = ([String](), RecordScanner.Field(start: 0, end: 0, hasDoubledQuotes: false))
    while true {
      let end: RecordScanner.FieldEnd
      do { end = try scanner.next(&field) } catch {
        if !isWhole { return nil }
        throw MicrodataError(error, in: raw, file: path, line: 1)
      }
      names.append(try text(field, raw, path, format))
      guard end == .record else { continue }
      return scanner.isAtEnd && !isWhole ? nil : (names, scanner.position)
    }
  }

  private static func text(
    _ field: RecordScanner.Field, _ raw: UnsafeRawBufferPointer, _ path: String, _ format: CSVFormat
  ) throws(MicrodataError) -> String {
    let bytes = UnsafeRawBufferPointer(rebasing: raw[field.start..<field.end])
    guard format.encoding.firstInvalidByte(in: bytes) == nil, let text = format.encoding.decode(bytes) else {
      throw MicrodataError(.invalidBytes(bytes, declared: format.encoding), file: path, line: 1)
    }
    return field.hasDoubledQuotes ? text.withSingleQuotes : text
  }

  private static func check(_ names: [String], _ path: String) throws(MicrodataError) {
    var seen = LevelDictionary()
    for (place, name) in names.enumerated() {
      guard !name.isEmpty else { throw MicrodataError(.emptyColumnName(position: place + 1), file: path, line: 1) }
      guard Int(seen.code(for: name)) == place else {
        throw MicrodataError(.duplicateColumnName, file: path, line: 1, column: name)
      }
    }
  }
}

extension String {
  /// Doubled quotes made single.
  var withSingleQuotes: String {
    var (result, wasQuote) = ([UInt8](), false)
    for byte in utf8 {
      if byte == 0x22, wasQuote {
        wasQuote = false
      } else {
        result.append(byte)
        wasQuote = byte == 0x22
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension MicrodataError.Kind {
  /// Bytes that do not fit the declared encoding, with the encoding that they fit.
  static func invalidBytes(_ bytes: UnsafeRawBufferPointer, declared: TextEncoding) -> Self {
    let other: TextEncoding = declared == .utf8 ? .gb18030 : .utf8
    return .invalidBytes(
      declared: declared, likely: other.firstInvalidByte(in: bytes) == nil ? other.rawValue : nil)
  }
}

extension MicrodataError {
  init(
    _ fault: RecordScanner.Fault, in bytes: UnsafeRawBufferPointer, file: String, line: Int, column: String? = nil
  ) {
    let kind: Kind =
      switch fault.kind {
      case .unclosedQuote: .unclosedQuote
      case .strayQuote: .strayQuote
      case .textAfterQuote: .textAfterQuote
      case .loneCarriageReturn: .loneCarriageReturn
      case .nulByte: .nulByte
      }
    let text = fault.end > fault.start ? String(decoding: bytes[fault.start..<fault.end], as: UTF8.self) : nil
    self.init(kind, file: file, line: line, column: column, value: text)
  }
}

/// The name that a misspelt one most likely means: at most two edits away, or a third of its length.
func nearestName(to name: String, among names: [String]) -> String? {
  let scored = names.map { (name: $0, distance: editDistance(Array(name.lowercased()), Array($0.lowercased()))) }
  guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(2, name.count / 3) ? best.name : nil
}

/// Levenshtein's distance, one row at a time.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let substitution = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
