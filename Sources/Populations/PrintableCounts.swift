/// Firms of a level, and how many of them are affected.
public struct LevelCount: Sendable, Hashable {
  public let firms: Int
  public let affected: Int

  public init(firms: Int, affected: Int) { (self.firms, self.affected) = (firms, affected) }
}

/// Whole numbers of firms and of affected firms that add up to a whole and print as the shares of every level.
///
/// Real class sizes come first: the base shares, tilted until the printed shares average to that of the whole. Every
/// level but the two that settle the sum then takes the nearest size at which some whole number of affected firms
/// prints as its share: a class of 1,207 firms moves in steps of 0.083 %, so two decimals leave one size in nine. The
/// last two solve the two equations for firms and affected firms, and search outward from there.
///
/// A printed share is an interval. All levels use the same part of theirs to bring the mean of the base toward that
/// of the whole, so that classes need not grow and shrink from year to year because of rounding alone.
package struct PrintableCounts {
  let margin: String
  let year: Int
  let shares: [PrintedShare]
  /// Parts of the firms before tilting, in any unit.
  let base: [Double]

  package init(margin: String, year: Int, shares: [PrintedShare], base: [Double]) {
    (self.margin, self.year, self.shares, self.base) = (margin, year, shares, base)
  }

  package func counts(of whole: LevelCount) throws(PopulationError) -> [LevelCount] {
    let values = values(of: whole)
    let sizes = try sizes(of: whole, values)
    let (first, second) = settling(sizes)
    var counts = try shares.indices.map { level throws(PopulationError) in
      [first, second].contains(level)
        ? LevelCount(firms: 0, affected: 0) : try nearest(level, sizes[level], values[level])
    }
    let rest = LevelCount(
      firms: whole.firms - counts.reduce(0) { $0 + $1.firms },
      affected: whole.affected - counts.reduce(0) { $0 + $1.affected })
    (counts[first], counts[second]) = try settled(first, second, values, rest)
    return counts
  }

  /// Four fifths of half a printed digit: the rest is room for whole numbers.
  private static let usedRounding = 0.4

  /// The percentages to aim at, all moved within their rounding toward where the base shares meet the whole.
  private func values(of whole: LevelCount) -> [Double] {
    let percents = shares.map(\.percent)
    let gap = mean(of: whole) - weightedMean(percents, base.map { $0 / base.reduce(0, +) })
    let room = Self.usedRounding * (shares.map(\.lastDigit).min() ?? 0)
    return percents.map { $0 + min(max(gap, -room), room) }
  }

  private func mean(of whole: LevelCount) -> Double { 100 * Double(whole.affected) / Double(whole.firms) }

  /// Firms by level, as real numbers.
  private func sizes(of whole: LevelCount, _ values: [Double]) throws(PopulationError) -> [Double] {
    let mean = mean(of: whole)
    let (lowest, highest) = (values.min() ?? 0, values.max() ?? 0)
    guard lowest < mean, mean < highest else {
      throw .outsideItsParts(margin: margin, year: year, share: mean, lowest: lowest, highest: highest)
    }
    return tilted(base, values: values, mean: mean).map { $0 * Double(whole.firms) }
  }

  /// The largest level, and the one that can shift most affected firms against it.
  private func settling(_ sizes: [Double]) -> (Int, Int) {
    let largest = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    func leverage(_ level: Int) -> Double { sizes[level] * abs(shares[level].percent - shares[largest].percent) }
    let others = sizes.indices.filter { $0 != largest }
    return (largest, others.max { leverage($0) < leverage($1) } ?? 0)
  }

  /// The size nearest to `size` at which a whole number of affected firms prints as the level's share.
  private func nearest(_ level: Int, _ size: Double, _ value: Double) throws(PopulationError) -> LevelCount {
    for firms in outward(from: size) {
      guard let range = shares[level].affected(of: firms) else { continue }
      let exact = Int((value * Double(firms) / 100).rounded())
      return LevelCount(firms: firms, affected: min(max(exact, range.lowerBound), range.upperBound))
    }
    throw .noWholeCounts(margin: margin, year: year)
  }

  /// n₁ + n₂ = n, p₁ n₁ + p₂ n₂ = 100 k, in the whole numbers nearest to the real solution.
  private func settled(
    _ first: Int, _ second: Int, _ values: [Double], _ rest: LevelCount
  ) throws(PopulationError) -> (LevelCount, LevelCount) {
    let (p1, p2) = (values[first], values[second])
    let solution = (100 * Double(rest.affected) - p1 * Double(rest.firms)) / (p2 - p1)
    for firms in outward(from: solution) where firms < rest.firms {
      for affected in shares[second].affected(of: firms) ?? 0...0 where shares[second].prints(affected, of: firms) {
        let other = LevelCount(firms: rest.firms - firms, affected: rest.affected - affected)
        guard shares[first].prints(other.affected, of: other.firms) else { continue }
        return (other, LevelCount(firms: firms, affected: affected))
      }
    }
    throw .noWholeCounts(margin: margin, year: year)
  }

  private static let reach = 20_000

  private func outward(from size: Double) -> some Sequence<Int> {
    let middle = max(1, Int(size.rounded()))
    return (0..<Self.reach).lazy.map { middle + ($0 % 2 == 0 ? $0 / 2 : -($0 + 1) / 2) }.filter { $0 > 0 }
  }
}
