// Reproducing 2019, step by step: from a survey file to a table with errors, with the library alone.
//
// swift run -c release notebook-01-reproduce-2019

import Estimation
import Microdata
import NotebookSupport
import Reporting
import Sampling
import Studies
import TradeImpact

// MARK: 1. The question

say("# What did foreign technical measures cost China's exporters in 2019?")
say(
  "The sample is synthetic: its population agrees with the report's published margins, and the sample is a plain draw from "
    + "it. What differs between estimate and published figure is sampling error, and who answered.")

// MARK: 2. The sample and its design

let folder = "datasets/china-2019/"
let file = try CSVFile(path: folder + "survey.csv")
let design = try DesignColumns(
  strata: ["stratum"], corrections: [.init(column: "population", kind: .populationSizes)], singletons: .adjust)
say(
  "The file has \(file.columnNames.count) columns. Firms were drawn within strata of region, sector and size. Not all of them "
    + "answered: those that did stand for all firms of their stratum.")

// MARK: 3. One pass, several questions

say(
  "The file is read once, for five questions: how many firms, totals, the affected share, the loss per exports, shares of "
    + "sectors.")
let plan = EstimationPlan(
  design: design,
  requests: [
    .init(.count),
    .init(.total([.number("direct_loss"), .number("added_cost")])),
    .init(.mean([.number("affected")])),
    .init(.ratio(numerators: ["direct_loss"], denominators: ["exports"])),
    .init(.share(["direct_loss"]), by: ["sector"]),
  ])
let naming = SurveyColumns(generalUnit: .tenThousandYuan)
let records = try SurveyRecords(
  plan.columns, fileColumns: file.columnNames, naming: naming, unitErrors: UnitErrorRule(factor: 10_000))
let moments = try file.reduce(
  columns: records.columns, threads: 2, into: { plan.makeAccumulator() },
  { try $0.accumulate(try records.block(from: $1)) }, merge: { $0.merge($1) })
let answers = try plan.answers(from: moments).map { try $0.get() }

// MARK: 4. Answers

/// A number with so many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let fraction = String(scaled % Int(scale))
  let padded = String(repeating: "0", count: decimals - fraction.count) + fraction
  return (value < 0 ? "-" : "") + "\(scaled / Int(scale))." + padded
}

say("Amounts are in 亿元:")
for answer in answers {
  switch answer {
  case .count(let count):
    say("\(count.rows) firms stand for \(fixed(count.sumOfWeights, 1)); \(count.degreesOfFreedom) degrees of freedom.")
  case .estimates(let estimates):
    for place in estimates.labels.indices {
      let estimate = estimates[place]
      let isAmount = !estimate.label.contains("/") && !estimate.label.contains("share") && estimate.label != "affected"
      let (scale, unit, decimals) = isAmount ? (1e-8, "亿元", 2) : (100, "%", 3)
      print(
        "- \(estimate.label): \(fixed(estimate.value! * scale, decimals)) \(unit), standard error "
          + fixed(estimate.standardError! * scale, decimals))
    }
    print("")
  default:
    break
  }
}

// MARK: 5. The same through a study file

say("The command `report` does this for every table of a study. Table 2-1, as it prints it:")
let study = try Study(contentsOf: folder + "study.yml")
let report = try StudyReport(study, study.years[0])
print(MarkdownTableRenderer(.en).text(report.report.tables.first { $0.id == "2-1" }!))
