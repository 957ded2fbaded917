import RandomStreams

/// The variance of imputed totals by resampling, with the imputation done anew in each replicate.
///
/// n_h - 1 units are drawn with replacement from each stratum, missing ones among them, and weighted N_h / (n_h - 1);
/// the replicate's own answers complete it. Imputed values never serve as answers.
///
/// Samples are taken as drawn with replacement: with sampling fractions that are not small the result is too large. For
/// nearest neighbours it is approximate, because donors that occur twice are used in another pattern than in the sample
/// (Abadie and Imbens 2008, Econometrica 76, 1537-1557).
/// > Source: Shao and Sitter (1996), JASA 91, 1278-1288; n_h - 1: McCarthy and Snowden (1985).
public struct ReimputationBootstrap: Sendable, Hashable {
  public let replicates: Int
  public let seed: UInt64

  /// Variances by resampling.
  public struct Result: Sendable, Hashable {
    /// One for each domain, in the unit of y squared.
    public let variances: [Double]
    /// How many replicates had a donor in every class; the others are left out.
    public let usable: Int
  }

  public init(replicates: Int, seed: UInt64) {
    precondition(replicates >= 2, "a variance needs two replicates")
    (self.replicates, self.seed) = (replicates, seed)
  }

  /// - Parameter domains: z_k, n flags for each domain.
  /// - Throws: ``ImputationError/tooFewReplicates(usable:of:)`` where under nine in ten are usable, and as totals do.
  public func variances(of item: IncompleteItem, by method: some ImputationMethod, in domains: [[Bool]])
    throws(ImputationError) -> Result
  {
    for domain in domains where domain.count != item.values.count {
      throw .lengthsDiffer(what: "domain flags", count: domain.count, units: item.values.count)
    }
    try item.checkSpread()
    var totals: [[Double]] = []
    for replicate in 0..<replicates {
      let units = draw(from: item, replicate)
      guard let sample = item.resampled(units) else { continue }
      let values = try method.completedValues(of: sample)
      totals.append(domains.map { z in sample.sum { z[units[$0]] ? sample.weights[$0] * values[$0] : 0 } })
    }
    guard totals.count >= 2, 10 * totals.count >= 9 * replicates else {
      throw .tooFewReplicates(usable: totals.count, of: replicates)
    }
    return Result(
      variances: domains.indices.map { d in Self.variance(totals.map { $0[d] }) }, usable: totals.count)
  }

  /// The units of a replicate, n_h - 1 from each stratum; the one unit of a stratum of one stays.
  private func draw(from item: IncompleteItem, _ replicate: Int) -> [Int] {
    var members = [[Int]](repeating: [], count: item.sampleSizes.count)
    for unit in item.values.indices.sorted(by: { item.keys[$0] < item.keys[$1] }) {
      members[item.stratumOfUnit[unit]].append(unit)
    }
    return members.enumerated().flatMap { stratum, units -> [Int] in
      guard units.count > 1 else { return units }
      var random = CounterRandom(seed: seed, replicate: replicate, stratum: stratum)
      return (1..<units.count).map { _ in units[random.integer(below: UInt32(units.count))] }
    }
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}
