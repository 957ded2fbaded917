/// A small CSV file under `Tests/Fixtures`, without quoted fields.
public struct FixtureTable: Sendable {
  public let names: [String]
  public let rows: [[String]]

  public init(_ path: String) throws {
    let lines = String(decoding: try Fixtures.bytes(Fixtures.folder + "/" + path), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    names = lines.first ?? []
    rows = Array(lines.dropFirst())
  }

  /// The fields of a column; traps where it is missing, because a test without its data must not pass.
  public func column(_ name: String) -> [String] {
    guard let position = names.firstIndex(of: name) else { preconditionFailure("no column \(name)") }
    return rows.map { $0[position] }
  }

  public func numbers(_ name: String) -> [Double] {
    column(name).map { field in
      guard let number = Double(field) else { preconditionFailure("\(field) is no number") }
      return number
    }
  }

  /// Numbers of the column `value` in rows where the named columns hold these texts, in file order.
  public func values(_ conditions: [String: String]) -> [Double] {
    let positions = conditions.compactMap { name, text in names.firstIndex(of: name).map { ($0, text) } }
    guard let value = names.firstIndex(of: "value") else { return [] }
    return rows.filter { row in positions.allSatisfy { row[$0.0] == $0.1 } }.compactMap { Double($0[value]) }
  }
}

/// The largest `abs(a - b) / max(abs(b), floor)`; infinite where the counts differ or nothing is compared.
public func largestRelativeError(_ a: [Double], _ b: [Double], floor: Double = 1e-300) -> Double {
  guard a.count == b.count, !a.isEmpty else { return .infinity }
  return zip(a, b).reduce(0) { worst, pair in
    let error = abs(pair.0 - pair.1) / max(abs(pair.1), floor)
    return error.isNaN ? .infinity : max(worst, error)
  }
}
