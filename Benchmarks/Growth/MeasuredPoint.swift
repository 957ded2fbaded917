import Glibc

/// One size of one dimension, measured in processes of its own so that the peak of memory is its own too.
struct MeasuredPoint {
  let size: Int
  /// The least of several runs: what else the machine does only adds.
  let seconds: Double
  let megabytes: Double

  init(_ dimension: Dimension, _ size: Int, runs: Int) throws {
    let results = try (0..<runs).map { _ in try Self.run(["point", dimension.rawValue, "\(size)"]) }
    self.size = size
    seconds = results.map(\.seconds).min() ?? .nan
    megabytes = results.map(\.megabytes).min() ?? .nan
  }

  private static func run(_ arguments: [String]) throws -> (seconds: Double, megabytes: Double) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure.system("pipe") }
    let child = fork(arguments, output: ends[1])
    close(ends[1])
    var (bytes, status, usage) = ([UInt8](repeating: 0, count: 256), Int32(0), rusage())
    let count = read(ends[0], &bytes, bytes.count)
    close(ends[0])
    guard wait4(child, &status, 0, &usage) == child, status == 0,
      let seconds = Double(String(decoding: bytes[..<max(count, 0)], as: UTF8.self).filter { !$0.isWhitespace })
    else { throw Failure.system(arguments.joined(separator: " ")) }
    return (seconds, Double(usage.ru_maxrss) / 1_024)
  }

  private static func fork(_ arguments: [String], output: Int32) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var pointers: [UnsafeMutablePointer<CChar>?] = (["Growth"] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child = pid_t()
    posix_spawn(&child, "/proc/self/exe", &actions, nil, &pointers, environ)
    return child
  }

  enum Failure: Error {
    case system(String)
  }
}

/// Exponents b of `a size^b`, by least squares on logarithms of the larger sizes, where fixed costs no longer count.
struct Growth {
  let time: Double
  let memory: Double

  init(_ points: [MeasuredPoint]) {
    let largest = points.suffix(3)
    time = Self.slope(largest.map { (Double($0.size), max($0.seconds, 1e-4)) })
    memory = Self.slope(largest.map { (Double($0.size), $0.megabytes) })
  }

  private static func slope(_ points: [(size: Double, value: Double)]) -> Double {
    let (x, y) = (points.map { log($0.size) }, points.map { log($0.value) })
    let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    return covariance / x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
  }
}

extension Double {
  func text(_ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let rounded = (self * scale).rounded() / scale
    return decimals == 0 ? "\(Int(rounded))" : "\(rounded)"
  }
}
