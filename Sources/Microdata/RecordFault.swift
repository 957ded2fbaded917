/// What is wrong with a record, before its line is known.
struct RecordFault {
  var kind: Kind
  /// The position of the column in the file.
  var column: Int?
  var value: String?

  enum Kind {
    case scanner(RecordScanner.Fault.Kind, quoteAt: Int)
    case other(MicrodataError.Kind)
  }
}

/// Finds out what is wrong with a record that cannot be used: its bytes, which may explain the rest; else its structure;
/// else the first value that is not what its column is declared to be.
struct RecordDiagnosis {
  let columnCount: Int
  let takers: [[Int]]
  let specs: [ColumnSpec]
  let format: CSVFormat
  let decoder: TextDecoder

  /// - Parameter start: Where the record starts in `bytes`, which hold it whole.
  func fault(_ bytes: UnsafeRawBufferPointer, at start: Int) -> RecordFault {
    let structure = structuralFault(bytes, at: start)
    if let fault = encodingFault(bytes, from: start, to: structure.end) { return fault }
    if let fault = structure.fault ?? valueFault(bytes, at: start) { return fault }
    return RecordFault(kind: .other(.invalidBytes(declared: format.encoding, likely: nil)))
  }

  // MARK: Bytes

  private func encodingFault(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> RecordFault? {
    let record = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    guard let invalid = format.encoding.firstInvalidByte(in: record) else { return nil }
    let shown = record[invalid...].prefix(4).map { "0x" + String($0, radix: 16, uppercase: true) }
    return RecordFault(
      kind: .other(.invalidBytes(record, declared: format.encoding)), column: column(of: start + invalid, bytes, start),
      value: shown.joined(separator: " "))
  }

  /// The column of the field that holds a byte.
  private func column(of place: Int, _ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var scanner = RecordScanner(bytes, from: start, delimiter: format.delimiter)
    var field = RecordScanner.Field()
    for column in 0..<columnCount {
      guard let end = try? scanner.next(&field) else { return column }
      if place < scanner.position { return column }
      if end == .record { break }
    }
    return nil
  }

  // MARK: Structure

  func structuralFault(_ bytes: UnsafeRawBufferPointer, at start: Int) -> (fault: RecordFault?, end: Int) {
    var scanner = RecordScanner(bytes, from: start, delimiter: format.delimiter)
    if scanner.isAtLineEnd { return (RecordFault(kind: .other(.emptyLine)), start) }
    var (field, count) = (RecordScanner.Field(), 0)
    do throws(RecordScanner.Fault) {
      repeat { count += 1 } while try scanner.next(&field) == .field
    } catch {
      let shown = UnsafeRawBufferPointer(rebasing: bytes[error.start..<error.end])
      let fault = RecordFault(
        kind: .scanner(error.kind, quoteAt: error.start), column: count <= columnCount ? count - 1 : nil,
        value: shown.isEmpty ? nil : decoder.readableText(shown))
      return (fault, bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count)
    }
    let record = UnsafeRawBufferPointer(rebasing: bytes[start..<scanner.position])
    return (count == columnCount ? nil : wrongCount(count, record), scanner.position)
  }

  private func wrongCount(_ found: Int, _ record: UnsafeRawBufferPointer) -> RecordFault {
    let other = found > 1 ? nil : Delimiter.others(than: format.delimiter).first { record.contains($0.byte) }?.name
    return RecordFault(kind: .other(.wrongFieldCount(expected: columnCount, found: found, otherDelimiter: other)))
  }

  // MARK: Values

  private func valueFault(_ bytes: UnsafeRawBufferPointer, at start: Int) -> RecordFault? {
    var scanner = RecordScanner(bytes, from: start, delimiter: format.delimiter)
    var field = RecordScanner.Field()
    for column in 0..<columnCount {
      guard (try? scanner.next(&field)) != nil else { return nil }
      let raw = UnsafeRawBufferPointer(rebasing: bytes[field.start..<field.end])
      for taker in takers[column] {
        guard let kind = faultKind(raw, specs[taker].kind) else { continue }
        let content = field.hasDoubledQuotes ? raw.withSingleQuotes : Array(raw)
        let value = content.withUnsafeBytes { decoder.readableText($0) }
        return RecordFault(kind: .other(kind), column: column, value: value)
      }
    }
    return nil
  }

  /// Takes one field into a column of its own.
  private func faultKind(_ content: UnsafeRawBufferPointer, _ kind: ColumnSpec.Kind) -> MicrodataError.Kind? {
    var builder = ColumnBuilder(kind, format, decoder)
    builder.enlarge(to: 1, keeping: 0)
    let padded = Array(content) + repeatElement(0, count: 16)
    return padded.withUnsafeBytes { padded in
      let field = UnsafeRawBufferPointer(rebasing: padded[..<content.count])
      do throws(ColumnBuilder.Failure) {
        try builder.take(field, row: 0)
        return nil
      } catch {
        switch error {
        case .number(.notANumber): return .notANumber
        case .number(.outOfRange): return .numberOutOfRange
        case .text: return .invalidBytes(declared: format.encoding, likely: nil)
        }
      }
    }
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

/// The separators that files of this kind have.
enum Delimiter {
  static func others(than delimiter: UInt8) -> [(byte: UInt8, name: String)] {
    [(0x3B, "semicolons"), (0x09, "tabs"), (0x2C, "commas"), (0x7C, "vertical bars")].filter { $0.0 != delimiter }
  }
}
