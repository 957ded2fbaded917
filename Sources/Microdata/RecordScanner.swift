/// Walks over the fields of records in raw bytes: separators, quotes and line ends by RFC 4180, and nothing tolerated
/// beyond it.
///
/// It tells every fault from every other. ``FieldIndex`` goes over the same grammar 64 bytes at a time and only knows that
/// there is one.
struct RecordScanner {
  struct Field {
    /// First byte and end of the content, quotes excluded.
    var start = 0
    var end = 0
    /// The content holds doubled quotes that stand for one.
    var hasDoubledQuotes = false
  }
  enum FieldEnd {
    case field
    case record
  }
  /// What is wrong with a record, at a byte of the buffer.
  struct Fault: Error {
    enum Kind {
      case unclosedQuote, strayQuote, textAfterQuote, loneCarriageReturn, nulByte
    }
    let kind: Kind
    /// Where the text that an error shows starts and ends.
    let start: Int
    let end: Int
  }

  let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  private let delimiter: UInt8

  init(_ bytes: UnsafeRawBufferPointer, from position: Int, delimiter: UInt8) {
    self.bytes = bytes
    self.position = position
    self.delimiter = delimiter
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// At a line end where a record should start.
  var isAtLineEnd: Bool {
    bytes[position] == 0x0A || (bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A)
  }

  /// Reads one field and steps over the separator or line end behind it.
  mutating func next(_ field: inout Field) throws(Fault) -> FieldEnd {
    if position < bytes.count, bytes[position] == 0x22 { return try quoted(&field) }
    let start = position
    var place = start
    while place < bytes.count, !isSpecial(bytes[place]) { place += 1 }
    field = Field(start: start, end: place)
    return try endOfField(at: place, since: start, afterQuote: false)
  }

  /// Steps over the rest of the record.
  /// - Returns: The number of its fields.
  mutating func skipRecord() throws(Fault) -> Int {
    var (field, count) = (Field(), 1)
    while try next(&field) == .field { count += 1 }
    return count
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    let specials: UInt64 = 1 << 0x00 | 1 << 0x0A | 1 << 0x0D | 1 << 0x22
    return byte == delimiter || (byte <= 0x22 && specials &>> UInt64(byte) & 1 == 1)
  }

  private mutating func quoted(_ field: inout Field) throws(Fault) -> FieldEnd {
    let start = position + 1
    var (place, hasDoubled) = (start, false)
    while true {
      while place < bytes.count, bytes[place] != 0x22, bytes[place] != 0 { place += 1 }
      guard place < bytes.count else { throw Fault(kind: .unclosedQuote, start: start - 1, end: start) }
      guard bytes[place] != 0 else { throw Fault(kind: .nulByte, start: place, end: place) }
      guard place + 1 < bytes.count, bytes[place + 1] == 0x22 else { break }
      hasDoubled = true
      place += 2
    }
    field = Field(start: start, end: place, hasDoubledQuotes: hasDoubled)
    return try endOfField(at: place + 1, since: start - 1, afterQuote: true)
  }

  /// Decides what the byte after a field's content means.
  private mutating func endOfField(at place: Int, since start: Int, afterQuote: Bool) throws(Fault) -> FieldEnd {
    guard place < bytes.count else {
      position = place
      return .record
    }
    switch bytes[place] {
    case delimiter:
      position = place + 1
      return .field
    case 0x0A:
      position = place + 1
      return .record
    case 0x0D:
      guard place + 1 < bytes.count, bytes[place + 1] == 0x0A else {
        throw Fault(kind: .loneCarriageReturn, start: place, end: place)
      }
      position = place + 2
      return .record
    case 0x00:
      throw Fault(kind: .nulByte, start: place, end: place)
    default:
      throw Fault(kind: afterQuote ? .textAfterQuote : .strayQuote, start: start, end: endOfText(from: place))
    }
  }

  /// Where the text that an error quotes ends: the next separator or line end.
  private func endOfText(from place: Int) -> Int {
    var end = place
    while end < bytes.count, bytes[end] != delimiter, bytes[end] != 0x0A, bytes[end] != 0x0D, end < place + 40 {
      end += 1
    }
    return end
  }
}

extension UnsafeRawBufferPointer {
  /// Doubled quotes made single.
  var withSingleQuotes: [UInt8] {
    var (result, isSecond) = ([UInt8](), false)
    for byte in self {
      isSecond = byte == 0x22 && !isSecond
      if byte != 0x22 || isSecond { result.append(byte) }
    }
    return result
  }
}
