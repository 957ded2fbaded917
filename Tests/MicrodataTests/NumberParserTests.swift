import Glibc
import Microdata
import TestSupport
import Testing

/// `strtod` of glibc rounds correctly; equality is of bits.
@Suite struct NumberParserTests {
  private func parse(_ text: String, thousands: UInt8? = nil) throws -> Double {
    try Array(text.utf8).withUnsafeBytes { try NumberParser.parse($0, thousands: thousands) }
  }

  /// Bytes with a NUL behind them, as `strtod` wants them; a million strings would take longer to make than to parse.
  private func expectCorrectRounding(_ field: [UInt8]) {
    let expected = field.withUnsafeBytes { strtod($0.assumingMemoryBound(to: CChar.self).baseAddress!, nil) }
    let parsed = field.withUnsafeBytes { try? NumberParser.parse(UnsafeRawBufferPointer(rebasing: $0.dropLast())) }
    if parsed?.bitPattern != expected.bitPattern, expected.isFinite || parsed != nil {
      Issue.record("\(String(decoding: field.dropLast(), as: UTF8.self)) gives \(String(describing: parsed))")
    }
  }

  @Test(arguments: 0..<2)
  func aMillionRandomDecimalsAreCorrectlyRounded(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var field: [UInt8] = []
    for _ in 0..<1_000_000 {
      Self.makeDecimal(&field, &random)
      expectCorrectRounding(field)
    }
  }

  private static func makeDecimal(_ field: inout [UInt8], _ random: inout SeededGenerator) {
    var bits = random.next()
    func take(_ count: UInt64) -> Int {
      defer { bits /= count }
      return Int(bits % count)
    }
    field.removeAll(keepingCapacity: true)
    field += [[], [0x2D], [0x2B]][take(3)]
    let digits = 1 + take(24)
    let point = take(UInt64(digits) + 2)
    let exponent = take(4) == 0 ? take(640) - 330 : take(4) == 0 ? take(60) - 30 : 0
    var source = random.next()
    for place in 0..<digits {
      if place == point { field.append(0x2E) }
      if place == 12 { source = random.next() }
      field.append(0x30 + UInt8(source % 10))
      source /= 10
    }
    if exponent != 0 { field += Array("e\(exponent)".utf8) }
    field.append(0)
  }

  /// Whole numbers half-way between two doubles, and their neighbors, plain and divided by powers of ten.
  @Test func numbersNearHalfWayAreCorrectlyRounded() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<50_000 {
      let shift = UInt64.random(in: 1...10, using: &random)
      let significand = UInt64.random(in: 1 << 52..<1 << 53, using: &random)
      let halfWay = (2 * significand + 1) << (shift - 1)
      for number in [halfWay - 1, halfWay, halfWay + 1] {
        for suffix in ["", ".0", "e1", "e-3", "e-19", "e19", "e-22", ".000000000000000000001"] {
          expectCorrectRounding(Array("\(number)\(suffix)".utf8) + [0])
        }
      }
    }
  }

  @Test func anyDoubleIsReadBackFromItsShortestDecimal() throws {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<50_000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { #expect(try parse("\(value)").bitPattern == value.bitPattern) }
    }
  }

  @Test(arguments: [
    "9007199254740993", "9007199254740992.5", "9007199254740993e22", "1e23", "8.5e-3", "1.7976931348623157e308",
    "4.9e-324", "2.2250738585072011e-308", "0.000000000000000000000000000001", "123456789012345678901234567890",
    "0.1", "-0", "00012.50", "7.", ".5", "1E5", "1e-400", "0e999999", "-0e-5", "1e+5", "18446744073709551615",
    "9999999999999999999", "10000000000000000000e-19", "0000000000000000000000000000001.5", "5e-325", "2.4703e-324",
    "1e-99999999999999999999999",
  ])
  func hardDecimalsAreCorrectlyRounded(_ field: String) throws {
    #expect(try parse(field).bitPattern == strtod(field, nil).bitPattern)
  }

  @Test func blanksAroundAreTrimmed() throws {
    #expect(try parse("  1.5\t") == 1.5)
    #expect(try parse(" -2 ") == -2)
  }

  @Test(arguments: [
    "1,234", "NaN", "nan", "inf", "-Infinity", "0x10", "12%", "１２", "N/A", "1e", "1e+", ".", "+", "-", "1 2", "--1",
    "1.2.3", " ", "1e5.0", "1_000", "e5", ".e5", "1d5", "٣", "1\u{A0}", "¥5", "1.5万",
  ])
  func whatIsNoNumberIsRefused(_ field: String) {
    #expect(throws: NumberParser.Failure.notANumber) { try parse(field) }
  }

  @Test(arguments: ["1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999"])
  func numbersBeyondTheRangeAreRefused(_ field: String) {
    #expect(throws: NumberParser.Failure.outOfRange) { try parse(field) }
  }

  @Test(arguments: [
    ("1,234", 1234), ("-1,234,567.25", -1_234_567.25), ("12,345e2", 1_234_500), ("999", 999), ("1234", 1234),
    (" 1,000 ", 1000), ("+100,000.", 100_000),
  ])
  func declaredThousandsStandBetweenGroupsOfThree(_ field: String, _ value: Double) throws {
    #expect(try parse(field, thousands: UInt8(ascii: ",")) == value)
  }

  @Test(arguments: [
    "1,23", "1234,567", ",123", "1,,234", "1,234,", "1.234,567", "12,3456", "1,234e1,000", "-,123", ",", "1,2345",
  ])
  func otherGroupsAreRefused(_ field: String) {
    #expect(throws: NumberParser.Failure.notANumber) { try parse(field, thousands: UInt8(ascii: ",")) }
  }

  @Test func aPointMayBeTheThousandsSeparator() throws {
    #expect(try parse("1.234.567", thousands: UInt8(ascii: ".")) == 1_234_567)
  }
}
