import Reporting

/// The sentences of findings: arithmetic in numbers, and how a reading was found.
struct FindingText {
  let check: ConsistencyCheck

  private var cells: [PublishedCell] { check.tables.cells }

  static func number(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "no number" }
    return DecimalText(value).text(decimals: decimals, grouped: false)
  }

  // MARK: Arithmetic

  /// What a constraint says with the given numbers.
  func arithmetic(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> String {
    let texts = constraint.cells.map { numerals[$0]!.text }
    let sides = check.exactSides(constraint, numerals)
    return switch constraint.form {
    case .limits(let lower, let upper):
      "\(texts[0]) is outside \(Self.number(lower, decimals: 0)) to \(Self.number(upper, decimals: 0)) %"
    case .same: repetition(constraint, numerals)
    case .sum: sum(constraint, texts, numerals)
    case .hundred: hundred(constraint, texts, numerals)
    case .mean: mean(constraint, numerals)
    case .ratio:
      "\(quotient(constraint, numerals)) = \(Self.number(sides.computed.middle, decimals: 4)) %, printed \(texts[0])"
    case .change:
      "\(texts[1]) and \(texts[2]) differ by \(inUnit(sides.computed, constraint, numerals)), printed \(texts[0])"
    case .proportional:
      "\(texts[1]) × \(texts[2]) / \(texts[3]) = \(inUnit(sides.computed, constraint, numerals)), printed \(texts[0])"
    case .product:
      "\(texts[1]) × \(texts[2]) % = \(inUnit(sides.computed, constraint, numerals)), printed \(texts[0])"
    case .union:
      "the \(texts.count - 1) parts of \(cells[constraint.cells[1]].tableName) add to "
        + "\(inUnit(parts(constraint, numerals), constraint, numerals)), the total is \(texts[0])"
    case .period(let complete):
      "\(texts.dropFirst().joined(separator: " + ")) = \(inUnit(sides.computed, constraint, numerals, lower: true))"
        + "\(complete ? "" : " in some of the years"), printed \(texts[0]) for all"
    }
  }

  /// A middle in the unit of the constraint's first cell, one digit beyond what is printed there.
  private func inUnit(
    _ interval: RoundingInterval, _ constraint: Constraint, _ numerals: [PrintedNumeral?], lower: Bool = false
  ) -> String {
    let first = constraint.cells[0]
    let value = (lower ? interval.lower : interval.middle) / cells[first].unit.scale
    let digits = constraint.isSum ? 0 : 1
    return Self.number(value, decimals: numerals[first]!.decimals + digits)
  }

  private func parts(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> RoundingInterval {
    constraint.cells.dropFirst().map { RoundingInterval(exactly: check.value($0, numerals)) }.sum()
  }

  private func sum(_ constraint: Constraint, _ texts: [String], _ numerals: [PrintedNumeral?]) -> String {
    let sides = check.exactSides(constraint, numerals)
    return "\(texts.dropFirst().joined(separator: " + ")) = \(inUnit(sides.computed, constraint, numerals)), printed "
      + "\(texts[0]); rounding explains \(allowance(constraint, numerals)) at most"
  }

  private func hundred(_ constraint: Constraint, _ texts: [String], _ numerals: [PrintedNumeral?]) -> String {
    let sides = check.exactSides(constraint, numerals)
    return "\(texts.joined(separator: " + ")) = \(inUnit(sides.stated, constraint, numerals)), not 100; "
      + "rounding explains \(allowance(constraint, numerals)) at most"
  }

  /// Half the width of both sides, in the unit of the first cell.
  private func allowance(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> String {
    let sides = check.sides(constraint, numerals)
    let width = (sides.stated.upper - sides.stated.lower + sides.computed.upper - sides.computed.lower) / 2
    let first = constraint.cells[0]
    return Self.number(width / cells[first].unit.scale, decimals: numerals[first]!.decimals + 1)
  }

  private func mean(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> String {
    let parts = constraint.cells.dropFirst().sorted { check.value($0, numerals) < check.value($1, numerals) }
    let total = cells[constraint.cells[0]]
    return "\(numerals[constraint.cells[0]]!.text) (\(total.tableName)) is outside \(numerals[parts[0]]!.text) to "
      + "\(numerals[parts[parts.count - 1]]!.text), the range of its \(parts.count) parts in \(cells[parts[0]].tableName)"
  }

  private func quotient(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> String {
    let (numerator, denominator) = (constraint.cells[1], constraint.cells[2])
    let isOneUnit = cells[numerator].unit == cells[denominator].unit
    func shown(_ cell: Int) -> String { numerals[cell]!.text + (isOneUnit ? "" : " " + cells[cell].unit.name) }
    return "\(shown(numerator)) / \(shown(denominator))"
  }

  private func repetition(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> String {
    "the same quantity is "
      + constraint.cells.map { "\(numerals[$0]!.text) in \(cells[$0].tableName)" }.joined(separator: ", ")
  }

  // MARK: Readings

  func method(_ reading: Reading) -> String {
    let how =
      switch reading.source {
      case .edit(let edit): edit.description
      case .printedElsewhere(let tables, let edit):
        "printed for the same quantity in \(tables.joined(separator: ", "))"
          + (edit.map { "; \($0.description)" } ?? "")
      case .implied: "the only number that its relations leave"
      }
    let count = reading.repaired.count
    return how + (count > 0 ? "; repairs \(count) relation\(count == 1 ? "" : "s") and breaks none" : "")
      + (reading.alternatives.isEmpty
        ? "" : "; less likely: \(reading.alternatives.map(\.text).joined(separator: ", "))")
      + rivals(reading) + copied(reading)
  }

  /// "in 2016 agri would be 4 to 9 % of all units, in 2018 18 to 20 %".
  func weights(_ jump: WeightHistory.Jump) -> String {
    let names = jump.upper.map { cells[jump.year.cells[$0]].rowName }.joined(separator: " and ")
    let (year, other) = (cells[jump.year.cells[0]].year, cells[jump.other.cells[0]].year)
    return "in \(year) \(names) would be \(percent(jump.weight)) of all units, in \(other) \(percent(jump.otherWeight))"
  }

  private func percent(_ weight: RoundingInterval) -> String {
    "\(Self.number(100 * weight.lower, decimals: 0)) to \(Self.number(100 * weight.upper, decimals: 0)) %"
  }

  /// A number of the same column from which the printed digits differ by one slip, where the reading is no slip itself.
  private func copied(_ reading: Reading) -> String {
    switch reading.source {
    case .edit, .printedElsewhere(_, .some): return ""
    case .printedElsewhere, .implied: break
    }
    let edits = check.printed[reading.cell]!.singleEdits
    for mate in check.columnMates(reading.cell) where mate != reading.cell {
      guard let edit = edits.first(where: { $0.numeral == check.printed[mate] && $0.edit != .replaced }) else {
        continue
      }
      return "; the printed digits are those of \(cells[mate].rowName), \(edit.numeral.text), with one slip"
    }
    return ""
  }

  private func rivals(_ reading: Reading) -> String {
    reading.rivals.isEmpty
      ? ""
      : (reading.jump.map { "; otherwise \(weights($0))" } ?? "") + "; or else "
        + reading.rivals.map { "\(cells[$0.cell].place) is \($0.numeral.text)" }.joined(separator: ", or ")
  }
}

extension Constraint {
  /// Forms whose arithmetic has no more digits than the printed numbers.
  var isSum: Bool {
    switch form {
    case .sum, .hundred, .union, .period, .change: true
    default: false
    }
  }
}
