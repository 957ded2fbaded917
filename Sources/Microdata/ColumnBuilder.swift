/// Collects the fields of one requested column over the blocks of one worker.
struct ColumnBuilder {
  private let kind: ColumnSpec.Kind
  private let encoding: TextEncoding
  private let missingCodes: [[UInt8]]
  private var numbers: [Double] = []
  private var codes: [Int32] = []
  /// Raw fields to codes; several spellings of a number may share one.
  private var known = ByteTable()
  private var levels = LevelDictionary()

  init(_ kind: ColumnSpec.Kind, format: CSVFormat) {
    self.kind = kind
    encoding = format.encoding
    missingCodes = format.missingCodes.map { Array($0.utf8) }
  }

  /// - Throws: ``NumberParser/Failure``.
  mutating func append(_ field: UnsafeRawBufferPointer) throws(NumberParser.Failure) {
    switch kind {
    case .number(let thousands):
      numbers.append(try number(field, thousands))
    case .factor, .numericFactor:
      codes.append(field.isEmpty ? -1 : try code(field))
    }
  }

  private func number(_ field: UnsafeRawBufferPointer, _ thousands: UInt8?) throws(NumberParser.Failure) -> Double {
    if field.isEmpty { return .nan }
    if !missingCodes.isEmpty {
      let trimmed = NumberParser.trimmed(field)
      if missingCodes.contains(where: { $0.elementsEqual(trimmed) }) { return .nan }
    }
    return try NumberParser.parse(field, thousands: thousands)
  }

  private mutating func code(_ field: UnsafeRawBufferPointer) throws(NumberParser.Failure) -> Int32 {
    if let code = known.value(for: field) { return code }
    let code = try newCode(field)
    _ = known.value(for: field, orInsert: code)
    return code
  }

  /// The level of a field that is met for the first time.
  private mutating func newCode(_ field: UnsafeRawBufferPointer) throws(NumberParser.Failure) -> Int32 {
    if case .numericFactor(let thousands) = kind {
      let value = try number(field, thousands)
      return value.isNaN ? -1 : levels.code(for: shortestDecimal(value))
    }
    let text = encoding.decode(field) ?? String(decoding: field, as: UTF8.self)
    return missingCodes.contains { $0.elementsEqual(text.utf8) } ? -1 : levels.code(for: text)
  }

  /// The first `rows` values read since the last call; a record that was refused may have left one more.
  mutating func takeBlock(rows: Int) -> BlockColumn {
    defer {
      numbers.removeAll(keepingCapacity: true)
      codes.removeAll(keepingCapacity: true)
    }
    if case .number = kind { return .number(Array(numbers.prefix(rows))) }
    return .factor(codes: Array(codes.prefix(rows)), levels: levels.levels)
  }
}
