/// How often three intervals covered, and how long they were.
public struct CoverageOutcome: Sendable {
  public let runs: Int
  public let wald: Row
  public let bootstrap: Row
  public let rule: Row
  /// The share of runs with a finding.
  public let findingRate: Double
  /// The share of runs by method, most frequent first.
  public let methods: [(name: String, share: Double)]
  /// Runs in which the rule covered and the plain studentised bootstrap did not, and the reverse.
  public let gained: Int
  public let lost: Int
  /// Runs with a lower limit of the rule below the observed sum: 0.
  public let belowObserved: Int

  public struct Row: Sendable {
    public let coverage: Double
    /// The total was below the lower limit.
    public let tooHigh: Double
    /// The total was above the upper limit.
    public let tooLow: Double
    public let medianLength: Double
    /// The median length over Wald's.
    public let lengthRatio: Double
    /// The median over runs of length over Wald's.
    public let medianRatio: Double
    /// The share of infinite upper limits.
    public let unbounded: Double
  }
}

extension CoverageOutcome {
  init(_ results: [RunResult]) {
    runs = results.count
    wald = Row(results, interval: 0)
    bootstrap = Row(results, interval: 1)
    rule = Row(results, interval: 2)
    findingRate = results.share(where: \.hasFinding)
    methods = results.methodShares
    gained = results.count { $0.isCovered(2) && !$0.isCovered(1) }
    lost = results.count { !$0.isCovered(2) && $0.isCovered(1) }
    belowObserved = results.count { $0.limits[2].lower < $0.observed }
  }

  /// The standard error of a coverage.
  public func monteCarloError(_ coverage: Double) -> Double { (coverage * (1 - coverage) / Double(runs)).squareRoot() }

  /// The rule's coverage less the bootstrap's, in standard errors of that difference over the same runs (McNemar).
  public var advantage: Double {
    gained + lost > 0 ? Double(gained - lost) / Double(gained + lost).squareRoot() : 0
  }
}

extension CoverageOutcome.Row {
  init(_ results: [RunResult], interval i: Int) {
    coverage = results.share { $0.isCovered(i) }
    tooHigh = results.share { $0.total < $0.limits[i].lower }
    tooLow = results.share { $0.total > $0.limits[i].upper }
    unbounded = results.share { $0.limits[i].upper == .infinity }
    medianLength = median(results.map { $0.length(i) })
    lengthRatio = medianLength / median(results.map { $0.length(0) })
    medianRatio = median(results.map { $0.length(i) / $0.length(0) })
  }
}

extension RunResult {
  func isCovered(_ i: Int) -> Bool { limits[i].lower <= total && total <= limits[i].upper }

  func length(_ i: Int) -> Double { limits[i].upper - limits[i].lower }
}

extension [RunResult] {
  fileprivate var methodShares: [(name: String, share: Double)] {
    Dictionary(grouping: self, by: \.method).map { ($0.key, Double($0.value.count) / Double(count)) }
      .sorted { ($1.share, $0.name) < ($0.share, $1.name) }
  }

  fileprivate func share(where isTrue: (RunResult) -> Bool) -> Double { Double(count(where: isTrue)) / Double(count) }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
