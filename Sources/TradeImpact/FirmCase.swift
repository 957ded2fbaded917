import Estimation
import Microdata

/// An answer of one firm that contradicts another of its answers.
public struct FirmCase: Sendable {
  public enum Kind: Sendable, Hashable {
    /// The direct loss exceeds the exports of the year.
    case lossAboveExports
    /// The same, and the loss was divided by the factor, which it is taken to have been written too large by.
    case unitErrorCorrected(factor: Double)
    /// A firm that says it is not affected has a direct loss.
    case lossWithoutEffect

    /// As findings list it.
    public var name: String {
      switch self {
      case .lossAboveExports: "loss_above_exports"
      case .unitErrorCorrected: "unit_error_corrected"
      case .lossWithoutEffect: "loss_without_effect"
      }
    }
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
  public var finding: Finding { Finding(kind: kind.name, subject: firm, zh: chinese, en: message) }

  private var chinese: String {
    let subject = "企业 \(firm)" + (year.map { "（\($0)年）" } ?? "")
    let amounts = "直接损失 \(amount(loss)) 元大于出口额 \(amount(exports ?? .nan)) 元"
    return switch kind {
    case .lossAboveExports: "\(subject)：\(amounts)；请核对单位或更正答卷"
    case .unitErrorCorrected(let factor): "\(subject)：\(amounts)；视为单位填写过小，已除以 \(factor.shortest)"
    case .lossWithoutEffect: "\(subject)：填写未受影响，但直接损失为 \(amount(loss)) 元；请更正其中一项"
    }
  }

  private var message: String {
    let subject = "firm \(firm)" + (year.map { " in \($0)" } ?? "")
    switch kind {
    case .lossAboveExports:
      return
        "\(subject): the direct loss of \(yuan(loss)) exceeds the exports of \(yuan(exports ?? .nan)); "
        + "check the units, or correct the answer"
    case .unitErrorCorrected(let factor):
      return
        "\(subject): the direct loss of \(yuan(loss)) exceeds the exports of \(yuan(exports ?? .nan)); taken "
        + "as written in too small a unit and divided by \(factor.shortest)"
    case .lossWithoutEffect:
      return "\(subject): affected is 0, but the direct loss is \(yuan(loss)); correct one of the two"
    }
  }

  /// To the fen, which 万元 with decimals are not always when multiplied.
  private func yuan(_ amount: Double) -> String { "\(self.amount(amount)) yuan" }

  private func amount(_ amount: Double) -> String { ((amount * 100).rounded() / 100).shortest }

  /// By firm, then year, then kind, comparing bytes.
  func precedes(_ other: FirmCase) -> Bool {
    for (a, b) in [(firm, other.firm), (year ?? "", other.year ?? "")] where !a.hasSameBytes(as: b) {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return kind.name < other.kind.name
  }
}
