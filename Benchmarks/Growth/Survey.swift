import Estimation
import Microdata
import Sampling

/// A stratified sample of firms made row by row from the row's number: two thirds of the amounts are zero.
struct Survey {
  let rows: Int
  var strata = 28
  var domains = 7
  var variables: [String]

  static let blockRows = 4_096

  static func design() throws -> DesignColumns { try DesignColumns(strata: ["stratum"], weights: "weight") }

  init(rows: Int, strata: Int = 28, domains: Int = 7, variables: Int = 1) {
    (self.rows, self.strata, self.domains) = (rows, strata, domains)
    self.variables = (0..<variables).map { "x\($0)" }
  }

  func block(_ run: Range<Int>, _ columns: [EstimationPlan.Column]) -> RowBlock {
    RowBlock(
      rowCount: run.count,
      columns: columns.map { column in
        switch column.name {
        case "stratum": factor(run, levels: strata, "h")
        case "sector": factor(run, levels: 7, "s")
        case "domain": factor(run, levels: domains, "d")
        case "weight": .number(run.map { 1 + Double($0 % 17) / 3 })
        default: amounts(run, salt: UInt64(column.name.dropFirst()) ?? 0)
        }
      })
  }

  private func factor(_ run: Range<Int>, levels: Int, _ prefix: String) -> BlockColumn {
    .factor(codes: run.map { Int32($0 % levels) }, levels: Self.names(levels, prefix))
  }

  /// Made once a size: blocks share their level lists.
  nonisolated(unsafe) private static var known: [String: [String]] = [:]

  private static func names(_ levels: Int, _ prefix: String) -> [String] {
    if let names = known[prefix], names.count == levels { return names }
    let names = (0..<levels).map { "\(prefix)\($0)" }
    known[prefix] = names
    return names
  }

  private func amounts(_ run: Range<Int>, salt: UInt64) -> BlockColumn {
    .number(
      run.map { row in
        let bits = Self.mixed(UInt64(row) &* 0x9E37_79B9_7F4A_7C15 &+ salt)
        return bits % 3 == 0 ? Double(bits >> 40) / 100 : 0
      })
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, figure 16).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
