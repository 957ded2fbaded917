import Microdata

/// Corrects losses that a firm wrote in a smaller unit than was asked for, such as 元 for 万元.
///
/// A direct loss above the exports of the year cannot be. Where the `factor`-th part of it can, all losses of the firm are divided by
/// `factor`; where not even that is within the exports, the answer stays as it is and remains a finding. No correction is silent:
/// each is a ``FirmCase``.
public struct UnitErrorRule: Sendable, Hashable {
  /// How much smaller the mistaken unit is: 10,000 for 元 instead of 万元. Above 1.
  public let factor: Double

  public init(factor: Double) {
    precondition(factor > 1 && factor.isFinite)
    self.factor = factor
  }

  func applies(loss: Double, exports: Double) -> Bool { loss > exports && loss / factor <= exports }
}

/// A rule, and where a block has what it looks at.
struct UnitErrorEdit: Sendable {
  let rule: UnitErrorRule
  /// The columns of the losses.
  let losses: [Int]
  let exports: Int

  /// The block with corrected losses.
  func edited(_ raw: RowBlock, _ derivation: RecordDerivation) -> RowBlock {
    let rows = mistakenRows(derivation)
    guard !rows.isEmpty else { return raw }
    var columns = raw.columns
    for place in losses {
      var values = raw.numbers(place)
      for row in rows { values[row] /= rule.factor }
      columns[place] = .number(values)
    }
    return raw.replacing(columns: columns)
  }

  func mistakenRows(_ derivation: RecordDerivation) -> [Int] {
    let (loss, exports) = (derivation.sum(losses), derivation.sum([exports]))
    return loss.indices.filter { rule.applies(loss: loss[$0], exports: exports[$0]) }
  }
}
