/// Where the number that should stand in a cell was found.
public enum ReadingSource: Sendable, Hashable {
  /// One slip away from what is printed.
  case edit(DigitEdit)
  /// Printed for the same quantity in these other tables.
  case printedElsewhere(tables: [String], edit: DigitEdit?)
  /// What the relations leave: the only number that the others allow.
  case implied
}

public enum Confidence: String, Sendable, Hashable, CaseIterable { case low, medium, high }

/// The number that a misprinted cell most likely should show.
public struct Reading: Sendable, Hashable {
  /// Position of the cell.
  let cell: Int
  public let numeral: PrintedNumeral
  public let source: ReadingSource
  public let confidence: Confidence
  /// The violated relations that it repairs; it breaks none.
  let repaired: [Int]
  /// Other numbers that would do, the likelier first.
  public let alternatives: [PrintedNumeral]
  /// Other cells that could be at fault instead, with the number that they would need.
  let rivals: [Candidate]
  /// What the printed number would mean for the weights of parts, where that decided between cells.
  let jump: WeightHistory.Jump?
}

/// A number tried in a cell.
struct Candidate: Sendable, Hashable {
  let cell: Int
  let numeral: PrintedNumeral
  let source: ReadingSource
  var repaired: [Int] = []
  /// How far the relations of the cell are from holding exactly, in half units; 0 where only ranges are at stake.
  var misfit = 0.0
  /// Whether it has as many digits after the point as its column.
  var isOfUsualDigits = true

  /// Smaller is likelier: a number printed elsewhere, then slips by their cost, then what is merely implied.
  var cost: Int {
    let slip =
      switch source {
      case .printedElsewhere(_, let edit): edit?.cost ?? 4
      case .edit(let edit): 10 + edit.cost
      case .implied: 20
      }
    return slip + (isOfUsualDigits ? 0 : 5)
  }

  func precedes(_ other: Candidate) -> Bool {
    if repaired.count != other.repaired.count { return repaired.count > other.repaired.count }
    if cost != other.cost { return cost < other.cost }
    if misfit != other.misfit { return misfit < other.misfit }
    return cell < other.cell
  }

  /// Another cell could be at fault for the same relations, and nothing but the order of cells puts one before the other.
  func ties(with other: Candidate) -> Bool {
    repaired == other.repaired && cost == other.cost && cell != other.cell
  }
}
