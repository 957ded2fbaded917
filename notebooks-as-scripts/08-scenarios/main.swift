// Six measures before the fact: what the report's arithmetic gives, and what it leaves out.
//
// swift run -c release notebook-08-scenarios

import Glibc
import Microdata
import NotebookSupport
import RegulatoryCosts
import ScenarioReports
import Scenarios

let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/datasets/scenarios"

func decimals(_ value: Double, _ digits: Int) -> String {
  let power = pow(10.0, Double(digits))
  let scaled = Int((abs(value) * power).rounded())
  let (whole, part) = (scaled / Int(power), scaled % Int(power))
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard digits > 0 else { return "\(sign)\(whole)" }
  let text = String(part)
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - text.count) + text
}

// MARK: 1. The report's arithmetic

say("# What six regulations would cost")
say("The report gives numbers on each, and now and then the multiplication behind them. Formula by formula:")

let checks = try CSVFile(path: "\(folder)/facts/worked-checks.csv")
let names = ["id", "section", "label_en", "formula", "printed_value", "tolerance", "reproduces"]
let columns = try checks.readAll(columns: names.map { ColumnSpec(name: $0, kind: .factor) }).map { column in
  guard case .factor(let factor) = column else { return [String]() }
  return factor.codes.map { $0 < 0 ? "" : factor.levels[Int($0)] }
}
let ofCases = columns[1].indices.filter { columns[1][$0].hasPrefix("5.3") || columns[1][$0] == "6.1.2" }
print("| section | what | formula | gives | printed | agrees |\n| --- | --- | --- | ---: | ---: | --- |")
for row in ofCases {
  let value = Arithmetic.value(of: columns[3][row])!
  var agrees = ""
  if let printed = Double(columns[4][row]), let tolerance = Double(columns[5][row]) {
    agrees = abs(value - printed) <= tolerance * (1 + 1e-9) ? "yes" : "no"
    precondition(columns[6][row].isEmpty || agrees == columns[6][row], "\(columns[0][row]) was judged otherwise")
  }
  print(
    "| \(columns[1][row]) | \(columns[2][row]) | \(columns[3][row]) | \(decimals(value, 4)) | \(columns[4][row]) | \(agrees) |"
  )
}

say(
  "\nWhere a number is printed beside the formula and the two do not agree, something is missing; the case files say what."
)

// MARK: 2. The cases with their uncertainty

say("\n## Six scenarios")
say(
  "Margins, pass-through and elasticities are assumptions of the files, the structure of firms is that of a synthetic survey."
)

let files = [
  "eu-network-standby", "us-fcc-laboratories", "eu-medical-devices", "eu-product-compliance", "eu-tv-label", "eu-cbam",
]
var results: [String: ScenarioResult] = [:]
for file in files {
  let scenario = try Scenario(contentsOf: "\(folder)/\(file).yml")
  results[file] = try ScenarioResult(of: scenario, firms: scenario.firms(threads: 2), threads: 2)
}

func text(_ outcome: OutcomeSummary, _ result: ScenarioResult, _ digits: Int = 2) -> String {
  let unit = pow(10.0, Double(result.scenario.unit.exponent))
  let numbers = [outcome.mean, outcome.interval.lower, outcome.interval.upper].map { decimals($0 / unit, digits) }
  return "\(numbers[0]) (\(numbers[1]) to \(numbers[2]))"
}

func count(_ outcome: OutcomeSummary) -> String {
  "\(decimals(outcome.mean, 0)) (\(decimals(outcome.interval.lower, 0)) to \(decimals(outcome.interval.upper, 0)))"
}

print(
  "| case | unit | exposed exports | added cost a year | direct loss a year | firms leaving |\n| --- | --- | ---: | ---: | ---: | ---: |"
)
for file in files {
  let result = results[file]!
  print(
    "| \(file) | \(result.scenario.unit.rawValue) | \(text(result.outcome(.exposedExports), result)) "
      + "| \(text(result.outcome(.addedCost), result)) | \(text(result.outcome(.directLoss), result)) "
      + "| \(count(result.outcome(.exits))) |")
}

say("\nBeside what the report prints:")
print(
  "| case | figure | printed | its arithmetic | scenario | what is missing |\n| --- | --- | ---: | ---: | ---: | --- |")
for file in files {
  let result = results[file]!
  for figure in result.scenario.reported {
    let unit = figure.inUnit(figure.value)
    let computed =
      figure.computed.map {
        decimals(figure.inUnit($0), 3) + (figure.isReproduced == true ? ", agrees" : ", does not agree")
      } ?? "none"
    let own = figure.measure.map { measure in
      let outcome = result.outcome(measure)
      return [outcome.mean, outcome.interval.lower, outcome.interval.upper].map { decimals(figure.inUnit($0), 2) }
    }
    print(
      "| \(file) | \(figure.label.en) | \(decimals(unit, 2)) \(figure.unit) | \(computed) "
        + "| \(own.map { "\($0[0]) (\($0[1]) to \($0[2]))" } ?? "") | \(figure.note?.en ?? "") |")
  }
}

// MARK: 3. By size

say("\n## Network standby by firm size")
let standby = results["eu-network-standby"]!
print("| size | firms | added cost | direct loss | firms leaving |\n| --- | ---: | ---: | ---: | ---: |")
for (g, group) in standby.groups.enumerated() where group.kind == .size || group.kind == .all {
  print(
    "| \(group.label.en) | \(count(standby.outcome(.firms, of: g))) | \(text(standby.outcome(.addedCost, of: g), standby, 3)) "
      + "| \(text(standby.outcome(.directLoss, of: g), standby, 3)) | \(count(standby.outcome(.exits, of: g))) |")
}

// MARK: 4. The mean of a range is not its middle

say("\n## The middle of a range")
let (cost, loss) = (standby.outcome(.addedCost), standby.outcome(.directLoss))
say(
  "With every input at its mean the standby rule costs \(decimals(cost.atMeans / 1e8, 2)) and loses \(decimals(loss.atMeans / 1e8, 2)); "
    + "over the draws the means are \(decimals(cost.mean / 1e8, 2)) and \(decimals(loss.mean / 1e8, 2)) 亿美元. "
    + "High costs drive firms out, which a calculation at the middle does not see.")

// MARK: 5. A year later

say("\n## What a delay of a year is worth")
print(
  "| case | unit | costs, fixed end | costs, moving horizon | losses, fixed end | losses, moving horizon |\n| --- | --- | ---: | ---: | ---: | ---: |"
)
for file in files {
  let result = results[file]!
  let values = DelayHorizon.allCases.map { horizon in result.delays.first { $0.delay == 1 && $0.horizon == horizon }! }
  print(
    "| \(file) | \(result.scenario.unit.rawValue) | \(text(values[0].cost, result)) | \(text(values[1].cost, result)) "
      + "| \(text(values[0].loss, result)) | \(text(values[1].loss, result)) |")
}

// MARK: 6. Better survey or better knowledge

say("\n## Better survey or better knowledge")
say("Parts of the variance of the direct loss that a census, and that certainty of all other inputs, would remove:")
print("| case | survey | knowledge | matters most |\n| --- | ---: | ---: | --- |")
for file in files {
  guard let sensitivity = results[file]!.sensitivities.first(where: { $0.measure == .directLoss }),
    let parts = sensitivity.surveyAndKnowledge, let indices = sensitivity.indices
  else { continue }
  let first = indices.parts.max { $0.total.value < $1.total.value }!
  print(
    "| \(file) | \(decimals(100 * max(parts.survey, 0), 1)) % | \(decimals(100 * parts.knowledge, 1)) % | \(first.group.name) |"
  )
}
