/// Parses the records of a chunk into columns.
///
/// A plain field, one that a separator or line feed ends with neither quote, blank nor control character before it, is
/// found eight bytes at a time, and most are numbers or levels that need no further loop. All others go to
/// ``RecordScanner``. Where anything is wrong with a record the parser stops before it, and ``RecordDiagnosis`` tells what.
struct RecordParser: ~Copyable {
  /// What becomes of the fields of one column of the file.
  private enum Action {
    case skip
    /// To the number column of this place, a short decimal without further ado.
    case shortNumber(Int)
    case number(Int)
    case level(Int)
    /// To several columns: an index into `takers`.
    case several(Int)
  }

  private let delimiter: UInt8
  private let takers: [[Int]]
  private let actions: [Action]
  private var store: ColumnStore

  init(_ wanted: WantedColumns, _ format: CSVFormat, _ decoder: TextDecoder) {
    delimiter = format.delimiter
    takers = wanted.takers
    let store = ColumnStore(wanted.specs, format, decoder)
    actions = wanted.takers.enumerated().map { position, takers in
      guard takers.count == 1, let taker = takers.first else { return takers.isEmpty ? .skip : .several(position) }
      if store.builders[taker].takesShortDecimals { return .shortNumber(taker) }
      return store.builders[taker].isNumber ? .number(taker) : .level(taker)
    }
    self.store = store
  }

  func block(rows: Int) -> [BlockColumn] { store.block(rows: rows) }

  /// Parses records until one cannot be used.
  /// - Parameters:
  ///   - bytes: Of a ``ByteBuffer``, which may be read beyond its end.
  ///   - limit: The position of a byte in no usable record.
  /// - Returns: The number of good records, and where they end.
  mutating func parse(_ bytes: UnsafeRawBufferPointer, limit: Int) -> (rows: Int, end: Int) {
    let actions = self.actions
    return actions.withUnsafeBufferPointer { actions in
      Decimal.powersOfTen.withUnsafeBufferPointer { powers in
        parse(bytes, limit: limit, actions, powers.baseAddress!)
      }
    }
  }

  private mutating func parse(
    _ bytes: UnsafeRawBufferPointer, limit: Int, _ actions: UnsafeBufferPointer<Action>,
    _ powersOfTen: UnsafePointer<Double>
  ) -> (rows: Int, end: Int) {
    guard let base = bytes.baseAddress else { return (0, 0) }
    let builders = store.builders
    let delimiter = self.delimiter
    let delimiters = WordScan.ones &* UInt64(delimiter)
    var (position, row) = (0, 0)
    while position < bytes.count {
      let start = position
      if row == store.capacity { store.enlarge(keeping: row) }
      var column = 0
      var isLast = false
      while !isLast {
        if column == actions.count { return (row, start) }
        // The plain field at `position`: its end, or the first byte that makes it another.
        var word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let hits = WordScan.fieldEnds(word, delimiters)
        var end = position &+ WordScan.first(hits)
        if hits == 0 { end = Self.endOfLongField(base, end, delimiters) }
        var field = UnsafeRawBufferPointer(start: base + position, count: end &- position)
        let byte = base.load(fromByteOffset: end, as: UInt8.self)
        if byte == delimiter || (byte == 0x0A && end > start) {
          isLast = byte == 0x0A
          position = end &+ 1
        } else {
          guard let other = otherField(bytes, position, isFirst: column == 0) else { return (row, start) }
          guard !other.hasDoubledQuotes else {
            guard take(unquoting: other.field, actions[column], row: row) else { return (row, start) }
            (position, isLast) = (other.next, other.isLast)
            column &+= 1
            continue
          }
          (field, position, isLast) = (other.field, other.next, other.isLast)
          word = field.baseAddress!.loadUnaligned(as: UInt64.self)
        }
        switch actions[column] {
        case .skip: break
        case .shortNumber(let place):
          if field.isEmpty {
            builders[place].set(.nan, row: row)
          } else if field.count <= 8,
            let value = ShortDecimal.value(word, length: field.count, powersOfTen: powersOfTen)
          {
            builders[place].set(value, row: row)
          } else {
            guard take(number: field, place, row: row) else { return (row, start) }
          }
        case .level(let place):
          guard take(level: field, place, row: row) else { return (row, start) }
        default:
          guard take(field, actions[column], row: row) else { return (row, start) }
        }
        column &+= 1
      }
      if column < actions.count || position > limit { return (row, start) }
      row &+= 1
    }
    return (row, min(position, bytes.count))
  }

  /// The first byte from `start` on that may end a field; the line end behind the chunk is one.
  @inline(never)
  private static func endOfLongField(_ base: UnsafeRawPointer, _ start: Int, _ delimiters: UInt64) -> Int {
    var position = start
    while true {
      let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let hits = WordScan.fieldEnds(word, delimiters)
      position &+= WordScan.first(hits)
      if hits != 0 { return position }
    }
  }

  // MARK: Other fields

  private typealias OtherField = (field: UnsafeRawBufferPointer, hasDoubledQuotes: Bool, next: Int, isLast: Bool)

  /// A field that is quoted, holds blanks or ends with a carriage return; nil where something is wrong with it.
  @inline(never)
  private func otherField(_ bytes: UnsafeRawBufferPointer, _ position: Int, isFirst: Bool) -> OtherField? {
    var scanner = RecordScanner(bytes, from: position, delimiter: delimiter)
    if isFirst, scanner.isAtLineEnd { return nil }
    var field = RecordScanner.Field()
    guard let end = try? scanner.next(&field) else { return nil }
    return (
      UnsafeRawBufferPointer(start: bytes.baseAddress! + field.start, count: field.end - field.start),
      field.hasDoubledQuotes, scanner.position, end == .record
    )
  }

  @inline(never)
  private func take(unquoting field: UnsafeRawBufferPointer, _ action: Action, row: Int) -> Bool {
    var single = field.withSingleQuotes
    let count = single.count
    single.append(contentsOf: repeatElement(0, count: 16))  // what takes it may read beyond its end
    return single.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count]), action, row: row) }
  }

  /// - Returns: Whether the field is what its column is declared to be.
  @inline(never)
  private func take(_ field: UnsafeRawBufferPointer, _ action: Action, row: Int) -> Bool {
    switch action {
    case .skip: true
    case .shortNumber(let place), .number(let place): take(number: field, place, row: row)
    case .level(let place): take(level: field, place, row: row)
    case .several(let position):
      takers[position].allSatisfy { place in
        store.builders[place].isNumber ? take(number: field, place, row: row) : take(level: field, place, row: row)
      }
    }
  }

  @inline(never)
  private func take(number field: UnsafeRawBufferPointer, _ place: Int, row: Int) -> Bool {
    do { try store.builders[place].takeNumber(field, row: row) } catch { return false }
    return true
  }

  @inline(never)
  private func take(level field: UnsafeRawBufferPointer, _ place: Int, row: Int) -> Bool {
    do { try store.builders[place].takeLevel(field, row: row) } catch { return false }
    return true
  }
}
