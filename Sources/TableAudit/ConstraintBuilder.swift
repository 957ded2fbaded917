/// Finds the cells that each relation of a publication ties together.
///
/// Parts are taken from one table, by its own keys; their total may be printed in any table, because it is found as a
/// quantity. Where a table lacks the number of a part, its parts make no relation: a dash is not a zero.
struct ConstraintBuilder {
  let tables: PublishedTables

  /// Limits and repetitions first, then the relations in their order.
  func constraints(_ relations: [AuditRelation]) -> [Constraint] {
    limits(relations) + repetitions + relations.flatMap(constraints)
  }

  private var cells: [PublishedCell] { tables.cells }

  private func constraint(_ form: Constraint.Form, _ positions: [Int]) -> Constraint {
    Constraint(form: form, cells: positions, isAcrossTables: Set(positions.map { cells[$0].file }).count > 1)
  }

  // MARK: Without being told

  /// Measures whose levels are means or parts of a whole lie between 0 and 100 %; ratios such as trade by output need not.
  private func limits(_ relations: [AuditRelation]) -> [Constraint] {
    let measures = relations.compactMap(\.measureOfParts)
    return cells.indices.filter { cell in
      cells[cell].unit.isPercentage && cells[cell].numeral != nil && measures.contains { belongs(cell, $0) }
    }.map { constraint(.limits(lower: 0, upper: 100), [$0]) }
  }

  private var repetitions: [Constraint] {
    tables.repeatedQuantities.map(withoutLists).filter { $0.count > 1 }.map { constraint(.same, $0) }
  }

  /// One section of one file does not print a quantity twice: such numbers are a list whose keys are missing.
  private func withoutLists(_ positions: [Int]) -> [Int] {
    positions.filter { position in
      !positions.contains {
        $0 != position && cells[$0].file == cells[position].file && cells[$0].section == cells[position].section
      }
    }
  }

  // MARK: As the relations say

  private func constraints(_ relation: AuditRelation) -> [Constraint] {
    switch relation {
    case .sum(let measure, let over): totals(.sum, measure, over)
    case .mean(let measure, let over): totals(.mean, measure, over)
    case .union(let measure, let over): totals(.union, measure, over)
    case .hundred(let measure, let over, let complete):
      groups(measure, over).map { constraint(.hundred(complete: complete), $0.parts) }
    case .share(let measure, let amount, let over, let of): shares(measure, amount, over, of)
    case .ratio(let measure, let numerator, let denominator): ratios(measure, numerator, denominator)
    case .change(let measure, let of, let direction): changes(measure, of, direction)
    case .proportional(let measure, let by, let over, let level, let from):
      proportions(measure, by, over, level, from)
    case .product(let measure, let share, let over, let level, let from): products(measure, share, over, level, from)
    case .period(let measure): periods(measure)
    }
  }

  private func totals(_ form: Constraint.Form, _ measure: String, _ over: String) -> [Constraint] {
    groups(measure, over).flatMap { group in
      tables.positions(of: group.total).filter { !group.parts.contains($0) }
        .map { constraint(form, [$0] + group.parts) }
    }
  }

  /// The levels of a key in one table and year, and the quantity that is their total.
  struct Group {
    let file: String
    let year: String
    let parts: [Int]
    let total: Quantity
  }

  func groups(_ measure: String, _ over: String) -> [Group] {
    var members: [(heading: [String], positions: [Int])] = []
    for position in cells.indices where belongs(position, measure) {
      guard let level = cells[position].level(of: over), level != PublishedCell.all else { continue }
      let heading =
        [cells[position].file, cells[position].year] + others(position, over).flatMap { [$0.column, $0.level] }
      if let known = members.firstIndex(where: { $0.heading == heading }) {
        members[known].positions.append(position)
      } else {
        members.append((heading, [position]))
      }
    }
    return members.compactMap { group($0.positions, over) }
  }

  private func group(_ positions: [Int], _ over: String) -> Group? {
    let parts = mostPrecise(positions, over)
    guard parts.count > 1, parts.allSatisfy({ cells[$0].numeral != nil }) else { return nil }
    let first = cells[parts[0]]
    let total = tables.synonyms.quantity(measure: first.measure, first, domain: others(parts[0], over))
    return Group(file: first.file, year: first.year, parts: parts, total: total)
  }

  private func belongs(_ position: Int, _ measure: String) -> Bool {
    tables.synonyms.measure(cells[position].measure) == tables.synonyms.measure(measure)
  }

  /// The restrictions of a cell but for one column.
  private func others(_ position: Int, _ column: String) -> [PublishedCell.Key] {
    cells[position].restrictions.filter { $0.column != column }
  }

  /// One cell a level: a rounded repetition in the same file gives way to the number with more digits.
  private func mostPrecise(_ positions: [Int], _ over: String) -> [Int] {
    var chosen: [Int] = []
    for position in positions {
      let level = cells[position].level(of: over)
      guard let rival = chosen.firstIndex(where: { cells[$0].level(of: over) == level }) else {
        chosen.append(position)
        continue
      }
      if decimals(position) > decimals(chosen[rival]) { chosen[rival] = position }
    }
    return chosen
  }

  private func decimals(_ position: Int) -> Int { cells[position].numeral?.decimals ?? -1 }

  // MARK: Ratios

  private func printed(_ measure: String) -> [Int] {
    cells.indices.filter { belongs($0, measure) && cells[$0].numeral != nil }
  }

  private func shares(_ measure: String, _ amount: String, _ over: String, _ of: String?) -> [Constraint] {
    printed(measure).flatMap { position -> [Constraint] in
      guard let level = cells[position].level(of: over), level != PublishedCell.all, level != of else { return [] }
      let whole = others(position, over) + (of.map { [PublishedCell.Key(over, $0)] } ?? [])
      return ratios(
        position, amounts(amount, like: position, cells[position].restrictions), amounts(amount, like: position, whole))
    }
  }

  private func ratios(_ measure: String, _ numerator: String, _ denominator: String) -> [Constraint] {
    printed(measure).flatMap { position in
      ratios(
        position, amounts(numerator, like: position, cells[position].restrictions),
        amounts(denominator, like: position, cells[position].restrictions))
    }
  }

  private func ratios(_ position: Int, _ numerators: [Int], _ denominators: [Int]) -> [Constraint] {
    numerators.flatMap { numerator in
      denominators.map { constraint(.ratio, [position, numerator, $0]) }
    }
  }

  /// Cells of a measure in the year of another cell, whatever their currency or unit of count.
  private func amounts(
    _ measure: String, like position: Int, _ domain: [PublishedCell.Key], year: String? = nil
  ) -> [Int] {
    printed(measure).filter { other in
      let wanted = tables.synonyms.quantity(
        measure: measure, cells[position], domain: domain, dimension: cells[other].unit.dimension)
      let found = tables.quantity(other)
      return found.measure == wanted.measure && found.domain == wanted.domain && found.year == year ?? wanted.year
    }
  }

  private func proportions(
    _ measure: String, _ by: String, _ over: String, _ level: String, _ from: String
  ) -> [Constraint] {
    scaled(measure, over, level, from) { position, source in
      pairs(
        amounts(by, like: position, cells[position].restrictions),
        amounts(by, like: position, cells[source].restrictions)
      ).map { constraint(.proportional, [position, source, $0, $1]) }
    }
  }

  private func products(
    _ measure: String, _ share: String, _ over: String, _ level: String, _ from: String
  ) -> [Constraint] {
    scaled(measure, over, level, from) { position, source in
      amounts(share, like: position, cells[position].restrictions).map { constraint(.product, [position, source, $0]) }
    }
  }

  private func scaled(
    _ measure: String, _ over: String, _ level: String, _ from: String, _ make: (Int, Int) -> [Constraint]
  ) -> [Constraint] {
    printed(measure).filter { cells[$0].level(of: over) == level }.flatMap { position in
      amounts(measure, like: position, others(position, over) + [.init(over, from)]).flatMap { make(position, $0) }
    }
  }

  private func pairs(_ a: [Int], _ b: [Int]) -> [(Int, Int)] { a.flatMap { first in b.map { (first, $0) } } }

  // MARK: Years

  private func changes(_ measure: String, _ of: String, _ direction: AuditRelation.Direction) -> [Constraint] {
    printed(measure).flatMap { position -> [Constraint] in
      guard let year = Int(cells[position].year) else { return [] }
      let domain = cells[position].restrictions
      let both = pairs(
        amounts(of, like: position, domain), amounts(of, like: position, domain, year: String(year - 1)))
      return both.filter { cells[$0.0].file == cells[$0.1].file }
        .map { constraint(.change(direction), [position, $0.0, $0.1]) }
    }
  }

  /// A printed change and the number of its year, from which the year before follows.
  struct Derivation: Sendable {
    let change: Int
    let later: Int
    let direction: AuditRelation.Direction
  }

  func derivations(_ relations: [AuditRelation]) -> [Derivation] {
    relations.flatMap { relation -> [Derivation] in
      guard case .change(let measure, let of, let direction) = relation else { return [] }
      return printed(measure).flatMap { position in
        amounts(of, like: position, cells[position].restrictions)
          .map { Derivation(change: position, later: $0, direction: direction) }
      }
    }
  }

  private func periods(_ measure: String) -> [Constraint] {
    printed(measure).compactMap { position in
      guard let years = YearRange(cells[position].year), years.count > 1 else { return nil }
      let yearly = years.compactMap {
        amounts(measure, like: position, cells[position].restrictions, year: String($0)).first
      }
      return yearly.isEmpty ? nil : constraint(.period(complete: yearly.count == years.count), [position] + yearly)
    }
  }
}

/// `2015-2019`, or one year.
struct YearRange: Sendable, Hashable, RandomAccessCollection {
  let years: ClosedRange<Int>

  init?(_ text: String) {
    let ends = text.split(separator: "-").map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
      return nil
    }
    years = first...last
  }

  var startIndex: Int { 0 }
  var endIndex: Int { years.count }
  subscript(position: Int) -> Int { years.lowerBound + position }
}
