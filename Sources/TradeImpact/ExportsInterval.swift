/// The yearly exports of a size class, from one bound to the other.
public struct ExportsInterval: Sendable, Hashable {
  public struct Bound: Sendable, Hashable {
    /// In yuan.
    public let yuan: Double
    public let isInclusive: Bool

    public init(yuan: Double, isInclusive: Bool) {
      self.yuan = yuan
      self.isInclusive = isInclusive
    }
  }
  /// nil: no firm exports too little.
  public let lower: Bound?
  /// nil: no firm exports too much.
  public let upper: Bound?

  public init(lower: Bound?, upper: Bound?) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether a firm with these exports, in yuan, is of the class; never for a missing number.
  public func contains(_ exports: Double) -> Bool {
    guard !exports.isNaN else { return false }
    return isAboveLower(exports) && isBelowUpper(exports)
  }

  private func isAboveLower(_ exports: Double) -> Bool {
    guard let lower else { return true }
    return lower.isInclusive ? exports >= lower.yuan : exports > lower.yuan
  }

  private func isBelowUpper(_ exports: Double) -> Bool {
    guard let upper else { return true }
    return upper.isInclusive ? exports <= upper.yuan : exports < upper.yuan
  }

  /// Whether `next` begins where this ends, with the bound itself in one of the two.
  func isFollowed(by next: ExportsInterval) -> Bool {
    guard let end = upper, let start = next.lower else { return false }
    return end.yuan == start.yuan && end.isInclusive != start.isInclusive
  }
}
