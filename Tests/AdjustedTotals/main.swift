import SkewedStudy

// adjusted-totals [RUNS]: bias, mean squared error and coverage of totals whose influential amounts are cut, as a Markdown table.

let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000
let studies = AmountLaw.chosenOn.flatMap { law in
  [60, 200].map { AdjustedTotalStudy(law: law, sampleSize: $0, runs: runs) }
}
print(try AdjustedTotalStudy.markdown(studies), terminator: "")
