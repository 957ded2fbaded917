import LinearPrograms

/// Why tables cannot be protected. Cells count from 0.
public enum DisclosureError: Error, Hashable, Sendable {
  case notFinite(cell: Int, value: Double)
  case outsideKnownBounds(cell: Int)
  case doesNotAdd(total: Int, by: Double)
  /// Withholding everything would not hide the cell.
  case cannotBeProtected(cell: Int)
  /// The attacker's check found a cell that the pattern does not protect.
  case underProtected(cell: Int)
  case program(LinearProgramError)
}

extension DisclosureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite(let cell, let value): "cell \(cell + 1) is \(value): give a finite number"
    case .outsideKnownBounds(let cell):
      "cell \(cell + 1) is outside what an intruder is said to know of it: widen the bounds"
    case .doesNotAdd(let total, let gap):
      "cell \(total + 1) differs by \(gap) from the sum of its parts: give the cells that are missing from the relation"
    case .cannotBeProtected(let cell):
      "cell \(cell + 1) cannot be hidden, whatever else is withheld: leave it out of the tables, or ask for less protection"
    case .underProtected(let cell):
      "cell \(cell + 1) is not protected by the pattern that was found: give coarser tables, and report this as a defect"
    case .program(let error): "the tables cannot be protected: \(error)"
    }
  }
}
