import DisclosureControl
import LinkedTables

/// The amounts of a year's tables as cells and sums, from what each firm adds to each.
///
/// Two amounts to which every firm adds the same are one cell, whatever tables call them. Where parts leave something of their total,
/// such as firms outside all classes, the rest is a cell that no table shows: a reader can compute it all the same.
struct ConfidentialAmounts {
  private(set) var relations: [CellRelations.Relation] = []
  /// What each firm adds, by cell.
  private(set) var contributions: [[Double]] = []
  /// Cells that are in no table.
  private(set) var unshown: Set<Int> = []
  private(set) var cellOfAmount: [TableRequest: Int] = [:]
  private var cellOfContributions: [[Double]: Int] = [:]
  private let weights: [Double]

  init(_ cells: AmountCells, _ sample: YearContributions) {
    weights = sample.weights
    for amount in cells.amounts {
      if let values = sample.amounts(amount) { cellOfAmount[amount] = cell(values) }
    }
    for sum in cells.sums {
      guard let total = cellOfAmount[sum.total] else { continue }
      relate(total, to: sum.parts.compactMap { cellOfAmount[$0] })
    }
    relateGroups()
    relateToWholes()
  }

  /// Σ_k w_k y_k, by cell.
  var values: [Double] { contributions.map(total) }

  private func total(_ values: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The cell of these contributions, a new one where there is none.
  private mutating func cell(_ values: [Double]) -> Int {
    if let known = cellOfContributions[values] { return known }
    contributions.append(values)
    cellOfContributions[values] = contributions.count - 1
    return contributions.count - 1
  }

  /// Parts, and what they leave of the total, are a relation.
  private mutating func relate(_ total: Int, to parts: [Int]) {
    let parts = parts.filter { $0 != total }
    guard !parts.isEmpty, Set(parts).count == parts.count else { return }
    let rest = contributions[total].indices.map { unit in
      parts.reduce(contributions[total][unit]) { $0 - contributions[$1][unit] }
    }
    var all = parts
    if !isNothing(rest, beside: total) {
      let (known, place) = (contributions.count, cell(rest))
      if place == known { unshown.insert(place) }
      guard !all.contains(place), place != total else { return }
      all.append(place)
    }
    let relation = CellRelations.Relation(total: total, parts: all)
    if !relations.contains(relation) { relations.append(relation) }
  }

  /// Differences of sums that were added in another order are no firms.
  private func isNothing(_ rest: [Double], beside cell: Int) -> Bool {
    total(rest.map(abs)) <= 1e-9 * total(contributions[cell].map(abs))
  }

  // MARK: Sums that tables do not write down

  /// Whether every firm that adds to `part` adds as much to `whole`.
  private func isWithin(_ part: Int, _ whole: Int) -> Bool {
    zip(contributions[part], contributions[whole]).allSatisfy { $0 == 0 || $0 == $1 }
  }

  /// A product group is the sum of its sectors, though they stand in different tables.
  private mutating func relateGroups() {
    for partition in relations.map(\.parts) {
      for whole in contributions.indices where !partition.contains(whole) {
        let inside = partition.filter { isWithin($0, whole) }
        guard inside.count > 1, inside.count < partition.count else { continue }
        let rest = contributions[whole].indices.map { unit in
          inside.reduce(contributions[whole][unit]) { $0 - contributions[$1][unit] }
        }
        if isNothing(rest, beside: whole) { relate(whole, to: inside) }
      }
    }
  }

  /// A city is a part of its province, and the rest of the province is their difference: so for every amount and the smallest amounts
  /// that contain it.
  private mutating func relateToWholes() {
    let (shown, totals) = (contributions.indices.filter { !unshown.contains($0) }, contributions.map(total))
    for part in shown where totals[part] > 0 {
      let wholes = shown.filter { totals[$0] > totals[part] && isWithin(part, $0) }
      let smallest = wholes.filter { whole in !wholes.contains { totals[$0] < totals[whole] && isWithin($0, whole) } }
      for whole in smallest where !isRelated(part, whole) { relate(whole, to: [part]) }
    }
  }

  private func isRelated(_ part: Int, _ whole: Int) -> Bool {
    relations.contains { $0.total == whole && $0.parts.contains(part) }
  }
}
