/// An audit of published numbers by arithmetic alone.
///
/// 1. Footnote marks glued to numbers are found and stripped.
/// 2. Every relation is held against the intervals in which the printed numbers were rounded.
/// 3. The fewest changed digits that repair the failing relations are searched: the readings.
/// 4. With the readings in place: relations that hold only by rounding, weights and levels out of line with other years,
///    statements of the text.
/// ```swift
/// let audit = try AuditFolder(path: "datasets/report-2020").audit()
/// for finding in audit.findings { print(finding.kind, finding.printed, finding.reading) }
/// ```
public struct PublishedAudit: Sendable {
  /// By severity, then kind, then the order of files and rows.
  public let findings: [AuditFinding]
  public let readings: [Reading]
  /// The numbers with the confident readings in place.
  public let corrected: PublishedTables
  public let constraintCount: Int
  public let claimCount: Int

  public init(_ tables: PublishedTables, _ relations: AuditRelations, claims: [Claim] = []) {
    let marks = GluedMarks(tables, footnotes: relations.footnotes).found()
    let stripped = Self.stripping(marks, in: tables)
    let check = ConsistencyCheck(stripped, relations.relations)
    var search = ReadingSearch(check)
    let (readings, repaired) = search.run()
    let confident = Self.confident(readings, check.printed)
    let violated = check.violated(check.printed)

    let misprints = MisprintFindings(check: check, readings: readings, violated: violated, repaired: repaired)
    let printed = ConsistencyCheck(tables, relations.relations)
    let remarks = RemarkFindings(check: check, numerals: confident)
    let statements = ClaimFindings(
      printed: printed, corrected: ConsistencyCheck(stripped.replacing(confident), relations.relations))
    let found =
      misprints.glued(marks, printed: tables) + misprints.cells + misprints.relations
      + RemarkFindings(check: check, numerals: check.printed).overlaps + remarks.roundings + remarks.jumps
      + remarks.outliers + RemarkFindings(check: check, numerals: check.printed).decimals(except: readings)
      + statements.findings(claims) + statements.dependent(claims, on: readings)

    findings = Self.sorted(found)
    self.readings = readings
    corrected = stripped.replacing(confident)
    constraintCount = printed.constraints.count
    claimCount = claims.count
  }

  private static func stripping(_ marks: [GluedMarks.Glued], in tables: PublishedTables) -> PublishedTables {
    var numerals = tables.cells.map(\.numeral)
    for mark in marks { numerals[mark.cell] = mark.numeral }
    return tables.replacing(numerals)
  }

  /// Readings that stand on more than one leg.
  private static func confident(_ readings: [Reading], _ printed: [PrintedNumeral?]) -> [PrintedNumeral?] {
    var numerals = printed
    for reading in readings where reading.confidence == .high { numerals[reading.cell] = reading.numeral }
    return numerals
  }

  private static func sorted(_ findings: [AuditFinding]) -> [AuditFinding] {
    let kinds = AuditFinding.Kind.allCases
    return findings.enumerated().sorted { a, b in
      if a.element.severity != b.element.severity { return a.element.severity > b.element.severity }
      let (first, second) = (kinds.firstIndex(of: a.element.kind)!, kinds.firstIndex(of: b.element.kind)!)
      return (first, a.offset) < (second, b.offset)
    }.map(\.element)
  }

  /// Findings of a severity or above.
  public func findings(from severity: AuditFinding.Severity) -> [AuditFinding] {
    findings.filter { $0.severity >= severity }
  }
}
