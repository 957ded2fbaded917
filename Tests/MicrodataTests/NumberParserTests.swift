import Glibc
import Microdata
import TestSupport
import Testing

@Suite struct NumberParserTests {
  private func read(_ fields: [String]) throws -> [Double] {
    let file = TemporaryFile("y\n" + fields.map { $0 + "\n" }.joined())
    let columns = try CSVFile(path: file.path).readAll(columns: [ColumnSpec(name: "y", kind: .number(thousands: nil))])
    guard case .number(let values) = columns[0] else { return [] }
    return values
  }

  /// `strtod` of glibc rounds correctly; equality is of bits.
  @Test func randomDecimalsAreCorrectlyRounded() throws {
    var generator = SeededGenerator(seed: 20)
    let fields = (0..<400_000).map { _ in Self.decimal(&generator) }
    for (field, value) in zip(fields, try read(fields)) {
      #expect(value.bitPattern == strtod(field, nil).bitPattern, "\(field)")
    }
  }

  private static func decimal(_ generator: inout SeededGenerator) -> String {
    let digits = (0..<Int.random(in: 1...24, using: &generator)).map { _ in
      String(Int.random(in: 0...9, using: &generator))
    }
    let point = Int.random(in: 0...digits.count, using: &generator)
    let sign = ["", "-", "+"].randomElement(using: &generator)!
    let exponent = Bool.random(using: &generator) ? "e\(Int.random(in: -60...60, using: &generator))" : ""
    return sign + digits[..<point].joined() + (point < digits.count ? "." : "") + digits[point...].joined() + exponent
  }

  @Test(arguments: [
    "9007199254740993", "9007199254740992.5", "9007199254740993e22", "1e23", "8.5e-3", "1.7976931348623157e308",
    "4.9e-324", "2.2250738585072011e-308", "0.000000000000000000000000000001", "123456789012345678901234567890",
    "0.1", "-0", "00012.50", "7.", ".5", "1E5", "1e-400", "0e999999",
  ])
  func hardDecimalsAreCorrectlyRounded(_ field: String) throws {
    #expect(try read([field])[0].bitPattern == strtod(field, nil).bitPattern)
  }

  @Test func blanksAroundAreTrimmed() throws {
    #expect(try read(["  1.5\t", " -2 "]) == [1.5, -2])
  }
}
