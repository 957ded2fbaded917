import Microdata
import TestSupport
import Weighting

/// A small table of a fixture: columns by name, no quoted fields.
struct FixtureTable {
  private let columns: [String: [String]]
  let rowCount: Int

  init(_ name: String) throws {
    let text = String(decoding: try Fixtures.bytes(Fixtures.folder + "/weighting/" + name), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = lines[0].map { String($0) }
    var columns: [String: [String]] = [:]
    for (place, column) in header.enumerated() { columns[column] = lines.dropFirst().map { String($0[place]) } }
    self.columns = columns
    rowCount = lines.count - 1
  }

  func text(_ name: String) -> [String] { columns[name] ?? [] }

  func numbers(_ name: String) -> [Double] { text(name).map { Double($0) ?? .nan } }

  func factor(_ names: String...) -> Factor {
    Factor(values: (0..<rowCount).map { row in names.map { text($0)[row] }.joined(separator: ".") })
  }

  /// A margin with counts by level; levels of several factors are joined by points.
  func margin(_ names: String..., counts: [String: Double]) -> Margin {
    let factor = Factor(
      values: (0..<rowCount).map { row in names.map { text($0)[row] }.joined(separator: ".") })
    return Margin(name: names.joined(separator: " x "), factor: factor, counts: factor.levels.map { counts[$0] })
  }

  func numeric(_ name: String, total: Double) -> AuxiliaryTerm {
    AuxiliaryTerm(name: name, values: .numeric(numbers(name)), total: total)
  }

  func level(_ name: String, _ level: String, total: Double) -> AuxiliaryTerm {
    let factor = factor(name)
    let code = factor.levels.firstIndex(of: level).map { Int32($0) } ?? 99
    return AuxiliaryTerm(name: "\(name)=\(level)", values: .level(codes: factor.codes, code: code), total: total)
  }

  /// Codes from 0 of the distinct values of a column.
  func codes(_ name: String) -> [Int32] { factor(name).codes }
}

func constant(_ total: Double) -> AuxiliaryTerm {
  AuxiliaryTerm(name: "(Intercept)", values: .constant, total: total)
}

/// The largest `abs(a / b - 1)`.
func largestRelativeError(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  return zip(a, b).reduce(0) { max($0, $1.0 == $1.1 ? 0 : ($1.0 / $1.1 - 1).magnitude) }
}
