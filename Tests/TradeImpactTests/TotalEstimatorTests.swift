import Estimation
import Microdata
import Sampling
import TestSupport
import Testing
import TradeImpact

@Suite struct TotalEstimatorTests {
  private static let totals = """
    year,kind,code,frame_exports
    2019,all,all,900
    2019,sector,machinery,600
    2019,sector,agri_food,300
    2019,region,guangdong,400
    2018,all,all,1

    """

  private func totals(_ text: String = totals, year: Int? = 2019) throws -> ExportTotals {
    let file = ScratchFile(text)
    return try ExportTotals(reading: file.csv(), auxiliary: "frame_exports", unit: .tenThousandYuan, year: year)
  }

  @Test func totalsAreYuanOfOneYear() throws {
    let totals = try totals()
    #expect(totals[.everything] == 9e6)
    #expect(totals[.init(kind: "region", code: "guangdong")] == 4e6)
    #expect(totals.levels(of: "sector").map(\.code) == ["machinery", "agri_food"])
    #expect(totals[.init(kind: "region", code: "fujian")] == nil)
  }

  @Test func totalsAtFaultNameTheirLine() throws {
    func sentence(_ row: String, year: Int? = nil) -> String? {
      #expect(throws: ExportTotalsError.self) { try totals("kind,code,frame_exports\nall,all,1\n" + row, year: year) }
        .map { String($0.description.drop { $0 != ":" }) }
    }
    #expect(sentence("sector,x,-2\n") == ":3: frame_exports is -2; exports are not negative, correct it")
    #expect(sentence("sector,x,\n")?.hasPrefix(":3: frame_exports is empty") == true)
    #expect(sentence("all,all,3\n")?.hasPrefix(":3: all all stands on line 2 too") == true)
  }

  @Test func yearThatTheFileLacksIsAnError() {
    #expect(throws: ExportTotalsError.self) { try totals(year: 2017) }
  }

  /// Two machinery firms and one of food: t̂_y = 80, t̂_x = 800 in units of 10,000 yuan.
  private static let rows = [
    SurveySample.row("A", ["weight": "2", "frame_exports": "100", "loss_US": "10"]),
    SurveySample.row("B", ["weight": "2", "frame_exports": "200", "loss_US": "20"]),
    SurveySample.row("C", ["weight": "2", "frame_exports": "100", "loss_US": "10", "hs_chapter": "10"]),
  ]

  private func estimates(_ requests: [StatisticRequest], rows: [String] = rows) throws -> [Estimates] {
    let csv = SurveySample.file(rows)
    let file = try csv.csv()
    let plan = EstimationPlan(design: try DesignColumns(weights: "weight"), requests: requests)
    let records = try SurveyRecords(plan.columns, fileColumns: file.columnNames, naming: SurveySample.naming)
    let moments = try file.reduce(
      columns: records.columns, into: { plan.makeAccumulator() }, { try $0.accumulate(records.block(from: $1)) },
      merge: { $0.merge($1) })
    return try plan.answers(from: moments).map { answer in
      guard case .estimates(let estimates) = try answer.get() else { preconditionFailure("a count") }
      return estimates
    }
  }

  @Test func everyEstimatorGivesItsFormula() throws {
    let totals = try totals()
    let requests = try [TotalEstimator.expansion, .combinedRatio, .separateRatioBySector].map {
      try $0.request(forTotalOf: "direct_loss", totals: totals)
    }
    let values = try estimates(requests).map { $0.values[0]! }
    // Every firm loses a tenth of its exports, so both ratios give a tenth of the known total.
    let expected = [80e4, 90e4, 90e4]
    for (value, expected) in zip(values, expected) { #expect(abs(value - expected) <= 1e-10 * expected) }
  }

  @Test func combinedRatioOfARegionUsesItsOwnTotal() throws {
    let level = ExportTotals.Level(kind: "region", code: "guangdong")
    let request = try TotalEstimator.combinedRatio.request(forTotalOf: "direct_loss", in: level, totals: totals())
    #expect(abs(try estimates([request])[0].values[0]! - 40e4) <= 1e-10 * 40e4)
  }

  @Test func totalsThatAreNotKnownAreErrors() throws {
    let totals = try totals()
    let fujian = ExportTotals.Level(kind: "region", code: "fujian")
    let unknown = #expect(throws: ExportTotalsError.self) {
      try TotalEstimator.combinedRatio.request(forTotalOf: "direct_loss", in: fujian, totals: totals)
    }
    #expect(unknown?.description == "no total of exports is known for region fujian; the totals have guangdong")
    #expect(throws: ExportTotalsError.self) {
      try TotalEstimator.separateRatioBySize.request(forTotalOf: "direct_loss", totals: totals)
    }
    #expect(throws: ExportTotalsError.self) {
      try TotalEstimator.separateRatioBySector.request(forTotalOf: "direct_loss", in: fujian, totals: totals)
    }
  }

  // MARK: Measures

  @Test func everyMeasureCanBeAskedOfASurvey() throws {
    let requests = ImpactMeasure.allCases.map { $0.request(by: ["sector"]) }
    let rows = (0..<20).map { number in
      SurveySample.row(
        "F\(number)",
        [
          "affected": "1", "loss_US": "\(number + 1)", "cost_inspection": "2", "cause_return": "1",
          "hs_chapter": number % 2 == 0 ? "84" : "10",
        ])
    }
    let answers = try estimates(requests, rows: rows)
    for (measure, answer) in zip(ImpactMeasure.allCases, answers) {
      #expect(!answer.values.isEmpty && answer.values.allSatisfy { $0 != nil }, "\(measure.rawValue)")
    }
    let shares = try #require(answers[ImpactMeasure.allCases.firstIndex(of: .shareOfDirectLoss)!].values as? [Double])
    #expect(abs(shares.reduce(0, +) - 1) <= 1e-12)
  }

  @Test func causeShareIsAmongAffectedFirmsAndLossByCauseAddsToOne() throws {
    let rows = [
      SurveySample.row("A", ["affected": "1", "loss_US": "1", "cause_return": "1", "cause_detention": "1"]),
      SurveySample.row("B", ["affected": "1", "loss_US": "3", "cause_return": "1"]),
      SurveySample.row("C", ["affected": "1", "loss_US": "4"]), SurveySample.row("D"), SurveySample.row("E"),
    ]
    let answers = try estimates(
      [ImpactMeasure.causeShare.request(), ImpactMeasure.lossByCause.request(), ImpactMeasure.affectedShare.request()],
      rows: rows)
    #expect(abs(answers[0]["cause_return"]!.value! - 2.0 / 3) <= 1e-12)
    #expect(abs(answers[1].values.reduce(0) { $0 + $1! } - 1) <= 1e-12)
    #expect(answers[1]["loss_cause_unstated/direct_loss"]?.value == 0.5)
    #expect(abs(answers[2].values[0]! - 0.6) <= 1e-12)
  }
}
