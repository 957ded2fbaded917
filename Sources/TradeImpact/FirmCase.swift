import Estimation
import Microdata

/// An answer of one firm that contradicts another of its answers.
public struct FirmCase: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The direct loss exceeds the exports of the year.
    case lossAboveExports = "loss_above_exports"
    /// A firm that says it is not affected has a direct loss.
    case lossWithoutEffect = "loss_without_effect"
  }
  public let kind: Kind
  public let firm: String
  /// nil where the file has no years.
  public let year: String?
  /// Direct loss, yuan.
  public let loss: Double
  /// As answered, yuan; nil is missing.
  public let exports: Double?
  private let block: RowBlock
  private let row: Int

  init(kind: Kind, firm: String, year: String?, loss: Double, exports: Double?, block: RowBlock, row: Int) {
    self.kind = kind
    self.firm = firm
    self.year = year
    self.loss = loss
    self.exports = exports
    self.block = block
    self.row = row
  }

  /// Where the row stands; found by reading the file again up to there.
  public var position: SourcePosition { block.position(ofRow: row) }

  /// The finding names the firm and no line, so that it is the same for any order of the rows.
  public var finding: Finding { Finding(kind: kind.rawValue, subject: firm, message: message) }

  private var message: String {
    let subject = "firm \(firm)" + (year.map { " in \($0)" } ?? "")
    switch kind {
    case .lossAboveExports:
      return
        "\(subject): the direct loss of \(loss.shortest) yuan exceeds the exports of \((exports ?? .nan).shortest) yuan; "
        + "check the units, or correct the answer"
    case .lossWithoutEffect:
      return "\(subject): affected is 0, but the direct loss is \(loss.shortest) yuan; correct one of the two"
    }
  }

  /// By firm, then year, then kind, comparing bytes.
  func precedes(_ other: FirmCase) -> Bool {
    for (a, b) in [(firm, other.firm), (year ?? "", other.year ?? "")] where !a.hasSameBytes(as: b) {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return kind.rawValue < other.kind.rawValue
  }
}
