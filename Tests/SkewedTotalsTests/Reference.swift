import RandomStreams
import SkewedTotals
import TestSupport

/// The sample and the numbers that Scripts/skewed-totals.R made with R 4.2.2 and survey 4.1.1.
enum Reference {
  static let numbers: [String: Double] = Dictionary(
    uniqueKeysWithValues: lines("reference.csv").map { ($0[0], Double($0[1]) ?? .nan) })

  /// Strata a and b are samples, c was taken in full.
  static func sample(domain: Bool = false) throws -> SkewedSample {
    let rows = lines("sample.csv")
    var strata: [SkewedStratum] = []
    for name in ["a", "b", "c"] {
      let own = rows.filter { $0[0] == name }
      strata.append(
        try SkewedStratum(
          name: name, populationSize: Int(own[0][1]) ?? 0,
          values: own.map { domain && $0[3] == "0" ? 0 : Double($0[2]) ?? .nan }))
    }
    return try SkewedSample(strata: strata)
  }

  private static func lines(_ file: String) -> [[String]] {
    let bytes = (try? Fixtures.bytes(Fixtures.folder + "/skewed-totals/" + file)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
  }
}

extension Double {
  func isWithin(_ tolerance: Double, of other: Double?) -> Bool {
    guard let other else { return false }
    return self == other || abs(self - other) <= tolerance * max(abs(self), abs(other))
  }
}

/// Lognormal amounts in a third of the units.
func skewedValues(_ count: Int, seed: UInt64, shape: Double = 1.2, positive: Double = 0.4) -> [Double] {
  var random = CounterRandom(seed: seed, replicate: 0, stratum: count)
  return (0..<count).map { _ in random.uniform() < positive ? exponential(3 + shape * random.normal()) : 0 }
}

func skewedSample(_ sizes: [(n: Int, N: Int)], seed: UInt64, shape: Double = 1.2, positive: Double = 0.4) throws
  -> SkewedSample
{
  var strata: [SkewedStratum] = []
  for (h, size) in sizes.enumerated() {
    strata.append(
      try SkewedStratum(
        name: "\(h)", populationSize: size.N,
        values: skewedValues(size.n, seed: seed + UInt64(h), shape: shape, positive: positive)))
  }
  return try SkewedSample(strata: strata)
}
