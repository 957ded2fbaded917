import Documents
import Reporting
import Testing

@Suite struct JSONTableRendererTests {
  private func members(_ table: ReportTable) throws -> [String: DocumentNode] {
    let pairs = try DocumentParser.json(Array(JSONTableRenderer().text(table).utf8), file: "table").mapping()
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, $0.value) })
  }

  private func cells(_ table: ReportTable) throws -> [[String: DocumentNode]] {
    try members(table)["cells"]!.sequence().map { cell in
      Dictionary(uniqueKeysWithValues: try cell.mapping().map { ($0.key, $0.value) })
    }
  }

  @Test func numbersAreThoseOfTheCSVFile() throws {
    let table = Samples.table(synthetic: true)
    let lines = CSVTableRenderer().text(table).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let cells = try cells(table)
    #expect(cells.count == lines.count)
    for (cell, line) in zip(cells, lines) {
      for (name, place) in [("value", 5), ("se", 6), ("cv", 7), ("lower", 8), ("upper", 9), ("n", 10)] {
        let number = try cell[name]!.isNull ? "" : "\(cell[name]!.double())"
        #expect(Double(number) == Double(line[place]), "\(name)")
      }
      for (name, place) in [("row", 1), ("column", 2), ("measure", 3), ("unit", 4), ("method", 11), ("status", 12)] {
        #expect(try cell[name]!.string() == line[place])
      }
      #expect(try cell["footnotes"]!.strings().joined(separator: ";") == line[13])
    }
  }

  @Test func labelsAreThereInBothLanguages() throws {
    let table = try members(Samples.table(synthetic: true))
    let title = try KeyedDocument(table["title"]!, known: ["zh", "en"])
    #expect(try title.required("zh").string() == "各行业直接损失")
    #expect(try table["synthetic"]!.bool() && table["format"]!.string() == JSONTableRenderer.format)
    #expect(try table["rows"]!.sequence().count == 2 && table["columns"]!.sequence().count == 3)
  }

  @Test func whatWasPrintedIsKept() throws {
    let published = try #require(try cells(Samples.table()).first { try $0["column"]!.string() == "published" })
    #expect(try published["printed"]!.string() == "约为 50.0亿元")
  }

  @Test func gradesAndRoundedNumbersStandBesideTheValue() throws {
    let graded = Cell(value: 1234.4, standardError: 9, method: "expansion").marked("E").showing(1235)
    let cell = try cells(Samples.single(graded, unit: .firms, decimals: 0))[0]
    #expect(
      try cell["symbol"]!.string() == "E" && cell["rounded"]!.double() == 1235 && cell["value"]!.double() == 1234.4)
  }

  @Test func aWithheldCellHasNoNumber() throws {
    let table = Samples.single(.absent(.suppressed, method: "expansion"), unit: .firms, decimals: 0)
    let cell = try cells(table)[0]
    #expect(["value", "se", "cv", "lower", "upper", "n"].allSatisfy { cell[$0]!.isNull })
    #expect(try cell["status"]!.string() == "suppressed")
  }
}
