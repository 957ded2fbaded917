/// Limits for a total, how they were made, and what the choice was made by.
public struct SkewedInterval: Sendable, Hashable {
  public let estimate: Double
  public let standardError: Double
  public let level: Double
  /// Σ y over the sampled units.
  public let observedSum: Double
  /// Never below the observed sum.
  public let lower: Double
  /// Infinite where the sample bounds nothing; then `findings` says why.
  public let upper: Double
  /// nil for an infinite upper limit.
  public var boundedUpper: Double? { upper.isFinite ? upper : nil }
  public let method: Method
  public let diagnostics: TailDiagnostics
  public let findings: [Finding]
}

extension SkewedInterval {
  /// How the limits were made.
  public enum Method: Sendable, Hashable {
    /// Every unit was observed.
    case census
    /// The studentised bootstrap of the sample alone.
    case studentizedBootstrap
    /// The lower limit of the studentised bootstrap; the upper limit from the mean of its p-values and those of a fitted law's ratio of
    /// estimate to total.
    case pooledUpperLimit(PositiveLaw)
    /// The wider of the studentised bootstrap and a fitted law's limits, given the estimated coefficient of variation.
    case bootstrapWithLaw(PositiveLaw)
    /// The wider of the studentised bootstraps of the sample and of the sample with a fitted tail.
    case bootstrapWithTail
  }

  /// What a reader must know beside the limits.
  public enum Finding: Sendable, Hashable {
    /// Coverage near the level is not to be expected: limits rest on a tail that the sample does not show.
    case tailNotIdentified(Reason)
  }

  public enum Reason: Sendable, Hashable {
    case noPositiveAmount
    case fewPositiveAmounts(distinct: Int, needed: Int)
    /// The law closest to the amounts fails the Anderson-Darling test at 5 %.
    case noLawFits(closest: PositiveLaw, statistic: Double, critical: Double)
    /// In a stratified sample, one unit makes more than half of the estimated variance.
    case oneUnitMakesTheVariance(share: Double)
    /// A Pareto law whose mean is infinite is the closest of all.
    case meanMayBeInfinite(tailIndex: Double)
  }
}

extension SkewedInterval.Method: CustomStringConvertible {
  /// The name under which results list the method.
  public var description: String {
    switch self {
    case .census: "census"
    case .studentizedBootstrap: "studentized-bootstrap"
    case .pooledUpperLimit(let law): "studentized-bootstrap-pooled-with-\(law)"
    case .bootstrapWithLaw(let law): "studentized-bootstrap-with-\(law)"
    case .bootstrapWithTail: "studentized-bootstrap-with-fitted-tail"
    }
  }
}

extension SkewedInterval.Finding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tailNotIdentified(let reason): "tail not identified: \(reason)"
    }
  }
}

extension SkewedInterval.Finding {
  /// The sentence in Chinese.
  public var chinese: String {
    switch self {
    case .tailNotIdentified(let reason): "损失分布的尾部无法确定：\(reason.chinese)"
    }
  }
}

extension SkewedInterval.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noPositiveAmount: "no sampled unit has a positive amount, and nothing bounds the others"
    case .fewPositiveAmounts(let distinct, let needed):
      "\(distinct) different positive amounts; a tail needs \(needed)"
    case .noLawFits(let closest, let statistic, let critical):
      "no law fits; the closest, \(closest), has an Anderson-Darling statistic of \(rounded(statistic)), above \(rounded(critical))"
    case .oneUnitMakesTheVariance(let share):
      "one unit makes \(Int((100 * share).rounded())) % of the estimated variance, which says little of the others"
    case .meanMayBeInfinite(let tailIndex):
      "the closest law is Pareto with tail index \(rounded(tailIndex)), whose mean is infinite"
    }
  }
}

extension SkewedInterval.Reason {
  /// The sentence in Chinese.
  var chinese: String {
    switch self {
    case .noPositiveAmount: "样本中没有金额为正的单位，其余单位的金额没有上限"
    case .fewPositiveAmounts(let distinct, let needed): "只有 \(distinct) 个不同的正金额，确定尾部需要 \(needed) 个"
    case .noLawFits(let closest, let statistic, let critical):
      "没有合适的分布；最接近的\(closest.chinese)的 Anderson-Darling 统计量为 \(rounded(statistic))，大于 \(rounded(critical))"
    case .oneUnitMakesTheVariance(let share):
      "一个单位占估计方差的 \(Int((100 * share).rounded()))%，而对其余单位几乎没有提供信息"
    case .meanMayBeInfinite(let tailIndex): "最接近的是帕累托分布，尾部指数为 \(rounded(tailIndex))，其均值为无穷大"
    }
  }
}

extension PositiveLaw {
  fileprivate var chinese: String {
    switch self {
    case .gamma: "伽马分布"
    case .weibull: "韦布尔分布"
    case .lognormal: "对数正态分布"
    case .pareto: "帕累托分布"
    }
  }
}

/// To three decimals, for sentences.
private func rounded(_ value: Double) -> Double { (1000 * value).rounded() / 1000 }
