/// Collects the fields of one requested column over the blocks of one worker.
///
/// Values go into memory of the builder's own by row number: an array would check its bounds, its capacity and whether it
/// is shared at each of 25 million fields.
struct ColumnBuilder: ~Copyable {
  enum Failure: Error {
    case number(NumberParser.Failure)
    /// A character of valid form that has no code point.
    case text
  }

  private let kind: ColumnSpec.Kind
  private let decoder: TextDecoder
  private let missingCodes: [[UInt8]]
  /// Fields as they stand in the file, quotes doubled, to codes, missing ones included; several spellings of a number may
  /// share one.
  private var known = ByteTable()
  private var levels: [String] = []
  /// The codes of levels; nil where different fields are different levels, and `known` has them.
  private var codesOfLevels: LevelDictionary?
  private var numbers: UnsafeMutablePointer<Double>
  private var codes: UnsafeMutablePointer<Int32>

  /// Of a number column: plain decimals are what they look like, unless the point means something else or a missing code.
  private let takesShortDecimals: Bool
  /// Of a column of numbers: fields with a quote in them may mean something.
  private let mayHoldQuotes: Bool

  init(_ kind: ColumnSpec.Kind, _ format: CSVFormat, _ decoder: TextDecoder) {
    self.kind = kind
    self.decoder = decoder
    numbers = .allocate(capacity: 1)
    codes = .allocate(capacity: 1)
    codesOfLevels = kind == .factor && format.encoding == .utf8 ? nil : LevelDictionary()
    switch kind {
    case .number(let thousands), .numericFactor(let thousands):
      missingCodes = format.missingCodes.map { Array($0.utf8).trimmed }
      takesShortDecimals =
        kind == .number(thousands: thousands) && thousands != UInt8(ascii: ".")
        && !missingCodes.contains { $0.allSatisfy { $0 &- 0x2D <= 1 || $0 &- 0x30 <= 9 } }
      mayHoldQuotes = thousands == 0x22 || missingCodes.contains { $0.contains(0x22) }
    case .factor:
      missingCodes = format.missingCodes.map { Array($0.utf8) }
      (takesShortDecimals, mayHoldQuotes) = (false, false)
    }
  }

  deinit {
    numbers.deallocate()
    codes.deallocate()
  }

  private var isNumber: Bool { if case .number = kind { true } else { false } }

  // MARK: Fields

  /// Takes one field of a run of records after the other, from `row` on.
  /// - Returns: How many it has taken before the first that is not what the column is declared to be.
  mutating func take(_ fields: ColumnFields, row: Int) -> Int {
    if takesShortDecimals { return takeDecimals(fields, row: row) }
    return isNumber ? takeNumbers(fields, row: row) : takeLevels(fields, row: row)
  }

  /// - Parameter field: The content, in which quotes are doubled: bytes that may be read a little beyond their end.
  mutating func take(_ field: UnsafeRawBufferPointer, row: Int) throws(Failure) {
    if case .number(let thousands) = kind {
      numbers[row] = try number(field, thousands)
    } else {
      codes[row] = try code(of: field)
    }
  }

  private mutating func takeDecimals(_ fields: ColumnFields, row: Int) -> Int {
    let numbers = numbers + row
    let zero = ShortDecimal.zero(before: fields.separator)
    return ShortDecimal.withPowersOfTen { powersOfTen in
      for place in 0..<fields.count {
        if fields.firstBytes(place) == zero {
          numbers[place] = 0
        } else if let value = ShortDecimal.value(fields.raw(place), powersOfTen) {
          numbers[place] = value
        } else if !takeOther(fields[place], row: row &+ place) {
          return place
        }
      }
      return fields.count
    }
  }

  @inline(never)
  private mutating func takeOther(_ field: UnsafeRawBufferPointer, row: Int) -> Bool {
    do { try take(field, row: row) } catch { return false }
    return true
  }

  private mutating func takeNumbers(_ fields: ColumnFields, row: Int) -> Int {
    for place in 0..<fields.count where !takeOther(fields[place], row: row &+ place) { return place }
    return fields.count
  }

  private mutating func takeLevels(_ fields: ColumnFields, row: Int) -> Int {
    var place = 0
    while true {
      place = takeKnownLevels(fields, from: place, row: row)
      if place == fields.count { return place }
      do { codes[row + place] = try code(of: fields[place]) } catch { return place }
      place += 1
    }
  }

  /// - Returns: Where the first field stands that is not known.
  private func takeKnownLevels(_ fields: ColumnFields, from start: Int, row: Int) -> Int {
    let codes = codes + row
    return known.withEntries { entries in
      for place in start..<fields.count {
        guard let code = entries.value(for: ByteTable.Key(padded: fields[place])) else { return place }
        codes[place] = code
      }
      return fields.count
    }
  }

  private mutating func code(of field: UnsafeRawBufferPointer) throws(Failure) -> Int32 {
    let key = ByteTable.Key(padded: field)
    if let code = known.value(for: key) { return code }
    return try newCode(key, field)
  }

  private func number(_ field: UnsafeRawBufferPointer, _ thousands: UInt8?) throws(Failure) -> Double {
    if field.isEmpty { return .nan }
    if mayHoldQuotes, field.contains(0x22) {
      return try field.withSingleQuotes.withUnsafeBytes { field in
        Result { () throws(Failure) in try plainNumber(field, thousands) }
      }.get()
    }
    return try plainNumber(field, thousands)
  }

  private func plainNumber(_ field: UnsafeRawBufferPointer, _ thousands: UInt8?) throws(Failure) -> Double {
    if !missingCodes.isEmpty, isMissing(NumberParser.trimmed(field)) { return .nan }
    do { return try NumberParser.parse(field, thousands: thousands) } catch { throw .number(error) }
  }

  private func isMissing(_ field: UnsafeRawBufferPointer) -> Bool {
    if field.isASCII { return missingCodes.contains { $0.elementsEqual(field) } }
    guard let text = decoder.text(field) else { return false }
    return missingCodes.contains { $0.elementsEqual(text.utf8) }
  }

  /// The code of a field that is met for the first time.
  @inline(never)
  private mutating func newCode(_ key: ByteTable.Key, _ field: UnsafeRawBufferPointer) throws(Failure) -> Int32 {
    let code = try level(of: field).map { codeOfLevel($0) } ?? -1
    known.insert(key, value: code)
    return code
  }

  private mutating func codeOfLevel(_ level: String) -> Int32 {
    let code = codesOfLevels?.code(for: level) ?? Int32(levels.count)
    if code == levels.count { levels.append(level) }
    return code
  }

  /// nil where it is missing.
  private func level(of field: UnsafeRawBufferPointer) throws(Failure) -> String? {
    if case .numericFactor(let thousands) = kind {
      let value = try number(field, thousands)
      return value.isNaN ? nil : NumberLevel.label(value, field)
    }
    guard let text = decoder.textWithSingleQuotes(field) else { throw .text }
    return text.isEmpty || missingCodes.contains { $0.elementsEqual(text.utf8) } ? nil : text
  }

  // MARK: Blocks

  /// Makes room for more rows, keeping the first `rows`.
  mutating func enlarge(to capacity: Int, keeping rows: Int) {
    if isNumber {
      numbers = Self.moved(numbers, rows, capacity)
    } else {
      codes = Self.moved(codes, rows, capacity)
    }
  }

  private static func moved<T: BitwiseCopyable>(
    _ values: UnsafeMutablePointer<T>, _ count: Int, _ capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let larger = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    larger.initialize(from: values, count: count)
    values.deallocate()
    return larger
  }

  func block(rows: Int) -> BlockColumn {
    if isNumber { return .number(Array(UnsafeBufferPointer(start: numbers, count: rows))) }
    return .factor(codes: Array(UnsafeBufferPointer(start: codes, count: rows)), levels: levels)
  }
}

extension [UInt8] {
  fileprivate var trimmed: [UInt8] { withUnsafeBytes { Array(NumberParser.trimmed($0)) } }
}
