import Microdata
import Sampling
import TestSupport

/// A comma-separated table of the fixtures, all of whose fields are plain.
struct ReferenceTable {
  private let columns: [String: [String]]

  init(_ name: String) throws {
    let text = String(decoding: try Fixtures.bytes("\(Fixtures.folder)/replication/\(name).csv"), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    var columns: [String: [String]] = [:]
    for (j, header) in lines[0].enumerated() { columns[header] = lines.dropFirst().map { $0[j] } }
    self.columns = columns
  }

  func text(_ column: String) throws -> [String] {
    try columns[column] ?? { throw Fixtures.Unreadable(path: column) }()
  }
  func numbers(_ column: String) throws -> [Double] { try text(column).map { Double($0) ?? .nan } }
  func factor(_ column: String) throws -> Factor { Factor(values: try text(column)) }
}

/// Values made by Scripts/replication.R.
struct ReferenceValues {
  private var values: [String: [Double]] = [:]

  init() throws {
    let table = try ReferenceTable("expected")
    for ((name, quantity), value) in zip(
      zip(try table.text("case"), try table.text("quantity")), try table.numbers("value"))
    {
      values["\(name)/\(quantity)", default: []].append(value)
    }
  }

  func list(_ name: String, _ quantity: String) throws -> [Double] {
    try values["\(name)/\(quantity)"] ?? { throw Fixtures.Unreadable(path: name) }()
  }

  func value(_ name: String, _ quantity: String) throws -> Double { try list(name, quantity)[0] }
}

/// The designs of the fixtures.
enum FixtureDesigns {
  /// 15 of 757 school districts.
  static func clusters(corrected: Bool = true) throws -> (design: SurveyDesign, table: ReferenceTable) {
    let table = try ReferenceTable("apiclus1")
    let correction: FinitePopulationCorrection =
      corrected ? .populationSizes(try table.numbers("fpc")) : .withReplacement
    let stage = SamplingStage(unit: try table.factor("dnum"), correction: correction)
    return (try SurveyDesign(stages: [stage], designWeights: try table.numbers("pw")), table)
  }

  /// 100, 50 and 50 schools.
  static func strata() throws -> (design: SurveyDesign, table: ReferenceTable) {
    let table = try ReferenceTable("apistrat")
    let stage = SamplingStage(
      stratum: try table.factor("stype"), correction: .populationSizes(try table.numbers("fpc")))
    return (try SurveyDesign(stages: [stage], designWeights: try table.numbers("pw")), table)
  }

  /// Up to 5 schools of each of 40 districts.
  static func twoStages() throws -> (design: SurveyDesign, table: ReferenceTable) {
    let table = try ReferenceTable("apiclus2")
    let stages = [
      SamplingStage(unit: try table.factor("dnum"), correction: .populationSizes(try table.numbers("fpc1"))),
      SamplingStage(unit: try table.factor("snum"), correction: .populationSizes(try table.numbers("fpc2"))),
    ]
    return (try SurveyDesign(stages: stages, designWeights: try table.numbers("pw")), table)
  }

  /// Two ambulances in each of three services.
  static func pairs() throws -> (design: SurveyDesign, table: ReferenceTable) {
    let table = try ReferenceTable("scd")
    let stage = SamplingStage(unit: try table.factor("ambulance"), stratum: try table.factor("ESA"))
    return (try SurveyDesign(stages: [stage], designWeights: try table.numbers("weight")), table)
  }
}
