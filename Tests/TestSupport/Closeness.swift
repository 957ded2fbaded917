/// How near two numbers must be, named after the arithmetic that makes them differ.
public enum Tolerance: Sendable {
  /// A formula evaluated twice.
  case closedForm
  /// A sum in another order.
  case summed
  /// Monte Carlo error.
  case simulation(standardError: Double, count: Double)

  public func accepts(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .closedForm: abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    case .summed: abs(a - b) <= 1e-10 * max(abs(a), abs(b))
    case .simulation(let error, let count): abs(a - b) <= count * error
    }
  }
}

extension Double {
  public func isClose(to other: Double?, _ tolerance: Tolerance = .closedForm) -> Bool {
    guard let other else { return false }
    return tolerance.accepts(self, other)
  }
}

extension Double? {
  public func isClose(to other: Double?, _ tolerance: Tolerance = .closedForm) -> Bool {
    self?.isClose(to: other, tolerance) ?? (other == nil)
  }
}
