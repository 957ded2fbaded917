import Microdata
import TestSupport
import Testing

/// Columns joined from the blocks of several workers are those of the file.
@Suite struct CollectedRowsTests {
  private static let text: String = {
    let rows = (0..<2_000).map { row in
      let level = ["", "b", "a", "\"quoted, level\"", "level\(row % 97)"][row % 5]
      return "\(level),\(row % 7 == 0 ? "" : "\(Double(row) / 8)"),\(row * 3)"
    }
    return "g,y,z\n" + rows.joined(separator: "\n") + "\n"
  }()

  @Test(arguments: [1, 2, 7], [64, 1_000, 1 << 18]) func anyThreadsAndChunksGiveTheSameColumns(
    threads: Int, chunkBytes: Int
  ) throws {
    let file = ScratchFile(Array(Self.text.utf8))
    let columns: [ColumnSpec] = [.factor("g"), .number("y"), .number("z")]
    let rows = try CSVFile(path: file.path).reduce(
      columns: columns, threads: threads, chunkBytes: chunkBytes, into: { CollectedRows() }, { $0.append($1) },
      merge: { $0.merge($1) })
    let block = rows.block(threads: threads)
    #expect(block.rowCount == 2_000)
    guard case .factor(let codes, let levels) = block.columns[0], case .number(let y) = block.columns[1],
      case .number(let z) = block.columns[2]
    else {
      Issue.record("kinds of columns")
      return
    }
    #expect(levels == levels.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    for row in 0..<2_000 {
      let expected: String? = [nil, "b", "a", "quoted, level", "level\(row % 97)"][row % 5]
      #expect((codes[row] < 0 ? nil : levels[Int(codes[row])]) == expected)
      #expect(row % 7 == 0 ? y[row].isNaN : y[row] == Double(row) / 8)
      #expect(z[row] == Double(row * 3))
    }
    #expect(block.position(ofRow: 1_234).line == 1_236)
  }

  @Test func runsOfRowsKeepTheirPlaces() throws {
    let block = RowBlock(
      rowCount: 3, columns: [.number([1, 2, 3]), .factor(codes: [0, -1, 1], levels: ["p", "q"])]
    ) { SourcePosition(file: "f", line: 10 + $0) }
    let run = block.rows(1..<3)
    guard case .number(let values) = run.columns[0], case .factor(let codes, let levels) = run.columns[1] else {
      Issue.record("kinds of columns")
      return
    }
    #expect(values == [2, 3] && codes == [-1, 1] && levels == ["p", "q"] && run.rowCount == 2)
    #expect(run.position(ofRow: 1).line == 12)
  }
}
