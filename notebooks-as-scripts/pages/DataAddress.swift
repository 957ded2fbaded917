/// A file as an address that holds its bytes (RFC 2397), so that a page needs no other file.
struct DataAddress {
  let text: String

  /// - Throws: ``NotebookError/imageType(_:)``.
  init(path: String, bytes: [UInt8]) throws(NotebookError) {
    guard
      let type = ["svg": "image/svg+xml", "png": "image/png"][path.split(separator: ".").last.map(String.init) ?? ""]
    else { throw .imageType(path) }
    text = "data:\(type)," + bytes.map(Self.written).joined()
  }

  private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:=;,".utf8)

  private static func written(_ byte: UInt8) -> String {
    if plain.contains(byte) { return String(UnicodeScalar(byte)) }
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count < 2 ? "0" : "") + digits
  }
}
