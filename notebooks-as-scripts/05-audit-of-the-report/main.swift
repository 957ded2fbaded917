// An audit of the published tables: what arithmetic alone finds, what was likely meant, and what reconciling them gives.
//
// swift run -c release notebook-05-audit-of-the-report

import NotebookSupport
import Reconciliation
import TableAudit

let folder = try AuditFolder(path: "datasets/report-2020")
let audit = folder.audit()

say("# An audit of the published tables")
say(
  "The report prints tables 2-1 to 2-5 and 3-1 and some amounts beside them. Nothing but these digits is used here: a printed number "
    + "stands for all numbers that round to it, and what no rounding explains is a contradiction. The folder has "
    + "\(folder.files.count) files; \(audit.constraintCount) relations tie their numbers together, and \(audit.claimCount) statements "
    + "of the text are held against them.")

// MARK: Misprints

say("## 1. Numbers that cannot stand")
let misprints = audit.findings.filter { $0.kind == .misprint }
print("| place | printed | reading | why | how it was found |\n| --- | ---: | ---: | --- | --- |")
for finding in misprints {
  let place = [finding.table, finding.row, finding.year].filter { !$0.isEmpty }.joined(separator: " ")
  print("| \(place) | \(finding.printed) | \(finding.reading) | \(shortened(finding.arithmetic)) | \(finding.method) |")
}
say(
  "\nEach reading repairs all failing relations of its cell and breaks none. The two five-year totals carry the marks of the footnotes "
    + "that explain their terms.")
for finding in audit.findings where finding.kind == .arithmetic {
  say("One sum needs two readings at once: \(finding.arithmetic). It holds with \(finding.reading).")
}

// MARK: Disagreements

say("## 2. Tables that disagree")
for finding in audit.findings where finding.kind == .disagreement {
  print("- \(finding.arithmetic)\(finding.reading.isEmpty ? "" : ": reading \(finding.reading)"); \(finding.method).")
}
print("")
for finding in audit.findings where finding.kind == .plausibility && finding.severity == .medium {
  say("The first reading has a price: \(finding.arithmetic). So \(finding.method).")
}

// MARK: Statements

say("## 3. What the text says of the tables")
for finding in audit.findings where finding.kind == .claim {
  print("- \"\(finding.printed)\" (\(finding.severity.rawValue)): \(finding.arithmetic).")
}
let refuted = Set(audit.findings.filter { $0.kind == .claim }.map { $0.cells[0] }).count
say("\nThe other \(audit.claimCount - refuted) statements hold.")

// MARK: Reconciliation

say("## 4. Reconciling what is printed")
say(
  "Where numbers only fail to add, they can be moved as little as their errors ask for. Here the errors are those of rounding. If rounding "
    + "were all, no number would move by more than two or three of them:")
let file = try ReconciliationFile(path: "datasets/report-2020/reconcile-2019.yml")
let printed = try file.solved()
show(printed)
let test = printed.test!
let worst = printed.cells.max { abs($0.standardizedAdjustment ?? 0) < abs($1.standardizedAdjustment ?? 0) }!
say(
  "The statistic is \(decimals(test.statistic, 0)) with \(test.degreesOfFreedom) degrees of freedom. Reconciling spreads two misprints over "
    + "all numbers, so that good ones are flagged as well. By the standard error of its own adjustment, \(worst.name) stands out most; "
    + "with its reading in place, the next one would.")

say(
  "With the two readings of section 1 in their place, the same constraints hold with adjustments that rounding explains:"
)
let corrected = try LeastSquaresReconciliation(replacing(file.problem, readings())).solved()
show(corrected)
say(
  "The largest adjustment is now \(decimals(largest(corrected), 1)) errors of rounding. Correct misprints first, reconcile afterwards."
)

func show(_ result: Reconciled) {
  print("| cell | before | after | errors of rounding | flag |\n| --- | ---: | ---: | ---: | --- |")
  for cell in result.cells where cell.name.hasPrefix("loss") {
    print(
      "| \(cell.name) | \(decimals(cell.before, 2)) | \(decimals(cell.after, 2)) | \(decimals(cell.adjustmentInErrors!, 1)) "
        + "| \(cell.flag?.rawValue ?? "") |")
  }
  print("")
}

func largest(_ result: Reconciled) -> Double { result.cells.compactMap(\.adjustmentInErrors).map(abs).max()! }

/// Readings of the sector losses, by the names of the cells to be reconciled.
func readings() -> [String: Double] {
  var readings: [String: Double] = [:]
  for finding in misprints where finding.column == "direct_loss" && finding.table == "sector-losses-2019" {
    readings["loss[\(finding.row)]"] = Double(finding.reading)
  }
  return readings
}

func replacing(_ problem: ReconciliationProblem, _ readings: [String: Double]) -> ReconciliationProblem {
  let cells = problem.cells.map { cell in
    ReconciliationCell(
      name: cell.name, value: readings[cell.name] ?? cell.value, standardError: cell.standardError,
      alterability: cell.alterability)
  }
  return ReconciliationProblem(cells: cells, constraints: problem.constraints)
}

func decimals(_ value: Double, _ places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
  let units = Int((abs(value) * scale).rounded())
  let digits = String(units)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let sign = value < 0 && units > 0 ? "-" : ""
  return sign + padded.dropLast(places) + (places > 0 ? "." + padded.suffix(places) : "")
}

/// Long sums keep their ends.
func shortened(_ text: String) -> String {
  let parts = text.split(separator: ";").map { sentence in
    let addends = sentence.split(separator: "+")
    return addends.count > 8 ? "\(addends[0])+ … +\(addends[addends.count - 1])" : String(sentence)
  }
  return parts.joined(separator: ";")
}
