import Glibc

/// Turns fields into text; one for each worker, because a converter of the C library is no business of two threads.
final class TextDecoder {
  private let encoding: TextEncoding
  private let converter: iconv_t?

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    let opened = encoding == .gb18030 ? iconv_open("UTF-8", "GB18030") : nil
    converter = opened == iconv_t(bitPattern: -1) ? nil : opened
  }

  deinit { if let converter { iconv_close(converter) } }

  /// - Returns: nil where a character has a valid form and no code point, or the C library lacks the encoding.
  func text(_ bytes: UnsafeRawBufferPointer) -> String? {
    if encoding == .utf8 || bytes.isASCII { return String(decoding: bytes, as: UTF8.self) }
    return converter.flatMap { convert(bytes, by: $0) }
  }

  /// The text of a field in which quotes are doubled.
  func textWithSingleQuotes(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard bytes.contains(0x22) else { return text(bytes) }
    return bytes.withSingleQuotes.withUnsafeBytes { text($0) }
  }

  /// Text for an error: what cannot be decoded is replaced.
  func readableText(_ bytes: UnsafeRawBufferPointer) -> String {
    text(bytes) ?? String(decoding: bytes, as: UTF8.self)
  }

  private func convert(_ bytes: UnsafeRawBufferPointer, by converter: iconv_t) -> String? {
    // Characters of two bytes may need four in UTF-8: those beyond the basic plane.
    let capacity = bytes.count * 2 + 4
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { output in
      // iconv takes its input as mutable and does not write there.
      var from = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: CChar.self).baseAddress)
      var to = output.baseAddress
      var (left, room) = (bytes.count, capacity)
      iconv(converter, nil, nil, nil, nil)
      guard iconv(converter, &from, &left, &to, &room) != Int.max, left == 0 else { return nil }
      return String(decoding: UnsafeRawBufferPointer(start: output.baseAddress, count: capacity - room), as: UTF8.self)
    }
  }
}
