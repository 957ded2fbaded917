import ArgumentParser
import Glibc
import Requests

/// How files are read. No choice changes a byte of a result.
struct ReadingArguments: ParsableArguments {
  @Option(help: "Threads that read the data; the processors of the machine by default.")
  var threads: Int?

  @Option(help: ArgumentHelp("Bytes of the data file that a thread reads at a time.", visibility: .hidden))
  var chunkBytes: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads is \(threads); it is at least 1") }
    if let chunkBytes, chunkBytes < 1 { throw ValidationError("--chunk-bytes is \(chunkBytes); it is at least 1") }
  }

  var options: RequestFile.ReadingOptions {
    .init(threads: threads ?? Self.processorCount, chunkBytes: chunkBytes)
  }

  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
