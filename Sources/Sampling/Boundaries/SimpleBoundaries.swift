import RandomStreams

/// Boundaries from a formula: good enough to start from, and often to use.
extension SizeFrame {
  /// Equal steps on the cumulative square root of the frequencies of equally wide classes.
  ///
  /// The bound of a class nearest to each step is taken, the lower one of two equally near; empty classes add nothing.
  /// Where ties or wide classes would leave a stratum empty, its boundary moves to the next distinct size.
  /// - Parameters:
  ///   - strata: L.
  ///   - classes: J classes between the smallest and the largest size; ten or more for each stratum.
  /// - Returns: L - 1 boundaries; a unit of exactly this size belongs to the stratum above.
  /// - Throws: ``StratificationError/tooFewDistinctSizes(distinct:strata:)``.
  /// > Source: Dalenius and Hodges (1959), JASA 54, 88-101; Cochran (1977), section 5A.7.
  public func cumulativeRootBoundaries(strata: Int, classes: Int) throws(StratificationError) -> [Double] {
    try requireDistinct(strata)
    guard classes > 0 else { throw .classesNotPositive(classes) }
    let roots = cumulativeRoots(classes)
    let width = (sizes[sizes.count - 1] - sizes[0]) / Double(classes)
    let bounds = (1..<max(strata, 1)).map { h in
      let step = roots[classes] * Double(h) / Double(strata)
      let nearest = roots.indices.min { abs(roots[$0] - step) < abs(roots[$1] - step) } ?? 0
      return sizes[0] + width * Double(nearest)
    }
    return occupied(bounds)
  }

  /// Bounds in geometric progression: b_h = x_min (x_max / x_min)^(h / L).
  ///
  /// - Throws: ``StratificationError/nonpositiveSize(row:value:)`` for the smallest size, and
  ///   ``StratificationError/tooFewDistinctSizes(distinct:strata:)``.
  /// > Source: Gunning and Horgan (2004), Survey Methodology 30, 159-166.
  public func geometricBoundaries(strata: Int) throws(StratificationError) -> [Double] {
    try requireDistinct(strata)
    guard sizes[0] > 0 else { throw .nonpositiveSize(row: 0, value: sizes[0]) }
    let ratio = logarithm(sizes[sizes.count - 1] / sizes[0])
    return occupied((1..<max(strata, 1)).map { sizes[0] * exponential(ratio * Double($0) / Double(strata)) })
  }

  /// J + 1 values from 0 on.
  private func cumulativeRoots(_ classes: Int) -> [Double] {
    var frequencies = [Double](repeating: 0, count: classes)
    let range = sizes[sizes.count - 1] - sizes[0]
    for k in sizes.indices {
      let part = range > 0 ? (sizes[k] - sizes[0]) / range : 0
      frequencies[min(Int(part * Double(classes)), classes - 1)] += Double(counts[k + 1] - counts[k])
    }
    return frequencies.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.squareRoot()) }
  }

  private func occupied(_ bounds: [Double]) -> [Double] {
    let cuts = bounds.map(position)
    return zip(bounds, zip(cuts, separated(cuts))).map { $1.0 == $1.1 ? $0 : sizes[$1.1] }
  }
}
