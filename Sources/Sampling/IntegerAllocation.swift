/// The whole numbers of units with the least variance of the total.
///
/// From the minima on, each next unit goes where it lowers the variance most. The variance is a sum of convex functions of
/// the n_h, so this greedy choice is optimal.
/// ```
/// N_h² S_h² / n_h - N_h² S_h² / (n_h + 1) = N_h² S_h² / (n_h (n_h + 1))
/// ```
/// > Source: Wright (2012), The American Statistician 66, 217-224, algorithm III.
extension StratumSummary {
  /// - Parameters:
  ///   - sampleSize: n units.
  ///   - limits: Minima are rounded up and maxima down to whole units; no stratum gets fewer than one. n_h never exceeds N_h.
  /// - Returns: n_h; of strata that gain the same, the first one gets the unit.
  /// - Throws: ``SamplingPlanError`` where the limits leave no room.
  /// - Complexity: O(n log H).
  public func integerAllocation(
    sampleSize: Int, within limits: AllocationLimits = AllocationLimits(minimum: 1)
  ) throws(SamplingPlanError) -> Allocation {
    guard sampleSize > 0 else { throw .sampleSizeNotPositive(Double(sampleSize)) }
    var growth = try GreedyGrowth(of: self, within: limits)
    guard growth.total <= sampleSize else {
      throw .minimaExceed(available: Double(sampleSize), needed: Double(growth.total))
    }
    while growth.total < sampleSize {
      guard growth.addUnit() else {
        throw .maximaFallShort(of: Double(sampleSize), available: Double(growth.total))
      }
    }
    return growth.allocation
  }

  /// The fewest units, and where they go, for which the total's coefficient of variation is at most the target.
  ///
  /// - Throws: ``SamplingPlanError`` where even the maxima do not reach it.
  public func integerAllocation(
    targetCV: Double, within limits: AllocationLimits = AllocationLimits(minimum: 1)
  ) throws(SamplingPlanError) -> Allocation {
    let target = try targetVariance(targetCV: targetCV)
    var growth = try GreedyGrowth(of: self, within: limits)
    while (growth.allocation.varianceOfTotal ?? .infinity) > target {
      guard growth.addUnit() else {
        let smallest = growth.allocation.coefficientOfVariationOfTotal ?? .infinity
        throw .targetNotReached(target: targetCV, smallest: smallest)
      }
    }
    return growth.allocation
  }
}

/// An allocation that grows by the most useful unit.
private struct GreedyGrowth {
  private let strata: StratumSummary
  private let spreads: [Double]
  private let maxima: [Int]
  private var sampleSizes: [Int]
  private(set) var total: Int
  private var queue: GainQueue

  init(of strata: StratumSummary, within limits: AllocationLimits) throws(SamplingPlanError) {
    self.strata = strata
    spreads = strata.spreads
    let ranges = try limits.resolved(for: strata)
    let maxima = zip(ranges, strata.populationSizes).map { Int(min($0.upperBound, $1).rounded(.down)) }
    let minima = zip(ranges, maxima).map { min(max(Int($0.lowerBound.rounded(.up)), 1), $1) }
    (self.maxima, sampleSizes) = (maxima, minima)
    total = minima.reduce(0, +)
    queue = GainQueue()
    for h in minima.indices { offer(h) }
  }

  var allocation: Allocation { Allocation(of: strata, sampleSizes: sampleSizes.map(Double.init)) }

  /// - Returns: false where every stratum is at its maximum.
  mutating func addUnit() -> Bool {
    guard let h = queue.removeLargest() else { return false }
    sampleSizes[h] += 1
    total += 1
    offer(h)
    return true
  }

  private mutating func offer(_ h: Int) {
    guard sampleSizes[h] < maxima[h] else { return }
    let n = Double(sampleSizes[h])
    queue.insert(h, gain: spreads[h] * spreads[h] / (n * (n + 1)))
  }
}

/// A binary heap of strata by gain; equal gains in the order of the strata.
private struct GainQueue {
  private var heap: [(gain: Double, stratum: Int)] = []

  mutating func insert(_ stratum: Int, gain: Double) {
    heap.append((gain, stratum))
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeLargest() -> Int? {
    guard let first = heap.first else { return nil }
    heap[0] = heap[heap.count - 1]
    heap.removeLast()
    sink()
    return first.stratum
  }

  private mutating func sink() {
    var parent = 0
    while let child = largerChild(of: parent), precedes(child, parent) {
      heap.swapAt(child, parent)
      parent = child
    }
  }

  private func largerChild(of parent: Int) -> Int? {
    let (left, right) = (2 * parent + 1, 2 * parent + 2)
    guard left < heap.count else { return nil }
    return right < heap.count && precedes(right, left) ? right : left
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    heap[a].gain != heap[b].gain ? heap[a].gain > heap[b].gain : heap[a].stratum < heap[b].stratum
  }
}
