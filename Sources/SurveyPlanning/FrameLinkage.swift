import Estimation
import Microdata

/// How the last survey and the new frame fit together, unit by unit.
///
/// A firm of the last sample is in the new frame or has left it; a firm of the frame was sampled last time or not.
public struct FrameLinkage: Sendable {
  /// For each row of the survey the stratum of its unit now; nil for units that have left.
  public let stratumOfRow: [Int?]
  public let linkedRows: Int

  /// - Parameter links: The identifier of each row; where the frame is a stratum table, the stratum of each row then.
  init(_ links: Factor, _ frame: SamplingFrame, _ strata: PlanStrata) {
    let places =
      frame.isUnitList
      ? frame.places().mapValues { Int(strata.stratumOfUnit[$0]) }
      : Dictionary(uniqueKeysWithValues: strata.labels.enumerated().map { ($1, $0) })
    let stratumOfLevel = links.levels.map { places[$0] }
    stratumOfRow = links.codes.map { $0 < 0 ? nil : stratumOfLevel[Int($0)] }
    linkedRows = stratumOfRow.count { $0 != nil }
  }

  public var unlinkedRows: Int { stratumOfRow.count - linkedRows }

  var findings: [Finding] {
    guard linkedRows > 0 else {
      return [
        Finding(
          kind: "frame_not_linked", subject: "survey",
          message:
            "no firm of the last survey is in the frame; check that both use the same identifiers, or names of strata")
      ]
    }
    guard unlinkedRows > 0 else { return [] }
    return [
      Finding(
        kind: "units_left_frame", subject: "survey",
        message:
          "\(unlinkedRows) of \(stratumOfRow.count) firms of the last survey are no longer in the frame; they say nothing "
          + "about the spread within its strata")
    ]
  }
}
