import TableAudit
import TestSupport
import Testing

/// The published tables as printed: every inconsistency of the report that arithmetic can show.
struct BundledReportTests {
  struct Expected: Sendable, CustomStringConvertible {
    let inconsistency: String, cell: String, kind: String, severity: String, reading: String

    var description: String { "\(inconsistency) \(cell)" }
  }

  static let expected: [Expected] = CSVRows(
    (try? Fixtures.bytes(Fixtures.folder + "/table-audit/expected.csv")) ?? []
  ).rows.map {
    Expected(
      inconsistency: $0["inconsistency"]!, cell: $0["cell"]!, kind: $0["kind"]!, severity: $0["severity"]!,
      reading: $0["reading"]!)
  }

  @Test func theFixtureHasEveryInconsistency() { #expect(Set(Self.expected.map(\.inconsistency)).count == 27) }

  @Test(arguments: expected) func theAuditFinds(_ expected: Expected) {
    let found = Report2020.audit.findings.filter {
      $0.cells.contains(expected.cell) && $0.kind.rawValue == expected.kind
        && $0.severity.rawValue == expected.severity && $0.reading == expected.reading
    }
    #expect(!found.isEmpty)
  }

  @Test func misprintsAndFailingSumsAreExactlyThose() {
    let found = Report2020.audit.findings.filter { [.misprint, .arithmetic, .disagreement].contains($0.kind) }
    let numbers = Self.expected.filter { ["misprint", "arithmetic", "disagreement"].contains($0.kind) }.map(
      \.inconsistency)
    #expect(found.count == Set(numbers).count)
  }

  @Test func readingsAreFoundAsAPersonWouldFindThem() throws {
    func method(_ cell: String) throws -> String {
      try #require(Report2020.audit.findings.first { $0.cells.first == cell && !$0.reading.isEmpty }).method
    }
    #expect(try method("table_2_3.020").contains("one digit is dropped"))
    #expect(try method("table_2_4.020").contains("the printed digits are those of agri/A1, 16.13"))
    #expect(try method("sector_losses_2019.005").contains("two neighboring digits change places"))
    #expect(try method("table_2_2.002").contains("in 2016 agri would be 4 to 9 % of all units"))
    #expect(try method("national_totals.006").contains("footnote mark 10"))
  }

  @Test func readingsAreThoseOfTheAuditByHand() {
    for reading in Report2020.audit.findings where reading.kind == .misprint {
      let cell = Report2020.position(reading.cells[0])
      #expect(Report2020.corrected.cells[cell].numeral?.value == PrintedNumeral(reading.reading)?.value)
    }
  }

  @Test func severitiesComeFirst() {
    let severities = Report2020.audit.findings.map(\.severity)
    #expect(severities == severities.sorted(by: >))
  }

  @Test func twoRunsAreEqual() {
    #expect(Report2020.folder.audit().findings == Report2020.audit.findings)
  }
}

/// The same tables with the readings of the audit by hand.
struct CorrectedReportTests {
  @Test func nothingIsMisprintedOrFailsToAdd() {
    let found = Report2020.auditOfCorrected.findings.filter { [.misprint, .arithmetic].contains($0.kind) }
    #expect(found.isEmpty)
  }

  @Test func whatRemainsIsUndecidedOrOfTheText() {
    let found = Report2020.auditOfCorrected.findings.filter { $0.kind == .disagreement }
    #expect(found.map { $0.cells[0] } == ["table_2_2.002", "tbt_notifications.002"])
  }
}
