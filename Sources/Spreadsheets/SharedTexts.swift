/// Texts one behind the other.
struct TextList {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ text: [UInt8]) {
    bytes += text
    ends.append(bytes.count)
  }

  func withText<R>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let start = place == 0 ? 0 : ends[place - 1]
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<ends[place]])) }
  }
}

/// Collects the text of an item: its runs joined, without what says how Japanese is pronounced.
struct ItemText {
  private(set) var bytes: [UInt8] = []
  private var isInText = false
  private var isInPronunciation = false

  mutating func start(_ name: ElementName) {
    if name == "rPh" { isInPronunciation = true }
    isInText = name == "t" && !isInPronunciation
  }

  mutating func end(_ name: ElementName) {
    if name == "rPh" { isInPronunciation = false }
    isInText = false
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if isInText { bytes.append(contentsOf: text) }
  }

  /// The text, and an empty one to go on with.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return EscapedText.decoded(bytes)
  }
}

/// The texts that cells refer to by number.
final class SharedTextHandler: ElementHandler {
  private(set) var texts = TextList()
  private var item = ItemText()

  override func start(_ name: ElementName, _ attributes: ElementAttributes) { item.start(name) }

  override func end(_ name: ElementName) {
    item.end(name)
    if name == "si" { texts.append(item.take()) }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) { item.text(bytes) }
}

/// `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
enum EscapedText {
  static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    guard var place = nextEscape(bytes, from: 0) else { return bytes }
    var (decoded, start) = ([UInt8](), 0)
    while true {
      let digits = String(decoding: bytes[place + 2..<place + 6], as: UTF8.self)
      if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
        decoded += bytes[start..<place]
        decoded += Array(String(scalar).utf8)
        start = place + 7
      }
      guard let next = nextEscape(bytes, from: max(start, place + 1)) else { break }
      place = next
    }
    return decoded + bytes[start...]
  }

  private static func nextEscape(_ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count - start >= 7 else { return nil }
    return (start...bytes.count - 7).first { place in
      bytes[place] == UInt8(ascii: "_") && bytes[place + 1] == UInt8(ascii: "x")
        && bytes[place + 6] == UInt8(ascii: "_")
    }
  }
}
