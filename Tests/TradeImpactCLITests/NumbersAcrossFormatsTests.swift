import Documents
import TestSupport
import Testing

/// The numbers of a page are the same in every format and both languages, each as far as its digits go.
@Suite struct NumbersAcrossFormatsTests {
  enum Page: String, CaseIterable { case report, scenario }

  // MARK: Tests

  @Test(arguments: Page.allCases) func numbersOfTheCSVAndTheJSONFilesAreEqual(_ page: Page) throws {
    let page = try PageFiles(page)
    #expect(page.tables.count == (page.name == "report" ? 17 : 9))
    for id in page.tables {
      let lines = try page.text("tables/\(id).csv").split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let cells = try page.json(id).rows.flatMap(\.self)
      #expect(lines.count == cells.count)
      for (line, cell) in zip(lines, cells) {
        for (name, place) in [("value", 5), ("se", 6), ("cv", 7), ("lower", 8), ("upper", 9), ("n", 10)] {
          #expect(try cell.number(name) == Double(line[place]), "\(id) \(line[1]) \(line[2]) \(name)")
        }
      }
    }
  }

  /// Published readings are words of a language around the same numbers.
  @Test(arguments: Page.allCases) func markdownAndPageShowTheSameNumbersInBothLanguages(_ page: Page) throws {
    let page = try PageFiles(page)
    for id in page.tables {
      let zh = try page.markdown(id, "zh")
      #expect(try page.html(id, "zh") == zh, "\(id)")
      #expect(try page.html(id, "en") == page.markdown(id, "en"), "\(id)")
      let numbers = try page.placesOfNumbers(id)
      let digits = { (cells: [[String]]) in
        zip(cells, numbers).map { texts, places in
          places.map { texts[$0].filter { !$0.isLetter && !"〔〕[] ".contains($0) } }
        }
      }
      #expect(try digits(page.markdown(id, "en")) == digits(zh), "\(id)")
    }
  }

  @Test(arguments: Page.allCases) func markdownShowsTheNumbersOfTheCSVFileRounded(_ page: Page) throws {
    let page = try PageFiles(page)
    for id in page.tables {
      let (rows, companions) = try page.json(id)
      for (cells, texts) in zip(rows, try page.markdown(id, "zh")) {
        var place = 0
        for cell in cells {
          let (value, text) = (try cell.shown("value"), texts[place])
          if let value, cell.members["printed"]!.isNull {
            let half = try 0.5 * (0..<cell.decimals).reduce(1.0) { unit, _ in unit / 10 }
            let shown = try #require(PageFiles.value(text), "\(id): \(text)")
            #expect(abs(shown - value) <= half * (1 + 1e-9), "\(id): \(text) for \(value)")
          } else if value == nil {
            #expect(PageFiles.value(text) == nil, "\(id): \(text)")
          }
          place += 1 + companions[try cell.word("column")]!.count
        }
        #expect(place == texts.count)
      }
    }
  }

  /// Excel's files keep 16 digits.
  @Test(arguments: ["zh", "en"], Page.allCases)
  func theWorkbookHasTheNumbersOfTheCSVFileInTheUnitsOfTheTables(_ language: String, _ page: Page) throws {
    let page = try PageFiles(page)
    let book = try WorkbookCells(ZipArchive(#require(page.files["\(page.name).\(language).xlsx"])))
    #expect(book.sheets.count == page.tables.count + 3)
    for (id, sheet) in zip(page.tables, book.sheets.dropFirst()) {
      let (rows, companions) = try page.json(id)
      let expected = try rows.map { cells in try cells.flatMap { try PageFiles.numbers($0, companions) } }
      // Numbers stand only in the body, in as many rows as the table has.
      let found = sheet.rows.keys.sorted().map(sheet.numbers).filter { !$0.isEmpty }
      #expect(found.count == expected.filter { !$0.isEmpty }.count, "\(id)")
      for (a, b) in zip(found, expected.filter { !$0.isEmpty }) {
        #expect(a.count == b.count, "\(id)")
        // Half a unit of the 16th digit, and half of that of a double.
        for (x, y) in zip(a, b) { #expect(abs(x - y) <= (5e-16 + 0x1p-53) * abs(y), "\(id): \(x) for \(y)") }
      }
    }
  }

  @Test(arguments: Page.allCases) func bothWorkbooksHaveTheSameNumbersInTheSameCells(_ page: Page) throws {
    let page = try PageFiles(page)
    let books = try ["zh", "en"].map { try WorkbookCells(ZipArchive(#require(page.files["\(page.name).\($0).xlsx"]))) }
    for (a, b) in zip(books[0].sheets, books[1].sheets) {
      for row in Set(a.rows.keys).union(b.rows.keys) {
        #expect(a.numbers(row: row) == b.numbers(row: row), "\(a.name)")
      }
    }
  }

  @Test(arguments: Page.allCases) func noSheetOfTheChineseWorkbookHasAnEnglishTitleOrHead(_ page: Page) throws {
    let page = try PageFiles(page)
    let book = try WorkbookCells(ZipArchive(#require(page.files["\(page.name).zh.xlsx"])))
    for sheet in book.sheets.dropLast() {
      #expect(sheet.name.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }, "\(sheet.name)")
      for text in sheet.texts { #expect(!text.contains("_"), "a raw key: \(text)") }
    }
  }
}

/// The output folder of a page, and how its formats are read.
private struct PageFiles {
  let files: [String: [UInt8]]
  let name: String
  let tables: [String]

  private static let made = [
    NumbersAcrossFormatsTests.Page.report: Result { try report() }, .scenario: Result { try scenario() },
  ]

  init(_ page: NumbersAcrossFormatsTests.Page) throws {
    name = page.rawValue
    files = try Self.made[page]!.get()
    let text = String(decoding: files["\(name).zh.html"]!, as: UTF8.self)
    tables = text.split(separator: "id=\"table-").dropFirst().map { String($0.prefix { $0 != "\"" }) }
      .filter { !$0.contains("-note-") }
  }

  /// That of the bundled year, with JSON files too.
  private static func report() throws -> [String: [UInt8]] {
    let folder = TemporaryFolder()
    let study = String(decoding: try Fixtures.bytes(Fixtures.package + "/datasets/china-2019/study.yml"), as: UTF8.self)
    folder.write(
      "study.yml",
      study.replacing("outputs: [csv, ", with: "outputs: [csv, json, ")
        .replacing("{sample: survey.csv, frame: frame.csv, totals: totals.csv}", with: years)
        .replacing("../report-2020", with: Fixtures.package + "/datasets/report-2020"))
    let run = try CommandRun(["report", folder.path + "/study.yml", "--output", folder.path + "/out"])
    #expect(run.exitCode == 0, "\(run.errors)")
    return try TemporaryFolder.contents(folder.path + "/out")
  }

  private static let years: String = {
    let data = Fixtures.package + "/datasets/china-2019/"
    return "{sample: \(data)survey.csv, frame: \(data)frame.csv, totals: \(data)totals.csv}"
  }()

  private static func scenario() throws -> [String: [UInt8]] {
    let folder = TemporaryFolder()
    let file = Fixtures.package + "/datasets/scenarios/eu-network-standby.yml"
    let run = try CommandRun(["scenario", "run", file, "--output", folder.path + "/out"])
    #expect(run.exitCode == 0, "\(run.errors)")
    return try TemporaryFolder.contents(folder.path + "/out")
  }

  func text(_ path: String) throws -> String {
    String(decoding: try #require(files[path], "\(path)"), as: UTF8.self)
  }

  // MARK: Readers

  /// A cell of a table as JSON has it.
  struct Cell {
    let members: [String: DocumentNode]

    func number(_ name: String) throws -> Double? { try members[name]!.isNull ? nil : members[name]!.double() }
    func word(_ name: String) throws -> String { try members[name]!.string() }

    /// The power of ten of the unit in which tables show the cell.
    var exponent: Int {
      get throws {
        let unit = try KeyedDocument(members["display"]!, known: ["unit", "decimals"]).required("unit").string()
        return ["万元": 4, "亿元": 8, "万美元": 4, "亿美元": 8, "percent": -2, "percentage_point": -2][unit] ?? 0
      }
    }

    var decimals: Int {
      get throws { try KeyedDocument(members["display"]!, known: ["unit", "decimals"]).required("decimals").int() }
    }

    /// With the point moved, as decimal digits.
    func shown(_ name: String, exponent: Int? = nil) throws -> Double? {
      let power = try exponent ?? self.exponent
      return try number(name).map { Self.moved($0, by: -power) }
    }

    private static func moved(_ value: Double, by power: Int) -> Double {
      let parts = value.description.split(separator: "e")
      return Double("\(parts[0])e\((parts.count > 1 ? Int(parts[1])! : 0) + power)")!
    }
  }

  /// Cells by row, and the companions of every column.
  func json(_ id: String) throws -> (rows: [[Cell]], companions: [String: [String]]) {
    let pairs = try DocumentParser.json(Array(text("tables/\(id).json").utf8), file: id).mapping()
    let table = Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, $0.value) })
    var (rows, last) = ([[Cell]](), "")
    for node in try table["cells"]!.sequence() {
      let cell = Cell(members: Dictionary(uniqueKeysWithValues: try node.mapping().map { ($0.key, $0.value) }))
      if try cell.word("row") != last { rows.append([]) }
      last = try cell.word("row")
      rows[rows.count - 1].append(cell)
    }
    let columns = try table["columns"]!.sequence().map { node in
      let members = Dictionary(uniqueKeysWithValues: try node.mapping().map { ($0.key, $0.value) })
      return (try members["column"]!.string(), try members["companions"]!.strings())
    }
    return (rows, Dictionary(uniqueKeysWithValues: columns))
  }

  /// Places in the lines of a table that do not hold words.
  func placesOfNumbers(_ id: String) throws -> [[Int]] {
    let (rows, companions) = try json(id)
    return try rows.map { cells in
      var (places, place) = ([Int](), 0)
      for cell in cells {
        let count = 1 + companions[try cell.word("column")]!.count
        if cell.members["words"] == nil { places += place..<place + count }
        place += count
      }
      return places
    }
  }

  /// Texts of the cells of numbers, line by line.
  func markdown(_ id: String, _ language: String) throws -> [[String]] {
    try text("tables/\(id).\(language).md").split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2).map {
      line in
      line.split(separator: " | ", omittingEmptySubsequences: false).dropFirst().map { cell in
        String(cell.filter { !"⁰¹²³⁴⁵⁶⁷⁸⁹\u{2009}|\\".contains($0) }).trimmed
      }
    }
  }

  func html(_ id: String, _ language: String) throws -> [[String]] {
    let page = try text("\(name).\(language).html")
    let start = try #require(page.firstRange(of: "id=\"table-\(id)\""))
    let body = page[start.upperBound...].firstRange(of: "<tbody").map { page[$0.upperBound...] } ?? ""
    let table = body.firstRange(of: "</tbody>").map { body[..<$0.lowerBound] } ?? body
    return String(table).split(separator: "<tr").dropFirst().map { row in
      row.split(separator: "<td").dropFirst().map {
        Self.plain(String($0.prefix(upTo: $0.firstRange(of: "</td>")!.lowerBound)))
      }
    }
  }

  /// Without the rest of its tag, footnotes, and tags inside.
  private static func plain(_ cell: String) -> String {
    var text = cell[cell.index(after: cell.firstIndex(of: ">")!)...]
    if let marks = text.firstRange(of: "<sup") { text = text[..<marks.lowerBound] }
    return text.split(separator: "<").map {
      $0.contains(">") ? $0.split(separator: ">").dropFirst().joined() : String($0)
    }
    .joined().trimmed
  }

  static func value(_ text: String) -> Double? {
    Double(text.replacing(",", with: "").replacing("−", with: "-").replacing("+", with: ""))
  }

  static func numbers(_ cell: Cell, _ companions: [String: [String]]) throws -> [Double] {
    let beside = try companions[cell.word("column")]!.flatMap { name -> [Double?] in
      switch name {
      case "standard_error": [try cell.shown("se")]
      case "cv": [try cell.shown("cv", exponent: -2)]
      case "interval": [try cell.shown("lower"), try cell.shown("upper")]
      default: [try cell.number("n")]
      }
    }
    return ([try cell.shown("value")] + beside).compactMap(\.self)
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
