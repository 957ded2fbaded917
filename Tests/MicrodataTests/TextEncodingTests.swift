import Glibc
import Microdata
import TestSupport
import Testing

@Suite struct TextEncodingTests {
  private static let gb18030 = CSVFormat(encoding: .gb18030)

  /// By the C library, as other programs write such files.
  private func encoded(_ text: String) -> [UInt8] {
    guard let converter = iconv_open("GB18030", "UTF-8") else { return [] }
    defer { iconv_close(converter) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4)
    let room = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (from, left, to, room) = (input.baseAddress, input.count, output.baseAddress, output.count)
        iconv(converter, &from, &left, &to, &room)
        return room
      }
    }
    return output.dropLast(room).map { UInt8(bitPattern: $0) }
  }

  @Test func gb18030LevelsBecomeUnicode() throws {
    let texts = ["深圳", "广州,番禺", "a", "𠀀", "é", "貿易", "万元", "㐀 x", "퟿"]
    let bytes = encoded("企业,数额\n" + texts.enumerated().map { "\"\($1)\",\($0)\n" }.joined())
    let file = ScratchFile(bytes)
    #expect(try CSVFile(path: file.path, format: Self.gb18030).columnNames == ["企业", "数额"])
    let columns = try readAll(bytes, [.factor("企业"), .number("数额")], Self.gb18030)
    #expect(columns[0].texts == texts && columns[1] == .number(texts.indices.map(Double.init)))
  }

  @Test func everyCharacterOfTwoAndFourBytesSurvives() throws {
    let blocks: [ClosedRange<UInt32>] = [0x80...0xD7FF, 0xE000...0xFFFD, 0x1F300...0x1F6FF, 0x20000...0x20400]
    // The C library has no bytes for a few code points of private use.
    let characters = blocks.joined().map { String(UnicodeScalar($0)!) }.filter { !encoded($0).isEmpty }
    #expect(characters.count > 64_000)
    for part in stride(from: 0, to: characters.count, by: 1000).map({
      characters[$0..<min($0 + 1000, characters.count)]
    }) {
      let bytes = encoded("a\n" + part.map { "\"\($0)\"\n" }.joined())
      let texts = try #require(try readAll(bytes, [.factor("a")], Self.gb18030)[0].texts)
      #expect(texts.map { $0.map { Array($0.utf8) } } == part.map { Array($0.utf8) })
    }
  }

  @Test func missingCodesAreDecodedBeforeTheyAreCompared() throws {
    let format = CSVFormat(encoding: .gb18030, missingCodes: ["缺失"])
    let columns = try readAll(encoded("a,y\n缺失,缺失\n深圳, 2\n"), [.factor("a"), .number("y")], format)
    #expect(columns[0].texts == [nil, "深圳"])
    #expect(columns[1].numbers?[0].isNaN == true && columns[1].numbers?[1] == 2)
  }

  @Test func aByteOrderMarkOfGB18030IsSkipped() throws {
    #expect(try readAll(encoded("\u{FEFF}a\n深\n"), [.factor("a")], Self.gb18030)[0].texts == ["深"])
  }

  private static let invalidUTF8: [[UInt8]] = [
    [0x80], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xB8], [0xFF], [0xE4, 0xB8, 0x2C],
  ]

  @Test(arguments: invalidUTF8)
  func invalidUTF8IsRefusedWherever(_ invalid: [UInt8]) throws {
    for padding in 0..<20 {
      let good = Array("a,y\n1,2\n\"\(String(repeating: "x", count: padding))深\n\",2\n".utf8)
      let found = try #require(readError(good + Array("3,4\n5".utf8) + invalid + Array(",6\n".utf8), [], threads: 1))
      #expect(found.kindName == "invalid_bytes" && found.line == 6 && found.column == "a")
    }
  }

  @Test(arguments: [
    [0x80], [0xFF], [0x81, 0x20], [0x81, 0x7F], [0x81, 0xFF], [0x81, 0x30, 0x81], [0xE3, 0x32, 0x9A, 0x36],
  ])
  func invalidGB18030IsRefused(_ invalid: [UInt8]) throws {
    let found = try #require(readError(Array("a,y\n5".utf8) + invalid + Array(",6\n".utf8), [], Self.gb18030))
    #expect(found.kindName == "invalid_bytes" && found.line == 2)
  }

  @Test func theLikelyEncodingIsNamed() throws {
    let found = try #require(readError(encoded("a,y\n1,2\n深圳,1\n")))
    #expect(found.kind == .invalidBytes(declared: .utf8, likely: "gb18030") && found.line == 3 && found.column == "a")
    #expect(found.description.contains("gb18030"))
    // 深 in UTF-8 is no GB 18030: E6 B7 is a pair, B1 then has a comma behind it.
    let declared = try #require(readError(Array("a,y\n深,1\n".utf8), [], Self.gb18030))
    #expect(declared.kind == .invalidBytes(declared: .gb18030, likely: "utf-8") && declared.line == 2)
    let marked = try #require(readError(Array("\u{FEFF}a,y\n1,1\n".utf8), [], Self.gb18030))
    #expect(marked.kind == .invalidBytes(declared: .gb18030, likely: "utf-8") && marked.line == 1)
    let header = try #require(readError(encoded("企业,y\n1,1\n")))
    #expect(header.kind == .invalidBytes(declared: .utf8, likely: "gb18030") && header.line == 1)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]])
  func utf16IsRecognized(_ bytes: [UInt8]) throws {
    let found = try #require(readError(bytes))
    #expect(found.kindName == "invalid_bytes" && found.description.contains("UTF-16"))
    #expect(!found.description.contains("declare"))
  }
}
