import Documents
import Estimation

/// The amount of a region as the part of its parent's that its exports have.
///
/// ```
/// V_region = V_parent r      r = X_region / X_parent      se(V_region) = r se(V_parent)
/// ```
/// The exports X are known, so r has no error. The method gives every part of the parent the same loss rate; how far the
/// region's rate departs from it cannot be told from one region, and that part of the error is not estimated.
/// > Source: datasets/report-2020, section 2.2.2.1: Shenzhen from Guangdong.
public struct ProportionalScaling: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// The unrounded share, with which the report's results reproduce.
    case proportional
    /// The share in whole percent, as the report displays it.
    case proportionalRounded = "proportional-rounded"

    public var label: LocalizedText {
      switch self {
      case .proportional: LocalizedText(zh: "按出口比例", en: "Proportional to exports")
      case .proportionalRounded: LocalizedText(zh: "按出口比例（取整）", en: "Proportional to exports, share rounded")
      }
    }
  }

  public let region: String
  public let parent: String
  /// X_region, above zero, in the unit of `parentExports`.
  public let regionExports: Double
  /// X_parent, above zero.
  public let parentExports: Double

  /// - Throws: ``ScalingError/exportsNotPositive(_:_:)``.
  public init(
    region: String, parent: String, regionExports: Double, parentExports: Double
  ) throws(ScalingError) {
    guard regionExports > 0, regionExports.isFinite else { throw .exportsNotPositive(region, regionExports) }
    guard parentExports > 0, parentExports.isFinite else { throw .exportsNotPositive(parent, parentExports) }
    self.region = region
    self.parent = parent
    self.regionExports = regionExports
    self.parentExports = parentExports
  }

  /// r, a fraction; rounded to hundredths, half away from zero, for `proportionalRounded`.
  public func share(_ method: Method) -> Double {
    let share = regionExports / parentExports
    switch method {
    case .proportional: return share
    case .proportionalRounded: return (100 * share).rounded() / 100
    }
  }

  /// The region's estimate, in the unit of the parent's.
  public func scaled(_ estimate: ParentEstimate, _ method: Method) -> ScaledEstimate {
    let share = share(method)
    return ScaledEstimate(
      measure: estimate.measure, method: method, value: estimate.value * share,
      errorParts: ScaledEstimate.ErrorParts(sampling: estimate.standardError.map { $0 * share }, betweenRegions: nil),
      share: share, findings: findings(estimate, share: share))
  }

  private func findings(_ estimate: ParentEstimate, share: Double) -> [Finding] {
    var findings = [betweenRegions(estimate)]
    if estimate.standardError == nil { findings.append(noStandardError(estimate)) }
    if regionExports > parentExports { findings.append(regionExceedsParent) }
    if share == 0 { findings.append(shareRoundsToZero) }
    return findings
  }

  private func betweenRegions(_ estimate: ParentEstimate) -> Finding {
    Finding(
      kind: "between_region_error_not_estimated", subject: estimate.measure,
      zh: "{\(region)}采用{\(parent)}的损失率；其自身损失率与之相差多少未作估计，实际误差大于所列的抽样误差",
      en:
        "{\(region)} is given the rate of {\(parent)}; how far its own rate differs is not estimated, and the error is "
        + "larger than the sampling part")
  }

  private func noStandardError(_ estimate: ParentEstimate) -> Finding {
    Finding(
      kind: "no_sampling_error", subject: estimate.measure,
      zh: "{\(parent)}的估计值没有标准误，{\(region)}也就没有；请以 se 给出",
      en: "the estimate of {\(parent)} has no standard error, so neither has that of {\(region)}; give it as 'se'")
  }

  private var shareRoundsToZero: Finding {
    Finding(
      kind: "share_rounds_to_zero", subject: region,
      zh: "{\(region)}所占比重不足0.5%，舍入后为零；请使用 proportional 方法",
      en: "the share of {\(region)} is below half a percent and rounds to zero; use the method proportional")
  }

  private var regionExceedsParent: Finding {
    Finding(
      kind: "region_exceeds_parent", subject: region,
      zh: "{\(region)}的出口额 \(regionExports.shortest) 大于其所属{\(parent)}的 \(parentExports.shortest)；请核对单位和年份",
      en:
        "the exports of {\(region)}, \(regionExports.shortest), exceed those of {\(parent)}, \(parentExports.shortest), "
        + "whose part it should be; check unit and year")
  }
}

/// An estimate of the parent region to be scaled.
public struct ParentEstimate: Sendable, Hashable {
  /// An amount: `direct_loss`, `added_cost`.
  public let measure: String
  public let value: Double
  /// In the unit of `value`; nil where it is not known.
  public let standardError: Double?

  public init(measure: String, value: Double, standardError: Double? = nil) {
    self.measure = measure
    self.value = value
    self.standardError = standardError
  }
}

/// An estimate of the region by one method.
public struct ScaledEstimate: Sendable, Hashable {
  /// The parts of the standard error, in the unit of the value; nil is not known, and never stands for zero.
  public struct ErrorParts: Sendable, Hashable {
    /// From the sample of the parent.
    public let sampling: Double?
    /// From the region's rate not being the parent's.
    public let betweenRegions: Double?
  }

  public let measure: String
  public let method: ProportionalScaling.Method
  public let value: Double
  public let errorParts: ErrorParts
  /// Of the parent's amount, a fraction, as used.
  public let share: Double
  public let findings: [Finding]

  /// The parts that are known, together; nil where none is.
  public var standardError: Double? {
    let known = [errorParts.sampling, errorParts.betweenRegions].compactMap(\.self)
    guard let first = known.first else { return nil }
    return known.count == 1 ? first : known.map { $0 * $0 }.reduce(0, +).squareRoot()
  }
}

/// A scaling that has no meaning.
public enum ScalingError: Error, Hashable, Sendable {
  case exportsNotPositive(String, Double)
}

extension ScalingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exportsNotPositive(let region, let value):
      "the exports of \(region) are \(value.shortest); write a number above zero"
    }
  }
}
