// One year and one total by every method of the program, held against a truth that is known: the direct loss of 2019.
//
// swift run -c release notebook-04-methods-compared

import Estimation
import Microdata
import NotebookSupport
import Replication
import Reporting
import Sampling
import Studies
import TradeImpact

// MARK: 1. The question

let folder = "datasets/china-2019/"
let margins = try CSVRows(contentsOf: folder + "population-margins.csv")
let truth = margins.first(["measure": "direct_loss", "row_kind": "all", "row": "all"]).number("value") * 1e4

say("# One total by every method")
say(
  "How much did exporters lose in 2019? The sample answers with its weights, but there are other ways to weight, to treat very large "
    + "losses, and to say how far off the answer may be. The sample is synthetic: the loss of all firms of its population is "
    + "\(hundredMillion(truth)) 亿元, so every answer can be held against it. One sample shows what methods do, not which is best; that "
    + "takes thousands of samples (notebook 06).")

// MARK: 2. Expansion and known exports

let file = try CSVFile(path: folder + "survey.csv")
let register = try ExportTotals(
  reading: CSVFile(path: folder + "totals.csv"), auxiliary: "frame_exports", unit: .tenThousandYuan, year: 2019)

/// The rows that a plan asks for, amounts in yuan, losses written in 元 corrected.
func rows(_ plan: EstimationPlan) throws -> RowBlock {
  let records = try SurveyRecords(
    plan.columns, fileColumns: file.columnNames, naming: SurveyColumns(generalUnit: .tenThousandYuan),
    unitErrors: UnitErrorRule(factor: 10_000))
  return try file.reduce(
    columns: records.columns, threads: 2, into: { CollectedRows() }, { $0.append(try records.block(from: $1)) },
    merge: { $0.merge($1) }
  ).block()
}
func estimate(
  _ statistic: Statistic = .total([.number("direct_loss")]), weighting: [WeightingColumns] = [],
  variance: VarianceMethod = .linearised, singletons: SingletonRule = .adjust
) throws -> Estimate {
  let design = try DesignColumns(
    strata: ["stratum"], corrections: [.init(column: "population", kind: .populationSizes)], singletons: singletons)
  let plan = EstimationPlan(
    design: design, variance: variance, weighting: weighting, requests: [.init(statistic)])
  let answer = try plan.answers(from: rows(plan), threads: 2)[0].get()
  guard case .estimates(let estimates) = answer else { preconditionFailure("a total is an estimate") }
  return estimates[0]
}

let expansion = try estimate()
let exports = register[.everything]!
let combined = try estimate(
  .combinedRatioTotal(numerator: "direct_loss", denominator: "frame_exports", denominatorTotal: exports))
let sectors = register.levels(of: "sector")
let separate = try estimate(
  .separateRatioTotal(
    numerator: "direct_loss", denominator: "frame_exports", strata: "sector",
    denominatorTotals: sectors.map { StratumTotal(stratum: $0.code, total: $0.yuan) }))

say("## 1. Other totals known")
say(
  "Expansion multiplies every answer by the firms that it stands for. Ratio estimators trust the register's exports more: what firms "
    + "lose of a yuan of exports, times all exports, for the nation or sector by sector.")
compare([("expansion", expansion), ("combined ratio", combined), ("separate ratio, by sector", separate)])

// MARK: 3. Calibration

/// Firms by region and exports by sector and size class, as the weights are to give them.
func terms() throws -> [CalibrationColumns.Term] {
  let counts = try CSVRows(contentsOf: folder + "totals.csv").rows(["kind": "region"]).map { region in
    CalibrationColumns.Term(
      name: "firms of " + region["code"], kind: .indicator("region", level: region["code"]),
      total: region.number("firms"))
  }
  // Size classes are those of agricultural products and of others: one of each follows from the sectors.
  let sizes = register.levels(of: "size_class").filter { !["A4", "I4", "unclassified"].contains($0.code) }
  let levels = sectors.map { ("sector", $0.code, $0.yuan) } + sizes.map { ("size_class", $0.code, $0.yuan) }
  return counts
    + levels.map { factor, code, yuan in
      .init(
        name: "exports of " + code, kind: .numeric("frame_exports"), total: yuan,
        domain: [.level(column: factor, isOneOf: [code], negated: false)])
    }
}
let known = try terms()
let greg = try estimate(weighting: [.calibrate(.init(distance: .linear, terms: known))])
let raked = try estimate(weighting: [.calibrate(.init(distance: .raking, terms: known))])

say("## 2. Many totals known at once")
say(
  "Calibration changes the weights as little as it takes to give \(known.count) known totals: firms of every region, exports of every "
    + "sector and size class. With the linear distance that is the generalized regression estimator (GREG); with the other one no weight "
    + "falls below zero.")
compare([("expansion", expansion), ("GREG", greg), ("calibration", raked)])
say(
  "The three agree within a small part of their error: size within strata is nearly all that the register knows, and the strata know it "
    + "already. Losses vary between firms of one size far more than with size.")

// MARK: 4. Large losses and firms that did not answer

let study = try Study(contentsOf: "datasets/china-2015-2019/study.yml")
let report = try StudyReport(study, study.years.last!, threads: 2)
func cell(_ table: String, _ column: String, _ row: String = "all") -> Cell {
  let table = report.report.tables.first { $0.id == table }!
  return table.cells[table.rows.firstIndex { $0.code == row }!][table.columns.firstIndex { $0.code == column }!]
}

say("## 3. One firm that weighs too much")
say(
  "One firm makes \(percent(cell("influence", "largest_share").value!)) % of the loss. Winsorising cuts what lies above a limit; the "
    + "conditional-bias estimator holds back the firms whose presence moves the estimate most. Both buy less variance with some bias, and "
    + "the bias is not in the error:")
let adjusted: [(method: String, amount: any EstimatedAmount)] = [
  ("winsorised", cell("influence", "winsorised")), ("conditional bias", cell("influence", "conditional_bias")),
  ("calibrated and winsorised", cell("recommended-direct-loss", "recommended")),
]
compare(adjusted)
say("## 4. Firms that did not answer")
say(
  "\(percent(cell("nonresponse", "response_rate").value!)) % of the firms answer, by weight. Whom do answers stand for? Those of the same "
    + "stratum; those of the same class of sector and size; or those whom a logistic model takes to be as likely to answer:"
)
let answering: [(method: String, amount: any EstimatedAmount)] = [
  ("strata", cell("nonresponse", "direct_loss_strata")), ("classes", cell("nonresponse", "direct_loss_classes")),
  ("model", cell("nonresponse", "direct_loss_propensity")),
]
compare(answering)
say(
  "In this population affected firms answer more readily, which no method here knows: over 2,000 samples expansion comes out 1.7 % too "
    + "high (notebook 06). Which firms answer is an assumption, and the three rows show how far the total depends on it."
)

// MARK: 5. Errors

// A stratum with one answer has no spread to resample: it adds none.
let singletons = SingletonRule.certainty
// Small regions are absent from some resamples, which then have no firm to give their count: exports alone.
let linear = [
  WeightingColumns.calibrate(.init(distance: .linear, terms: known.filter { $0.name.hasPrefix("exports") }))
]
let methods: [(String, VarianceMethod)] = [
  ("linearization", .linearised),
  ("jackknife, one firm left out at a time", .builtReplicates(.jkn, seed: 1, centersOnFullSample: true)),
  ("bootstrap, Rao, Wu and Yue", .builtReplicates(.raoWuYue(replicates: 1000), seed: 1, centersOnFullSample: true)),
  (
    "bootstrap, Canty and Davison",
    .builtReplicates(.cantyDavison(replicates: 1000), seed: 1, centersOnFullSample: true)
  ),
]
let errors = try methods.map { name, variance in
  (name, try [[], linear].map { try estimate(weighting: $0, variance: variance, singletons: singletons) })
}

say("## 5. The error by several methods")
printTable(
  ["standard error, 亿元", "expansion", "GREG, exports alone"],
  errors.map { name, estimates in [name] + estimates.map { hundredMillion($0.standardError!) } })
say(
  "For expansion the jackknife is the linearized error itself, a bootstrap of 1,000 replicates is within a few percent of it. For GREG the "
    + "replicates repeat the calibration, and so hold what its weights add to the error, which linearization leaves out. All of them "
    + "know the spread of this sample alone: where one firm makes half of the variance, none of them knows the error well."
)

// MARK: 6. Intervals

let intervals = CSVRows(report.lists.first { $0.file == "intervals.csv" }!.text)
let rowsOfIntervals =
  [("the nation", truth, intervals.first(["table": "national", "row": "direct_loss", "column": "expansion"]))]
  + sectors.filter { $0.code != "unclassified" }.map { sector in
    let margin = margins.first(["measure": "direct_loss", "row_kind": "sector", "row": sector.code]).number("value")
    return (sector.code, margin * 1e4, intervals.first(["table": "2-1", "row": sector.code, "column": "amount"]))
  }
func limits(_ row: CSVRows.Row, _ prefix: String) -> ClosedRange<Double> {
  row.number(prefix + "lower")...row.number(prefix + "upper")
}
func shown(_ limits: ClosedRange<Double>) -> String {
  "\(hundredMillion(limits.lowerBound)) – \(hundredMillion(limits.upperBound))"
}

say("## 6. Intervals")
say(
  "A t interval reaches as far down as up. Losses do not: most firms have none and a few have very large ones. The "
    + "studentized bootstrap takes the shape from resamples; the program's rule chooses between it and laws fitted to the amounts, and "
    + "says which it took.")
printTable(
  ["亿元", "estimate", "true", "t interval", "by the rule", "chosen"],
  rowsOfIntervals.map { name, truth, row in
    [
      name, hundredMillion(row.number("value")), hundredMillion(truth), shown(limits(row, "t_")),
      shown(limits(row, "")),
    ]
      + [row["interval"]]
  })
let (byT, byRule) = (
  rowsOfIntervals.count { limits($0.2, "t_").contains($0.1) }, rowsOfIntervals.count { limits($0.2, "").contains($0.1) }
)
say("The t interval holds the truth in \(byT) of these \(rowsOfIntervals.count) rows, that of the rule in \(byRule).")

say("## 7. What differs")
let totals =
  ([expansion, combined, separate, greg, raked] as [any EstimatedAmount]) + adjusted.map(\.amount)
  + answering.map(\.amount)
let (lowest, highest) = (totals.compactMap(\.value).min()!, totals.compactMap(\.value).max()!)
say(
  "All methods together lie between \(hundredMillion(lowest)) and \(hundredMillion(highest)) 亿元: \(hundredMillion(highest - lowest)) apart, "
    + "where one standard error of the plain estimate is \(hundredMillion(expansion.standardError!)). Which known totals the weights meet "
    + "hardly matters here; how one firm is treated, and what is assumed of those that did not answer, matters more; the sample matters "
    + "most.")

// MARK: Helpers

/// What a method gives.
protocol EstimatedAmount {
  var value: Double? { get }
  var standardError: Double? { get }
}
extension Estimate: EstimatedAmount {}
extension Cell: EstimatedAmount {}

func compare(_ rows: [(method: String, amount: any EstimatedAmount)]) {
  printTable(
    ["method", "亿元", "standard error", "above the truth", "in standard errors"],
    rows.map { method, amount in
      let (value, error) = (amount.value!, amount.standardError!)
      return [method, hundredMillion(value), hundredMillion(error), hundredMillion(value - truth)]
        + [decimal((value - truth) / error, 2)]
    })
}
