import Microdata
import TestSupport
import Testing

/// Random files of all constructs, sound and damaged, are read as ``ReferenceReader`` reads them, wherever chunks are cut.
@Suite struct ReferenceReaderTests {
  private static let fields = [
    "", "0.0", "x", "12", "a b", "\"\"", "\"q\"", "\"a,b\"", "\"two\nlines\"", "\"two\r\nlines\"",
    "\"say \"\"so\"\"\"", "\"\"\"\"", "\"\"\"x\"", "\"x\"\"\"", "\",\"", "\"\n\"", "\"\r\"", "广东", "\"深,圳\"",
    "!", "#", "2014-01-01",
    "an unquoted label that is longer than a block of sixty-four bytes, but for its comma", "agrifood",
    "\"a quoted label, longer than a block of sixty-four bytes, with \"\"quotes\"\" and\nlines in it\"",
    "eight888", "sixteen_bytes_16",
  ].map { $0.first == "\"" ? $0 : $0.filter { $0 != "," } }

  private static func makeFile(_ random: inout SeededGenerator, records: Int) -> (bytes: [UInt8], names: [String]) {
    let names = (0..<Int.random(in: 1...12, using: &random)).map { "c\($0)" }
    // Files with few quotes and long files of line feeds alone among them.
    let choices = fields.shuffled(using: &random).prefix(Int.random(in: 2...fields.count, using: &random))
    let lineEnds = [["\n"], ["\r\n"], ["\n", "\r\n"]].randomElement(using: &random)!
    var text = names.joined(separator: ",") + "\n"
    for record in 0..<records {
      var line = names.map { _ in choices.randomElement(using: &random)! }
      if names.count == 1, line[0].isEmpty { line[0] = "no empty line" }
      text += line.joined(separator: ",")
      if record < records - 1 || Bool.random(using: &random) { text += lineEnds.randomElement(using: &random)! }
    }
    return (Array(text.utf8), names)
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let start = bytes.firstIndex(of: 0x0A)! + 1
    let place = Int.random(in: start..<bytes.count, using: &random)
    let new = Array("\",\n\r\0x".utf8).randomElement(using: &random)!
    switch Int.random(in: 0..<3, using: &random) {
    case 0 where bytes[place] < 0x80: bytes[place] = new
    case 1 where bytes[place] < 0x80: bytes.remove(at: place)
    default: if bytes[place] & 0xC0 != 0x80 { bytes.insert(new, at: place) }
    }
  }

  /// Records by place in the file, or the fault.
  private func read(_ csv: CSVFile, _ threads: Int, _ chunkBytes: Int) throws -> [[String]] {
    let blocks = try csv.reduce(
      columns: csv.columnNames.map { .factor($0) }, threads: threads, chunkBytes: chunkBytes,
      into: { [Int: [[String]]]() }, { $0[$1.ordinal] = Self.records($1) }, merge: { $0.merge($1) { a, _ in a } })
    return blocks.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  private static func records(_ block: RowBlock) -> [[String]] {
    (0..<block.rowCount).map { row in
      block.columns.map { column in
        guard case .factor(let codes, let levels) = column else { return "not a factor" }
        return codes[row] < 0 ? "" : levels[Int(codes[row])]
      }
    }
  }

  private func expectAgreement(_ bytes: [UInt8], chunkSizes: some Sequence<Int>) throws {
    let reference = ReferenceReader(bytes)
    let file = ScratchFile(bytes)
    let csv = try CSVFile(path: file.path)
    for chunkBytes in chunkSizes {
      for threads in [1, 2] where threads == 1 || chunkBytes % 7 == 0 {
        do {
          let records = try read(csv, threads, chunkBytes)
          #expect(reference.fault == nil && records == reference.records, "chunks of \(chunkBytes)")
        } catch let error as MicrodataError {
          #expect(ReferenceReader.Fault(kind: error.kindName, line: error.line ?? 0) == reference.fault)
        }
      }
    }
  }

  @Test(arguments: 0..<20)
  func chunksOfAnySizeAreReadAsTheReferenceReads(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = Self.makeFile(&random, records: Int.random(in: 1...30, using: &random)).bytes
    #expect(ReferenceReader(bytes).fault == nil)
    try expectAgreement(bytes, chunkSizes: 1...bytes.count)
  }

  @Test(arguments: 100..<110)
  func damagedFilesAreRefusedAsTheReferenceRefuses(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var bytes = Self.makeFile(&random, records: Int.random(in: 1...12, using: &random)).bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) { Self.damage(&bytes, &random) }
      try expectAgreement(bytes, chunkSizes: [1, 7, 64, 65, 250, 1 << 20])
    }
  }

  /// Longer than the runs of records that are found at once.
  @Test(arguments: 200..<204)
  func longFilesAreReadAsTheReferenceReads(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = Self.makeFile(&random, records: 3000).bytes
    if seed % 2 == 0 { Self.damage(&bytes, &random) }
    try expectAgreement(bytes, chunkSizes: [1000, 4096, 1 << 18, 1 << 24])
  }
}
