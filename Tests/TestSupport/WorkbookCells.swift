/// What stands in the cells of a workbook, read from its XML.
public struct WorkbookCells {
  public enum Value: Hashable {
    case number(Double)
    case text(String)
  }

  public struct Sheet {
    public let name: String
    /// By row and column, counted from 1.
    public let rows: [Int: [Int: Value]]

    /// Numbers of a row from left to right.
    public func numbers(row: Int) -> [Double] {
      (rows[row] ?? [:]).sorted { $0.key < $1.key }.compactMap {
        if case .number(let value) = $0.value { value } else { nil }
      }
    }

    /// The row whose first cell has this text.
    public func row(labelled label: String) -> Int? {
      rows.filter { $0.value[1] == .text(label) }.keys.max()
    }

    public var texts: [String] {
      rows.values.flatMap(\.values).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
  }

  /// In their order.
  public let sheets: [Sheet]

  public init(_ archive: ZipArchive) throws {
    let shared = try Self.elements("si", in: archive.text("xl/sharedStrings.xml")).map(Self.text)
    let names = try Self.elements("sheet", in: archive.text("xl/workbook.xml")).map {
      Self.attribute("name", of: $0) ?? ""
    }
    sheets = try names.enumerated().map { place, name in
      let xml = try archive.text("xl/worksheets/sheet\(place + 1).xml")
      return Sheet(name: Self.unescaped(name), rows: Self.rows(xml, shared))
    }
  }

  private static func rows(_ xml: String, _ shared: [String]) -> [Int: [Int: Value]] {
    var rows: [Int: [Int: Value]] = [:]
    for cell in elements("c", in: xml) {
      guard let reference = attribute("r", of: cell), let value = elements("v", in: cell).first.map(content) else {
        continue
      }
      let (letters, digits) = (reference.prefix { $0.isLetter }, reference.drop { $0.isLetter })
      let column = letters.unicodeScalars.reduce(0) { $0 * 26 + Int($1.value) - 64 }
      rows[Int(digits)!, default: [:]][column] =
        attribute("t", of: cell) == "s" ? .text(shared[Int(value)!]) : .number(Double(value)!)
    }
    return rows
  }

  // MARK: XML as libxlsxwriter writes it

  /// From the start of a tag to the end of its element.
  private static func elements(_ name: String, in xml: some StringProtocol) -> [Substring] {
    String(xml).split(separator: "<\(name)", omittingEmptySubsequences: false).dropFirst().filter {
      " >/".contains($0.first ?? "x")
    }.map { piece in
      let tag = piece.prefix { $0 != ">" }
      if tag.last == "/" { return tag }
      return piece.firstRange(of: "</\(name)>").map { piece[..<$0.lowerBound] } ?? piece
    }
  }

  private static func attribute(_ name: String, of element: Substring) -> String? {
    let tag = element.prefix { $0 != ">" }
    return tag.firstRange(of: " \(name)=\"").map { String(tag[$0.upperBound...].prefix { $0 != "\"" }) }
  }

  private static func content(_ element: Substring) -> String {
    element.firstIndex(of: ">").map { String(element[element.index(after: $0)...]) } ?? ""
  }

  private static func text(_ string: Substring) -> String { unescaped(elements("t", in: string).map(content).joined()) }

  private static func unescaped(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
