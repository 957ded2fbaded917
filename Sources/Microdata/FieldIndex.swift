import CVectorScan

/// Where the fields of the next records of a chunk end.
///
/// One walk over 64 bytes at a time finds all separators and line ends outside quotes, so that what takes the fields
/// searches no more. It stops at the first fault; what it is, ``RecordDiagnosis`` finds out.
struct FieldIndex: ~Copyable {
  /// Enough entries for the work of a run of records to be worth its start, few enough for the text to stay in the
  /// first-level cache until all its columns have been taken.
  private static let usualEntries = 2048

  private let delimiter: UInt8
  private let columnCount: Int
  private let capacity: Int
  private let isAccelerated = vector_scan_is_supported()
  /// Where fields start, one behind the separator or line end before them; the last is where the search goes on.
  private let starts: UnsafeMutablePointer<UInt32>
  private var startCount = 0
  /// How many fields there are up to each line end.
  private let counts: UnsafeMutablePointer<UInt32>
  private var lineCount = 0
  private var hasReturns = false
  /// Starts and ends of last fields that a carriage return stands behind, by record.
  private let lastFields: UnsafeMutablePointer<UInt32>
  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

  init(columnCount: Int, delimiter: UInt8) {
    (self.columnCount, self.delimiter) = (columnCount, delimiter)
    capacity = max(Self.usualEntries, 2 * columnCount)
    // The last block is entered whole, eight entries at a time, and after it the end of the file.
    let room = capacity + ByteBlock.size + 16
    starts = .allocate(capacity: room)
    counts = .allocate(capacity: room)
    lastFields = .allocate(capacity: 2 * room)
  }

  deinit {
    starts.deallocate()
    counts.deallocate()
    lastFields.deallocate()
  }

  // MARK: Finding

  /// Looks for the records that start at `position`.
  /// - Parameter bytes: Of a ``ByteBuffer``, which may be read beyond its end.
  mutating func find(in bytes: UnsafeRawBufferPointer, from position: Int) {
    (self.bytes, startCount, lineCount) = (bytes, 1, 0)
    starts[0] = UInt32(truncatingIfNeeded: position)
    var (position, quoting, isGood) = (position, QuoteTracker(), true)
    while isGood {
      if isAccelerated, quoting.isPlain { position = passPlainBlocks(position, &quoting) }
      guard position < bytes.count, startCount < capacity else { break }
      isGood = passBlock(position, &quoting)
      position &+= ByteBlock.size
    }
    hasReturns = quoting.hasReturns
    if isGood, position >= bytes.count, bytes[bytes.count - 1] != 0x0A, quoting.mayEndFile {
      enter(FoundEnds(ends: 1, lines: 1), at: bytes.count)
    }
  }

  /// - Returns: Whether there is no fault in the block.
  @inline(__always)
  private mutating func passBlock(_ position: Int, _ quoting: inout QuoteTracker) -> Bool {
    let (block, length) = (ByteBlock(bytes.baseAddress! + position), bytes.count &- position)
    let lines = block.hits(0x0A)
    var found = FoundEnds(ends: (lines .| block.hits(delimiter)).bits, lines: lines.bits)
    var isGood = true
    if length >= ByteBlock.size, !quoting.needsCare(with: block) {
      quoting.passPlain(endsWithSeparator: found.ends &>> 63 == 1)
    } else {
      isGood = quoting.follow(block, length: length, &found)
    }
    enter(found, at: position)
    return isGood
  }

  /// Goes over blocks that need no care with instructions that not every processor has.
  private mutating func passPlainBlocks(_ position: Int, _ quoting: inout QuoteTracker) -> Int {
    var fields = vector_scan_fields(
      starts: starts, start_count: startCount, counts: counts, line_count: lineCount)
    let next = vector_scan_plain(bytes.baseAddress, position, bytes.count, delimiter, capacity, &fields)
    (startCount, lineCount) = (fields.start_count, fields.line_count)
    if next > position { quoting.passPlain(endsWithSeparator: starts[startCount - 1] == next) }
    return next
  }

  @inline(__always)
  private mutating func enter(_ found: FoundEnds, at position: Int) {
    var lines = found.lines
    while lines != 0 {
      counts[lineCount] = UInt32(truncatingIfNeeded: startCount &+ found.ends(before: lines.trailingZeroBitCount))
      lineCount &+= 1
      lines &= lines &- 1
    }
    let next = starts + startCount
    startCount &+= found.ends.nonzeroBitCount
    Self.enter(found.ends, at: UInt32(truncatingIfNeeded: position &+ 1), next)
  }

  /// Eight at a time, of which the last may be meaningless, because a loop that stops at the right one is mispredicted.
  @inline(__always)
  private static func enter(_ found: UInt64, at position: UInt32, _ starts: UnsafeMutablePointer<UInt32>) {
    var (found, starts) = (found, starts)
    while found != 0 {
      for place in 0..<8 {
        starts[place] = position &+ UInt32(truncatingIfNeeded: found.trailingZeroBitCount)
        found &= found &- 1
      }
      starts += 8
    }
  }

  // MARK: Records

  /// The number of records found whose structure is right, up to the first at fault.
  /// - Parameter limit: The position of a byte in no usable record.
  func wholeRecords(limit: Int) -> Int {
    var record = 0
    while record < lineCount, counts[record] == (record &+ 1) &* columnCount, end(ofRecords: record &+ 1) <= limit,
      !isEmpty(record)
    { record &+= 1 }
    return record
  }

  /// A line end where a record should start; with one column it has the right number of fields.
  private func isEmpty(_ record: Int) -> Bool {
    let first = bytes[end(ofRecords: record)]
    return first == 0x0A || first == 0x0D
  }

  /// Where the record behind the first `count` ones starts.
  func end(ofRecords count: Int) -> Int { Int(starts[count &* columnCount]) }

  /// The fields of a column in the first `count` records.
  func fields(ofColumn column: Int, records count: Int) -> ColumnFields {
    let isLast = column == columnCount &- 1
    if isLast, hasReturns { return fieldsBeforeReturns(count) }
    return ColumnFields(
      bytes: bytes.baseAddress!, starts: UnsafePointer(starts + column), stride: columnCount, count: count,
      separator: isLast ? 0x0A : delimiter)
  }

  private func fieldsBeforeReturns(_ count: Int) -> ColumnFields {
    for record in 0..<count {
      let start = starts[(record + 1) * columnCount - 1]
      let next = starts[(record + 1) * columnCount]
      lastFields[2 * record] = start
      lastFields[2 * record + 1] = next - (next - start > 1 && bytes[Int(next) - 2] == 0x0D ? 1 : 0)
    }
    return ColumnFields(
      bytes: bytes.baseAddress!, starts: UnsafePointer(lastFields), stride: 2, count: count, separator: 0x0D)
  }
}
