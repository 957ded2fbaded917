import Estimation
import Glibc
import Microdata
import Replication
import Sampling

/// What is made larger while everything else stays.
enum Dimension: String, CaseIterable {
  case rows, strata, domains, replicates, variables

  /// Linear, with room for caches that larger sizes leave.
  static let largestExponent = 1.15

  func sizes(quick: Bool) -> [Int] {
    let all: [Int] =
      switch self {
      case .rows: [10_000, 100_000, 1_000_000, 10_000_000]
      case .strata: [10, 100, 1_000, 10_000, 100_000]
      case .domains: [10, 100, 1_000, 10_000]
      case .replicates: [100, 1_000, 10_000]
      case .variables: [1, 10, 50, 200]
      }
    return quick ? all.dropLast() : all
  }

  /// CPU seconds of this thread for the work alone; making the data does not count.
  func cpuSeconds(_ size: Int) throws -> Double {
    switch self {
    case .rows: try streamed(Survey(rows: size), by: ["sector"])
    case .strata: try streamed(Survey(rows: 1_000_000, strata: size))
    case .domains: try streamed(Survey(rows: 200_000, domains: size), by: ["domain"])
    case .replicates: try replicated(Survey(rows: 2_000), replicates: size)
    case .variables: try streamed(Survey(rows: 50_000, variables: size))
    }
  }

  /// Totals of all variables with their variances, from blocks that are made and forgotten.
  private func streamed(_ survey: Survey, by factors: [String] = []) throws -> Double {
    let request = StatisticRequest(.total(survey.variables.map { .number($0) }), by: factors, covariance: false)
    let plan = EstimationPlan(design: try Survey.design(), requests: [request])
    var moments = plan.makeAccumulator()
    var seconds = 0.0
    for start in stride(from: 0, to: survey.rows, by: Survey.blockRows) {
      let block = survey.block(start..<min(start + Survey.blockRows, survey.rows), plan.columns)
      seconds += try timed { try moments.accumulate(block) }
    }
    return try seconds + timed { _ = try plan.answers(from: moments).map { try $0.get() } }
  }

  private func replicated(_ survey: Survey, replicates: Int) throws -> Double {
    let request = StatisticRequest(.total([.number("x0")]), by: ["sector"])
    let plan = EstimationPlan(
      design: try Survey.design(),
      variance: .builtReplicates(.raoWu(replicates: replicates), seed: 1, centersOnFullSample: false),
      requests: [request])
    let block = survey.block(0..<survey.rows, plan.columns)
    return try timed { _ = try plan.answers(from: block).map { try $0.get() } }
  }

  private func timed(_ work: () throws -> Void) rethrows -> Double {
    let start = Self.threadSeconds
    try work()
    return Self.threadSeconds - start
  }

  private static var threadSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
