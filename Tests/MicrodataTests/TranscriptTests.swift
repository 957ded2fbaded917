import Microdata
import Testing

@Suite struct TranscriptTests {
  /// Decimals with up to four places take a way of their own; all others the shortest form.
  @Test func everyNumberReadsBackAsItself() throws {
    var numbers = [
      0.1, 1 / 3, 12.34, -5, 2.5e-300, 0x1p53, 0x1p53 + 2, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e22,
      99_999.99995,
    ]
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      if number.isFinite { numbers.append(number) }
      numbers.append(Double(state >> 20) / 1e4)
      numbers.append(Double(Int32(truncatingIfNeeded: state >> 32)) / 100)
    }
    var records = TranscriptWriter()
    records.append("x")
    records.endRecord()
    for number in numbers {
      records.append(number)
      records.endRecord()
    }
    let file = try CSVFile(Transcript(name: "numbers", firstLine: 1, records: records))
    guard case .number(let read) = try file.readAll(columns: [.number("x")])[0] else { return }
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func textReadsBackAsItself() throws {
    let texts = ["a", "\"", "a,b", "a\nb", "\r\n", " a ", "\u{FEFF}", "中文", "'", "a\"\"b\n\n"]
    var records = TranscriptWriter()
    for name in ["text", "other"] { records.append(name) }
    records.endRecord()
    for text in texts {
      records.append(text)
      records.appendMissing()
      records.endRecord()
    }
    let file = try CSVFile(Transcript(name: "texts", firstLine: 1, records: records))
    #expect(try file.readAll(columns: [.factor("text")])[0].texts == texts.map { $0 })
    for row in texts.indices { #expect(try file.position(ofRow: row)?.line == row + 2) }
  }

  @Test func aRecordOfOneMissingFieldIsARecord() throws {
    var records = TranscriptWriter()
    records.append("x")
    records.endRecord()
    for _ in 0..<3 {
      records.append(Double.nan)
      records.endRecord()
    }
    let file = try CSVFile(Transcript(name: "missing", firstLine: 1, records: records))
    #expect(try file.readAll(columns: [.number("x")])[0].numbers?.count == 3)
  }
}
