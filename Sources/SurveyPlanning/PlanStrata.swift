import Microdata

/// The strata of a plan: every unit's, and what makes each of them.
///
/// A stratum is a combination of classes that has units, named by its classes with points between: `guangdong.machinery.I3`.
public struct PlanStrata: Sendable {
  /// H names, in order of bytes.
  public let labels: [String]
  /// The class of each stratum, factor by factor.
  public let classes: [[String]]
  /// The factors, broadest first.
  public let factors: [String]
  /// Codes into the strata by row of the frame; its rows are units in a unit list.
  public let stratumOfUnit: [Int32]
  /// N_h.
  public let populationSizes: [Int]

  public var count: Int { labels.count }

  /// Crosses the columns of a frame, and the size classes found for it.
  /// - Parameter factors: Columns, broadest first, each with a code for every row.
  init(crossing factors: [(name: String, factor: Factor)], _ frame: SamplingFrame) {
    var (codes, labels, classes) = ([Int32](repeating: 0, count: frame.rowCount), [""], [[String]()])
    for (_, factor) in factors {
      let crossed = Self.refine(codes, labels, classes, by: factor)
      (codes, labels, classes) = crossed
    }
    let order = labels.indices.sorted { labels[$0].utf8.lexicographicallyPrecedes(labels[$1].utf8) }
    var rank = [Int32](repeating: 0, count: labels.count)
    for (place, stratum) in order.enumerated() { rank[stratum] = Int32(place) }
    var sizes = [Int](repeating: 0, count: labels.count)
    stratumOfUnit = codes.enumerated().map { row, code in
      sizes[Int(rank[Int(code)])] += frame.counts?[row] ?? 1
      return rank[Int(code)]
    }
    self.labels = order.map { labels[$0] }
    self.classes = order.map { classes[$0] }
    self.factors = factors.map(\.name)
    populationSizes = sizes
  }

  /// The name of a stratum is what the sample, its random numbers and next year's coordination know it by.
  func requireDistinctLabels(_ path: String) throws(PlanningError) {
    guard let h = labels.indices.dropFirst().first(where: { labels[$0] == labels[$0 - 1] }) else { return }
    let (one, other) = (classes[h - 1].joined(separator: " and "), classes[h].joined(separator: " and "))
    throw PlanningError(
      message: "\(path): the classes \(one) and the classes \(other) both make the stratum \(labels[h]); write them "
        + "without points")
  }

  /// Combinations that have units, numbered as they first occur.
  private static func refine(
    _ codes: [Int32], _ labels: [String], _ classes: [[String]], by factor: Factor
  ) -> ([Int32], [String], [[String]]) {
    var numbers = [Int32](repeating: -1, count: labels.count * factor.levels.count)
    var (newLabels, newClasses) = ([String](), [[String]]())
    let refined = zip(codes, factor.codes).map { outer, inner -> Int32 in
      let key = Int(outer) * factor.levels.count + Int(inner)
      if numbers[key] < 0 {
        numbers[key] = Int32(newLabels.count)
        let level = factor.levels[Int(inner)]
        newLabels.append(labels[Int(outer)].isEmpty ? level : labels[Int(outer)] + "." + level)
        newClasses.append(classes[Int(outer)] + [level])
      }
      return numbers[key]
    }
    return (refined, newLabels, newClasses)
  }

  /// Strata that are one when the broadest factors are ignored: the place of each among the pooled classes.
  /// - Parameter dropping: How many factors are ignored, from the first on.
  func pooled(dropping count: Int) -> [Int] {
    var numbers: [[String]: Int] = [:]
    return classes.map { own in
      let key = Array(own.dropFirst(count))
      return numbers[key, default: numbers.count].remembered(in: &numbers, as: key)
    }
  }
}

extension Int {
  fileprivate func remembered(in numbers: inout [[String]: Int], as key: [String]) -> Int {
    numbers[key] = self
    return self
  }
}
