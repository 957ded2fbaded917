import Microdata

/// The firms that one worker has met, by year where the file has years, and where.
///
/// Codes of levels are the worker's own, so registers are compared by the texts. Blocks of a register are in the order of
/// the file.
struct FirmRegister: Sendable {
  struct Place: Sendable {
    let block: Int
    let row: Int
  }
  struct Firm: Hashable, Sendable {
    let id: [UInt8]
    let year: [UInt8]
  }

  /// Without their columns: only their places in the file are needed.
  private(set) var blocks: [RowBlock] = []
  private var ids: [String] = []
  private var years: [String] = []
  private var first: [UInt64: Place] = [:]
  private var repeats: [(key: UInt64, place: Place)] = []

  /// - Parameter year: nil where the file has no years.
  mutating func add(_ block: RowBlock, firm: Int, year: Int?) {
    blocks.append(block.replacing(columns: []))
    let codes = block.factor(firm)
    let yearCodes = year.map { block.factor($0) }
    // Levels are only ever added; keeping the arrays themselves would make the reader copy them with every block.
    ids += codes.levels.dropFirst(ids.count)
    if let yearCodes { years += yearCodes.levels.dropFirst(years.count) }
    for row in 0..<block.rowCount where codes.codes[row] >= 0 {
      add(key: Self.key(codes.codes[row], yearCodes?.codes[row] ?? -1), Place(block: blocks.count - 1, row: row))
    }
  }

  private mutating func add(key: UInt64, _ place: Place) {
    guard first[key] == nil else { return repeats.append((key, place)) }
    first[key] = place
  }

  private static func key(_ firm: Int32, _ year: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: year)) << 32 | UInt64(UInt32(bitPattern: firm))
  }

  private func firm(_ key: UInt64) -> Firm {
    let year = Int32(truncatingIfNeeded: key >> 32)
    return Firm(id: Array(ids[Int(key & 0xFFFF_FFFF)].utf8), year: year < 0 ? [] : Array(years[Int(year)].utf8))
  }

  func position(_ place: Place) -> SourcePosition { blocks[place.block].position(ofRow: place.row) }
}

// MARK: Duplicates

extension FirmRegister {
  /// A firm met twice.
  struct Duplicate {
    let firm: Firm
    let first: SourcePosition
    let second: SourcePosition
  }

  /// Of all second rows of a firm the one that comes first in the file, whichever registers the rows are in.
  static func firstDuplicate(_ registers: [FirmRegister]) -> Duplicate? {
    let firms = repeatedFirms(registers)
    guard !firms.isEmpty else { return nil }
    var queues = registers.map { RepeatQueue($0, firms) }
    var seen: [Firm: SourcePosition] = [:]
    while let next = queues.indices.filter({ queues[$0].head != nil }).min(by: { queues[$0].head! < queues[$1].head! })
    {
      for (firm, place) in queues[next].takeBlock() {
        let position = registers[next].position(place)
        if let first = seen.updateValue(position, forKey: firm) {
          return Duplicate(firm: firm, first: first, second: position)
        }
      }
    }
    return nil
  }

  private static func repeatedFirms(_ registers: [FirmRegister]) -> Set<Firm> {
    var repeated = Set(registers.flatMap { register in register.repeats.map { register.firm($0.key) } })
    guard registers.count > 1 else { return repeated }
    var seen: Set<Firm> = []
    for register in registers {
      for key in register.first.keys where !seen.insert(register.firm(key)).inserted {
        repeated.insert(register.firm(key))
      }
    }
    return repeated
  }

  /// The rows of repeated firms in one register, block by block. A line costs a reading of the file up to there, so few
  /// are asked for.
  private struct RepeatQueue {
    private let register: FirmRegister
    /// In reverse order of the file.
    private var rows: [(firm: Firm, place: Place)]
    /// The line of the next row.
    private(set) var head: Int?

    init(_ register: FirmRegister, _ firms: Set<Firm>) {
      self.register = register
      let all = register.first.map { ($0.key, $0.value) } + register.repeats
      rows = all.map { (firm: register.firm($0.0), place: $0.1) }.filter { firms.contains($0.firm) }
      rows.sort { ($0.place.block, $0.place.row) > ($1.place.block, $1.place.row) }
      head = rows.last.map { register.position($0.place).line }
    }

    mutating func takeBlock() -> [(firm: Firm, place: Place)] {
      let block = rows.last?.place.block
      let count = rows.reversed().prefix { $0.place.block == block }.count
      defer {
        rows.removeLast(count)
        head = rows.last.map { register.position($0.place).line }
      }
      return rows.suffix(count).reversed()
    }
  }
}
