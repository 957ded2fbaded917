import Glibc

/// Writes text in encodings other than UTF-8, with the C library's converter.
enum TextEncoder {
  /// - Parameter text: UTF-8.
  /// - Throws: ``PopulationError/encodingUnavailable(_:)`` where the C library lacks the encoding.
  static func gb18030(_ text: [UInt8]) throws(PopulationError) -> [UInt8] {
    let converter = iconv_open("GB18030", "UTF-8")
    guard converter != iconv_t(bitPattern: -1), let converter else { throw .encodingUnavailable("GB18030") }
    defer { iconv_close(converter) }
    guard let converted = convert(text, by: converter) else { throw .encodingUnavailable("GB18030") }
    return converted
  }

  /// A character takes at most four bytes, and no byte of UTF-8 becomes more than two.
  private static func convert(_ text: [UInt8], by converter: iconv_t) -> [UInt8]? {
    var source = text.map { CChar(bitPattern: $0) }
    var complete = false
    let target = [UInt8](unsafeUninitializedCapacity: text.count * 2 + 4) { output, count in
      let capacity = output.count
      source.withUnsafeMutableBufferPointer { input in
        var (from, left, room) = (input.baseAddress, input.count, capacity)
        var to = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
        complete = iconv(converter, &from, &left, &to, &room) != Int.max && left == 0
        count = capacity - room
      }
    }
    return complete ? target : nil
  }
}
