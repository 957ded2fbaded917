/// Walks over the fields of records in raw bytes: separators, quotes and line ends by RFC 4180, and nothing tolerated
/// beyond it.
struct RecordScanner {
  struct Field {
    /// First byte and end of the content, quotes excluded.
    var start: Int
    var end: Int
    /// The content holds doubled quotes that stand for one.
    var hasDoubledQuotes: Bool
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
    let start: Int
    let end: Int
  }

  let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  private let delimiter: UInt8
  private let isSpecial: [Bool]

  init(_ bytes: UnsafeRawBufferPointer, from position: Int, delimiter: UInt8) {
    self.bytes = bytes
    self.position = position
    self.delimiter = delimiter
    isSpecial = (0...255).map { [delimiter, 0x0A, 0x0D, 0x22, 0x00].contains(UInt8($0)) }
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// Reads one field and steps over the separator or line end behind it.
  mutating func next(_ field: inout Field) throws(Fault) -> FieldEnd {
    if position < bytes.count, bytes[position] == 0x22 { return try quoted(&field) }
    let start = position
    let end = isSpecial.withUnsafeBufferPointer { isSpecial in
      var place = start
      while place < bytes.count, !isSpecial[Int(bytes[place])] { place += 1 }
      return place
    }
    field = Field(start: start, end: end, hasDoubledQuotes: false)
    return try endOfField(at: end, since: start, afterQuote: false)
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
    while end < bytes.count, bytes[end] != delimiter, bytes[end] != 0x0A, end < place + 40 { end += 1 }
    return end
  }
}
