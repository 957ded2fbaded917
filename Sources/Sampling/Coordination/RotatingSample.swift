import RandomStreams

/// A stratum's simple random sample that keeps a chosen part of last year's.
///
/// The units of the stratum fall into groups by what they were last year: those of the same stratum, those that come from each other
/// stratum, and those that are new. How many of the n units come from each group is drawn as a simple random sample would have it. Within
/// a group that had a sample, `k = round(ω n_g)` of its n_g units are taken from that sample and the others from the rest, both at
/// random.
///
/// Every unit has the probability n/N, and every pair n(n - 1)/(N(N - 1)), in every year: last year's sample of a group is, given its
/// size, a simple random sample of it, so taking k of it and n_g - k of the others gives all sets of n_g units the same probability.
/// On a frame that does not change the overlap is k exactly.
/// > Source: Kish and Scott (1971), JASA 66, 461-470, for units that change stratum; Nedyalkova, Qualité and Tillé (2009), Statistica
/// > Neerlandica 63, 269-293, for overlap and inclusion probabilities.
public struct RotatingSample: Sendable {
  /// What a unit was last year.
  public enum Origin: Sendable, Hashable {
    /// It was in no stratum.
    case birth
    /// It was in this stratum, and sampled or not.
    case stratum(Int, isSampled: Bool)

    fileprivate var group: Int {
      if case .stratum(let number, _) = self { number } else { -1 }
    }
    fileprivate var wasSampled: Bool { self == .stratum(group, isSampled: true) }
  }

  /// n places among the stratum's units, rising.
  public let units: [Int]
  /// How many of them were in last year's sample.
  public let overlap: Int

  /// - Parameters:
  ///   - sampleSize: n, at most the number of units.
  ///   - origins: N, one a unit.
  ///   - order: N numbers, one a unit, new ones each year: the smallest are taken first.
  ///   - retained: ω, the part of a group's units that is kept, from 0 to 1.
  ///   - random: Draws how many units each group gives.
  /// - Precondition: `0 <= sampleSize <= origins.count`.
  public init(
    sampleSize: Int, origins: [Origin], order: [UInt64], retained: Double, using random: inout CounterRandom
  ) {
    precondition((0...origins.count).contains(sampleSize) && order.count == origins.count)
    let groups = Dictionary(grouping: origins.indices, by: { origins[$0].group }).sorted { $0.key < $1.key }.map(
      \.value)
    let sizes = Self.hypergeometric(groups.map(\.count), sampleSize, &random)
    var (units, overlap) = ([Int](), 0)
    for (members, size) in zip(groups, sizes) {
      let ranked = members.sorted { order[$0] != order[$1] ? order[$0] < order[$1] : $0 < $1 }
      let (old, new) = (ranked.filter { origins[$0].wasSampled }, ranked.filter { !origins[$0].wasSampled })
      // As many as asked for, as far as last year's sample goes and the rest of the group has room for the others.
      let kept = min(max(Int((retained * Double(size)).rounded()), size - new.count), old.count, size)
      units += old.prefix(kept) + new.prefix(size - kept)
      overlap += kept
    }
    self.units = units.sorted()
    self.overlap = overlap
  }

  /// How many of n units drawn at random without replacement fall into each group: units are dealt one by one.
  private static func hypergeometric(_ counts: [Int], _ n: Int, _ random: inout CounterRandom) -> [Int] {
    guard counts.count > 1 else { return counts.isEmpty ? [] : [n] }
    var (left, total) = (counts, counts.reduce(0, +))
    for _ in 0..<n {
      var place = random.integer(below: UInt32(total))
      let group = left.firstIndex { count in
        place -= count
        return place < 0
      }!
      left[group] -= 1
      total -= 1
    }
    return zip(counts, left).map { $0 - $1 }
  }
}
