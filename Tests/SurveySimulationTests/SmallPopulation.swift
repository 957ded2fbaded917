import Microdata
import Studies
import SurveyPlanning
import SurveySimulation
import TestSupport
import TradeImpact

/// Sixty firms in three strata whose answers are all known, with a plan and a study.
struct SmallPopulation {
  /// Direct losses in 万元 by firm; the stratum of firm k is k / 20.
  static let losses: [Double] = (0..<60).map { k in
    guard k % 3 == 0 else { return 0 }
    let (small, stratum) = (k * 37 % 50, k / 20)
    return Double(small + 40 * stratum)
  }
  static let stratum = (0..<60).map { ["a", "b", "c"][$0 / 20] }
  private static let columnNames = [
    "firm_id", "region", "hs_chapter", "frame_exports", "exports", "ownership", "business_type", "stratum",
    "population",
    "affected", "direct_loss", "added_cost",
  ]

  let plan: SamplePlan
  let survey: SimulatedSurvey

  /// - Parameter drawn: Of each stratum of 20.
  init(drawn: Int) throws {
    let folder = TemporaryFolder()
    let frame = folder.write(
      "frame.csv", "firm_id,stratum\n" + Self.stratum.enumerated().map { "F\($0),\($1)\n" }.joined())
    let file = try PlanFile(
      yaml: Array(
        """
        plan: small
        frame: {file: \(frame), id: firm_id}
        strata: {by: stratum}
        allocation: {method: equal, sample_size: \(3 * drawn), minimum: \(drawn)}
        selection: {seed: 5}
        """.utf8), path: folder.file("plan.yml"))
    plan = try SamplePlan(file) { path throws(StudyError) in throw StudyError(message: path) }
    survey = try SimulatedSurvey(
      try Self.study(), try Self.study().years[0], naming: SurveyColumns(generalUnit: .tenThousandYuan),
      columnNames: Self.columnNames, population: Self.answers)
  }

  private static func study() throws(StudyError) -> Study {
    try Study(
      yaml: Array(
        """
        study: small
        title: {zh: 小, en: small}
        years: {2019: {sample: none.csv}}
        units: 万元
        design: {strata: stratum, population: population}
        tables: ["2-1", "2-2"]
        """.utf8), path: "study.yml"
    ) { path throws(StudyError) in throw StudyError(message: path) }
  }

  private static func answers(_ columns: [ColumnSpec]) -> RowBlock {
    RowBlock(rowCount: losses.count, columns: columns.map { column($0.name, isNumber: $0.kind != .factor) })
  }

  private static func column(_ name: String, isNumber: Bool) -> BlockColumn {
    let values = losses.indices.map { k -> Double in
      switch name {
      case "population": 20
      case "affected": losses[k] > 0 ? 1 : 0
      case "direct_loss": losses[k]
      case "added_cost": 1
      default: 1000
      }
    }
    if isNumber { return .number(values) }
    let texts = losses.indices.map { k -> String in
      switch name {
      case "firm_id": "F\(k)"
      case "stratum": stratum[k]
      case "hs_chapter": ["84", "39"][k % 2]
      case "region": "guangdong"
      case "ownership": "private"
      case "business_type": "trading"
      default: "\(Int(values[k]))"
      }
    }
    var levels = LevelDictionary()
    let codes = texts.map { levels.code(for: $0) }
    return .factor(codes: codes, levels: levels.levels)
  }
}
