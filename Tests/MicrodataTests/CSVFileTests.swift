import Microdata
import Testing

@Suite struct CSVFileTests {
  private func read(
    _ text: String, _ columns: [ColumnSpec], _ format: CSVFormat = CSVFormat()
  ) throws -> [Column] {
    let file = TemporaryFile(text)
    return try CSVFile(path: file.path, format: format).readAll(columns: columns)
  }

  private let number = ColumnSpec(name: "y", kind: .number(thousands: nil))
  private let text = ColumnSpec(name: "a", kind: .factor)

  @Test func numbersAndLevelsAreReadByName() throws {
    let columns = try read("a,b,y\nu,1,2.5\nv,2,\nu,3,-1e3\n", [number, text])
    guard case .number(let values) = columns[0], case .factor(let factor) = columns[1] else {
      Issue.record("kinds")
      return
    }
    #expect(values[0] == 2.5 && values[1].isNaN && values[2] == -1000)
    #expect(factor == Factor(values: ["u", "v", "u"]))
  }

  @Test(arguments: ["\n", "\r\n"], ["", "\n", "\n\n"])
  func lineEndsAndTheEndOfTheFileMakeNoDifference(lineEnd: String, last: String) throws {
    let ending = last == "" ? "" : last == "\n" ? lineEnd : lineEnd + lineEnd
    let columns = try read("a,y\(lineEnd)\"p\n,\"\"q\",1\(lineEnd),2\(ending)", [number, text])
    #expect(columns == [.number([1, 2]), .factor(Factor(values: ["p\n,\"q", nil]))])
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstName() throws {
    #expect(try read("\u{FEFF}a,y\nu,1\n", [text]) == [.factor(Factor(values: ["u"]))])
  }

  @Test func levelsAreComparedByCodePointUntrimmed() throws {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    let columns = try read("a,y\n\(composed),1\n\(decomposed),2\n u,3\nu,4\n", [text])
    guard case .factor(let factor) = columns[0] else { return }
    #expect(factor.levels.count == 4)
    #expect(factor.levels.map { Array($0.utf8) } == [" u", decomposed, "u", composed].map { Array($0.utf8) })
  }

  @Test func numbersUsedAsLevelsAreLabelledByTheirShortestDecimal() throws {
    let columns = try read(
      "y\n0413\n413.0\n4.130e2\n0.5\n", [ColumnSpec(name: "y", kind: .numericFactor(thousands: nil))])
    #expect(columns == [.factor(Factor(values: ["413", "413", "413", "0.5"]))])
  }

  @Test func missingCodesAndThousandsAreDeclared() throws {
    let format = CSVFormat(missingCodes: ["-99", "N/A"])
    let spec = ColumnSpec(name: "y", kind: .number(thousands: UInt8(ascii: ",")))
    guard case .number(let values) = try read("y,a\n\"1,234.5\",N/A\n -99 ,x\n12,-99\n", [spec], format)[0] else {
      return
    }
    #expect(values[0] == 1234.5 && values[1].isNaN && values[2] == 12)
    #expect(try read("y,a\n1,N/A\n2,x\n", [text], format) == [.factor(Factor(values: [nil, "x"]))])
  }

  @Test func gb18030LevelsBecomeUnicode() throws {
    // 企业,y / 深圳,1 / 广州,2
    let bytes: [UInt8] =
      [0xC6, 0xF3, 0xD2, 0xB5] + Array(",y\n".utf8) + [0xC9, 0xEE, 0xDB, 0xDA] + Array(",1\n".utf8)
      + [0xB9, 0xE3, 0xD6, 0xDD] + Array(",2\n".utf8)
    let file = TemporaryFile(bytes)
    let csv = try CSVFile(path: file.path, format: CSVFormat(encoding: .gb18030))
    #expect(csv.columnNames == ["企业", "y"])
    #expect(
      try csv.readAll(columns: [ColumnSpec(name: "企业", kind: .factor)]) == [.factor(Factor(values: ["深圳", "广州"]))])
  }

  @Test func anyChunkSizeAndThreadCountReadsTheSame() throws {
    var text = "id,a,y\n"
    for row in 0..<60 {
      let level = ["plain", "\"with,comma\"", "\"two\nlines\"", "\"a \"\"quoted\"\" word\"", "\"\n\n\"", "", "广东"][
        row % 7]
      text += "\(row),\(level),\(Double(row) * 0.25)\(row % 3 == 0 ? "\r\n" : "\n")"
    }
    let file = TemporaryFile(text)
    let csv = try CSVFile(path: file.path)
    let specs = [ColumnSpec(name: "id", kind: .number(thousands: nil)), ColumnSpec(name: "a", kind: .factor), number]
    let reference = try rows(csv, specs, threads: 1, chunkBytes: 1 << 20)
    #expect(reference.count == 60)
    for chunkBytes in 1...200 {
      #expect(try rows(csv, specs, threads: 1 + chunkBytes % 3, chunkBytes: chunkBytes) == reference)
    }
  }

  /// Rows as text, sorted: which worker reads which is left to chance.
  private func rows(_ csv: CSVFile, _ specs: [ColumnSpec], threads: Int, chunkBytes: Int) throws -> [String] {
    try csv.reduce(
      columns: specs, threads: threads, chunkBytes: chunkBytes, into: { [String]() },
      { rows, block in
        guard case .number(let ids) = block.columns[0], case .factor(let codes, let levels) = block.columns[1],
          case .number(let values) = block.columns[2]
        else { return }
        for row in 0..<block.rowCount {
          let level = codes[row] < 0 ? "missing" : levels[Int(codes[row])]
          rows.append("\(Int(ids[row]) + 100)|\(level)|\(values[row])|\(block.position(ofRow: row).line)")
        }
      }, merge: { $0 += $1 }
    ).sorted()
  }
}

/// Every way in which a file can be wrong names file, line, column and value, and the way out.
@Suite struct CSVErrorTests {
  private func error(
    _ bytes: [UInt8], _ columns: [ColumnSpec] = [ColumnSpec(name: "y", kind: .number(thousands: nil))],
    _ format: CSVFormat = CSVFormat(), chunkBytes: Int = 1 << 20
  ) -> MicrodataError? {
    let file = TemporaryFile(bytes)
    do {
      _ = try CSVFile(path: file.path, format: format).reduce(
        columns: columns, threads: 2, chunkBytes: chunkBytes, into: { 0 }, { $0 += $1.rowCount }, merge: { $0 += $1 })
      return nil
    } catch { return error as? MicrodataError }
  }

  private static let cases: [(text: String, kind: String, line: Int?, column: String?, value: String?)] = [
    ("", "empty_file", nil, nil, nil),
    ("a,,y\n1,2,3\n", "empty_column_name", 1, nil, nil),
    ("y,y\n1,2\n", "duplicate_column_name", 1, "y", nil),
    ("a,b\n1,2\n", "missing_column", 1, "y", nil),
    ("a,y\n1,2\n3\n", "wrong_field_count", 3, nil, nil),
    ("a,y\n1,2\n3,4,5\n", "wrong_field_count", 3, nil, nil),
    ("a,y\n1,2\n\"3,4\n", "unclosed_quote", 3, "a", "\""),
    ("a,y\n1,2\n3\"x,4\n", "stray_quote", 3, "a", "3\"x"),
    ("a,y\n1,2\n\"3\"x,4\n", "text_after_quote", 3, "a", "\"3\"x"),
    ("a,y\n1,2\n3\r4,5\n", "lone_carriage_return", 3, "a", nil),
    ("a,y\n1,2\n3\0,5\n", "nul_byte", 3, "a", nil),
    ("a,y\n1,2\n\n3,5\n", "empty_line", 3, nil, nil),
    ("a,y\n1,2\n3,1x\n", "not_a_number", 3, "y", "1x"),
    ("a,y\n\"two\nlines\",2\n3,NaN\n", "not_a_number", 4, "y", "NaN"),
    ("a,y\n1,1e999\n", "number_out_of_range", 2, "y", "1e999"),
  ]

  @Test(arguments: cases)
  func eachFaultNamesItsPlace(
    _ fault: (text: String, kind: String, line: Int?, column: String?, value: String?)
  ) throws {
    let found = try #require(error(Array(fault.text.utf8)))
    #expect(found.kindName == fault.kind && found.line == fault.line && found.column == fault.column)
    #expect(found.value == fault.value)
    #expect(found.description.contains(fault.line.map { ":\($0):" } ?? ":"))
  }

  @Test(arguments: ["1,234", "NaN", "inf", "0x10", "12%", "１２", "N/A", "1e", ".", "+", "1 2", "--1", "1.2.3"])
  func whatIsNoNumberIsRefused(_ value: String) throws {
    let found = try #require(error(Array("y\n\"\(value)\"\n".utf8)))
    #expect(found.kindName == "not_a_number" && found.value == value && found.line == 2)
  }

  @Test func theFirstErrorOfTheFileIsReportedForAnyChunkSize() throws {
    let text = "a,y\n" + (0..<40).map { "\($0),\($0 == 13 || $0 == 31 ? "bad\($0)" : "1")\n" }.joined()
    for chunkBytes in 1...120 {
      let found = try #require(error(Array(text.utf8), chunkBytes: chunkBytes))
      #expect(found.line == 15 && found.value == "bad13")
    }
  }

  @Test func anotherDelimiterIsSuggestedNotGuessed() throws {
    let found = try #require(error(Array("a;y\n1;2\n".utf8)))
    #expect(found.kindName == "missing_column" && found.description.contains("semicolons"))
  }

  @Test func otherEncodingsAreNamed() throws {
    let chinese = Array("a,y\n".utf8) + [0xC9, 0xEE, 0xDB, 0xDA] + Array(",1\n".utf8)
    let found = try #require(error(chinese))
    #expect(found.kindName == "invalid_bytes" && found.line == 2 && found.description.contains("gb18030"))
    let utf16 = try #require(error([0xFF, 0xFE, 0x61, 0x00]))
    #expect(utf16.kindName == "invalid_bytes" && utf16.description.contains("UTF-16"))
    // 深 in UTF-8 is no GB18030: E6 B7 is a pair, B1 then has a comma behind it.
    let declared = try #require(error(Array("a,y\n深,1\n".utf8), CSVErrorTests.y, CSVFormat(encoding: .gb18030)))
    #expect(declared.kindName == "invalid_bytes" && declared.description.contains("utf-8"))
  }

  private static let y = [ColumnSpec(name: "y", kind: .number(thousands: nil))]

  @Test func aMissingFileAndAFolderAreErrors() {
    #expect(throws: MicrodataError.self) { try CSVFile(path: "/nonexistent/file.csv") }
    #expect(throws: MicrodataError.self) { try CSVFile(path: "/tmp") }
  }

  @Test func aRowRefusedByTheFoldComesBeforeALaterFaultOfTheFile() throws {
    struct Negative: Error, Equatable { let line: Int }
    let text = "y\n" + (0..<30).map { $0 == 9 ? "-1\n" : $0 == 20 ? "x\n" : "1\n" }.joined()
    let file = TemporaryFile(text)
    let csv = try CSVFile(path: file.path)
    for chunkBytes in [1, 7, 16, 64, 4096] {
      #expect(throws: Negative(line: 11)) {
        _ = try csv.reduce(
          columns: Self.y, threads: 2, chunkBytes: chunkBytes, into: { 0 },
          { _, block in
            guard case .number(let values) = block.columns[0] else { return }
            if let row = values.firstIndex(where: { $0 < 0 }) { throw Negative(line: block.position(ofRow: row).line) }
          }, merge: { _, _ in })
      }
    }
  }
}
