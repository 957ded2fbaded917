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
  /// Raw fields to codes, missing ones included; several spellings of a number may share one.
  private var known = ByteTable()
  private var levels: [String] = []
  /// The codes of levels; nil where different fields are different levels, and `known` has them.
  private var codesOfLevels: LevelDictionary?
  private var numbers: UnsafeMutablePointer<Double>
  private var codes: UnsafeMutablePointer<Int32>

  /// Of a number column: plain decimals are what they look like, unless the point means something else or a missing code.
  let takesShortDecimals: Bool

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
        && !missingCodes.contains { $0.allSatisfy { $0 == 0x2E || $0 &- 0x30 <= 9 } }
    case .factor:
      missingCodes = format.missingCodes.map { Array($0.utf8) }
      takesShortDecimals = false
    }
  }

  deinit {
    numbers.deallocate()
    codes.deallocate()
  }

  var isNumber: Bool { if case .number = kind { true } else { false } }

  // MARK: Fields

  @inline(__always)
  mutating func set(_ number: Double, row: Int) { numbers[row] = number }

  /// - Parameter field: Bytes that may be read a little beyond their end.
  mutating func takeNumber(_ field: UnsafeRawBufferPointer, row: Int) throws(Failure) {
    guard case .number(let thousands) = kind else { preconditionFailure("a column of numbers") }
    numbers[row] = try number(field, thousands)
  }

  /// - Parameter field: Bytes that may be read a little beyond their end.
  @inline(__always)
  mutating func takeLevel(_ field: UnsafeRawBufferPointer, row: Int) throws(Failure) {
    let key = ByteTable.Key(padded: field)
    if let code = known.value(for: key) { codes[row] = code } else { codes[row] = try newCode(key, field) }
  }

  private func number(_ field: UnsafeRawBufferPointer, _ thousands: UInt8?) throws(Failure) -> Double {
    if field.isEmpty { return .nan }
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
    guard let text = decoder.text(field) else { throw .text }
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

/// The labels of numbers that are used as levels.
enum NumberLevel {
  /// The shortest decimal of a number: `413`, not `413.0`.
  ///
  /// Beyond 2^53 neighboring whole numbers share a double; long identifiers keep the digits that stand in the file, so that
  /// two of them never become one.
  static func label(_ value: Double, _ field: UnsafeRawBufferPointer) -> String {
    if value.magnitude >= 0x1p53, let digits = wholeDigits(field) { return digits }
    if let whole = Int(exactly: value) { return String(whole) }
    return String(describing: value)
  }

  /// A number written as digits alone, without sign, point and leading zeros; nil for any other.
  private static func wholeDigits(_ field: UnsafeRawBufferPointer) -> String? {
    let field = NumberParser.trimmed(field)
    guard field.allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
    return String(decoding: field.drop { $0 == 0x30 }, as: UTF8.self)
  }
}
