// Losses estimated honestly: what the published method prints, what its error is, which firms drive it, and what can be said
// about Shenzhen.
//
// swift run -c release notebook-07-losses-honestly

import NotebookSupport
import Reporting
import Studies
import TradeImpact

// MARK: The report of 2019, once

let folder = "datasets/china-2019/"
let study = try Study(contentsOf: folder + "study.yml")
let report = try StudyReport(study, study.years[0], threads: 2)
let lists = Dictionary(uniqueKeysWithValues: report.lists.map { ($0.file, CSVRows($0.text)) })
func cell(_ table: String, _ row: String, _ column: String) -> Cell {
  let table = report.report.tables.first { $0.id == table }!
  return table.cells[table.rows.firstIndex { $0.code == row }!][table.columns.firstIndex { $0.code == column }!]
}

// MARK: What the published method prints

say("# Losses estimated honestly")
say(
  "The data are synthetic, and that is their use here: the population they were drawn from is known, so every statement below can be "
    + "held against the truth. The population's direct loss is the published 692.08 亿元; Shenzhen's, which no table gives, came out as "
    + "\(hundredMillion(truth("city", "shenzhen", "direct_loss"))) 亿元.")
say("## 1. What the published method would have printed")
let loss = cell("national", "direct_loss", "expansion")
let interval = lists["intervals.csv"]!.first(["table": "national", "row": "direct_loss", "column": "expansion"])
say(
  "One number: \(hundredMillion(loss.value!)) 亿元, the sum of the answers with their weights. Its standard error is "
    + "\(hundredMillion(loss.standardError!)) 亿元, \(percent(loss.coefficientOfVariation!)) % of it. The textbook's interval would be "
    + "\(hundredMillion(interval.number("t_lower"))) – \(hundredMillion(interval.number("t_upper"))) 亿元. It is symmetric, as if the sample "
    + "were as likely to have too many very large losses as too few. In the simulation of this survey (notebook 06) it holds the truth "
    + "93 times in a hundred for the nation and 75 to 93 for sectors, and nearly every miss is a truth above it.")
say(
  "An interval that knows the skewness is \(hundredMillion(interval.number("lower"))) – \(hundredMillion(interval.number("upper"))) 亿元 "
    + "(\(interval["interval"])). Its lower limit cannot fall below the \(hundredMillion(interval.number("observed"))) 亿元 that the firms "
    + "in the sample report; its upper limit is further away than the lower, as the loss of firms not in the sample may be."
)
if !interval["finding"].isEmpty { say("And it comes with a warning: \(interval["finding"]).") }

// MARK: Which firms drive it

say("## 2. Which firms drive it")
let influence = lists["influence.csv"]!
let largest = influence.rows(["table": "national", "row": "direct_loss", "column": "expansion"])
for firm in largest {
  say(
    "- Firm \(firm["firm_id"]) lost \(hundredMillion(firm.number("amount"))) 亿元 and stands for \(decimal(firm.number("weight"), 1)) "
      + "firms: \(percent(firm.number("share"))) % of the nation's loss. Without it the estimate would change by "
      + "\(hundredMillion(firm.number("effect_of_removal"))) 亿元.")
}
let dominant = influence.rows(["dominant": "1"])
say(
  "In \(dominant.count) numbers of the tables a single firm makes more than half. Winsorising and conditional bias, which hold such firms "
    + "back at the price of some bias, are in the last table of the report; the unadjusted estimate always stands beside them:"
)
print(MarkdownTableRenderer(.en).text(report.report.tables.first { $0.id == "influence" }!))

// MARK: Causes

say("## 3. What the losses are due to depends on how causes are counted")
say(
  "A firm may name several causes. Divided among them, lost orders make \(share("lost_order", "fractional")) of the loss; put at the primary "
    + "cause, \(share("lost_order", "primary")). Adding up all that firms naming each cause lost would count the same yuan several times."
)
print(MarkdownTableRenderer(.en).text(report.report.tables.first { $0.id == "cause-counting" }!))

// MARK: Shenzhen

say("## 4. What can be said about Shenzhen")
let proportional = cell("scaling-direct-loss", "proportional", "city")
let sampling = cell("scaling-direct-loss", "proportional", "sampling")
let scaled = report.report.tables.first { $0.id == "scaling-direct-loss" }!
let recommended = scaled.rows[scaled.cells.firstIndex { $0[0].footnotes.contains("recommended") }!]
let best = cell("scaling-direct-loss", recommended.code, "city")
let real = truth("city", "shenzhen", "direct_loss")
say(
  "The report multiplies Guangdong's loss by Shenzhen's share of its exports and prints one number. Here that gives "
    + "\(hundredMillion(proportional.value!)) 亿元. With Guangdong's sampling error alone the interval would be "
    + "\(hundredMillion(sampling.lower!)) – \(hundredMillion(sampling.upper!)). But a city need not lose what its province loses: with "
    + "the differences between regions, estimated by leaving each province out in turn, it is "
    + "\(hundredMillion(proportional.lower!)) – \(hundredMillion(proportional.upper!)).")
print(MarkdownTableRenderer(.en).text(scaled))
say(
  "The method with the smallest estimated error, \"\(recommended.label.en)\", gives \(hundredMillion(best.value!)) 亿元, "
    + "\(hundredMillion(best.lower!)) – \(hundredMillion(best.upper!)). The truth of this population, \(hundredMillion(real)), lies "
    + "\(best.lower! <= real && real <= best.upper! ? "inside" : "outside").")
say("What can be said, then:")
let regions = lists["regions.csv"]!.rows(["measure": "direct_loss", "grouping": "sector x size"])
let covered = regions.count { $0.number("lower") <= $0.number("direct") && $0.number("direct") <= $0.number("upper") }
print(
  "- Shenzhen's loss lies between \(hundredMillion(best.lower!)) and \(hundredMillion(best.upper!)) 亿元: tens, or a few hundred."
)
print("- Whether it is above or below its share of Guangdong's exports cannot be said from this sample.")
print(
  "- Of \(regions.count) regions left out in turn, \(covered) have their own estimate inside the interval that the others give them."
)
print("- A second decimal, or a comparison of two years, would be made of sampling error.")

// MARK: Thin cells

say("\n## 5. What cannot be said at all")
let thin = lists["small-domains.csv"]!
let (all, unusable) = (thin.rows([:]), thin.rows(["flag": "F"]))
let caution = thin.rows(["flag": "E"])
say(
  "Of \(all.count) cells of sector, size and market, \(unusable.count) are not to be used even as composites with the sector's markets, "
    + "\(caution.count) with caution, and \(all.count - unusable.count - caution.count) as they are. A table that printed all of them "
    + "without a mark would mostly print noise.")

func truth(_ kind: String, _ row: String, _ measure: String) -> Double {
  let rows = CSVRows(String(decoding: try! readBytes(folder + "population-margins.csv"), as: UTF8.self))
  return rows.first(["measure": measure, "row_kind": kind, "row": row]).number("value") * 1e4
}

func share(_ cause: String, _ counting: String) -> String {
  let rows = lists["causes.csv"]!
  let part = rows.first(["counting": counting, "market": "all", "cause": cause, "sector": "all"]).number("value")
  let whole = rows.first(["counting": counting, "market": "all", "cause": "all", "sector": "all"]).number("value")
  return percent(part / whole) + " %"
}
