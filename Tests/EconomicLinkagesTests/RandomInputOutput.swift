import TestSupport

/// A balanced table of random flows with imports in them, as the text of its files.
struct RandomInputOutput {
  let sectors: [String]
  let table: String
  let imports: String
  let region: String
  /// The same economy with domestic flows and a row of imported inputs.
  let domestic: String

  init(seed: UInt64, count: Int = 5) {
    var generator = SeededGenerator(seed: seed)
    func draw(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    let names = (1...count).map { "s\($0)" }
    let output = names.map { _ in draw(100...2000) }
    let flows = names.map { _ in output.map { draw(0...0.9) / Double(count) * $0 } }
    let shares = names.map { _ in draw(0...0.4) }
    let exports = output.map { draw(0.01...0.2) * $0 }
    let imports = names.indices.map { shares[$0] / (1 - shares[$0]) * (output[$0] - exports[$0]) }
    let demand = names.indices.map { output[$0] - flows[$0].reduce(0, +) - exports[$0] + imports[$0] }
    let jobs = output.map { draw(0.001...0.1) * $0 }
    let imported = zip(flows, shares).map { row, share in row.map { draw(0...min(1, 2 * share)) * $0 } }
    func rows(_ rows: [[Double]]) -> [String] {
      zip(names, rows).map { "\($0)," + $1.map { "\($0)" }.joined(separator: ",") }
    }
    func file(_ header: [String], _ lines: [String]) -> String {
      ([(["sector"] + header).joined(separator: ",")] + lines).map { $0 + "\n" }.joined()
    }
    sectors = names
    table = file(
      names + ["final_demand", "exports", "imports", "output", "jobs"],
      rows(names.indices.map { flows[$0] + [demand[$0], exports[$0], imports[$0], output[$0], jobs[$0]] }))
    self.imports = file(names, rows(imported))
    region = file(["output"], rows(output.map { [draw(0.01...0.5) * $0] }))
    let home = zip(flows, imported).map { zip($0, $1).map { $0 - $1 } }
    let bought = names.indices.map { j in imported.reduce(0) { $0 + $1[j] } }
    domestic = file(
      names + ["output", "imported_inputs", "jobs"],
      rows(names.indices.map { home[$0] + [output[$0], bought[$0], jobs[$0]] }))
  }

  var folder: LinkageFolder {
    get throws {
      try LinkageFolder(["table.csv": table, "imports.csv": imports, "region.csv": region, "domestic.csv": domestic])
    }
  }

  /// Every trade sector is the table sector of its name.
  func section(table: String = "table.csv", _ rest: String) -> String {
    """
    knock_on:
      table: \(table)
      unit: 亿元
      sectors: {\(sectors.map { "\($0): \($0)" }.joined(separator: ", "))}
      \(rest.replacing("\n", with: "\n  "))
    """
  }
}
