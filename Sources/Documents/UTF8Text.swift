/// Bytes that are valid UTF-8, without their byte order mark.
struct UTF8Text {
  let bytes: [UInt8]
  let string: String

  /// - Throws: `syntax` with the line of the first byte that is not UTF-8.
  init(_ source: [UInt8], file: String) throws(DocumentError) {
    if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF]) {
      throw DocumentError(
        .syntax(problem: "the file is UTF-16", remedy: "save it as UTF-8"),
        at: SourceLocation(file: file, line: 1, column: 1))
    }
    bytes = source.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(source.dropFirst(3)) : source
    guard let valid = String(validating: bytes, as: UTF8.self) else {
      throw UTF8Text.firstInvalidByte(bytes, file: file)
    }
    string = valid
  }

  private static func firstInvalidByte(_ bytes: [UInt8], file: String) -> DocumentError {
    var (offset, line, column) = (0, 1, 1)
    var iterator = bytes.makeIterator()
    var decoder = Unicode.UTF8.ForwardParser()
    while case .valid(let scalar) = decoder.parseScalar(from: &iterator) {
      offset += scalar.count
      column += 1
      if scalar.first == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
    }
    let byte = offset < bytes.count ? String(bytes[offset], radix: 16, uppercase: true) : ""
    return DocumentError(
      .syntax(problem: "the byte 0x\(byte) is not valid UTF-8", remedy: "save the file as UTF-8"),
      at: SourceLocation(file: file, line: line, column: column))
  }
}
