import Reporting

/// A drawn figure as it stands in a Word document.
package struct WordPicture: Sendable, Hashable {
  /// The name of the file beside the page.
  package let file: String
  package let bytes: [UInt8]
  /// How wide it is shown: as wide as a page has room for at most, and not higher.
  package let millimetres: Int

  /// - Parameter png: The bytes of a PNG file.
  /// - Returns: nil for bytes that are none.
  package init?(id: String, png: [UInt8]) {
    guard let size = Self.size(png) else { return nil }
    file = "figure-\(id).png"
    bytes = png
    millimetres = min(Self.widest, Self.highest * size.width / size.height)
  }

  private static let widest = 190
  private static let highest = 115

  /// Pixels, from the head that every PNG file begins with.
  /// > Source: ISO/IEC 15948:2004, sections 5.2 and 11.2.2.
  private static func size(_ png: [UInt8]) -> (width: Int, height: Int)? {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard png.count >= 24, png.starts(with: signature), png[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    let numbers = [16, 20].map { start in png[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
    return numbers.contains(0) ? nil : (numbers[0], numbers[1])
  }
}
