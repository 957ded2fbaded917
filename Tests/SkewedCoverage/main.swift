import Foundation
import SkewedStudy

// skewed-coverage [RUNS [FOLDER]]: the coverage of totals' intervals, as skewed-coverage.csv and skewed-coverage.md in the folder.

let settings = Array(CommandLine.arguments.dropFirst())
let runs = settings.first.flatMap { Int($0) } ?? 2000
let folder = settings.count > 1 ? settings[1] : "."

var table = CoverageTable()
for law in AmountLaw.all {
  for n in [60, 200] {
    let study = CoverageStudy(law: law, sampleSize: n, runs: runs)
    table.append(study, try await study.outcome(tasks: ProcessInfo.processInfo.activeProcessorCount))
  }
}
try table.csv.write(toFile: folder + "/skewed-coverage.csv", atomically: true, encoding: .utf8)
try table.markdown.write(toFile: folder + "/skewed-coverage.md", atomically: true, encoding: .utf8)
FileHandle.standardOutput.write(Data(table.markdown.utf8))
