// What the survey's own design can say: the sample of 2019 drawn 2,000 times from a population whose answers are all known.
//
// swift run -c release notebook-06-sample-design [DRAWS [FOLDER]]
//
// The figures are written to FOLDER, this notebook's own by default.

import NotebookSupport
import Populations
import Studies
import SurveyPlanning
import SurveySimulation
import TradeImpact

let arguments = CommandLine.arguments.dropFirst()
let draws = arguments.first.flatMap { Int($0) } ?? 2000
let figures = arguments.dropFirst().first ?? "notebooks-as-scripts/06-sample-design/figures"
let data = "datasets/china-2015-2019/"

// MARK: 1. The question

say("# What can a survey of 4,825 firms say about the losses of 80,000?")
say(
  "The report's numbers rest on 24,124 firm-surveys in five years, drawn in two layers with unequal fractions, and stand there without "
    + "errors. Here the errors are found by trying: a synthetic population of exporting firms whose sums are the published figures, the "
    + "design, and as many surveys as it takes. Everything below is about that population and that design; what carries over to the "
    + "real survey is the order of magnitude.")

// MARK: 2. The population and the plan

let specification = try PopulationSpecification(yaml: readBytes(data + "population.yml"), path: data + "population.yml")
let firms = try Population(specification).years.first { $0.year == 2019 }!
let study = try Study(contentsOf: data + "study.yml")
let plan = try withTemporaryFile(firms.unitList()) { path in
  var file = try PlanFile(yaml: readBytes(data + "design.yml"), path: data + "design.yml")
  file.setSampleSize(4824)
  return try SamplePlan(file, frame: path) { path throws(StudyError) in throw StudyError(message: path) }
}

say("## The design")
let fractions = zip(plan.allocation.drawn, plan.strata.populationSizes).map { Double($0) / Double($1) }
say(
  "\(plan.frame.unitCount) firms in \(plan.strata.count) strata of region, sector and size; \(plan.allocation.drawn.reduce(0, +)) are "
    + "drawn. \(plan.allocation.takesAll.count { $0 }) strata are taken in full; of the others between "
    + "\(percent(fractions.min()!, 2)) and \(percent(fractions.filter { $0 < 1 }.max()!)) % of the firms are drawn.")
print("| size class | firms | drawn | % drawn |\n| --- | ---: | ---: | ---: |")
for size in ["A1", "A2", "A3", "A4", "I1", "I2", "I3", "I4"] {
  let strata = plan.strata.classes.indices.filter { plan.strata.classes[$0][2] == size }
  let (all, drawn) = (
    strata.reduce(0) { $0 + plan.strata.populationSizes[$1] }, strata.reduce(0) { $0 + plan.allocation.drawn[$1] }
  )
  print("| \(size) | \(all) | \(drawn) | \(percent(Double(drawn) / Double(all))) |")
}
print("")

// MARK: 3. Many surveys

// The tables that are spoken of: thin cells of two classifications would take most of the time.
let survey = try PopulationSurvey(
  study, plan, firms, specification,
  tables: [
    "national", "2-1", "2-2", "2-3", "2-4", "2-5", "loss-by-market", "loss-by-cause", "added-cost-by-kind", "shenzhen",
  ])
let simulation = try survey.simulation(draws: draws, threads: 2)
let complete = try survey.simulation(draws: max(2, draws / 4), complete: true, threads: 2)

say("## \(draws) surveys")
say(
  "Each time \(fixed(simulation.meanAnswers, 0)) firms answer on average: small ones less often than large ones, affected ones more "
    + "readily. The answers of a stratum stand for all its firms. One row is one number of the report: amounts in 亿元, shares in percent. "
    + "Bias with its Monte Carlo error; the standard error that the \(draws) estimates really have, and the root of the mean variance "
    + "that the surveys would have printed; how many 95 % intervals hold the truth, how many end below it and begin above it; their mean "
    + "length.")
print(
  "| table | row | number | truth | bias | (mc) | true se | estimated se | coverage | below | above | length |\n"
    + "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
for cell in simulation.cells where cell.trueStandardError > 0 { print(tableRow(cell)) }
print("")

func tableRow(_ cell: SimulatedCell) -> String {
  let isAmount = cell.truth > 1
  let shown = [
    cell.truth, cell.bias, cell.biasError, cell.trueStandardError, cell.estimatedStandardError,
  ].map { isAmount ? yi($0) : percent($0, 2) }
  let parts = [cell.coverage, cell.tooLow, cell.tooHigh].map { percent($0) }
  let length = isAmount ? yi(cell.meanLength, 1) : percent(cell.meanLength, 1)
  return "| \(cell.table) | \(cell.label.en) | \(cell.column) | "
    + (shown + parts + [length]).joined(separator: " | ") + " |"
}

// MARK: 4. What the numbers say

say("## What this says")
let sectors = study.classifications.sector.codes.filter { $0 != "unclassified" }
let amounts = sectors.map { simulation["2-1", $0, "amount"]! }
let shares = sectors.map { simulation["2-1", $0, "share"]! }
let total = simulation["national", "direct_loss", "expansion"]!
let estimates = simulation.cells.filter { $0.trueStandardError > 0 }
let ratios = estimates.map { $0.estimatedStandardError / $0.trueStandardError }
say(
  "**Standard errors are right on average, and wrong when it matters.** Over all numbers the estimated standard error is "
    + "\(fixed(ratios.min()!, 2)) to \(fixed(ratios.max()!, 2)) of the true one. But estimate and standard error go together: their "
    + "correlation is \(fixed(total.errorCorrelation, 2)) for the national loss and "
    + "\(fixed(amounts.map(\.errorCorrelation).max()!, 2)) for a sector. A sample that misses the firms with large losses shows a small "
    + "loss and a small error.")
say(
  "**So intervals miss on one side.** The 95 % interval of the national loss holds the truth in \(percent(total.coverage)) % of surveys; "
    + "those of the sectors in \(percent(amounts.map(\.coverage).min()!)) to \(percent(amounts.map(\.coverage).max()!)) %, and nearly "
    + "all that miss end below the truth. Affected shares, where no firm counts more than its weight, do as they say: "
    + "\(percent(affected.map(\.coverage).min()!)) to \(percent(affected.map(\.coverage).max()!)) % by sector.")
say(
  "**Answers are not a sample of the sample.** Affected firms answer more readily, by odds of "
    + "\(fixed(specification.survey.affectedOdds, 1)): the affected share comes out \(percent(share.bias, 2)) points too high, with a "
    + "standard error of \(percent(share.trueStandardError, 2)) points, and no interval knows of it. When everyone drawn answers "
    + "(\(complete.draws) surveys) the bias is \(percent(complete["national", "affected_share", "expansion"]!.bias, 2)) points with a "
    + "Monte Carlo error of \(percent(complete["national", "affected_share", "expansion"]!.biasError, 2)).")
let shenzhen = simulation["shenzhen", "direct_loss", "proportional"]!
say(
  "**A city is not its province in small.** Shenzhen as Guangdong's loss times its part of exports misses this population's Shenzhen by "
    + "\(yi(shenzhen.bias, 1)) 亿元, and its interval holds the truth in \(percent(shenzhen.coverage)) % of surveys: the sampling error is "
    + "the smaller part. Nothing here says what the real Shenzhen loses.")

var affected: [SimulatedCell] { sectors.map { simulation["2-2", $0, "affected_share"]! } }
var share: SimulatedCell { simulation["national", "affected_share", "expansion"]! }

// MARK: 5. Table 2-1

say("## What it teaches about table 2-1")
let order = shares.indices.sorted { shares[$0].truth > shares[$1].truth }
let orders = (0..<draws).map { draw in
  shares.indices.sorted { (shares[$0].estimates[draw] ?? 0) > (shares[$1].estimates[draw] ?? 0) }
}
let firstIsFirst = orders.count { $0[0] == order[0] }
let topTwo = orders.count { Set($0.prefix(2)) == Set(order.prefix(2)) }
let whole = orders.count { $0 == order }
say(
  "Table 2-1 prints each sector's part of the direct loss with two decimals of a percent. With this design the standard error of a part is "
    + "\(percent(shares.map(\.trueStandardError).min()!)) to \(percent(shares.map(\.trueStandardError).max()!)) points: the first decimal "
    + "is noise, and for the large sectors so is the unit.")
say(
  "The sector with the largest loss, \(shares[order[0]].label.en), comes first in \(percent(Double(firstIsFirst) / Double(draws))) % of "
    + "surveys. The two largest are the right two in \(percent(Double(topTwo) / Double(draws))) %. All seven stand in the right order in "
    + "\(percent(Double(whole) / Double(draws))) %: \(whole) of \(draws) surveys.")
say("The middle 95 % of what surveys would print, beside what is true here, and what was printed of 2019:")
print("| sector | true part (printed) | middle 95 % of surveys | true se | coverage |")
print("| --- | ---: | ---: | ---: | ---: |")
for cell in shares {
  let range = middle(cell)
  print(
    "| \(cell.label.en) | \(percent(cell.truth, 2)) | \(percent(range.lowerBound)) – \(percent(range.upperBound)) | "
      + "\(percent(cell.trueStandardError)) | \(percent(cell.coverage)) |")
}
print("")
say(
  "A change of a sector's part from one year to the next of less than about "
    + "\(percent(2.8 * shares.map(\.trueStandardError).sorted()[3], 0)) points (1.96 √2 standard errors, for samples drawn apart) is no news. "
    + "In the report the part of wood and paper moves from 17.8 % in 2016 to 19.3 % in 2019.")

/// The 2.5 and 97.5 % points of a number over all surveys.
func middle(_ cell: SimulatedCell) -> ClosedRange<Double> {
  let values = cell.estimates.compactMap(\.self).sorted()
  let tail = values.count * 25 / 1000
  return values[tail]...values[values.count - 1 - tail]
}

// MARK: 6. Figures

let report = try StudyReport(study, study.years.first { $0.year == 2019 }!).report
let table = report.tables.first { $0.id == "2-1" }!
let column = table.columns.firstIndex { $0.code == "share" }!
let bundled = sectors.map { sector in table.cells[table.rows.firstIndex { $0.code == sector }!][column] }
let parts = RangePlot(
  title: "Table 2-1: what \(draws) surveys would print / 表2-1：\(draws)次调查会得到的占比",
  note: [
    "Bar: middle 95 % of surveys. Dot: the truth, as printed of 2019. Ring and line: the bundled sample and its 95 % interval.",
    "条形：95%的调查结果落在其中；圆点：真值；圆圈与横线：随附样本的估计值及95%置信区间。单位：占直接损失的百分比。",
  ], axis: (0...40, 5, 0), reference: nil,
  rows: zip(shares, bundled).map { cell, estimate in
    let range = middle(cell)
    return .init(
      label: cell.label.zh + " " + shortName(cell.label.en),
      range: 100 * range.lowerBound...100 * range.upperBound,
      interval: (100 * estimate.value!, 100 * estimate.lower!...100 * estimate.upper!), point: 100 * cell.truth)
  })
let shownCells = [total, share] + amounts + shares + affected
let coverage = RangePlot(
  title: "How many 95 % intervals hold the truth / 95%置信区间的实际覆盖率",
  note: [
    "Line at 95 %. Bar: two Monte Carlo errors (\(draws) surveys). Loss: amounts of table 2-1; part: shares; affected: table 2-2.",
    "竖线为95%；条形为两倍模拟误差。损失：表2-1损失额；占比：表2-1占比；受影响：表2-2受影响企业占比。",
  ], axis: (70...100, 5, 0), reference: 95,
  rows: zip(
    shownCells,
    ["损失 loss", "受影响 affected"] + Array(repeating: "损失 loss", count: 7) + Array(repeating: "占比 part", count: 7)
      + Array(repeating: "受影响 affected", count: 7)
  ).map { cell, kind in
    let name = cell.table == "2-1" || cell.table == "2-2" ? cell.label.zh + " " + kind : "全国 " + kind
    let error = 200 * cell.coverageError
    return .init(
      label: name, range: 100 * cell.coverage - error...100 * cell.coverage + error, point: 100 * cell.coverage)
  })
try writeBytes(Array(parts.svg.utf8), to: figures + "/table-2-1.svg")
try writeBytes(Array(coverage.svg.utf8), to: figures + "/coverage.svg")
say("![The middle 95 % of surveys for each sector of table 2-1](figures/table-2-1.svg)")
say("![How often intervals hold the truth, sector by sector](figures/coverage.svg)")

/// The first word or two of a sector's name.
func shortName(_ name: String) -> String {
  String(name.prefix { $0 != "," }).split(separator: " ").prefix(1).joined(separator: " ")
}
