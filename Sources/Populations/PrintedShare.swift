/// A percentage as it is printed: a whole number of its last digits.
///
/// A share that k of n firms have prints as P units of 10^-d percent when it rounds to it, halves upward:
/// ```
/// (2P - 1) n <= 200 · 10^d k < (2P + 1) n
/// ```
public struct PrintedShare: Sendable, Hashable {
  /// P: 1968 for 19.68 %.
  public let units: Int
  /// d: digits after the point.
  public let decimals: Int
  /// False for a share that the report lacks and the specification assumes.
  public let isPublished: Bool

  public init(percent: Double, decimals: Int, isPublished: Bool = true) {
    self.decimals = decimals
    self.isPublished = isPublished
    units = Int((percent * Double(Self.unitsPerPercent(decimals))).rounded())
  }

  public var percent: Double { Double(units) / Double(Self.unitsPerPercent(decimals)) }

  /// One unit of the last printed digit, in percent.
  var lastDigit: Double { 1 / Double(Self.unitsPerPercent(decimals)) }

  /// The numbers of affected firms that print as this share; `nil` where no whole number does.
  package func affected(of firms: Int) -> ClosedRange<Int>? {
    let scale = 200 * Self.unitsPerPercent(decimals)
    let low = ((2 * units - 1) * firms + scale - 1) / scale
    let high = ((2 * units + 1) * firms - 1) / scale
    return low <= high ? max(low, 0)...high : nil
  }

  /// Whether `affected` of `firms` print as this share.
  public func prints(_ affected: Int, of firms: Int) -> Bool {
    self.affected(of: firms)?.contains(affected) ?? false
  }

  private static func unitsPerPercent(_ decimals: Int) -> Int { (0..<decimals).reduce(1) { units, _ in units * 10 } }
}
