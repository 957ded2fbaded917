import Reporting
import TestSupport
import Testing

/// A digit of the golden folder that somebody has changed is found, however small its place.
@Suite struct GoldenSealTests {
  let root = TemporaryFolder()

  private func prepare() throws -> String {
    root.makeFolder("out")
    root.makeFolder("out/tables")
    // An estimate with all its digits: a change of the last is far within the tolerance.
    root.write("out/tables/2-1.csv", CSVTableRenderer().text(Samples.table(agriculture: 4_574_000_000.123_456_7)))
    root.write("out/findings.csv", FindingsFile.text([]))
    _ = try GoldenCheck.update(golden: root.file("golden"), from: root.file("out"))
    return root.read("golden/tables/2-1.csv")!
  }

  @Test func everyChangedDigitOfATableIsFoundWithItsCell() throws {
    let golden = Array(try prepare().utf8)
    let header = golden.firstIndex(of: 0x0A)!
    var changed = 0
    for place in header..<golden.count where golden[place] &- 0x30 <= 9 {
      var bytes = golden
      bytes[place] = bytes[place] == 0x39 ? 0x30 : bytes[place] + 1
      root.write("golden/tables/2-1.csv", String(decoding: bytes, as: UTF8.self))
      let check = try GoldenCheck(output: root.file("out"), against: root.file("golden"))
      let line = bytes[..<place].count { $0 == 0x0A }
      let fields = golden.split(separator: 0x0A)[line].split(separator: 0x2C, omittingEmptySubsequences: false)
      let key = fields.prefix(3).map { String(decoding: $0, as: UTF8.self) }
      // A digit of a key makes the cell a missing one.
      #expect(check.differences.contains { $0.file == "tables/2-1.csv" && $0.key == key }, "byte \(place)")
      changed += 1
    }
    #expect(changed > 100)
  }

  @Test func aDigitWithinTheToleranceIsAlteredAndNotDifferent() throws {
    let golden = try prepare()
    root.write("golden/tables/2-1.csv", golden.replacing("4574000000.123457", with: "4574000000.123456"))
    let check = try GoldenCheck(output: root.file("out"), against: root.file("golden"))
    #expect(check.differences.first?.kind == .altered)
    #expect(check.text.contains("2-1 agri_food amount: the golden cell has been changed since its folder was updated"))
  }

  @Test func theOutputMayDifferWithinTheTolerance() throws {
    let table = try prepare()
    root.write("out/tables/2-1.csv", table.replacing("4574000000.123457", with: "4574000000.123456"))
    #expect(try GoldenCheck(output: root.file("out"), against: root.file("golden")).passes)
  }

  @Test func aFolderWithoutSumsIsComparedAsItIs() throws {
    let golden = try prepare()
    root.remove("golden/checksums.csv")
    root.write("golden/tables/2-1.csv", golden.replacing("4574000000.123457", with: "4574000000.123456"))
    #expect(try GoldenCheck(output: root.file("out"), against: root.file("golden")).passes)
  }
}
