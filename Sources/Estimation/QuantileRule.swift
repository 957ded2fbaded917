import ExtendedPrecision
import Glibc

/// How a quantile is read off the weighted distribution function.
///
/// `math` is the smallest value whose cumulative weight reaches p W; `school` halves ties. `hf1` to `hf9` are the nine
/// definitions of Hyndman and Fan with weights.
/// > Source: Hyndman and Fan (1996), American Statistician 50, 361-365; Shah and Vaish (2006), Proceedings of the Survey
/// > Research Methods Section; the weighted forms are those of R `svyquantile`.
public enum QuantileRule: String, Sendable, Hashable, CaseIterable {
  case math, school, shahvaish, hf1, hf2, hf3, hf4, hf5, hf6, hf7, hf8, hf9
}

/// Values in order, with their cumulative weights.
struct WeightedDistribution: Sendable {
  /// Ascending; ties stand in order of their rows.
  let values: [Double]
  let weights: [Double]
  /// `W_i = Σ_{j ≤ i} w_j`, each correctly rounded.
  let cumulative: [Double]

  var total: Double { cumulative.last ?? 0 }
  var count: Int { values.count }

  /// Rows of weight zero are left out.
  init(_ values: [Double], weights: [Double], mask: [Bool]) {
    let rows = values.indices.filter { mask[$0] && weights[$0] != 0 }
    let order = rows.sorted { (values[$0], $0) < (values[$1], $1) }
    self.init(sorted: order.map { values[$0] }, weights: order.map { weights[$0] })
  }

  init(sorted values: [Double], weights: [Double]) {
    var sum = DoubleDouble.zero
    self.values = values
    self.weights = weights
    cumulative = weights.map { weight in
      sum += DoubleDouble(weight)
      return sum.value
    }
  }

  /// nil without values. `p` of 0 and 1 are the extremes under every rule.
  func quantile(_ p: Double, _ rule: QuantileRule) -> Double? {
    guard let first = values.first, let last = values.last else { return nil }
    if p <= 0 || count == 1 { return first }
    if p >= 1 { return last }
    switch rule {
    case .math, .hf1: return step(p) { low, _, _ in low }
    case .school, .hf2: return step(p) { low, high, _ in (low + high) / 2 }
    case .hf3: return withoutTies.step(p) { low, high, place in place % 2 == 0 ? low : high }
    case .hf4: return interpolated(p, at: shares { $1 / $0 })
    case .hf5: return interpolated(p, at: weights.indices.map { (cumulative[$0] - weights[$0] / 2) / total })
    case .hf6: return interpolated(p, at: cumulative.map { $0 / (total + weights[count - 1]) })
    case .hf7: return interpolated(p, at: ([0] + cumulative.dropLast()).map { $0 / cumulative[count - 2] })
    case .hf8: return interpolated(p, at: plotting(before: 1.0 / 3, last: 1.0 / 3))
    case .hf9: return interpolated(p, at: plotting(before: 3.0 / 8, last: 1.0 / 4))
    case .shahvaish: return lastValue(p, at: shahVaishPositions)
    }
  }

  /// The value after the last cumulative weight below p W; where one meets p W, what `tie` makes of the two neighbours and
  /// the place of the lower one, from 1. Sums meet p W when they differ by rounding only.
  private func step(_ p: Double, tie: (Double, Double, Int) -> Double) -> Double {
    let goal = p * total
    let rounding = total * 0x1p-44
    // Replicate weights may be negative, so sums need not ascend.
    let below = (cumulative.lastIndex { $0 <= goal + rounding } ?? -1) + 1
    guard below > 0 else { return values[0] }
    let next = values[min(below, count - 1)]
    return cumulative[below - 1] >= goal - rounding ? tie(values[below - 1], next, below) : next
  }

  /// Equal values as one, with their weights added.
  private var withoutTies: WeightedDistribution {
    var (distinct, sums) = ([Double](), [Double]())
    for (value, weight) in zip(values, weights) {
      if distinct.last == value {
        sums[sums.count - 1] += weight
      } else {
        distinct.append(value)
        sums.append(weight)
      }
    }
    return WeightedDistribution(sorted: distinct, weights: sums)
  }

  private func shares(_ share: (_ total: Double, _ cumulative: Double) -> Double) -> [Double] {
    cumulative.map { share(total, $0) }
  }

  /// `(a W_{i-1} + (1 - a) W_i) / (W + b w_n)`
  private func plotting(before a: Double, last b: Double) -> [Double] {
    let before = [0] + cumulative.dropLast()
    return zip(before, cumulative).map { ($0 * a + $1 * (1 - a)) / (total + weights[count - 1] * b) }
  }

  /// `(S_i + 1/2 - w_i / 2) / (n + 1)`, S the cumulative weights scaled to sum to n. That w_i itself is not scaled is R's
  /// convention; with weights of mean 1 it is the authors'.
  private var shahVaishPositions: [Double] {
    let mean = total / Double(count)
    return cumulative.indices.map { (cumulative[$0] / mean + 0.5 - weights[$0] / 2) / Double(count + 1) }
  }

  /// Linear between positions, constant outside.
  private func interpolated(_ p: Double, at positions: [Double]) -> Double {
    let right = positions.partitioningIndex { $0 >= p }
    guard right > 0 else { return values[0] }
    guard right < count else { return values[count - 1] }
    let share = (p - positions[right - 1]) / (positions[right] - positions[right - 1])
    return values[right - 1] + share * (values[right] - values[right - 1])
  }

  /// The value at the last position that is not above p; positions need not ascend.
  private func lastValue(_ p: Double, at positions: [Double]) -> Double {
    let order = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
    let place = order.partitioningIndex { positions[$0] > p }
    return values[order[max(place - 1, 0)]]
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index where the predicate, false and then true along the collection, is true.
  fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
