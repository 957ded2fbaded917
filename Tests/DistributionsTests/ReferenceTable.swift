import Glibc

/// Rows of a table in `Fixtures`: function, argument, up to two parameters, value.
struct ReferenceTable {
  struct Row: Sendable, CustomStringConvertible {
    let function: String
    let argument: Double
    let parameters: [Double]
    let value: Double

    var description: String { "\(function)(\(argument); \(parameters))" }
  }

  let rows: [Row]

  /// - Parameter name: A file beside this one, whose first line holds the names of the columns.
  init(_ name: String, relativeTo source: StaticString = #filePath) {
    let folder = "\(source)".split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let lines = ReferenceTable.text("\(folder)/Fixtures/\(name)").split(separator: "\n").dropFirst()
    rows = lines.map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return Row(
        function: String(fields[0]), argument: Double(fields[1])!,
        parameters: fields[2...3].compactMap { Double($0) }, value: Double(fields[4])!)
    }
  }

  /// Rows of one distribution, `normal` or `t`.
  func rows(of distribution: String) -> [Row] { rows.filter { $0.function.hasPrefix(distribution + ".") } }

  private static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { preconditionFailure("\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// abs(value / expected - 1), absolute where the expected value is 0.
func relativeError(_ value: Double, _ expected: Double) -> Double {
  if value == expected { return 0 }
  return expected == 0 ? abs(value) : abs(value / expected - 1)
}

enum Tolerance {
  /// Formulas whose terms are exact up to rounding.
  static let closedForm = 1e-12
  /// Tails whose argument, rounded, already moves them by `abs(log tail)` units.
  static let tail = 3e-13
  /// Saddle points of R: `uniroot` stops at 1e-8.
  static let iterative = 1e-7
}
