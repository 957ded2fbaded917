/// How the text of a file is encoded; declared, never guessed.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case gb18030

  /// The position of the first byte that starts no valid character; nil where all are valid.
  func firstInvalidByte(in bytes: UnsafeRawBufferPointer) -> Int? {
    if bytes.isASCII { return nil }
    return switch self {
    case .utf8: UTF8Form.firstInvalidByte(in: bytes)
    case .gb18030: GB18030Form.firstInvalidByte(in: bytes)
    }
  }
}

/// An encoding by the form of its characters.
private protocol CharacterForm {
  /// The length of the character that starts with a byte of 80 or more; zero where none does.
  static func length(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int
}

extension CharacterForm {
  static func firstInvalidByte(in bytes: UnsafeRawBufferPointer) -> Int? {
    var position = 0
    while position < bytes.count {
      if position + 8 <= bytes.count {
        let upper = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & WordScan.upperBits
        position += WordScan.first(upper)  // over eight where all are ASCII
        if upper == 0 { continue }
      } else if bytes[position] < 0x80 {
        position += 1
        continue
      }
      let length = length(bytes, at: position)
      guard length > 0 else { return position }
      position += length
    }
    return nil
  }
}

/// UTF-8 by the table of well-formed sequences (Unicode standard, table 3-7).
private enum UTF8Form: CharacterForm {
  static func length(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    let (length, second) = lengthAndSecond(bytes[position])
    guard length > 0, position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
    for place in 2..<max(length, 2) where bytes[position + place] & 0xC0 != 0x80 { return 0 }
    return length
  }

  private static func lengthAndSecond(_ first: UInt8) -> (Int, ClosedRange<UInt8>) {
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
  }
}

/// GB 18030 by its byte ranges: two bytes, 81-FE then 40-7E or 80-FE; four, 81-FE 30-39 81-FE 30-39, of which those with a
/// code point end at 84 31 A4 39 and go from 90 30 81 30 to E3 32 9A 35.
///
/// No later byte of a character is a quote, a line end or a usable delimiter, so records are found in the raw bytes and
/// only levels are decoded.
private enum GB18030Form: CharacterForm {
  static func length(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    guard isLead(bytes[position]), position + 1 < bytes.count else { return 0 }
    let second = bytes[position + 1]
    if second >= 0x40, second != 0x7F, second != 0xFF { return 2 }
    guard isDigit(second), position + 3 < bytes.count else { return 0 }
    guard isLead(bytes[position + 2]), isDigit(bytes[position + 3]) else { return 0 }
    let code = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[position + $1]) }
    return code <= 0x8431_A439 || (0x9030_8130...0xE332_9A35).contains(code) ? 4 : 0
  }

  private static func isLead(_ byte: UInt8) -> Bool { byte >= 0x81 && byte <= 0xFE }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
