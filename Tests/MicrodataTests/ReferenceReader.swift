/// Reads a file one byte after the other by RFC 4180, with no thought of speed; what the reader must agree with.
struct ReferenceReader {
  struct Fault: Error, Equatable {
    let kind: String
    /// Where the record starts.
    let line: Int
  }
  /// Without the header.
  private(set) var records: [[String]] = []
  private(set) var fault: Fault?

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    var bytes = bytes
    while bytes.last == 0x0A { bytes.removeLast(bytes.dropLast().last == 0x0D ? 2 : 1) }
    self.bytes = bytes
    do throws(Fault) {
      let header = try record()
      while position < bytes.count {
        let start = line
        if isLineEnd(position) { throw Fault(kind: "empty_line", line: start) }
        let fields = try record()
        guard fields.count == header.count else { throw Fault(kind: "wrong_field_count", line: start) }
        records.append(fields)
      }
    } catch { fault = error }
  }

  private var line: Int { 1 + bytes[..<position].count { $0 == 0x0A } }

  private func isLineEnd(_ place: Int) -> Bool {
    place >= bytes.count || bytes[place] == 0x0A
      || (bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A)
  }

  private mutating func record() throws(Fault) -> [String] {
    let start = line
    var fields: [String] = []
    while true {
      fields.append(try field(line: start))
      if isLineEnd(position) { break }
      position += 1
    }
    position += position < bytes.count && bytes[position] == 0x0D ? 2 : 1
    position = min(position, bytes.count)
    return fields
  }

  private mutating func field(line: Int) throws(Fault) -> String {
    var (text, isQuoted) = ([UInt8](), false)
    if position < bytes.count, bytes[position] == 0x22 {
      isQuoted = true
      position += 1
      while true {
        guard position < bytes.count else { throw Fault(kind: "unclosed_quote", line: line) }
        if bytes[position] == 0 { throw Fault(kind: "nul_byte", line: line) }
        if bytes[position] == 0x22 {
          position += 1
          guard position < bytes.count, bytes[position] == 0x22 else { break }
        }
        text.append(bytes[position])
        position += 1
      }
    }
    while !isLineEnd(position), bytes[position] != UInt8(ascii: ",") {
      switch bytes[position] {
      case 0: throw Fault(kind: "nul_byte", line: line)
      case 0x0D: throw Fault(kind: "lone_carriage_return", line: line)
      case _ where isQuoted: throw Fault(kind: "text_after_quote", line: line)
      case 0x22: throw Fault(kind: "stray_quote", line: line)
      default: text.append(bytes[position])
      }
      position += 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}
