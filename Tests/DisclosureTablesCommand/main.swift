// Protects random linked tables and writes what an attacker needs to try them: disclosure-tables [COUNT]
// One JSON object a line: values, which cells are withheld, sums, and the interval that every sensitive cell needs.
import DisclosureControl
import DisclosureTables

let count = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1])! : 500
for seed in 0..<count {
  let tables = try RandomTables(seed: seed).tables
  let pattern = try SuppressionPattern(protecting: tables)
  let sums = tables.relations.relations.map { "[\($0.total),\($0.parts)]" }
  let sensitive = tables.primaries.map { "[\($0.cell),\($0.lower),\($0.upper),\($0.soleContributor ?? -1)]" }
  print(
    "{\"values\":\(tables.values),\"secondary\":\(pattern.secondary),\"sums\":[\(sums.joined(separator: ","))],"
      + "\"sensitive\":[\(sensitive.joined(separator: ","))]}")
}
