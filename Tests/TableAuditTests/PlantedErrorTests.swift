import TableAudit
import TestSupport
import Testing

/// One wrong digit in a corrected copy.
///
/// A digit can be hidden only by rounding, in sums and ratios, or by the range of the other parts, in means. The tests below
/// say for every cell which of the two hides it; nothing else may.
struct PlantedErrorTests {
  static let check = ConsistencyCheck(Report2020.corrected, Report2020.folder.relations.relations)

  /// Every number that differs in one digit.
  static func oneDigitOff(_ numeral: PrintedNumeral) -> [PrintedNumeral] {
    numeral.singleEdits.filter { $0.edit == .replaced || $0.edit == .transposed }.map(\.numeral)
      .filter { $0.text.count == numeral.text.count }
  }

  static func cells(where form: (Constraint) -> Bool) -> [Int] {
    check.tables.cells.indices.filter { cell in check.constraints(of: cell).contains { form(check.constraints[$0]) } }
  }

  @Test func aNumberThatTablesRepeatCannotBeWrongUnseen() {
    let repeated = Self.cells {
      $0.form == .same && Self.check.holds($0, Self.check.printed)
        && Set($0.cells.map { Self.check.tables.cells[$0].numeral!.decimals }).count == 1
    }
    #expect(repeated.count > 30)
    for cell in repeated {
      for wrong in Self.oneDigitOff(Self.check.tables.cells[cell].numeral!) {
        let isSeen = Self.check.contradicts(wrong, inCell: cell)
        #expect(isSeen, "\(Self.check.tables.cells[cell].id) \(wrong.text)")
      }
    }
  }

  @Test func aWrongDigitInASumIsSeenUnlessRoundingHidesIt() {
    var (seen, hidden) = (0, 0)
    for (number, constraint) in Self.check.constraints.enumerated()
    where constraint.form == .sum || constraint.form == .hundred(complete: true) {
      let parts = constraint.cells.map { Self.check.tables.cells[$0] }
      let slack = parts.reduce(0) { $0 + $1.numeral!.halfUnit * $1.unit.scale }
      for (cell, part) in zip(constraint.cells, parts) {
        for wrong in Self.oneDigitOff(part.numeral!) {
          let move = abs(wrong.value - part.numeral!.value) * part.unit.scale
          guard Self.check.constraints(of: cell).contains(number), move > 2 * slack else {
            hidden += 1
            continue
          }
          seen += 1
          #expect(Self.check.contradicts(wrong, inCell: cell))
        }
      }
    }
    #expect(seen > 1500)
    // Last digits of table 2-1 for 2015-2018 and of the 22 departments of appendix 1.
    #expect(hidden < seen)
  }

  @Test func aWrongDigitInAShareOrItsAmountIsSeen() {
    let amounts = Self.cells { $0.form == .ratio }.filter { Self.check.tables.cells[$0].file == "sector-losses-2019" }
    #expect(amounts.count == 14)
    for cell in amounts {
      let unseen = Self.oneDigitOff(Self.check.tables.cells[cell].numeral!)
        .filter { !Self.check.contradicts($0, inCell: cell) }
      // An amount may move within its share's rounding, 0.03 to 0.07 亿元 at most.
      #expect(unseen.allSatisfy { abs($0.value - Self.check.tables.cells[cell].numeral!.value) < 0.08 })
    }
  }

  /// Parts of means only bound their total: a part is seen only where it was the largest or smallest, the total wherever it
  /// leaves the range. Both are tried with the digit that moves the number most.
  @Test func aTotalOfPartsThatLeavesTheirRangeIsSeen() {
    for constraint in Self.check.constraints where constraint.form == .mean && !constraint.isAcrossTables {
      let sides = Self.check.sides(constraint, Self.check.printed)
      for wrong in Self.oneDigitOff(Self.check.tables.cells[constraint.cells[0]].numeral!) {
        let moved = Self.check.tables.cells[constraint.cells[0]].interval(of: wrong)
        guard moved.gap(to: sides.computed) > 0 else { continue }
        #expect(Self.check.contradicts(wrong, inCell: constraint.cells[0]))
      }
    }
  }

  /// The whole audit, one planted digit a cell: there is a finding more, which nearly always names the cell, and often the
  /// true number. In a ratio of numbers that stand alone, such as the exports of a city, another number may be blamed.
  @Test func theAuditNamesTheCellAndOftenTheNumber() {
    var (planted, named, right) = (0, 0, 0)
    let before = contradictions(Self.check.tables)
    for (cell, original) in Self.check.tables.cells.enumerated() {
      guard let numeral = original.numeral,
        let wrong = Self.oneDigitOff(numeral).first(where: { Self.check.contradicts($0, inCell: cell) })
      else { continue }
      var numerals = Self.check.printed
      numerals[cell] = wrong
      let found = contradictions(Self.check.tables.replacing(numerals))
      planted += 1
      named += found.contains { $0.cells.contains(original.id) } ? 1 : 0
      right += found.contains { $0.cells[0] == original.id && $0.reading == numeral.text } ? 1 : 0
      #expect(found != before, "\(original.id) \(wrong.text)")
    }
    #expect(planted > 150)
    #expect(Double(named) > 0.95 * Double(planted))
    #expect(right > planted / 3)
  }

  private func contradictions(_ tables: PublishedTables) -> [AuditFinding] {
    PublishedAudit(tables, Report2020.folder.relations).findings
      .filter { [.misprint, .arithmetic, .disagreement].contains($0.kind) }
  }
}
