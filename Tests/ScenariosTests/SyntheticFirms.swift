import RandomStreams
import Scenarios
import TradeImpact

/// Firms of made numbers in two sectors and three sizes, with bootstrap weights.
struct SyntheticFirms {
  let sectors: [Int]
  let sizes: [Int]
  let exports: [Double]
  let weights: [Double]
  let replicates: [[Double]]

  init(count: Int = 300, replicates: Int = 40) {
    var random = CounterRandom(seed: 11, replicate: 0, stratum: 0)
    sectors = (0..<count).map { $0 % 2 }
    sizes = (0..<count).map { $0 % 3 }
    exports = (0..<count).map { k in Double(1 + random.integer(below: 1000)) * [1e4, 1e6, 1e8][k % 3] }
    weights = (0..<count).map { _ in Double(1 + random.integer(below: 20)) }
    let own = weights
    self.replicates = (0..<replicates).map { r in
      var random = CounterRandom(seed: 12, replicate: r, stratum: 0)
      var counts = [Double](repeating: 0, count: count)
      for _ in 0..<count { counts[random.integer(below: UInt32(count))] += 1 }
      return zip(own, counts).map(*)
    }
  }

  var population: FirmPopulation { population(order: Array(exports.indices)) }

  /// The same firms in another order.
  func population(order: [Int]) -> FirmPopulation {
    FirmPopulation(
      sectors: ["s1", "s2"].map { .init(code: $0, label: LocalizedText(zh: $0, en: $0)) },
      sizes: ["z1", "z2", "z3"].map {
        .init(code: $0, label: LocalizedText(zh: $0, en: $0), isSmallOrMedium: $0 != "z3")
      },
      sectorOfFirm: order.map { sectors[$0] }, sizeOfFirm: order.map { sizes[$0] }, exports: order.map { exports[$0] },
      weights: order.map { weights[$0] }, replicates: replicates.map { w in order.map { w[$0] } },
      columns: [SurveyColumn.addedCostRate: order.map { Double($0 % 7) / 100 }])
  }
}
