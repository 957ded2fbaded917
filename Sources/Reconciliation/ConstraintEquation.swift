/// A constraint as it is written: `loss[*] = total`, `flow[each,*] = rows[each]`, `a[x] + 2 * a[y] - b = 0`.
///
/// A term is a number, or a table with a level for each of its keys; `*` adds up all levels, `each` makes one constraint a
/// level. Levels hold no comma and no bracket.
struct ConstraintEquation {
  /// A side's term: coefficient times a reference, or a number alone.
  private struct Term {
    var coefficient: Double
    var table: String?
    var levels: [String]
  }

  private let text: String
  private let terms: [Term]

  init(_ text: String) throws(ReconciliationError) {
    self.text = text
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2 else { throw .constraint(text, problem: "has not one equals sign; write left = right") }
    let left = try Self.terms(sides[0], of: text)
    let right = try Self.terms(sides[1], of: text)
    terms = left + right.map { Term(coefficient: -$0.coefficient, table: $0.table, levels: $0.levels) }
  }

  // MARK: Reading

  private static func terms(_ side: Substring, of text: String) throws(ReconciliationError) -> [Term] {
    var pieces: [(sign: Double, text: String)] = []
    var (sign, piece, depth) = (1.0, "", 0)
    for character in side {
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      guard depth == 0, character == "+" || character == "-" else {
        piece.append(character)
        continue
      }
      if !piece.isBlank { pieces.append((sign, piece)) }
      (sign, piece) = (character == "+" ? 1 : -1, "")
    }
    pieces.append((sign, piece))
    return try pieces.map { piece throws(ReconciliationError) in try term(piece.sign, piece.text, of: text) }
  }

  private static func term(_ sign: Double, _ piece: String, of text: String) throws(ReconciliationError) -> Term {
    var (coefficient, reference) = (sign, piece.trimmed)
    if let star = reference.prefix(while: { $0 != "[" }).firstIndex(of: "*") {
      guard let factor = Double(String(reference[..<star]).trimmed) else {
        throw .constraint(text, problem: "has a factor that is no number; write 2 * table[level]")
      }
      coefficient *= factor
      reference = String(reference[reference.index(after: star)...]).trimmed
    }
    if let number = Double(reference) { return Term(coefficient: coefficient * number, table: nil, levels: []) }
    guard let open = reference.firstIndex(of: "[") else {
      guard !reference.isEmpty else { throw .constraint(text, problem: "lacks a term; write a table or a number") }
      return Term(coefficient: coefficient, table: reference, levels: [])
    }
    guard reference.hasSuffix("]") else { throw .constraint(text, problem: "has a bracket that is not closed") }
    let levels = reference[reference.index(after: open)...].dropLast().split(
      separator: ",", omittingEmptySubsequences: false)
    return Term(
      coefficient: coefficient, table: String(reference[..<open]).trimmed, levels: levels.map { String($0).trimmed })
  }

  // MARK: Constraints

  /// One constraint, or one for every level of `each`.
  func constraints(_ cells: NamedCells) throws(ReconciliationError) -> [LinearConstraint] {
    var levels: [String]?
    for term in terms {
      guard let table = term.table, let place = term.levels.firstIndex(of: "each") else { continue }
      let found = try cells.levels(table, place, in: text)
      if let known = levels, known.sorted() != found.sorted() {
        throw .constraint(
          text,
          problem: "has 'each' in tables with other levels: \(known.joined(separator: ", ")) and "
            + found.joined(separator: ", "))
      }
      levels = levels ?? found
    }
    guard let levels else { return [try constraint(cells, each: nil)] }
    return try levels.map { level throws(ReconciliationError) in try constraint(cells, each: level) }
  }

  private func constraint(_ cells: NamedCells, each level: String?) throws(ReconciliationError) -> LinearConstraint {
    var (found, target) = ([LinearConstraint.Term](), 0.0)
    for term in terms {
      guard let table = term.table else {
        target -= term.coefficient
        continue
      }
      let levels = term.levels.map { $0 == "each" ? level! : $0 }
      let positions = try cells.positions(table, levels, in: text)
      found += positions.map { LinearConstraint.Term(cell: $0, coefficient: term.coefficient) }
    }
    return LinearConstraint(name: level.map { text.replacing("each", with: $0) } ?? text, terms: found, target: target)
  }
}

/// Cells by table and levels, in the order in which they were given.
struct NamedCells {
  struct Entry {
    let table: String
    let levels: [String]
  }

  let entries: [Entry]

  func levels(_ table: String, _ place: Int, in text: String) throws(ReconciliationError) -> [String] {
    let found = try own(table, in: text).map { entries[$0].levels }
    guard found[0].indices.contains(place) else { throw wrongCount(table, found[0].count, text) }
    return found.map { $0[place] }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func positions(_ table: String, _ levels: [String], in text: String) throws(ReconciliationError) -> [Int] {
    let own = try own(table, in: text)
    guard entries[own[0]].levels.count == levels.count else {
      throw wrongCount(table, entries[own[0]].levels.count, text)
    }
    let found = own.filter { zip(entries[$0].levels, levels).allSatisfy { $1 == "*" || $0 == $1 } }
    guard !found.isEmpty else {
      throw .constraint(
        text, problem: "names \(table)[\(levels.joined(separator: ","))], which has no cell; check its levels")
    }
    return found
  }

  private func own(_ table: String, in text: String) throws(ReconciliationError) -> [Int] {
    let found = entries.indices.filter { entries[$0].table == table }
    guard !found.isEmpty else {
      throw .constraint(text, problem: "names the table '\(table)', which is not under tables")
    }
    return found
  }

  private func wrongCount(_ table: String, _ count: Int, _ text: String) -> ReconciliationError {
    .constraint(text, problem: "gives \(table) another number of levels than its \(count) keys")
  }
}

extension String {
  var isBlank: Bool { allSatisfy { $0 == " " } }

  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
