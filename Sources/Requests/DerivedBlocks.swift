import Documents
import Estimation
import Glibc
import Microdata

/// Reads the columns that a plan wants from a file that may have them only by way of derivation.
struct DerivedBlocks: Sendable {
  /// Where one column of the plan comes from.
  private enum Source: Sendable {
    case read(Int)
    case sum([Int])
    case logarithm(Int, name: String)
  }

  /// What to read, in order.
  private(set) var columns: [ColumnSpec] = []
  private var sources: [Source] = []

  init(_ wanted: [EstimationPlan.Column], data: DataDescription) {
    for column in wanted {
      switch data.derivation(of: column.name) {
      case .sum(let parts): sources.append(.sum(parts.map { read($0, .number, data) }))
      case .logarithm(let name): sources.append(.logarithm(read(name, .number, data), name: name))
      case nil: sources.append(.read(read(column.name, column.role, data)))
      }
    }
  }

  private mutating func read(_ name: String, _ role: EstimationPlan.Column.Role, _ data: DataDescription) -> Int {
    let kind: ColumnSpec.Kind =
      switch (role, data.type(of: name)) {
      case (.number, .number(let thousands)): .number(thousands: thousands)
      case (.number, _): .number(thousands: nil)
      case (.factor, .number(let thousands)): .numericFactor(thousands: thousands)
      case (.factor, _): .factor
      }
    let spec = ColumnSpec(name: name, kind: kind)
    if let place = columns.firstIndex(of: spec) { return place }
    columns.append(spec)
    return columns.count - 1
  }

  /// - Throws: ``Refusal`` where a logarithm does not exist, with the line.
  func derive(_ block: RowBlock) throws(Refusal) -> RowBlock {
    var columns: [BlockColumn] = []
    for source in sources {
      switch source {
      case .read(let place): columns.append(block.columns[place])
      case .sum(let places): columns.append(.number(sum(places.map { block.numbers($0) }, rows: block.rowCount)))
      case .logarithm(let place, let name): columns.append(.number(try logarithms(place, name, block)))
      }
    }
    return block.replacing(columns: columns)
  }

  /// Missing where any part is missing; parts are added in the order in which they are listed.
  private func sum(_ parts: [[Double]], rows: Int) -> [Double] {
    var sum = [Double](repeating: 0, count: rows)
    for part in parts {
      for row in 0..<rows { sum[row] += part[row] }
    }
    return sum
  }

  private func logarithms(_ place: Int, _ name: String, _ block: RowBlock) throws(Refusal) -> [Double] {
    let values = block.numbers(place)
    if let row = values.firstIndex(where: { $0 <= 0 }) {
      let position = block.position(ofRow: row)
      throw .badInput(
        "log_of_nonpositive",
        "\(position.file):\(position.line): the logarithm of \(name) = \(values[row]) does not exist; leave such rows out of the "
          + "file or mark the value missing")
    }
    return values.map { log($0) }
  }
}

extension RowBlock {
  fileprivate func numbers(_ place: Int) -> [Double] {
    guard case .number(let values) = columns[place] else { preconditionFailure("column \(place) is a number") }
    return values
  }
}
