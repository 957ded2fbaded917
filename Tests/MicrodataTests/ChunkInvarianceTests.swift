import Microdata
import TestSupport
import Testing

/// Neither the size of chunks nor the number of threads changes what is read or what is refused.
@Suite struct ChunkInvarianceTests {
  private static let adversarial: String = {
    let levels = [
      "plain", "\"with,comma\"", "\"two\nlines\"", "\"a \"\"quoted\"\" word\"", "\"\n\n\"", "", "广东", "\"\"\"\"",
      "\"\r\n\"",
      "\",\n\"\",\n\"", "a label that is longer than a word or two", "\"\"",
    ]
    let lines = (0..<120).map { row in
      let lineEnd = row % 3 == 0 ? "\r\n" : "\n"
      return "\(row),\(levels[row * 7 % 12]),\(Double(row) * 0.25)\(lineEnd)"
    }
    return "id,a,y\n" + lines.joined()
  }()
  private static let specs: [ColumnSpec] = [.number("id"), .factor("a"), .number("y")]

  @Test func quotedNewlineAcrossAnyChunkBorderReadsTheSame() throws {
    let file = ScratchFile(Self.adversarial)
    let csv = try CSVFile(path: file.path)
    let reference = try rows(csv, threads: 1, chunkBytes: 1 << 20)
    #expect(reference.count == 120)
    for chunkBytes in 1...200 {
      for threads in 1...3 { #expect(try rows(csv, threads: threads, chunkBytes: chunkBytes) == reference) }
    }
  }

  /// Rows as text, sorted: which worker reads which is left to chance.
  private func rows(_ csv: CSVFile, threads: Int, chunkBytes: Int) throws -> [String] {
    try csv.reduce(
      columns: Self.specs, threads: threads, chunkBytes: chunkBytes, into: { [String]() },
      { rows, block in
        guard case .number(let ids) = block.columns[0], case .factor(let codes, let levels) = block.columns[1],
          case .number(let values) = block.columns[2]
        else { return }
        for row in 0..<block.rowCount {
          let level = codes[row] < 0 ? "missing" : levels[Int(codes[row])]
          rows.append("\(Int(ids[row]) + 100)|\(level)|\(values[row])")
        }
      }, merge: { $0 += $1 }
    ).sorted()
  }

  @Test func linesOfRowsAreTheSameForAnyChunkSize() throws {
    let file = ScratchFile(Self.adversarial)
    let csv = try CSVFile(path: file.path)
    let reference = try lines(csv, chunkBytes: 1 << 20)
    for chunkBytes in [1, 2, 3, 7, 16, 50, 131, 199] { #expect(try lines(csv, chunkBytes: chunkBytes) == reference) }
  }

  private func lines(_ csv: CSVFile, chunkBytes: Int) throws -> [Int] {
    try csv.reduce(
      columns: Self.specs, threads: 2, chunkBytes: chunkBytes, into: { [Int]() },
      { lines, block in lines += (0..<block.rowCount).map { block.position(ofRow: $0).line } }, merge: { $0 += $1 }
    ).sorted()
  }

  @Test func wholeColumnsStandInFileOrderForAnyNumberOfThreads() throws {
    let prefixes = ["u", "w", "v", ""]
    let lines = (0..<200_000).map { row in "\(prefixes[row * row % 31 % 4])\(row % 1000),\(row)\n" }
    let file = ScratchFile("a,y\n" + lines.joined())
    let csv = try CSVFile(path: file.path)
    let reference = try csv.readAll(columns: [.factor("a"), .number("y")])
    #expect(reference[1] == .number((0..<200_000).map(Double.init)))
    for threads in 2...4 {
      #expect(try csv.readAll(columns: [.factor("a"), .number("y")], threads: threads) == reference)
    }
  }

  @Test(arguments: [
    "3\"x,4\n", "\"3\"x,4\n", "3,4,5\n", "3\n", "\n3,4\n", "3\r4,5\n", "3\0,5\n", "3,x\n", "3,1e999\n", "\"3,4\n",
    "\"3\n\n,4\n",
  ])
  func theFirstErrorOfTheFileIsReportedForAnyChunkSizeAndThreads(_ fault: String) throws {
    let good = (0..<12).map { "\($0),1\n" }.joined()
    let text = "a,y\n\"two\nlines\",2\n" + good + fault + good + "9,bad\n" + good + "5\"5,6\n" + good
    let file = ScratchFile(text)
    let reference = try #require(Self.error(file, 1, 1 << 20))
    #expect(reference.line == 16)
    for chunkBytes in 1...150 {
      for threads in 1...3 { #expect(Self.error(file, threads, chunkBytes) == reference) }
    }
  }

  private static func error(_ file: ScratchFile, _ threads: Int, _ chunkBytes: Int) -> MicrodataError? {
    do {
      _ = try CSVFile(path: file.path).reduce(
        columns: [.number("y")], threads: threads, chunkBytes: chunkBytes, into: { 0 }, { $0 += $1.rowCount },
        merge: { $0 += $1 })
      return nil
    } catch { return error as? MicrodataError }
  }

  @Test func aRowRefusedByTheFoldComesBeforeALaterFaultOfTheFile() throws {
    struct Negative: Error, Equatable { let line: Int }
    var lines = Array(repeating: "1\n", count: 30)
    (lines[9], lines[11], lines[20]) = ("-1\n", "-1\n", "x\n")
    let file = ScratchFile("y\n" + lines.joined())
    let csv = try CSVFile(path: file.path)
    for chunkBytes in [1, 7, 16, 64, 4096] {
      #expect(throws: Negative(line: 11)) {
        _ = try csv.reduce(
          columns: [.number("y")], threads: 2, chunkBytes: chunkBytes, into: { 0 },
          { _, block in
            guard case .number(let values) = block.columns[0] else { return }
            if let row = values.lastIndex(where: { $0 < 0 }) { throw Negative(line: block.position(ofRow: row).line) }
          }, merge: { _, _ in })
      }
    }
  }

  @Test func blocksAreNumberedInTheOrderOfTheFile() throws {
    let file = ScratchFile("y\n" + (0..<100).map { "\($0)\n" }.joined())
    let firsts = try CSVFile(path: file.path).reduce(
      columns: [.number("y")], threads: 3, chunkBytes: 16, into: { [Int: Double]() },
      { firsts, block in if case .number(let values) = block.columns[0] { firsts[block.ordinal] = values[0] } },
      merge: { $0.merge($1) { a, _ in a } })
    let ordered = firsts.sorted { $0.key < $1.key }
    #expect(ordered.map(\.key) == Array(0..<firsts.count) && ordered.map(\.value) == ordered.map(\.value).sorted())
  }
}
