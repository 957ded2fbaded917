import Glibc
import Microdata
import TestSupport
import Testing

/// Every way in which a file can be wrong names file, line, column and value, and the way out.
@Suite struct CSVErrorTests {
  struct Fault: CustomTestStringConvertible {
    let text: String
    let kind: String
    var line: Int?
    var column: String?
    var value: String?
    var testDescription: String { "\(kind): \(text.debugDescription)" }
  }

  @Test(arguments: [
    Fault(text: "", kind: "empty_file"),
    Fault(text: "\n\n", kind: "empty_file"),
    Fault(text: "\u{FEFF}", kind: "empty_file"),
    Fault(text: "a,,y\n1,2,3\n", kind: "empty_column_name", line: 1),
    Fault(text: "y,y\n1,2\n", kind: "duplicate_column_name", line: 1, column: "y"),
    Fault(text: "a,b\n1,2\n", kind: "missing_column", line: 1, column: "y"),
    Fault(text: "\"a,y\n1,2\n", kind: "unclosed_quote", line: 1, value: "\""),
    Fault(text: "a\"b,y\n1,2\n", kind: "stray_quote", line: 1, value: "a\"b"),
    Fault(text: "a\rb,y\n1,2\n", kind: "lone_carriage_return", line: 1),
    Fault(text: "a,y\n1,2\n3\n", kind: "wrong_field_count", line: 3),
    Fault(text: "a,y\n1,2\n3,4,5\n", kind: "wrong_field_count", line: 3),
    Fault(text: "a,y\n1,2\n3,4,\n", kind: "wrong_field_count", line: 3),
    Fault(text: "a,y\n1,1,234\n", kind: "wrong_field_count", line: 2),
    Fault(text: "a,y\nx,y,z\n", kind: "wrong_field_count", line: 2),
    Fault(text: "a,y\n1,2\n\"3,4\n", kind: "unclosed_quote", line: 3, column: "a", value: "\""),
    Fault(text: "a,y\n1,2\n\"3\n3\",\"4\n\n", kind: "unclosed_quote", line: 3, column: "y", value: "\""),
    Fault(text: "a,y\n1,2\n3\"x,4\n", kind: "stray_quote", line: 3, column: "a", value: "3\"x"),
    Fault(text: "a,y\n1,2\n 3,\"4\" \n", kind: "text_after_quote", line: 3, column: "y", value: "\"4\" "),
    Fault(text: "a,y\n1,2\n\"3\"x,4\n", kind: "text_after_quote", line: 3, column: "a", value: "\"3\"x"),
    Fault(text: "a,y\n1,2\n3\r4,5\n", kind: "lone_carriage_return", line: 3, column: "a"),
    Fault(text: "a,y\n1,2\n3,5\r", kind: "lone_carriage_return", line: 3, column: "y"),
    Fault(text: "a,y\n1,2\n3,5\r\r\n", kind: "lone_carriage_return", line: 3, column: "y"),
    Fault(text: "a,y\n1,2\n3\0,5\n", kind: "nul_byte", line: 3, column: "a"),
    Fault(text: "a,y\n1,2\n\"3\0\",5\n", kind: "nul_byte", line: 3, column: "a"),
    Fault(text: "a,y\n1,2\n\n3,5\n", kind: "empty_line", line: 3),
    Fault(text: "a,y\r\n1,2\r\n\r\n3,5\r\n", kind: "empty_line", line: 3),
    Fault(text: "a,y\n\n3,5\n", kind: "empty_line", line: 2),
    Fault(text: "y\n1\n\n2\n", kind: "empty_line", line: 3),
    Fault(text: "a,y\n1,2\n3,1x\n", kind: "not_a_number", line: 3, column: "y", value: "1x"),
    Fault(text: "a,y\n1,2\n3, \n", kind: "not_a_number", line: 3, column: "y", value: " "),
    Fault(text: "a,y\n1,2\n3,.\n", kind: "not_a_number", line: 3, column: "y", value: "."),
    Fault(text: "a,y\n1,2\n3,1.2.3\n", kind: "not_a_number", line: 3, column: "y", value: "1.2.3"),
    Fault(text: "a,y\n1,2\n3,\"a \"\"b\"\"\"\n", kind: "not_a_number", line: 3, column: "y", value: "a \"b\""),
    Fault(text: "a,y\n\"two\nlines\",2\n3,NaN\n", kind: "not_a_number", line: 4, column: "y", value: "NaN"),
    Fault(text: "a,y\n1,1e999\n", kind: "number_out_of_range", line: 2, column: "y", value: "1e999"),
  ])
  func eachFaultNamesItsPlace(_ fault: Fault) throws {
    let found = try #require(readError(Array(fault.text.utf8)))
    #expect(found.kindName == fault.kind && found.line == fault.line && found.column == fault.column)
    #expect(found.value == fault.value)
    #expect(found.description.hasPrefix(found.file + (fault.line.map { ":\($0): " } ?? ": ")))
  }

  @Test(arguments: ["1,234", "NaN", "inf", "0x10", "12%", "１２", "N/A", "1e", ".", "+", "1 2", "--1", "1.2.3"])
  func whatIsNoNumberIsRefusedWithTheWayOut(_ value: String) throws {
    let found = try #require(readError(Array("y\n\"\(value)\"\n".utf8)))
    #expect(found.kindName == "not_a_number" && found.value == value && found.line == 2 && found.column == "y")
    #expect(found.description.contains("missing codes") && found.description.contains("thousands"))
  }

  @Test(arguments: ["\"u\"v", "u\0", "u\rv", "u\"v\""])
  func columnsThatNobodyAsksForAreCheckedAsWell(_ field: String) {
    let text = Array("y,a,b\n1,2,3\n1,\(field),3\n".utf8)
    #expect(readError(text)?.line == 3)
    #expect(readError(text, [])?.column == "a")
  }

  @Test func countsAreNamed() throws {
    let found = try #require(readError(Array("a,b,y\n1,2\n".utf8)))
    #expect(found.kind == .wrongFieldCount(expected: 3, found: 2, otherDelimiter: nil))
    #expect(found.description.contains("2 fields") && found.description.contains("3"))
  }

  @Test func theLineOfTheOpeningQuoteIsNamed() throws {
    let found = try #require(readError(Array("a,y\n\"x\n\nx\",\"4\n\n5,6\n".utf8)))
    #expect(found.kind == .unclosedQuote(openedOn: 4) && found.line == 2)
    #expect(found.description.contains("line 4"))
  }

  @Test(arguments: ["", "\""])
  func aRecordWithoutEndIsRefusedBeforeItFillsTheMemory(quote: String) throws {
    let file = ScratchFile("a,y\n1,2\n" + quote)
    truncate(file.path, 65 << 20)  // longer, by bytes that take no room on the disk
    let error = #expect(throws: MicrodataError.self) {
      try CSVFile(path: file.path).readAll(columns: [.number("y")])
    }
    #expect(error?.kind == .recordTooLong(bytes: 64 << 20) && error?.line == 3)
  }

  @Test(arguments: [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
  func anotherDelimiterIsSuggestedNotGuessed(_ delimiter: String, _ name: String) throws {
    let text = "a,y\n1,2\n".split(separator: ",").joined(separator: delimiter)
    let found = try #require(readError(Array(text.utf8)))
    #expect(found.kindName == "missing_column" && found.description.contains(name))
    let record = try #require(readError(Array("a,y\n1\(delimiter)2\n".utf8)))
    #expect(record.kindName == "wrong_field_count" && record.description.contains(name))
  }

  @Test func theNearestNameIsSuggested() throws {
    let found = try #require(readError(Array("firm,weight,stratum\n1,2,3\n".utf8), [.number("wieght")]))
    #expect(found.kind == .missingColumn(nearest: "weight", columns: ["firm", "weight", "stratum"]))
    #expect(found.description.contains("did you mean weight?") && found.description.contains("firm, weight, stratum"))
  }

  @Test func delimitersThatCannotSeparateAreRefused() {
    for delimiter in [0x0A, 0x0D, 0x22, 0x00, 0xE4] as [UInt8] {
      #expect(
        readError(Array("a,y\n1,2\n".utf8), [], CSVFormat(delimiter: delimiter))?.kindName == "unusable_delimiter")
    }
    // 7C is the second byte of characters of GB 18030.
    let format = CSVFormat(delimiter: UInt8(ascii: "|"), encoding: .gb18030)
    #expect(readError(Array("a|y\n1|2\n".utf8), [], format)?.kindName == "unusable_delimiter")
  }

  @Test func aMissingFileAndAFolderAreErrors() {
    for path in ["/nonexistent/file.csv", "/", "/dev/null"] {
      let error = #expect(throws: MicrodataError.self) { try CSVFile(path: path) }
      #expect(error?.kindName == "unreadable_file" && error?.description.contains(path) == true)
    }
  }

  @Test func longAndControlCharactersAreShownInOneLine() {
    let error = MicrodataError(
      .notANumber, file: "f", line: 2, column: "y", value: "a\nb" + String(repeating: "x", count: 500))
    #expect(!error.description.contains("\n") && error.description.count < 300)
  }
}
