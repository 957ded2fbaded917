import Documents
import Microdata

/// The part `data` of a request file: which file, how it is written, and what its columns are.
struct DataDescription: Sendable {
  enum ColumnType: Sendable, Hashable {
    case text
    case number(thousands: UInt8?)
  }
  enum Derivation: Sendable, Hashable {
    case sum([String])
    case logarithm(String)
  }
  struct DerivedColumn: Sendable, Hashable {
    let name: String
    let derivation: Derivation
  }

  let file: String
  let format: CSVFormat
  /// The number of rows the file must have.
  let rowCount: Int?
  let derived: [DerivedColumn]
  private let types: [(name: String, type: ColumnType)]

  /// The declared type of a column; nil where the file does not say.
  func type(of column: String) -> ColumnType? {
    types.first { $0.name.utf8.elementsEqual(column.utf8) }?.type
  }

  func derivation(of column: String) -> Derivation? {
    derived.first { $0.name.utf8.elementsEqual(column.utf8) }?.derivation
  }
}

extension DataDescription {
  private static let keys = [
    "file", "rows", "missing", "missing_codes", "columns", "encoding", "delimiter", "derive",
  ]

  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    file = try keyed.required("file").string()
    rowCount = try keyed.optional("rows")?.int()
    // `missing` says in words that an empty field is missing, which is always so.
    _ = try keyed.optional("missing")?.choice(of: ["empty field"])
    format = CSVFormat(
      delimiter: try keyed.optional("delimiter")?.singleByte() ?? UInt8(ascii: ","),
      encoding: try keyed.optional("encoding")?.choice(of: TextEncoding.self) ?? .utf8,
      missingCodes: try keyed.optional("missing_codes")?.strings(orSingle: true) ?? [])
    types = try Self.types(keyed.optional("columns"))
    derived = try Self.derived(keyed.optional("derive"))
  }

  private static func types(_ node: DocumentNode?) throws(DocumentError) -> [(name: String, type: ColumnType)] {
    try (node?.mapping() ?? []).map { name, node throws(DocumentError) in
      guard case .mapping = node.value else {
        // A logical column is text: its levels are the words that the file uses.
        let type = try node.choice(of: ["number", "string", "logical"])
        return (name, type == "number" ? .number(thousands: nil) : .text)
      }
      let keyed = try KeyedDocument(node, known: ["type", "thousands"])
      let isNumber = try keyed.required("type").choice(of: ["number", "string"]) == "number"
      let thousands = try keyed.optional("thousands")?.singleByte()
      return (name, isNumber ? .number(thousands: thousands) : .text)
    }
  }

  private static func derived(_ node: DocumentNode?) throws(DocumentError) -> [DerivedColumn] {
    try (node?.mapping() ?? []).map { name, node throws(DocumentError) in
      let keyed = try KeyedDocument(node, known: ["sum", "log"])
      guard keyed.keys.count == 1 else {
        throw node.invalid(expected: "one of {\"sum\": [columns]}, {\"log\": column}")
      }
      if let sum = keyed.optional("sum") { return DerivedColumn(name: name, derivation: .sum(try sum.strings())) }
      return DerivedColumn(name: name, derivation: .logarithm(try keyed.required("log").string()))
    }
  }
}

extension DocumentNode {
  /// A text of one byte, such as a separator.
  fileprivate func singleByte() throws(DocumentError) -> UInt8 {
    let text = try string()
    guard text.utf8.count == 1, let byte = text.utf8.first else { throw invalid(expected: "one ASCII character") }
    return byte
  }
}
