import Glibc
import Microdata
import TestSupport
import Testing

/// Ten million numbers, each read from a file to the last bit as `strtod` of glibc, which rounds correctly, reads it.
@Suite struct NumberBitsTests {
  private static let perFile = 500_000

  @Test(arguments: 0..<20)
  func numbersOfAFileAreCorrectlyRounded(seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    var (text, expected) = (Array("y\n".utf8), [Double]())
    text.reserveCapacity(Self.perFile * 16)
    while expected.count < Self.perFile {
      let start = text.count
      Self.append(Int(seed % 5), to: &text, &random)
      text.append(0x0A)  // ends the number for strtod as well
      let value = text.withUnsafeBytes { strtod($0.baseAddress! + start, nil) }
      if value.isFinite { expected.append(value) } else { text.removeSubrange(start...) }
    }
    guard case .number(let values) = try readAll(text, [.number("y")])[0] else { return }
    #expect(values.count == expected.count)
    let wrong = expected.indices.filter { values[$0].bitPattern != expected[$0].bitPattern }
    #expect(wrong.isEmpty, "\(wrong.prefix(5).map { (expected[$0], values[$0]) })")
  }

  private static func append(_ kind: Int, to text: inout [UInt8], _ random: inout SeededGenerator) {
    switch kind {
    case 0: appendShort(&text, &random)
    case 1: appendDigits(Int.random(in: 1...25, using: &random), &text, &random)
    case 2: appendScaled(&text, &random)
    case 3: appendHalfWay(&text, &random)
    default: appendShortest(&text, &random)
    }
  }

  /// Up to 9 characters, the point anywhere, zeros in front and behind.
  private static func appendShort(_ text: inout [UInt8], _ random: inout SeededGenerator) {
    let bits = random.next()
    if bits % 8 == 0 { text.append(bits % 16 == 0 ? 0x2D : 0x2B) }
    let zeros = Int(bits >> 8 % 3)
    if bits >> 16 % 4 == 0 { text += repeatElement(0x30, count: min(zeros, 3)) }
    appendDigits(1 + Int(bits >> 24 % 8), &text, &random)
  }

  private static func appendDigits(_ count: Int, _ text: inout [UInt8], _ random: inout SeededGenerator) {
    let (bits, many) = (random.next(), random.next())
    let point = Int(bits % UInt64(count + 3))
    var digits = many
    for place in 0..<count {
      if place == point { text.append(0x2E) }
      if place == 16 { digits = bits }
      // Runs of zeros and nines among them, where rounding goes far.
      text.append(bits >> 60 == 0 && place > 3 ? 0x30 : bits >> 60 == 1 && place > 3 ? 0x39 : 0x30 + UInt8(digits % 10))
      digits /= 10
    }
    if point == count { text.append(0x2E) }
  }

  /// With an exponent, beyond both ends of the range.
  private static func appendScaled(_ text: inout [UInt8], _ random: inout SeededGenerator) {
    appendDigits(Int.random(in: 1...20, using: &random), &text, &random)
    let span = [25, 60, 345][Int(random.next() % 3)]
    text += Array("\(Bool.random(using: &random) ? "e" : "E")\(Int.random(in: -span...span, using: &random))".utf8)
  }

  /// Decimals of all lengths at and beside the middle of two doubles.
  private static func appendHalfWay(_ text: inout [UInt8], _ random: inout SeededGenerator) {
    let shift = random.next() % 11
    let halfWay = (UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1) << shift
    text += Array("\(halfWay &+ random.next() % 3 &- 1)".utf8)
    let suffixes = ["", ".0", ".000000001", "e-5", "e-22", "e-19", "e3", "00e-2"]
    let suffix = suffixes[Int(random.next() % UInt64(suffixes.count))]
    text += Array(suffix.utf8)
  }

  /// The shortest decimals of any doubles, subnormal ones among them.
  private static func appendShortest(_ text: inout [UInt8], _ random: inout SeededGenerator) {
    let bits = random.next()
    let exponents: UInt64 = [0x7FF, 0x03F, 0x001, 0x000][Int(bits >> 62)]
    let value =
      bits >> 61 & 1 == 0
      ? Double(bitPattern: bits & (exponents << 52 | (1 << 52) - 1)) : Double(bits % 1_000_000_000) / 1000
    text += Array(value.isFinite ? value.description.utf8 : "1".utf8)
  }
}
