import TableAudit
import Testing

/// Each kind of relation on numbers small enough to see.
struct RelationTests {
  private let sum = AuditRelation.sum(measure: "amount", over: "s")

  @Test func aSumWithinRoundingIsNoContradiction() {
    #expect(audit(addends(["0.3", "0.3", "0.3"], total: "1.0"), [sum]).findings.map(\.kind) == [.rounding])
    #expect(audit(addends(["0.3", "0.3", "0.4"], total: "1.0"), [sum]).findings.isEmpty)
  }

  @Test func aSumBeyondRoundingIsOne() {
    let found = audit(addends(["0.3", "0.3", "0.3"], total: "1.2"), [sum]).findings
    #expect(found.count == 1 && found[0].severity >= .medium)
    #expect(found[0].arithmetic.contains("0.3 + 0.3 + 0.3 = 0.9, printed 1.2; rounding explains 0.20 at most"))
  }

  @Test func aDashMakesNoRelation() {
    var cells = addends(["0.3", "0.3", "0.3"], total: "9.9")
    cells[3] = cell("c", nil, [("s", "c")])
    #expect(audit(cells, [sum]).findings.isEmpty)
  }

  @Test func unitsOfDifferentSizeAreBroughtTogether() {
    let cells = [
      cell("total", "1.50", unit: "CNY_1e12", [("s", "all")]), cell("a", "7000", [("s", "a")]),
      cell("b", "8000", [("s", "b")]),
    ]
    #expect(!audit(cells, [sum]).findings.contains { $0.kind != .precision })
  }

  @Test func sharesOfAllLevelsMakeAHundred() {
    let shares = zip(["a", "b", "c"], ["30.0", "30.0", "39.0"]).map {
      cell($0, $1, measure: "share", unit: "percent_of_amount", [("s", $0)])
    }
    #expect(audit(shares, [.hundred(measure: "share", over: "s", complete: true)]).findings.first?.kind == .misprint)
    #expect(audit(shares, [.hundred(measure: "share", over: "s", complete: false)]).findings.isEmpty)
  }

  @Test func aTotalOutsideItsPartsIsSeen() {
    let shares =
      zip(["a", "b"], ["10.0", "20.0"]).map { cell($0, $1, measure: "rate", unit: "percent_of_firms", [("s", $0)]) }
      + [cell("total", "25.0", measure: "rate", unit: "percent_of_firms", [("s", "all")])]
    let found = audit(shares, [.mean(measure: "rate", over: "s")]).findings
    #expect(found.first?.arithmetic == "25.0 (t) is outside 10.0 to 20.0, the range of its 2 parts in t")
  }

  @Test func aPercentageAboveAHundredIsSeenWhereItIsAPartOfAWhole() {
    let rate = cell("x", "110.2", measure: "rate", unit: "percent_of_firms", [("s", "a")])
    let dependence = cell("y", "110.2", measure: "dependence", unit: "percent_of_gdp", [("s", "a")])
    let found = audit([rate, dependence], [.mean(measure: "rate", over: "s")]).findings
    #expect(found.map { $0.cells[0] } == ["x"])
  }

  @Test func changesProductsAndProportionsAreHeld() {
    let cells = [
      cell("y1", "100.0", year: "2018"), cell("y2", "70.0"), cell("d", "30.0", measure: "fall"),
      cell("p", "40.0", measure: "x", [("r", "whole")]), cell("q", "10.0", measure: "x", [("r", "part")]),
      cell("v", "80.0", measure: "v", [("r", "whole")]), cell("w", "20.0", measure: "v", [("r", "part")]),
      cell("s", "25", measure: "share", unit: "percent_of_x", [("r", "part")]),
    ]
    let relations: [AuditRelation] = [
      .change(measure: "fall", of: "amount", direction: .fall),
      .proportional(measure: "v", by: "x", over: "r", level: "part", from: "whole"),
      .product(measure: "v", share: "share", over: "r", level: "part", from: "whole"),
      .share(measure: "share", amount: "x", over: "r", of: "whole"),
    ]
    let check = ConsistencyCheck(PublishedTables(cells: cells), relations)
    #expect(check.constraints.count == 4 && check.violated(check.printed).isEmpty)
    for (place, wrong) in [(2, "32.0"), (6, "25.0"), (7, "35")] {
      #expect(check.contradicts(PrintedNumeral(wrong)!, inCell: place))
    }
  }

  @Test func fiveYearsHoldAtLeastTheYearsThatArePrinted() {
    let cells = [
      cell("all", "120.0", year: "2018-2020"), cell("a", "100.0", year: "2018"), cell("b", "90.0", year: "2019"),
    ]
    let found = audit(cells, [.period(measure: "amount")]).findings
    #expect(found.contains { $0.cells.contains("all") && $0.kind != .rounding })
  }

  @Test func overlappingPartsAreARemarkAndNoError() {
    let counts = zip(["a", "b", "all"], ["6", "5", "9"]).map {
      cell($0, $1, measure: "n", unit: "concerns", [("m", $0)])
    }
    let found = audit(counts, [.union(measure: "n", over: "m")]).findings
    #expect(found.map(\.kind) == [.overlap])
    let tooFew = [counts[0], counts[1], cell("all", "4", measure: "n", unit: "concerns", [("m", "all")])]
    #expect(audit(tooFew, [.union(measure: "n", over: "m")]).findings.first?.kind == .misprint)
  }

  @Test func relationsAreInferredFromTheKeyAll() {
    let relations = AuditRelations.inferred(from: addends(["0.3", "0.3", "0.3"], total: "1.2")).relations
    #expect(relations == [sum])
  }

  @Test func numbersWithoutAMeasureAreNotCompared() {
    let cells = [cell("a", "3", measure: "", unit: "items"), cell("b", "7", measure: "", unit: "items")]
    #expect(audit(cells, []).findings.isEmpty)
  }
}

/// Repairs on numbers where the answer is known.
struct ReadingTests {
  @Test func aTransposedDigitIsFoundFromSumAndRepetition() {
    var cells = addends(["12.3", "45.6", "78.9"], total: "136.8")
    cells[2] = cell("b", "46.5", [("s", "b")])
    cells.append(cell("b2", "45.6", file: "u", [("s", "b")]))
    let found = audit(cells, [.sum(measure: "amount", over: "s")]).findings
    #expect(
      found.count == 1 && found[0].reading == "45.6" && found[0].confidence == .high && found[0].kind == .misprint)
  }

  @Test func withoutAThirdNumberTwoTablesStayUndecided() {
    let found = audit([cell("a", "10.5"), cell("b", "10.6", file: "u")], []).findings
    #expect(found.count == 1 && found[0].reading.isEmpty && found[0].kind == .disagreement)
    #expect(found[0].cells == ["a", "b"])
  }

  @Test func theMajorityDecides() {
    let found = audit([cell("a", "10.5"), cell("b", "19.6", file: "u"), cell("c", "10.5", file: "v")], []).findings
    #expect(found.map(\.reading) == ["10.5"])
  }

  @Test func aMarkIsStrippedWhereTheSizeSpeaksForIt() {
    let cells = [
      cell("note", nil, measure: "", unit: "text", section: "1.1 fn9"),
      cell("five", "92873.9", year: "2015-2019", section: "1.1"), cell("one", "692.08", section: "1.2"),
      cell("other", "95.0", year: "2016", section: "1.2"),
    ]
    let found = audit(cells, []).findings
    #expect(found.map { $0.cells[0] } == ["five"] && found[0].reading == "2873.9")
  }

  @Test func aNumberThatMerelyBeginsLikeAMarkStays() {
    let cells = [
      cell("note", nil, measure: "", unit: "text", section: "1.1 fn9"), cell("a", "95.0", section: "1.1"),
      cell("b", "93.0", year: "2018", section: "1.1"),
    ]
    #expect(audit(cells, []).findings.isEmpty)
  }
}
