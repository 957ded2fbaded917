import Estimation
import Microdata

/// How the last survey and the new frame fit together, unit by unit.
///
/// A firm of the last sample is in the new frame or has left it; a firm of the frame was sampled last time or not.
public struct FrameLinkage: Sendable {
  /// For each row of the survey, the unit of the frame with the same identifier; nil for units that have left.
  public let unitOfRow: [Int?]
  public let linkedRows: Int

  public init(surveyIdentifiers: Factor, frame: SamplingFrame) {
    let places = frame.places()
    let unitOfLevel = surveyIdentifiers.levels.map { places[$0] }
    unitOfRow = surveyIdentifiers.codes.map { $0 < 0 ? nil : unitOfLevel[Int($0)] }
    linkedRows = unitOfRow.count { $0 != nil }
  }

  public var unlinkedRows: Int { unitOfRow.count - linkedRows }

  var findings: [Finding] {
    guard linkedRows > 0 else {
      return [
        Finding(
          kind: "frame_not_linked", subject: "survey",
          message: "no firm of the last survey is in the frame; check that both use the same identifiers")
      ]
    }
    guard unlinkedRows > 0 else { return [] }
    return [
      Finding(
        kind: "units_left_frame", subject: "survey",
        message:
          "\(unlinkedRows) of \(unitOfRow.count) firms of the last survey are no longer in the frame; they say nothing "
          + "about the spread within its strata")
    ]
  }
}
