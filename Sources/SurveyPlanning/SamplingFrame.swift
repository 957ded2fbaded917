import Microdata
import Sampling

/// The units that a sample can be drawn from, one a row of a file, with what the register knows of them.
public struct SamplingFrame: Sendable {
  public let path: String
  /// N identifiers, each once.
  public let identifiers: [String]
  private let factors: [String: Factor]
  private let numbers: [String: [Double]]

  public var unitCount: Int { identifiers.count }

  /// What to read of the file.
  public struct Columns: Sendable, Hashable {
    public let identifier: String
    public let factors: [String]
    public let numbers: [String]

    public init(identifier: String, factors: [String], numbers: [String]) {
      self.identifier = identifier
      self.factors = Self.unique(factors)
      self.numbers = Self.unique(numbers)
    }

    private static func unique(_ names: [String]) -> [String] {
      names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
    }
  }

  /// Reads a unit list.
  /// - Throws: ``PlanningError`` with the line of a unit that comes twice, has no identifier, no class, or no number.
  public init(path: String, columns: Columns, threads: Int = 1) throws(PlanningError) {
    do {
      let file = try CSVFile(path: path)
      let specs =
        [ColumnSpec(name: columns.identifier, kind: .factor)]
        + columns.factors.map { ColumnSpec(name: $0, kind: .factor) }
        + columns.numbers.map { ColumnSpec(name: $0, kind: .number(thousands: nil)) }
      let rows = try file.reduce(
        columns: specs, threads: threads, into: { FrameRows() }, { $0.append($1) }, merge: { $0.merge($1) })
      var (factors, numbers) = ([String: Factor](), [String: [Double]]())
      for (spec, column) in zip(specs.dropFirst(), rows.columns(threads: threads)) {
        switch column {
        case .factor(let codes, let levels): factors[spec.name] = Factor(levels: levels, codes: codes)
        case .number(let values): numbers[spec.name] = values
        }
      }
      (self.path, self.factors, self.numbers) = (path, factors, numbers)
      identifiers = try Self.complete(rows.identifierOfUnit, columns.identifier, path)
      try requireUsable(columns)
    } catch { throw PlanningError(error) }
  }

  func hasFactor(_ name: String) -> Bool { factors[name] != nil }

  /// N codes of a column that was read as a factor.
  public func factor(_ name: String) -> Factor {
    guard let factor = factors[name] else { preconditionFailure("column \(name) was not read as a factor") }
    return factor
  }

  /// N values of a column that was read as a number.
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
    guard unitCount > 0 else {
      throw PlanningError(message: "\(path):2: the frame has a header and no units; check that it was exported whole")
    }
    try requireDistinctUnits(columns.identifier)
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

  private func place(_ unit: Int) -> String { "\(path):\(Self.line(unit, path))" }

  /// The line of a unit. A file that changed since it was read has none to tell; its first line of data stands in.
  private static func line(_ unit: Int, _ path: String) -> Int {
    (try? CSVFile(path: path).position(ofRow: unit))??.line ?? 2
  }
}
