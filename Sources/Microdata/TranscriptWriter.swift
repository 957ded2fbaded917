/// Writes records field by field.
public struct TranscriptWriter: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Lines that begin inside a field, counted from 1.
  private(set) var continuations: [Int] = []
  /// Lines that are complete.
  private var lines = 0
  private var recordStart = 0
  /// Fields of the record under way that are complete.
  public private(set) var fieldCount = 0

  public init() {}

  /// Makes room for so many bytes in all.
  public mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  // MARK: Fields

  /// A field of text; an empty one is missing.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    guard text.contains(where: Self.needsQuotes) else { return bytes.append(contentsOf: text) }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      if byte == 0x0A { beginContinuation() }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// A field of digits, which are taken as they are.
  public mutating func append(digits: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(contentsOf: digits)
  }

  /// A field with a number; NaN is missing.
  public mutating func append(_ number: Double) {
    separate()
    DecimalDigits.append(number, to: &bytes)
  }

  /// A number as a field has it.
  public static func text(_ number: Double) -> String {
    var bytes: [UInt8] = []
    DecimalDigits.append(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  public mutating func appendMissing(_ count: Int = 1) {
    for _ in 0..<count { separate() }
  }

  private mutating func separate() {
    if fieldCount > 0 { bytes.append(UInt8(ascii: ",")) }
    fieldCount += 1
  }

  private mutating func beginContinuation() {
    lines += 1
    continuations.append(lines + 1)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
  }

  // MARK: Records

  public mutating func endRecord() {
    // A record of one missing field would be an empty line.
    if fieldCount == 1, bytes.count == recordStart { bytes += [0x22, 0x22] }
    bytes.append(0x0A)
    (lines, fieldCount, recordStart) = (lines + 1, 0, bytes.count)
  }

  /// A line without a record, which the reader refuses.
  public mutating func appendEmptyLine() {
    bytes.append(0x0A)
    (lines, recordStart) = (lines + 1, bytes.count)
  }
}

/// Numbers as decimals that read back as the same double.
private enum DecimalDigits {
  static func append(_ number: Double, to bytes: inout [UInt8]) {
    if number.isNaN { return }
    if append(whole: number, to: &bytes) || append(decimals: number, to: &bytes) { return }
    bytes.append(contentsOf: number.description.utf8)
  }

  private static func append(whole number: Double, to bytes: inout [UInt8]) -> Bool {
    guard number.magnitude < 0x1p53, number.rounded(.towardZero) == number else { return false }
    append(sign: number, to: &bytes)
    append(UInt64(number.magnitude), minimumDigits: 1, to: &bytes)
    return true
  }

  /// The quotient of a whole number up to 2^53 and a power of ten is the double nearest to that decimal, so the decimal reads
  /// back as it.
  private static func append(decimals number: Double, to bytes: inout [UInt8]) -> Bool {
    for places in 1...4 {
      let power = Decimal.powersOfTen[places]
      let scaled = (number.magnitude * power).rounded()
      guard scaled < 0x1p53 else { return false }
      guard scaled / power == number.magnitude else { continue }
      append(sign: number, to: &bytes)
      let (whole, part) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(power))
      append(whole, minimumDigits: 1, to: &bytes)
      bytes.append(UInt8(ascii: "."))
      append(part, minimumDigits: places, to: &bytes)
      return true
    }
    return false
  }

  private static func append(sign number: Double, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
  }

  private static func append(_ number: UInt64, minimumDigits: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    while rest > 0 || bytes.count - start < minimumDigits {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }
}
