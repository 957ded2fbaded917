import ExtendedPrecision
import Sampling

/// The design-based covariance matrix of scores, from moments.
///
/// ```
/// C_ab = Σ_h L_h ( Σ_{u ∈ h} z_ua z_ub - z_ha z_hb / n_h )      z_h = Σ_{u ∈ h} z_u
/// ```
/// over the strata h of all stages, with their leverage L_h (``SampledStratum/leverage``) and units u. Where every row is
/// a unit the first sum comes from second moments, otherwise from the unit totals. Units without a row in a score's cells
/// are zeros: the design keeps its n_h. Differences are taken in 106 bits, so that centring after the pass costs nothing.
struct ScoreCovariance {
  let moments: SampleMoments
  let rule: SingletonRule
  let adjustsSingletonsInDomains: Bool
  private let scoreCount: Int
  private let onlyVariances: Bool
  /// The score of every part, and where its terms stand: flat lists, because the loops over them are the time of the report.
  private let scoreOfPart: [Int]
  private let termStarts: [Int]
  private let terms: [Score.Term]
  /// Parts of cell c: `activeParts[activeStarts[c] ..< activeStarts[c + 1]]`, positions in `parts`.
  private let activeStarts: [Int]
  private let activeParts: [Int]
  /// Where the product of two variables stands among the squared sums, row by row; -1 where the plan has no use for it.
  private let pairs: [Int]
  private let variableCount: Int
  /// Upper triangle by row, or the diagonal.
  private var total: [DoubleDouble]
  /// The same sums over absolute values: how large the terms were before they cancelled.
  private var magnitude: [DoubleDouble]

  /// - Throws: ``EstimationError/design(_:)`` with the stratum that has one unit, under ``SingletonRule/fail``.
  static func matrix(
    of scores: [Score], _ moments: SampleMoments, design: DesignColumns, onlyVariances: Bool
  ) throws(EstimationError) -> CovarianceMatrix {
    var covariance = ScoreCovariance(scores, moments, design, onlyVariances: onlyVariances)
    for stage in 0..<moments.layout.stages.count { try covariance.add(stage: stage) }
    return covariance.matrix
  }

  private init(_ scores: [Score], _ moments: SampleMoments, _ design: DesignColumns, onlyVariances: Bool) {
    self.moments = moments
    self.onlyVariances = onlyVariances
    rule = design.singletons
    adjustsSingletonsInDomains = design.adjustsSingletonsInDomains
    scoreCount = scores.count
    let table = moments.layout.squaredPairTable
    (pairs, variableCount) = (table.flatMap(\.self), table.count)
    let parts = scores.flatMap(\.parts)
    scoreOfPart = scores.enumerated().flatMap { index, score in score.parts.map { _ in index } }
    termStarts = parts.reduce(into: [0]) { $0.append($0.last! + $1.terms.count) }
    terms = parts.flatMap(\.terms)
    (activeStarts, activeParts) = Self.partsByCell(parts, cellCount: moments.cells.count)
    let size = onlyVariances ? scores.count : scores.count * (scores.count + 1) / 2
    total = Array(repeating: .zero, count: size)
    magnitude = total
  }

  /// Sorts the parts by the cells they apply in: count, then fill.
  private static func partsByCell(_ parts: [Score.Part], cellCount: Int) -> (starts: [Int], parts: [Int]) {
    var starts = [Int](repeating: 0, count: cellCount + 1)
    for part in parts {
      for cell in part.cells { starts[cell + 1] += 1 }
    }
    for cell in 0..<cellCount { starts[cell + 1] += starts[cell] }
    var (next, sorted) = (starts, [Int](repeating: 0, count: starts[cellCount]))
    for (index, part) in parts.enumerated() {
      for cell in part.cells {
        sorted[next[cell]] = index
        next[cell] += 1
      }
    }
    return (starts, sorted)
  }

  private func active(_ cell: Int) -> ArraySlice<Int> { activeParts[activeStarts[cell]..<activeStarts[cell + 1]] }

  private func place(_ a: Int, _ b: Int) -> Int {
    let (i, j) = (min(a, b), max(a, b))
    return onlyVariances ? i : i * scoreCount - i * (i - 1) / 2 + j - i
  }

  // MARK: One stage

  /// What one stratum contributes before it is scaled: totals of the scores, and sums of products over its units.
  fileprivate struct Spread {
    /// Totals over the stratum by score; only scores that have a row in it.
    var totals = SparseSums()
    var products: [(a: Int, b: Int, value: DoubleDouble, magnitude: DoubleDouble)] = []
    /// Units with a row in any score.
    var unitsPresent = 0
    /// The unit of the stage before that the stratum lies in; -1 at the first stage.
    var parent = -1
  }

  private mutating func add(stage: Int) throws(EstimationError) {
    let spreads = moments.layout.everyRowIsAUnit ? spreadsOfRows() : spreadsOfUnits(stage: stage)
    let means = rule == .adjust ? unitMeans(spreads) : [:]
    var (answered, unanswered) = (0, 0)
    let before = total
    if rule == .average { total = Array(repeating: .zero, count: total.count) }
    for (position, spread) in spreads where spread.unitsPresent > 0 {
      let stratum = moments.strata[position]
      if try isSingleton(stratum, spread) {
        unanswered += 1
        if rule == .adjust { add(spread, stratum, centredOn: means[spread.parent] ?? []) }
      } else {
        answered += 1
        addCentred(spread, stratum)
      }
    }
    guard rule == .average else { return }
    let factor = answered == 0 ? DoubleDouble.zero : DoubleDouble(answered + unanswered) / DoubleDouble(answered)
    for k in total.indices { total[k] = before[k] + factor * total[k] }
  }

  private func isSingleton(_ stratum: SampledStratum, _ spread: Spread) throws(EstimationError) -> Bool {
    if stratum.isSingleton {
      guard rule != .fail else {
        throw .design(.singletonStratum(stage: stratum.stage, stratum: stratum.label, unit: nil))
      }
      return true
    }
    return adjustsSingletonsInDomains && spread.unitsPresent == 1 && !stratum.isCensus
      && (rule == .adjust || rule == .average)
  }

  /// `L_h Σ_u z_ua z_ub`
  private mutating func addProducts(_ spread: Spread, scale: DoubleDouble) {
    for product in spread.products {
      let place = place(product.a, product.b)
      total[place] += scale * product.value
      magnitude[place] += scale * product.magnitude
    }
  }

  /// `L_h (Σ_u z_ua z_ub - z_ha z_hb / n_h)`
  private mutating func addCentred(_ spread: Spread, _ stratum: SampledStratum) {
    guard !stratum.isCensus else { return }
    addProducts(spread, scale: stratum.leverage)
    let factor = stratum.leverage / DoubleDouble(stratum.sampleSize)
    let totals = spread.totals.entries
    for (i, a) in totals.enumerated() {
      for b in onlyVariances ? totals[i...i] : totals[i...] { subtract(factor * a.value * b.value, a.score, b.score) }
    }
  }

  /// `L_h Σ_u (z_ua - m_a)(z_ub - m_b)` with the means m over all units of the stage, units without a row being zeros.
  private mutating func add(_ spread: Spread, _ stratum: SampledStratum, centredOn means: [DoubleDouble]) {
    addProducts(spread, scale: stratum.leverage)
    let size = DoubleDouble(stratum.sampleSize)
    var totals = [DoubleDouble](repeating: .zero, count: scoreCount)
    for entry in spread.totals.entries { totals[entry.score] = entry.value }
    for a in 0..<scoreCount {
      for b in onlyVariances ? a...a : a...(scoreCount - 1) {
        let cross = means[a] * totals[b] + means[b] * totals[a] - size * means[a] * means[b]
        subtract(stratum.leverage * cross, a, b)
      }
    }
  }

  private mutating func subtract(_ value: DoubleDouble, _ a: Int, _ b: Int) {
    let place = place(a, b)
    total[place] -= value
    magnitude[place] += value.magnitude
  }

  /// Means of the scores over the units under one parent, for ``SingletonRule/adjust``.
  private func unitMeans(_ spreads: [(Int, Spread)]) -> [Int: [DoubleDouble]] {
    var (totals, sizes) = ([Int: [DoubleDouble]](), [Int: Int]())
    for (position, spread) in spreads {
      var sums = totals[spread.parent] ?? Array(repeating: .zero, count: scoreCount)
      for entry in spread.totals.entries { sums[entry.score] += entry.value }
      totals[spread.parent] = sums
      sizes[spread.parent, default: 0] += moments.strata[position].sampleSize
    }
    return totals.reduce(into: [:]) { means, entry in
      means[entry.key] = entry.value.map { $0 / DoubleDouble(sizes[entry.key]!) }
    }
  }

  // MARK: Rows as units

  private func spreadsOfRows() -> [(Int, Spread)] {
    moments.leaves.map { leaf in
      var spread = Spread()
      for group in leaf.groups {
        let active = active(group.cell)
        guard !active.isEmpty, group.positiveRows > 0 else { continue }
        spread.unitsPresent += group.positiveRows
        for i in active.indices {
          let (a, score) = (active[i], scoreOfPart[active[i]])
          spread.totals.add(value(of: a, in: group), to: score)
          for j in i..<active.endIndex {
            // The parts of a score stand together.
            if onlyVariances, scoreOfPart[active[j]] != score { break }
            spread.products.append(product(a, active[j], group))
          }
        }
      }
      return (leaf.strata[0], spread)
    }
  }

  /// `Σ_k w_k² z_ka z_kb` over the rows of a group; two parts of one score meet twice in its square.
  private func product(
    _ a: Int, _ b: Int, _ group: SampleMoments.Group
  ) -> (a: Int, b: Int, value: DoubleDouble, magnitude: DoubleDouble) {
    var (value, magnitude) = (DoubleDouble.zero, DoubleDouble.zero)
    for x in termStarts[a]..<termStarts[a + 1] {
      let row = terms[x].variable * variableCount
      for y in termStarts[b]..<termStarts[b + 1] {
        let pair = pairs[row + terms[y].variable]
        let term = terms[x].coefficient * terms[y].coefficient * group.squaredSums[pair]
        value += term
        magnitude += term.magnitude
      }
    }
    let (first, second) = (scoreOfPart[a], scoreOfPart[b])
    return a != b && first == second
      ? (first, second, value + value, magnitude + magnitude) : (first, second, value, magnitude)
  }

  /// `Σ_k w_k z_k` of one part over the rows of a group.
  private func value(of part: Int, in group: SampleMoments.Group) -> DoubleDouble {
    (termStarts[part]..<termStarts[part + 1]).reduce(.zero) {
      $0 + terms[$1].coefficient * group.sums[terms[$1].variable]
    }
  }

  /// The same over absolute values.
  private func magnitude(of part: Int, in group: SampleMoments.Group) -> DoubleDouble {
    (termStarts[part]..<termStarts[part + 1]).reduce(.zero) {
      $0 + (terms[$1].coefficient * group.sums[terms[$1].variable]).magnitude
    }
  }

  // MARK: Units

  private func spreadsOfUnits(stage: Int) -> [(Int, Spread)] {
    var units = [SparseSums](repeating: SparseSums(), count: moments.unitCounts[stage])
    var strata = [Int](repeating: 0, count: moments.unitCounts[stage])
    var parents = [Int](repeating: -1, count: moments.unitCounts[stage])
    for leaf in moments.leaves {
      let unit = leaf.units[stage]
      strata[unit] = leaf.strata[stage]
      if stage > 0 { parents[unit] = leaf.units[stage - 1] }
      for group in leaf.groups {
        for part in active(group.cell) where group.positiveRows > 0 {
          units[unit].add(
            value(of: part, in: group), magnitude: magnitude(of: part, in: group), to: scoreOfPart[part])
        }
      }
    }
    var spreads: [(Int, Spread)] = []
    for (unit, sums) in units.enumerated() {
      // Units stand in the order of their strata, so a stratum's units are neighbours.
      if spreads.last?.0 != strata[unit] { spreads.append((strata[unit], Spread(parent: parents[unit]))) }
      spreads[spreads.count - 1].1.add(sums, onlyVariances: onlyVariances)
    }
    return spreads
  }

  // MARK: Result

  /// A sum that cancelled to below the rounding error of its terms is zero: a census, a constant, a share of a stratum.
  private var matrix: CovarianceMatrix {
    let values = total.indices.map { k in
      total[k].magnitude.value <= magnitude[k].value * 0x1p-98 ? 0 : total[k].value
    }
    return CovarianceMatrix(count: scoreCount, onlyVariances: onlyVariances, values: values)
  }
}

/// Sums by score, of scores that occur.
private struct SparseSums {
  struct Entry {
    let score: Int
    var value: DoubleDouble
    var magnitude: DoubleDouble
  }
  private(set) var entries: [Entry] = []
  private var places: [Int: Int] = [:]

  mutating func add(_ value: DoubleDouble, magnitude: DoubleDouble = .zero, to score: Int) {
    if let last = entries.indices.last, entries[last].score == score { return add(value, magnitude, at: last) }
    if let place = places[score] { return add(value, magnitude, at: place) }
    places[score] = entries.count
    entries.append(Entry(score: score, value: value, magnitude: magnitude))
  }

  private mutating func add(_ value: DoubleDouble, _ magnitude: DoubleDouble, at place: Int) {
    entries[place].value += value
    entries[place].magnitude += magnitude
  }
}

extension ScoreCovariance.Spread {
  fileprivate mutating func add(_ unit: SparseSums, onlyVariances: Bool) {
    guard !unit.entries.isEmpty else { return }
    unitsPresent += 1
    for (i, a) in unit.entries.enumerated() {
      totals.add(a.value, to: a.score)
      for b in onlyVariances ? unit.entries[i...i] : unit.entries[i...] {
        // A unit total is itself a sum that may have cancelled: its rounding error counts as well.
        let rounding = DoubleDouble(0x1p-104) * a.magnitude * b.magnitude
        let product = a.value * b.value
        products.append((a.score, b.score, product, product.magnitude + rounding))
      }
    }
  }
}
