import Studies
import SurveyPlanning
import TestSupport

/// A folder with a plan, its frame and what else it names, for as long as a test runs.
final class PlanFolder {
  private let folder = TemporaryFolder()

  init(_ files: [String: String] = [:]) {
    for (name, text) in files { write(name, text) }
  }

  var path: String { folder.path }

  func write(_ name: String, _ text: String) { folder.write(name, text) }

  func file(_ yaml: String) throws(PlanningError) -> PlanFile {
    try PlanFile(yaml: Array(yaml.utf8), path: path + "/plan.yml")
  }

  func plan(_ yaml: String, threads: Int = 1) throws(PlanningError) -> SamplePlan {
    try SamplePlan(file(yaml), threads: threads, study: Study.init(contentsOf:))
  }

  func draw(_ yaml: String, seed: UInt64? = nil, threads: Int = 1) throws(PlanningError) -> SampleDraw {
    try SampleDraw(plan(yaml, threads: threads), seed: seed, threads: threads)
  }
}

/// A register of firms in two regions and three sectors, whose exports differ in spread from stratum to stratum.
enum SmallRegister {
  static let sectors = ["food", "toys", "wood"]
  /// Units by region and sector.
  static let sizes = ["north": [12, 40, 25], "south": [60, 8, 30]]

  struct Unit {
    let id: String
    let region: String
    let sector: String
    let exports: Double
  }

  static let units: [Unit] = {
    var generator = SeededGenerator(seed: 11)
    var units: [Unit] = []
    for region in ["north", "south"] {
      for (place, count) in sizes[region]!.enumerated() {
        for _ in 0..<count {
          let size = Double.random(in: 1..<10, using: &generator)
          let exports = (size * size * Double(place + 1) * 10).rounded() / 10
          units.append(Unit(id: "F\(units.count + 1)", region: region, sector: sectors[place], exports: exports))
        }
      }
    }
    return units
  }()

  static func csv(_ units: [Unit] = units) -> String {
    "id,region,sector,exports\n" + units.map { "\($0.id),\($0.region),\($0.sector),\($0.exports)\n" }.joined()
  }

  /// The register as a stratum table, its rows finer than strata: even and odd units of each stratum apart.
  static var table: String {
    var rows = "region,sector,firms,exports,exports_sd\n"
    for region in ["north", "south"] {
      for sector in sectors {
        let own = units.filter { $0.region == region && $0.sector == sector }.map(\.exports)
        for half in [0, 1] {
          let values = own.indices.filter { $0 % 2 == half }.map { own[$0] }
          rows += "\(region),\(sector),\(values.count),\(values.reduce(0, +)),\(deviation(values))\n"
        }
      }
    }
    return rows
  }

  /// Divisor n - 1.
  static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  static let stratumLabels = ["north.food", "north.toys", "north.wood", "south.food", "south.toys", "south.wood"]

  static func values(_ stratum: String) -> [Double] {
    units.filter { "\($0.region).\($0.sector)" == stratum }.map(\.exports)
  }

  static let plan = """
    plan: small
    frame: {file: frame.csv, id: id}
    strata: {by: [region, sector]}
    allocation: {method: neyman, variable: exports, sample_size: 60}
    selection: {seed: 7}
    """
}
