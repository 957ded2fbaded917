import Benchmark
import Glibc
import Microdata

/// A file of fixed content: an id, a level and eight amounts a row.
private func makeFile(rows: Int) -> String {
  let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
  let path = "\(folder)/trade-impact-benchmark-\(getpid())-\(rows).csv"
  guard let file = fopen(path, "w") else { preconditionFailure("\(path) cannot be written") }
  fputs("id,level" + (0..<8).map { ",x\($0)" }.joined() + "\n", file)
  for row in 0..<rows {
    let amounts = (0..<8).map { ",\((row &* 7919 &+ $0 &* 104_729) % 1_000_000).\(row % 100)" }.joined()
    fputs("F\(row),level\(row % 31)\(amounts)\n", file)
  }
  fclose(file)
  return path
}

let benchmarks: @Sendable () -> Void = {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuUser, .peakMemoryResident], maxDuration: .seconds(3))

  for threads in [1, 2] {
    Benchmark("read-csv/n=200000/columns=9/threads=\(threads)", configuration: configuration) { benchmark in
      let path = makeFile(rows: 200_000)
      defer { unlink(path) }
      let columns =
        [ColumnSpec(name: "level", kind: .factor)]
        + (0..<8).map { ColumnSpec(name: "x\($0)", kind: .number(thousands: nil)) }
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        let csv = try CSVFile(path: path)
        blackHole(
          try csv.reduce(
            columns: columns, threads: threads, into: { 0 }, { $0 += $1.rowCount }, merge: { $0 += $1 }))
      }
    }
  }
}
