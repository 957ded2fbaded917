/// The donors of a class in the order of (u, key).
struct DonorList: Sendable {
  /// Their places in the sample, r.
  let units: [Int]
  /// u of each, r in ascending order.
  let positions: [Double]

  init(units: [Int], positions u: [Double], keys: [Int]) {
    self.units = units.sorted { u[$0] != u[$1] ? u[$0] < u[$1] : keys[$0] < keys[$1] }
    positions = self.units.map { u[$0] }
  }

  /// C lists, in the order of ``IncompleteItem/classCodes``.
  static func byClass(of item: IncompleteItem, positions u: [Double]) -> [DonorList] {
    var units = [[Int]](repeating: [], count: item.classCodes.count)
    for unit in u.indices where !item.isMissing[unit] { units[item.classOfUnit[unit]].append(unit) }
    return units.map { DonorList(units: $0, positions: u, keys: item.keys) }
  }

  /// 2 √r, and at least 5.
  ///
  /// The number grows with r, so that the variance of a local fit vanishes, and slower than r, so that its bias does.
  static func defaultNeighbours(among donors: Int) -> Int {
    max(5, Int((2 * Double(donors).squareRoot()).rounded(.up)))
  }

  /// All donors at the least distance, at one or both sides, in order.
  func nearest(to u: Double) -> ArraySlice<Int> {
    let right = firstPlace { $0 >= u }
    guard right > 0 else { return units[run(of: positions[0])] }
    guard right < units.count else { return units[run(of: positions[right - 1])] }
    let (below, above) = (u - positions[right - 1], positions[right] - u)
    if below < above { return units[run(of: positions[right - 1])] }
    if above < below { return units[run(of: positions[right])] }
    // The runs to both sides of u touch each other.
    return units[run(of: positions[right - 1]).lowerBound..<run(of: positions[right]).upperBound]
  }

  private func run(of value: Double) -> Range<Int> { firstPlace { $0 >= value }..<firstPlace { $0 > value } }

  /// The first place whose u has a property that all later ones share.
  private func firstPlace(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(positions[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

// MARK: Local fit

extension DonorList {
  /// A local mean, and the part 1 - g of a residual's variance that it leaves where u is a donor's.
  struct Fit { let value, freedom: Double }

  /// The line through the J donors nearest to u, at u.
  /// ```
  /// m̂(u) = ȳ + b (u - ū)        g = 1/J + (u - ū)² / S_uu
  /// ```
  /// A line, not a mean, because near the ends of the range all neighbours lie to one side. It is followed as far as g
  /// = 0.8. A donor beyond would fix it by itself and leave no residual, and gets the mean, g = 1/J, as do all where
  /// the neighbours have one u.
  /// - Parameter isDonor: Whether the unit at u is one of the donors.
  func fit(at u: Double, isDonor: Bool, to values: [Double], neighbours count: Int) -> Fit {
    let window = window(around: u, count: min(count, units.count))
    let size = Double(window.count)
    let meanU = window.reduce(0) { $0 + positions[$1] } / size
    let meanY = window.reduce(0) { $0 + values[units[$1]] } / size
    var (squares, products) = (0.0, 0.0)
    for place in window {
      let deviation = positions[place] - meanU
      squares += deviation * deviation
      products += deviation * (values[units[place]] - meanY)
    }
    let reach = ((Self.greatestLeverage - 1 / size) * squares).squareRoot()
    guard window.count > 3, squares > 0, !isDonor || abs(u - meanU) <= reach else {
      return Fit(value: meanY, freedom: 1 - 1 / size)
    }
    let deviation = min(max(u - meanU, -reach), reach)
    return Fit(
      value: meanY + products / squares * deviation, freedom: 1 - 1 / size - deviation * deviation / squares)
  }

  private static let greatestLeverage = 0.8

  /// The weighted mean of the J donors nearest to u, and of all that are as near as the last of them.
  func mean(of values: [Double], weights: [Double], near u: Double, neighbours count: Int) -> Double {
    let window = window(around: u, count: min(count, units.count))
    let distance = max(u - positions[window.lowerBound], positions[window.upperBound - 1] - u)
    let places = firstPlace { u - $0 <= distance }..<firstPlace { $0 - u > distance }
    let (sum, total) = places.reduce((0.0, 0.0)) {
      ($0.0 + weights[units[$1]] * values[units[$1]], $0.1 + weights[units[$1]])
    }
    return sum / total
  }

  /// The places of the nearest donors, which follow each other; of two equally near the lower.
  private func window(around u: Double, count: Int) -> Range<Int> {
    var low = firstPlace { $0 >= u }
    var high = low
    while high - low < count {
      let takesLower = low > 0 && (high == units.count || u - positions[low - 1] <= positions[high] - u)
      if takesLower { low -= 1 } else { high += 1 }
    }
    return low..<high
  }
}
