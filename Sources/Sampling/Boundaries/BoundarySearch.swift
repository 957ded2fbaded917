import RandomStreams

/// How the best boundaries are looked for.
///
/// Where there are few ways to cut, all are tried. Otherwise a random search moves one boundary at a time, from several
/// starts, among all distinct sizes or, in large frames, among about a thousand of them; then the boundaries move by ever
/// smaller steps among all sizes until no move of one boundary by one size helps.
/// > Source: Kozak (2004), Statistics in Transition 6, 797-806; Baillargeon and Rivest (2011), section 3.
public struct BoundarySearch: Sendable, Hashable {
  /// Names the random streams, so that equal seeds give equal boundaries.
  public var seed: UInt64 = 1
  /// Starts in all; the first ones are geometric, cumulative root and equal counts, the others random.
  public var restarts = 10
  /// The longest random move, in candidates.
  public var longestStep = 12
  /// A start is left after this many moves in a row without gain.
  public var patience = 300
  /// All cuts are tried if they are at most this many.
  public var enumerationLimit = 20_000

  public init() {}
}

extension BoundarySearch {
  /// - Returns: L - 1 positions among the distinct sizes.
  func cuts(for evaluator: inout StratumEvaluator) -> [Int] {
    let (count, strata) = (evaluator.frame.sizes.count, evaluator.plan.strata)
    guard strata > 1, combinations(of: count - 1, taken: strata - 1) > Double(enumerationLimit) else {
      return enumerated(count, strata, &evaluator)
    }
    let candidates = evaluator.frame.candidates()
    var best: (cuts: [Int], score: CutScore)?
    for (run, start) in starts(evaluator.frame, strata, candidates.count).enumerated() {
      var walk = start.map { nearest(candidates, $0) }
      spread(&walk, candidates.count)
      randomWalk(&walk, among: candidates, run: run, &evaluator)
      let found = descended(evaluator.frame.separated(walk.map { candidates[$0] }), &evaluator)
      if best.map({ found.score < $0.score }) ?? true { best = found }
    }
    return best?.cuts ?? []
  }

  private func combinations(of n: Int, taken k: Int) -> Double {
    (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  /// Every set of cuts in lexicographic order; of equally good ones the first.
  private func enumerated(_ count: Int, _ strata: Int, _ evaluator: inout StratumEvaluator) -> [Int] {
    var cuts = Array(1..<max(strata, 1))
    var best = (cuts: cuts, score: evaluator.score(cuts))
    while let h = cuts.indices.last(where: { cuts[$0] < count - cuts.count + $0 }) {
      cuts[h] += 1
      for j in cuts.indices where j > h { cuts[j] = cuts[j - 1] + 1 }
      let score = evaluator.score(cuts)
      if score < best.score { best = (cuts, score) }
    }
    return best.cuts
  }
}

// MARK: - Random search

extension BoundarySearch {
  /// Positions among the distinct sizes.
  private func starts(_ frame: SizeFrame, _ strata: Int, _ candidates: Int) -> [[Int]] {
    var starts: [[Int]] = []
    if let bounds = try? frame.geometricBoundaries(strata: strata) { starts.append(bounds.map(frame.position)) }
    if let bounds = try? frame.cumulativeRootBoundaries(strata: strata, classes: 50 * strata) {
      starts.append(bounds.map(frame.position))
    }
    starts.append((1..<strata).map { frame.position(rank: frame.count * $0 / strata) })
    while starts.count < max(restarts, 1) {
      var random = CounterRandom(seed: seed, replicate: starts.count, stratum: 0, purpose: 1)
      starts.append((1..<strata).map { _ in random.integer(below: UInt32(frame.sizes.count)) }.sorted())
    }
    return Array(starts.prefix(max(restarts, 1)))
  }

  private func nearest(_ candidates: [Int], _ position: Int) -> Int {
    candidates.firstIndex { $0 >= position } ?? candidates.count - 1
  }

  private func spread(_ walk: inout [Int], _ count: Int) {
    for h in walk.indices {
      walk[h] = min(max(walk[h], h > 0 ? walk[h - 1] + 1 : 0), count - walk.count + h)
    }
  }

  private func randomWalk(_ walk: inout [Int], among candidates: [Int], run: Int, _ evaluator: inout StratumEvaluator) {
    var random = CounterRandom(seed: seed, replicate: run, stratum: 0)
    var cuts = walk.map { candidates[$0] }
    var (score, idle) = (evaluator.score(cuts), 0)
    while idle < patience {
      idle += 1
      let h = random.integer(below: UInt32(walk.count))
      let move = random.integer(below: UInt32(2 * max(longestStep, 1))) - max(longestStep, 1)
      let to = walk[h] + (move >= 0 ? move + 1 : move)
      let end = h + 1 < walk.count ? walk[h + 1] : candidates.count
      guard to >= (h > 0 ? walk[h - 1] + 1 : 0), to < end else { continue }
      cuts[h] = candidates[to]
      let trial = evaluator.score(cuts)
      if trial < score { (score, walk[h], idle) = (trial, to, 0) } else { cuts[h] = candidates[walk[h]] }
    }
  }
}

// MARK: - Descent

extension BoundarySearch {
  /// Steps of 2^j sizes down to 1, each as long as it helps; at the end no boundary can move by one size with gain.
  private func descended(_ start: [Int], _ evaluator: inout StratumEvaluator) -> (cuts: [Int], score: CutScore) {
    var best = (cuts: start, score: evaluator.score(start))
    var step = max(evaluator.frame.sizes.count / 256, 8)
    while step > 0 {
      while improve(&best, step, &evaluator) {}
      step /= 2
    }
    return best
  }

  private func improve(
    _ best: inout (cuts: [Int], score: CutScore), _ step: Int, _ evaluator: inout StratumEvaluator
  ) -> Bool {
    var isBetter = false
    for h in best.cuts.indices {
      for move in [-step, step] {
        var cuts = best.cuts
        cuts[h] += move
        guard cuts[h] > (h > 0 ? cuts[h - 1] : 0) else { continue }
        guard cuts[h] < (h + 1 < cuts.count ? cuts[h + 1] : evaluator.frame.sizes.count) else { continue }
        let score = evaluator.score(cuts)
        if score < best.score { (best, isBetter) = ((cuts, score), true) }
      }
    }
    return isBetter
  }
}

extension SizeFrame {
  /// The position of the unit with this rank.
  func position(rank: Int) -> Int {
    var (low, high) = (0, sizes.count)
    while low < high {
      let middle = (low + high) / 2
      if counts[middle] < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Positions where a boundary may be: all of them, or about a thousand, even in rank and even in log size so that
  /// the tail, where a stratum may hold few large units, is as finely cut as the bulk.
  func candidates(limit: Int = 1024) -> [Int] {
    guard sizes.count > limit else { return Array(1..<sizes.count) }
    let half = limit / 2
    var positions = Set((1...half).map { position(rank: count * $0 / (half + 1)) })
    let (low, high) = (sizes[0], sizes[sizes.count - 1])
    let shift = (high - low) * 1e-6
    let ratio = logarithm((high - low + shift) / shift)
    for j in 1...half {
      positions.insert(position(of: low + shift * (exponential(ratio * Double(j) / Double(half)) - 1)))
    }
    return positions.filter { $0 > 0 && $0 < sizes.count }.sorted()
  }
}
