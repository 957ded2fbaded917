import Documents

/// What the text of a publication says about its numbers, one row of `claims.csv`.
public struct Claim: Sendable {
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    /// The subject has the largest or the smallest number of all levels, in every year.
    case largest, smallest
    /// The subject is at place `value` from the top.
    case rank
    /// The subjects are the first of all levels, in any order.
    case top
    /// Numbers rise or fall from level to level, in the order of the table.
    case increasing, decreasing
    /// The last level is above the first.
    case lastAboveFirst = "last_above_first"
    case risesEveryYear = "rises_every_year"
    case fallsEveryYear = "falls_every_year"
    /// The subject changed most between the first and the last year, in units of the number.
    case largestFall = "largest_fall"
    case largestRise = "largest_rise"
    /// Every number is above, below, or between.
    case above, below, between
    /// Every number is `value`.
    case equals
    /// The mean over the years, or over the levels of `over`, is `value`.
    case mean
    /// The sum over the subjects is `value`.
    case sum
    /// The number of the subject in percent of the total is `value`.
    case shareOf = "share_of"
    /// From the first to the last year the number changed by `value`, in percent where the unit is `percent`.
    case change
  }

  public let id: String
  public let statement: String
  /// A printed table or a file; empty for any.
  public let table: String
  public let relation: Relation
  public let measure: String
  /// Key columns and the levels meant.
  public let subject: [(column: String, levels: [String])]
  /// The key whose levels are compared.
  public let over: String
  /// In order; empty for all that the tables have.
  public let years: [Int]
  public let value: PrintedNumeral?
  /// The upper end of `between`.
  public let upper: PrintedNumeral?
  /// `about` widens the value by 5 %.
  public let isAbout: Bool
  /// `percent` for relative changes; else empty.
  public let unit: String
}

extension Claim {
  /// Reads the fields of a row.
  /// - Parameter field: The text under a column; empty where there is none.
  /// - Throws: ``AuditError`` with file, row and column.
  package init(file: String, row: Int, field: (String) -> String) throws(AuditError) {
    func fail(_ column: String, _ expected: String) -> AuditError {
      .claim(file: file, line: row + 2, column: column, value: field(column), expected: expected)
    }
    id = field("id").isEmpty ? "claim \(row + 1)" : field("id")
    statement = field("statement")
    table = field("table")
    guard let relation = Relation(rawValue: field("relation")) else {
      let words = Relation.allCases.map(\.rawValue)
      let hint = nearest(to: field("relation"), among: words).map { "did you mean '\($0)'? Allowed: " } ?? ""
      throw fail("relation", hint + words.joined(separator: ", "))
    }
    guard !field("measure").isEmpty else { throw fail("measure", "write the measure that the statement is about") }
    (self.relation, measure) = (relation, field("measure"))
    guard let subject = Self.subject(field("subject")) else { throw fail("subject", "write sector_id=machinery") }
    guard let years = Self.years(field("years")) else { throw fail("years", "write 2019, 2015-2019 or 2015;2019") }
    (self.subject, self.years) = (subject, years)
    over = field("over").isEmpty ? subject.last?.column ?? "" : field("over")
    (isAbout, unit) = (field("qualifier") == "about", field("unit"))
    let ends = field("value").split(separator: " ").map { PrintedNumeral(String($0)) }
    guard ends.allSatisfy({ $0 != nil }), ends.count <= 2 else {
      throw fail("value", "write a number, or two for between")
    }
    (value, upper) = (ends.first ?? nil, ends.count == 2 ? ends[1] : nil)
    if let problem = Self.problem(relation, value, upper, over) { throw fail(problem.column, problem.expected) }
  }

  private static func problem(
    _ relation: Relation, _ value: PrintedNumeral?, _ upper: PrintedNumeral?, _ over: String
  ) -> (column: String, expected: String)? {
    switch relation {
    case .above, .below, .equals, .mean, .sum, .shareOf, .change, .rank:
      value == nil ? ("value", "write the number that the statement gives") : nil
    case .between: upper == nil ? ("value", "write the lower and the upper end, as in 40 60") : nil
    case .largest, .smallest, .top, .largestFall, .largestRise, .increasing, .decreasing, .lastAboveFirst:
      over.isEmpty ? ("over", "write the key column whose levels are compared") : nil
    case .risesEveryYear, .fallsEveryYear: nil
    }
  }

  /// `sector_id=machinery|chem_metal;region=shenzhen`.
  private static func subject(_ text: String) -> [(column: String, levels: [String])]? {
    var subject: [(column: String, levels: [String])] = []
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=").map(String.init)
      guard sides.count == 2 else { return nil }
      subject.append((sides[0], sides[1].split(separator: "|").map(String.init)))
    }
    return subject
  }

  private static func years(_ text: String) -> [Int]? {
    var years: [Int] = []
    for part in text.split(separator: ";") {
      guard let range = YearRange(String(part)) else { return nil }
      years += range
    }
    return years
  }
}
