// Makes the synthetic survey year 2019.
//
// MakeChina2019 OUTPUT_FOLDER [DATASETS_FOLDER]
//
// Writes survey.csv, frame.csv, totals.csv and population-margins.csv. DATASETS_FOLDER holds report-2020 and
// published-series, whose figures the population reproduces; without it, `datasets` below the current folder.

import Glibc

func complain(_ message: String, status: Int32) -> Never {
  let line = Array("MakeChina2019: \(message)\n".utf8)
  _ = Glibc.write(STDERR_FILENO, line, line.count)
  exit(status)
}

let arguments = CommandLine.arguments.dropFirst()
guard (1...2).contains(arguments.count) else {
  complain("usage: MakeChina2019 OUTPUT_FOLDER [DATASETS_FOLDER]", status: 2)
}
let output = arguments.first!

do {
  let published = try PublishedFigures(folder: arguments.count == 2 ? arguments.last! : "datasets")
  let firms = try Population(reproducing: published).firms
  let sample = Sample(of: firms, size: published.sampleSize)
  try write(surveyFile(sample, of: firms), toFile: "\(output)/survey.csv")
  try write(frameFile(firms), toFile: "\(output)/frame.csv")
  try write(totalsFile(firms), toFile: "\(output)/totals.csv")
  try write(populationMarginsFile(firms), toFile: "\(output)/population-margins.csv")
} catch let error as FileError {
  complain("\(error.path) \(error.problem)", status: 3)
} catch let error as MarginError {
  let place = "the margin \(error.margin), level \(error.level),"
  complain("\(place) stands at \(error.reached) instead of \(error.target)", status: 4)
} catch {
  complain("\(error)", status: 3)
}
