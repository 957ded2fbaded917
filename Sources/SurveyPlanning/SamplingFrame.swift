import DataFiles
import Microdata
import Sampling

/// The units that a sample can be drawn from, with what the register knows of them.
///
/// A unit list has one unit a row. A stratum table has the number of units that share their classes, and their sums: enough to plan a
/// sample, not to draw it.
public struct SamplingFrame: Sendable {
  /// What a row of the file is.
  public enum Rows: Sendable, Hashable {
    /// A unit, with the column of its identifier.
    case units(identifier: String)
    /// Units that share their classes, with the column of how many they are.
    case cells(count: String)
  }

  public let path: String
  /// N identifiers, each once; none in a stratum table.
  public let identifiers: [String]
  /// Units by row; nil where every row is one.
  let counts: [Int]?
  private var factors: [String: Factor]
  private let numbers: [String: [Double]]
  /// Rows of a stratum table that have no unit; they are left out.
  let emptyCells: Int
  /// The places in the file of the rows of a stratum table.
  private let fileRows: [Int]?

  public var rowCount: Int { counts?.count ?? identifiers.count }

  /// N.
  public var unitCount: Int { counts?.reduce(0, +) ?? identifiers.count }

  /// Whether a sample can be drawn from it.
  public var isUnitList: Bool { counts == nil }

  /// What to read of the file.
  public struct Columns: Sendable, Hashable {
    public let rows: Rows
    public let factors: [String]
    public let numbers: [String]

    public init(rows: Rows, factors: [String], numbers: [String]) {
      self.rows = rows
      self.factors = Self.unique(factors)
      self.numbers = Self.unique(numbers)
    }

    private static func unique(_ names: [String]) -> [String] {
      names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
    }

    fileprivate var specs: [ColumnSpec] {
      factors.map { ColumnSpec(name: $0, kind: .factor) }
        + numbers.map { ColumnSpec(name: $0, kind: .number(thousands: nil)) }
    }
  }

  /// Reads a frame.
  /// - Throws: ``PlanningError`` with the line of a unit that comes twice, has no identifier, no class, or no number.
  public init(path: String, columns: Columns, threads: Int = 1) throws(PlanningError) {
    do {
      let file = try CSVFile(dataFile: path)
      self.path = path
      let read: [BlockColumn]
      switch columns.rows {
      case .units(let name):
        let rows = try file.reduce(
          columns: [ColumnSpec(name: name, kind: .factor)] + columns.specs, threads: threads, into: { FrameRows() },
          { $0.append($1) }, merge: { $0.merge($1) })
        read = rows.columns(threads: threads)
        identifiers = try Self.complete(rows.identifierOfUnit, name, path)
        (counts, emptyCells, fileRows) = (nil, 0, nil)
      case .cells(let name):
        let cells = try FrameCells(file, columns.specs, count: name)
        (read, identifiers, counts) = (cells.columns, [], cells.counts)
        (emptyCells, fileRows) = (cells.emptyCount, cells.rows)
      }
      var (factors, numbers) = ([String: Factor](), [String: [Double]]())
      for (spec, column) in zip(columns.specs, read) {
        switch column {
        case .factor(let codes, let levels): factors[spec.name] = Factor(levels: levels, codes: codes)
        case .number(let values): numbers[spec.name] = values
        }
      }
      (self.factors, self.numbers) = (factors, numbers)
      try requireUsable(columns)
    } catch { throw PlanningError(error) }
  }

  func hasFactor(_ name: String) -> Bool { factors[name] != nil }

  /// The codes by row of a column that was read as a factor.
  public func factor(_ name: String) -> Factor {
    guard let factor = factors[name] else { preconditionFailure("column \(name) was not read as a factor") }
    return factor
  }

  /// Adds a column that the plan makes.
  mutating func add(_ name: String, _ factor: Factor) { factors[name] = factor }

  /// The values by row of a column that was read as a number.
  public func numbers(_ name: String) -> [Double] {
    guard let values = numbers[name] else { preconditionFailure("column \(name) was not read as a number") }
    return values
  }

  /// Units by identifier.
  func places() -> [String: Int] { Dictionary(uniqueKeysWithValues: identifiers.enumerated().map { ($1, $0) }) }
}

// MARK: Checks

extension SamplingFrame {
  private func requireUsable(_ columns: Columns) throws(PlanningError) {
    guard rowCount > 0 else {
      throw PlanningError(message: "\(path):2: the frame has a header and no units; check that it was exported whole")
    }
    if case .units(let identifier) = columns.rows { try requireDistinctUnits(identifier) }
    for name in columns.factors {
      try requireComplete(name, factor(name), "every unit needs a class; give it one of its own where it is not known")
    }
    for name in columns.numbers { try requireNumbers(name) }
  }

  private func requireComplete(_ name: String, _ factor: Factor, _ remedy: String) throws(PlanningError) {
    guard let unit = factor.codes.firstIndex(where: { $0 < 0 }) else { return }
    throw PlanningError(message: "\(place(unit)): column \(name) is empty; \(remedy)")
  }

  private static func complete(_ found: [String?], _ name: String, _ path: String) throws(PlanningError) -> [String] {
    var identifiers: [String] = []
    identifiers.reserveCapacity(found.count)
    for (unit, identifier) in found.enumerated() {
      guard let identifier else {
        let line = Self.line(unit, path)
        throw PlanningError(message: "\(path):\(line): column \(name) is empty; every unit needs an identifier")
      }
      identifiers.append(identifier)
    }
    return identifiers
  }

  /// Equal identifiers have equal hashes, and those are compared by sorting.
  private func requireDistinctUnits(_ name: String) throws(PlanningError) {
    let numbers = PermanentRandomNumbers(seed: 0)
    let hashes = identifiers.map { numbers.bits(of: $0) }
    let sorted = hashes.sorted()
    let repeated = Set(zip(sorted, sorted.dropFirst()).lazy.filter { $0 == $1 }.map(\.0))
    guard !repeated.isEmpty else { return }
    var first: [String: Int] = [:]
    for (unit, hash) in hashes.enumerated() where repeated.contains(hash) {
      if let earlier = first.updateValue(unit, forKey: identifiers[unit]) {
        throw PlanningError(
          message: "\(place(unit)): column \(name): the unit \(identifiers[unit]) stands in line "
            + "\(Self.line(earlier, path)) already; a unit that comes twice is drawn twice, so keep one of the two")
      }
    }
  }

  private func requireNumbers(_ name: String) throws(PlanningError) {
    guard let unit = numbers(name).firstIndex(where: { !($0 >= 0) || $0.isInfinite }) else { return }
    let value = numbers(name)[unit]
    let shown = value.isNaN ? "is empty" : "is \(value)"
    throw PlanningError(
      message: "\(place(unit)): column \(name) \(shown); a register value is a number, zero or more; estimate it, "
        + "or take the unit out of the frame")
  }

  /// File and line of a row.
  func place(_ row: Int) -> String { "\(path):\(Self.line(fileRows?[row] ?? row, path))" }

  /// The line of a unit. A file that changed since it was read has none to tell; its first line of data stands in.
  private static func line(_ unit: Int, _ path: String) -> Int {
    (try? CSVFile(dataFile: path).position(ofRow: unit))??.line ?? 2
  }
}
