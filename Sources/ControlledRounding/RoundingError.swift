import LinearPrograms

/// Why numbers cannot be rounded. Cells count from 0.
public enum RoundingError: Error, Hashable, Sendable {
  /// The value is not finite, or has too many units to be counted.
  case outOfRange(cell: Int, value: Double, unit: Double)
  case program(LinearProgramError)
}

extension RoundingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outOfRange(let cell, let value, let unit):
      "cell \(cell + 1) is \(value), which is no countable number of units of \(unit): give a finite number, or a larger unit"
    case .program(let error): "the table cannot be rounded: \(error)"
    }
  }
}
