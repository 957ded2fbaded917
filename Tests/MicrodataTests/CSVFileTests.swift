import Glibc
import Microdata
import TestSupport
import Testing

@Suite struct CSVFileTests {
  @Test func numbersAndLevelsAreReadByName() throws {
    let columns = try readAll("a,b,y\nu,1,2.5\nv,2,\nu,3,-1e3\n", [.number("y"), .factor("a")])
    let values = try #require(columns[0].numbers)
    #expect(values[0] == 2.5 && values[1].isNaN && values[2] == -1000)
    #expect(columns[1] == .factor(Factor(values: ["u", "v", "u"])))
  }

  @Test(arguments: ["\n", "\r\n"], ["", "\n", "\n\n"])
  func lineEndsAndTheEndOfTheFileMakeNoDifference(lineEnd: String, last: String) throws {
    let ending = last == "" ? "" : last == "\n" ? lineEnd : lineEnd + lineEnd
    let columns = try readAll("a,y\(lineEnd)\"p\n,\"\"q\",1\(lineEnd),2\(ending)", [.number("y"), .factor("a")])
    #expect(columns == [.number([1, 2]), .factor(Factor(values: ["p\n,\"q", nil]))])
  }

  @Test func anyNumberOfLineEndsAtTheEndIsIgnored() throws {
    for count in [4090, 4091, 4095, 4096, 4097, 8192, 9001] {
      let ends = String(repeating: "\n", count: count)
      #expect(try readAll("a,y\nu,1" + ends, [.number("y")]) == [.number([1])])
      #expect(try readAll("a,y\r\nu,1" + String(repeating: "\r\n", count: count), [.number("y")]) == [.number([1])])
    }
  }

  @Test(arguments: ["y\n", "y", "y\r\n\r\n", "a,y\n"])
  func aFileWithoutRowsHasEmptyColumns(_ text: String) throws {
    #expect(try readAll(text, [.number("y")]) == [.number([])])
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstName() throws {
    #expect(try readAll("\u{FEFF}a,y\nu,1\n", [.factor("a")]) == [.factor(Factor(values: ["u"]))])
  }

  @Test func aQuotedHeaderMayHoldSeparatorsLinesAndQuotes() throws {
    let file = ScratchFile("\"a,1\",\"b\n2\",\"c\"\"3\"\nu,1,2\n")
    #expect(try CSVFile(path: file.path).columnNames == ["a,1", "b\n2", "c\"3"])
  }

  @Test func aHeaderMayBeLongerThanTheFirstRead() throws {
    let names = (0..<20_000).map { "column_\($0)" }
    let text = names.joined(separator: ",") + "\n" + names.indices.map { "\($0)" }.joined(separator: ",") + "\n"
    #expect(try readAll(text, [.number("column_19999"), .number("column_0")]) == [.number([19_999]), .number([0])])
  }

  @Test func levelsAndNamesAreComparedByCodePointUntrimmed() throws {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    let columns = try readAll("a,y\n\(composed),1\n\(decomposed),2\n u,3\nu,4\nu ,5\n", [.factor("a")])
    guard case .factor(let factor) = columns[0] else { return }
    #expect(factor.levels.map { Array($0.utf8) } == [" u", decomposed, "u", "u ", composed].map { Array($0.utf8) })
    let named = "\(composed),\(decomposed)\n1,2\n"
    #expect(try readAll(named, [.number(decomposed), .number(composed)]) == [.number([2]), .number([1])])
  }

  @Test func levelsOfAnyLengthAreToldApart() throws {
    let levels = (0..<40).flatMap { length in
      ["x", "y"].map { String(repeating: "a", count: length) + $0 } + [String(repeating: "深", count: length) + "z"]
    }
    for quote in ["", "\""] {
      let text = "a\n" + (levels + levels).map { quote + $0 + quote + "\n" }.joined()
      #expect(try readAll(text, [.factor("a")])[0].texts == levels + levels)
    }
  }

  @Test func manyLevelsAreToldApart() throws {
    let levels = (0..<30_000).map { "level-\($0 * 7919)" + ($0 % 3 == 0 ? " of a longer name" : "") }
    let text = "a\n" + (levels + levels.reversed()).map { "\($0)\n" }.joined()
    #expect(try readAll(text, [.factor("a")])[0].texts == levels + levels.reversed())
  }

  @Test func numbersUsedAsLevelsAreLabelledByTheirShortestDecimal() throws {
    let fields = [
      "0413", "413.0", "4.130e2", "0.5", "-0", " 7 ", "", "-99", "9007199254740993", "9007199254740992", "1e300",
    ]
    let columns = try readAll(
      "a,y\n" + fields.map { "1,\($0)\n" }.joined(), [.numericFactor("y")], CSVFormat(missingCodes: ["-99"]))
    #expect(
      columns[0].texts
        == ["413", "413", "413", "0.5", "0", "7", nil, nil, "9007199254740993", "9007199254740992", "1e+300"])
  }

  @Test func oneColumnMayBeAskedForSeveralTimes() throws {
    let columns = try readAll(
      "y,a\n07,\"7\"\n7,\n", [.number("y"), .factor("y"), .numericFactor("y"), .factor("a"), .number("a")])
    #expect(columns[0] == .number([7, 7]))
    #expect(columns[1].texts == ["07", "7"])
    #expect(columns[2].texts == ["7", "7"])
    #expect(columns[3].texts == ["7", nil])
    #expect(columns[4].numbers?[0] == 7 && columns[4].numbers?[1].isNaN == true)
  }

  @Test func missingCodesAndThousandsAreDeclared() throws {
    let format = CSVFormat(missingCodes: ["-99", "N/A", "9"])
    let values = try #require(
      try readAll("y,a\n\"1,234.5\",N/A\n -99 ,x\n12,-99\n9,x\n9.0,x\n", [.number("y", thousands: ",")], format)[0]
        .numbers)
    #expect(values[0] == 1234.5 && values[1].isNaN && values[2] == 12 && values[3].isNaN && values[4] == 9)
    #expect(try readAll("y,a\n1,N/A\n2,x\n3, N/A\n", [.factor("a")], format)[0].texts == [nil, "x", " N/A"])
  }

  @Test(arguments: ["-99", "99", "9.9", "0.0", "-", "."], ["", "\""])
  func missingCodesThatLookLikeNumbersAreMissing(_ code: String, quote: String) throws {
    let text = "y,z\n\(quote)\(code)\(quote),1\n2,3\n"
    let values = try #require(try readAll(text, [.number("y")], CSVFormat(missingCodes: [code]))[0].numbers)
    #expect(values[0].isNaN && values[1] == 2)
  }

  @Test(arguments: [
    "-", "--1", "-.", "-+1", "1-", "-12345678-", "1.5.1234567890", ".12345678.1234567", "123456789012345x", "/12345678",
    "1234567890:",
  ])
  func whatOnlyLooksLikeADecimalIsRefused(_ field: String) {
    #expect(readError(Array("y\n\(field)\n".utf8))?.kindName == "not_a_number")
  }

  @Test func otherDelimitersAreDeclared() throws {
    for delimiter in [";", "\t", "|"] {
      let text = ["a", "y\nu u", "1\n\"p\(delimiter)q\"", "2\n"].joined(separator: delimiter)
      let columns = try readAll(text, [.factor("a"), .number("y")], CSVFormat(delimiter: delimiter.utf8.first!))
      #expect(columns[0].texts == ["u u", "p\(delimiter)q"] && columns[1] == .number([1, 2]))
    }
  }

  /// The words that fields are found in begin at every field, so the field's length and what follows are all that matters.
  @Test func shortAndLongDecimalsAreReadAlike() throws {
    var random = SeededGenerator(seed: 3)
    let fields = (0..<200_000).map { _ in
      let digits = String(UInt64.random(in: 0..<1 << UInt64.random(in: 1...34, using: &random), using: &random))
      let point = Int.random(in: 0...digits.count + 2, using: &random)
      return point > digits.count ? digits : digits.prefix(point) + "." + digits.dropFirst(point)
    }
    for lineEnd in ["\n", "\r\n"] {
      let text = "y,z" + lineEnd + fields.map { "\($0),\($0)\(lineEnd)" }.joined()
      let expected = Column.number(fields.map { strtod($0, nil) })
      #expect(try readAll(text, [.number("y"), .number("z")]) == [expected, expected])
    }
  }

  @Test func blankOnlyAndExclamationFieldsArePlainText() throws {
    let fields = [" ", "!", "a b", "a!b c", "\t", "long text with many blanks in it", "深 圳", "~"]
    let text = "a,y\n" + fields.map { "\($0),1\n" }.joined()
    #expect(try readAll(text, [.factor("a")])[0].texts == fields)
  }

  @Test func aRowOfABlockKnowsItsLine() throws {
    let file = ScratchFile("a,y\n\"two\nlines\",1\nu,2\n\"\n\n\",3\nv,4\n")
    let lines = try CSVFile(path: file.path).reduce(
      columns: [.number("y")], into: { [Int]() },
      { lines, block in lines += (0..<block.rowCount).map { block.row($0).position(ofRow: 0).line } },
      merge: { _, _ in })
    #expect(lines == [2, 4, 5, 8])
  }

  @Test func theFirstRowOfALevelIsFound() throws {
    let file = ScratchFile("a\nu\nv\nu\n\u{E9}\n")
    let csv = try CSVFile(path: file.path)
    #expect(try csv.firstPosition(of: "v", in: .factor("a"))?.line == 3)
    #expect(try csv.firstPosition(of: "e\u{301}", in: .factor("a")) == nil)
  }
}
