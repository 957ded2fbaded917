// Five years: what the bundled surveys of 2015 to 2019 say together, and what a series without errors cannot say.
//
// swift run -c release notebook-02-five-years

import NotebookSupport
import Reporting
import Studies
import TradeImpact

// MARK: Five surveys and what changed between them

let study = try Study(contentsOf: "datasets/china-2015-2019/study.yml")
let years = try study.years.map { try StudyReport(study, $0, threads: 2) }
let overview = try StudyOverview(study, years, try StudyChanges(study, threads: 2))

func table(_ id: String, of report: YearlyReport) -> ReportTable { report.tables.first { $0.id == id }! }
func cell(_ id: String, _ row: String, _ column: String, of report: YearlyReport = overview.report) -> Cell {
  let table = table(id, of: report)
  return table.cells[table.rows.firstIndex { $0.code == row }!][table.columns.firstIndex { $0.code == column }!]
}
func truth(_ year: Int, _ measure: String, _ kind: String = "all", _ row: String = "all") throws -> Double {
  let margins = try CSVRows(contentsOf: "datasets/china-\(year)/population-margins.csv")
  return margins.first(["measure": measure, "row_kind": kind, "row": row]).number("value")
}

say("# Five years of surveys")
say(
  "Five surveys, one a year from 2015 to 2019, ask which firms foreign technical measures affected and what they lost. The samples are "
    + "synthetic: they were drawn from a population of firms that meets the published margins, so that beside every estimate stands what "
    + "it estimates.")
func pValue(_ p: Double) -> String { p < 0.0005 ? "< 0.001" : decimal(p, 3) }
func holds(_ cell: Cell, _ truth: Double) -> Bool { (cell.lower!...cell.upper!).contains(truth) }

// MARK: 1. What the surveys rest on

say("## 1. What each year rests on")
printTable(
  [
    "year", "drawn", "answers", "response, %", "answers with a loss", "CV of the loss, %",
    "largest firm, % of the loss",
  ],
  years.map { year in
    func quality(_ column: String) -> Double { cell("quality", "all", column, of: year.report).value! }
    return ["\(year.year)"] + ["drawn", "answered"].map { decimal(quality($0), 0) } + [
      percent(quality("response_rate"))
    ]
      + [decimal(quality("with_loss"), 0)] + ["direct_loss_cv", "direct_loss_largest"].map { percent(quality($0)) }
  })
say(
  "As many firms answer each year, and yet 2019 is less precise than the others: fewer firms have a loss, and one firm makes more of it."
)

// MARK: 2. The series

say("## 2. The series with intervals")
say("Direct loss and added cost in 亿元, affected firms in percent; in brackets the 95 % interval.")
func interval(_ cell: Cell, _ shown: (Double) -> String) -> String {
  "\(shown(cell.value!)) (\(shown(cell.lower!)) – \(shown(cell.upper!)))"
}
printTable(
  ["year", "direct loss", "true", "added cost", "affected firms", "true"],
  try years.map { year in
    [
      "\(year.year)", interval(cell("series", "\(year.year)", "direct_loss"), hundredMillion),
      decimal(try truth(year.year, "direct_loss") / 1e4, 1),
      interval(cell("series", "\(year.year)", "added_cost"), hundredMillion),
      interval(cell("series", "\(year.year)", "affected_share"), percent),
      decimal(try truth(year.year, "affected_share"), 1),
    ]
  })
let missed = try years.filter { year in
  try !holds(cell("series", "\(year.year)", "direct_loss"), truth(year.year, "direct_loss") * 1e4)
}
say(
  "The interval of the direct loss holds the truth in \(years.count - missed.count) of \(years.count) years, not in "
    + "\(missed.map { "\($0.year)" }.joined(separator: ", ")): there the truth is above it, as is usual for amounts of which a few firms "
    + "have most.")

// MARK: 3. Changes and their parts

say("## 3. What changed, and through what")
say(
  "A change is the sum of three: firms export more or less; a larger or smaller part of exports is by affected firms (incidence); "
    + "affected firms lose more or less of what they export (intensity).")
let steps = table("changes", of: overview.report).rows
printTable(
  ["", "change of the loss, 亿元", "by exports", "by incidence", "by intensity", "p, nothing fell"],
  steps.map { step in
    func shown(_ column: String) -> String {
      let cell = cell("changes", step.code, column)
      return "\(hundredMillion(cell.value!)) ± \(hundredMillion(cell.standardError!))"
    }
    return [step.label.en] + ["direct_loss", "exports", "incidence", "intensity"].map(shown)
      + [pValue(cell("changes", step.code, "direct_loss_p").value!)]
  })
say("Behind ± stands one standard error. A part that is smaller than two of them may as well have had the other sign.")
/// The error of each change over that of two surveys without a firm in common.
func errorsOverUnrelated(_ column: String) -> ClosedRange<Double> {
  let ratios = zip(steps, zip(years, years.dropFirst())).map { step, pair in
    let errors = [pair.0, pair.1].map { cell("series", "\($0.year)", column).standardError! }
    return cell("changes", step.code, column).standardError!
      / (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot()
  }
  return ratios.min()!...ratios.max()!
}
let (ofLoss, ofShare) = (errorsOverUnrelated("direct_loss"), errorsOverUnrelated("affected_share"))
say(
  "About half of the firms answer in both years, and the errors know of it. Those of the affected share are "
    + "\(decimal(ofShare.lowerBound, 2)) to \(decimal(ofShare.upperBound, 2)) of what two unrelated surveys would have; for the loss, "
    + "\(decimal(ofLoss.lowerBound, 2)) to \(decimal(ofLoss.upperBound, 2)), sharing firms gains nothing: what a firm lost in one year "
    + "says little of the next.")

// MARK: 4. Falling year by year

say("## 4. Is it falling year by year?")
for finding in overview.findings where finding.kind.hasPrefix("falling") { print("- \(finding.message).") }
let losses = try years.map { try truth($0.year, "direct_loss") }
let shares = try years.map { try truth($0.year, "affected_share") }
func falls(_ series: [Double]) -> Bool { zip(series, series.dropFirst()).allSatisfy { $0 > $1 } }
say(
  "\nIn the population the loss \(falls(losses) ? "falls every year" : "does not fall every year"), the affected share "
    + "\(falls(shares) ? "does" : "does not"). The loss shows what a survey of this size cannot see: two of its steps are smaller than "
    + "their errors, so that the claim is neither supported nor refuted. That the affected share rose in one of the years is seen."
)

// MARK: 5. Shares

say("## 5. Shares of sectors, markets and causes")
let sectors = table("2-1-years", of: overview.report).rows.filter { $0.code != "unclassified" }
printTable(
  ["% of the year's loss"] + years.map { "\($0.year)" },
  sectors.map { sector in
    [sector.label.en]
      + years.map { year in
        let share = cell("2-1-years", sector.code, "share.\(year.year)")
        return "\(percent(share.value!)) ± \(percent(share.standardError!))"
      }
  })
let printed = sectors.flatMap { sector in
  years.map {
    (cell("2-1-years", sector.code, "share.\($0.year)"), cell("2-1-years", sector.code, "published.\($0.year)"))
  }
}
let near = printed.count { abs($0.value! - $1.value!) <= 1.96 * $0.standardError! }
say(
  "Of \(printed.count) shares that the report prints, \(near) are within 1.96 standard errors of the estimate. The order of two sectors "
    + "that are closer than that is a matter of chance.")
say("Markets: one year is thin, five together are not.")
printTable(
  ["% of the loss", "lowest year", "highest year", "all years", "95 % interval", "published"],
  table("loss-by-market-years", of: overview.report).rows.map { market in
    let yearly = years.map { cell("loss-by-market-years", market.code, "share.\($0.year)").value! }
    let pooled = cell("loss-by-market-years", market.code, "pooled")
    let published = cell("loss-by-market-years", market.code, "published_pooled").value
    return [market.label.en, percent(yearly.min()!), percent(yearly.max()!), percent(pooled.value!)]
      + ["\(percent(pooled.lower!)) – \(percent(pooled.upper!))", published.map { percent($0) } ?? "—"]
  })
let orders = cell("cause-share-years", "lost_order", "pooled")
say(
  "Causes hardly move: \(percent(orders.value!)) % of the affected firms name lost orders (\(percent(orders.lower!)) – "
    + "\(percent(orders.upper!)) %). That is a share of firms, not of the loss; notebook 07 has both.")

// MARK: 6. Shenzhen

say("## 6. Shenzhen by its share of exports")
printTable(
  ["year", "direct loss, 亿元", "95 % interval, sampling alone", "true"],
  try years.map { year in
    let loss = cell("shenzhen-years", "\(year.year)", "direct_loss")
    return [
      "\(year.year)", hundredMillion(loss.value!), "\(hundredMillion(loss.lower!)) – \(hundredMillion(loss.upper!))",
    ]
      + [decimal(try truth(year.year, "direct_loss", "city", "shenzhen") / 1e4, 1)]
  })
let found = try years.count { year in
  try holds(
    cell("shenzhen-years", "\(year.year)", "direct_loss"), truth(year.year, "direct_loss", "city", "shenzhen") * 1e4)
}
say(
  "The interval takes the city to lose at the rate of its province. It holds the truth in \(found) of \(years.count) years: what it leaves "
    + "out, how cities differ from their provinces, is the larger error. Notebooks 03 and 07 go on from here.")

// MARK: 7. The printed series

say("## 7. What the printed series cannot tell")
let totals = try CSVRows(contentsOf: "datasets/report-2020/national-totals.csv")
func published(_ id: Int) -> Double { totals.first(["id": "national_totals.00\(id)"]).number("reading") }
let (loss2019, fall, fiveYears) = (published(1), published(2), published(5))
let step = cell("changes", "2018-2019", "direct_loss")
let both = 2 * loss2019 + fall
print(
  "- It has one year's loss, \(decimal(loss2019, 2)) 亿元, and one change, \(decimal(-fall, 2)). A survey of this size gives that change "
    + "a standard error of \(hundredMillion(step.standardError!)), an interval of \(hundredMillion(step.lower!)) – "
    + "\(hundredMillion(step.upper!)) here.")
print(
  "- 2018 and 2019 together make \(decimal(both, 2)) 亿元. Of the \(decimal(fiveYears, 1)) printed for five years, even without the mark of "
    + "its footnote, \(decimal(fiveYears - both, 2)) would be left for 2015 to 2017. So those three years are in no printed number."
)
print(
  "- Shares have no standard errors: whether a sector or a market moved, or the sample did, is not in the print.")
print(
  "- That the loss fell from 2018 to 2019 is beyond doubt, by how much is not: with a standard error of "
    + "\(percent(cell("series", "2019", "direct_loss").coefficientOfVariation!)) % the second decimal of 2019 means nothing."
)
