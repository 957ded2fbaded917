import Glibc

// How time and memory grow: `Growth` measures all dimensions and fits exponents, `Growth --quick` leaves out the largest sizes,
// `Growth point DIMENSION SIZE` measures one size in this process.

let arguments = CommandLine.arguments
if arguments.count == 4, arguments[1] == "point", let dimension = Dimension(rawValue: arguments[2]),
  let size = Int(arguments[3])
{
  print(try dimension.cpuSeconds(size))
  exit(0)
}

var isLinear = true
print("| dimension | sizes | CPU seconds | peak MB | exponent of time | of memory | at most |")
print("|---|---|---|---|---|---|---|")
for dimension in Dimension.allCases {
  let sizes = dimension.sizes(quick: arguments.contains("--quick"))
  let points = try sizes.map { try MeasuredPoint(dimension, $0, runs: arguments.contains("--quick") ? 1 : 3) }
  let growth = Growth(points)
  isLinear = isLinear && growth.time <= Dimension.largestExponent && growth.memory <= Dimension.largestExponent
  print(
    "| \(dimension) | \(sizes.map(\.description).joined(separator: ", ")) | "
      + points.map { $0.seconds.text(3) }.joined(separator: ", ") + " | "
      + points.map { $0.megabytes.text(0) }.joined(separator: ", ") + " | "
      + "\(growth.time.text(2)) | \(growth.memory.text(2)) | \(Dimension.largestExponent.text(2)) |")
}
exit(isLinear ? 0 : 1)
