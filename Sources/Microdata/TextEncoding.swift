import Glibc

/// How the text of a file is encoded; declared, never guessed.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case gb18030

  /// The position of the first byte that starts no valid character; nil where all are valid.
  func firstInvalidByte(in bytes: UnsafeRawBufferPointer) -> Int? {
    switch self {
    case .utf8: UTF8Check.firstInvalidByte(in: bytes)
    case .gb18030: GB18030Check.firstInvalidByte(in: bytes)
    }
  }

  /// Decodes valid bytes.
  /// - Returns: nil where a character of a valid form has no Unicode code point.
  func decode(_ bytes: UnsafeRawBufferPointer) -> String? {
    switch self {
    case .utf8: String(decoding: bytes, as: UTF8.self)
    case .gb18030: bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : decodeByIconv(bytes)
    }
  }

  private func decodeByIconv(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 3 + 4)  // two bytes of GB18030 are at most three of UTF-8
    let written = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int? in
        var (from, to) = (input.baseAddress, output.baseAddress)
        var (left, room) = (input.count, output.count)
        guard iconv(converter, &from, &left, &to, &room) != Int.max, left == 0 else { return nil }
        return output.count - room
      }
    }
    return written.map { String(decoding: output[..<$0].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
  }
}

/// UTF-8 by the table of well-formed sequences (Unicode standard, table 3-7).
private enum UTF8Check {
  static func firstInvalidByte(in bytes: UnsafeRawBufferPointer) -> Int? {
    var position = 0
    while position < bytes.count {
      // Eight ASCII bytes at once: none has its upper bit set.
      if position + 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        position += 8
        continue
      }
      let length = sequenceLength(bytes, at: position)
      guard length > 0 else { return position }
      position += length
    }
    return nil
  }

  /// Zero where no well-formed sequence starts.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    let first = bytes[position]
    if first < 0x80 { return 1 }
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      default: (0, 0...0)
      }
    guard length > 0, position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
    for place in 2..<max(length, 2) where bytes[position + place] & 0xC0 != 0x80 { return 0 }
    return length
  }
}

/// GB 18030 by its byte ranges: one byte below 80; two, 81-FE then 40-7E or 80-FE; four, 81-FE 30-39 81-FE 30-39.
///
/// No trailing byte is a comma, a quote or a line end, so records are found in the raw bytes and only levels are decoded.
private enum GB18030Check {
  static func firstInvalidByte(in bytes: UnsafeRawBufferPointer) -> Int? {
    var position = 0
    while position < bytes.count {
      let length = sequenceLength(bytes, at: position)
      guard length > 0 else { return position }
      position += length
    }
    return nil
  }

  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    let first = bytes[position]
    if first < 0x80 { return 1 }
    guard isLead(first), position + 1 < bytes.count else { return 0 }
    let second = bytes[position + 1]
    if second >= 0x40, second != 0x7F, second != 0xFF { return 2 }
    guard isDigit(second), position + 3 < bytes.count else { return 0 }
    return isLead(bytes[position + 2]) && isDigit(bytes[position + 3]) ? 4 : 0
  }

  private static func isLead(_ byte: UInt8) -> Bool { byte >= 0x81 && byte <= 0xFE }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
