import Documents
import Reporting

/// The result of a reconciliation as text, CSV, JSON or Markdown.
public struct ReconciliationReport: Sendable {
  private let file: ReconciliationFile
  private let result: Reconciled

  public init(_ file: ReconciliationFile, _ result: Reconciled) { (self.file, self.result) = (file, result) }

  public static let header = [
    "cell", "before", "after", "adjustment", "se", "adjustment_in_se", "se_after", "standardized_adjustment", "flag",
    "rounded",
  ]

  // MARK: Notes

  /// What has to be known of the result, in sentences.
  public var notes: [String] {
    [method] + test + flags + suspect + signs + rounding
  }

  private var method: String {
    switch file.method {
    case .ras: "method: ras; cells are scaled, zeros and fixed cells stay"
    case .leastSquares:
      "method: least squares, variances "
        + (file.weights == .errors ? "from the standard errors" : "in proportion to the numbers")
        + " times alterability"
    }
  }

  private var test: [String] {
    guard file.method == .leastSquares, file.weights == .errors, let test = result.test,
      let probability = test.probability
    else { return [] }
    let verdict = probability < 0.01 ? "the errors do not explain the contradictions" : "the errors explain them"
    return [
      "chi-square \(Self.number(test.statistic, 2)) with \(test.degreesOfFreedom) degrees of freedom, probability "
        + "\(Self.number(probability, 4)): \(verdict)"
    ]
  }

  private var flags: [String] {
    result.cells.filter { $0.flag != nil }.map { cell in
      "\(cell.name) moves by \(Self.number(cell.adjustmentInErrors!, 1)) of its errors: \(cell.flag!.rawValue)"
    }
  }

  /// Where something is flagged, the number that stands out most.
  private var suspect: [String] {
    let standardized = result.cells.filter { $0.standardizedAdjustment != nil }
    guard !flags.isEmpty,
      let worst = standardized.max(by: { abs($0.standardizedAdjustment!) < abs($1.standardizedAdjustment!) })
    else { return [] }
    return [
      "by the standard error of its adjustment \(worst.name) stands out most (\(Self.number(worst.standardizedAdjustment!, 1))): begin there"
    ]
  }

  private var signs: [String] {
    result.signChanges.map { "\($0.name) becomes negative; use method ras, or give it a smaller alterability" }
  }

  private var rounding: [String] {
    guard let decimals = file.decimals else { return [] }
    let missed = result.missed(by: rounded(decimals), unit: Double("1e-\(decimals)")!)
    return missed.isEmpty
      ? ["rounded to \(decimals) decimals, all constraints hold"]
      : missed.map {
        "rounded to \(decimals) decimals, '\($0.constraint.name)' is off by \(Self.number($0.misses, decimals))"
      }
  }

  private func rounded(_ decimals: Int) -> [Double] {
    result.values.map { Double(Self.number($0, decimals))! }
  }

  private static func number(_ value: Double, _ decimals: Int) -> String {
    DecimalText(value).text(decimals: decimals, grouped: false).replacing("−", with: "-")
  }

  // MARK: For reading

  public var text: String {
    let table = [Self.columns] + rows
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max()! }
    let lines = table.map { row in
      zip(row, widths).map { text, width in text + String(repeating: " ", count: width - text.count) }
        .joined(separator: "  ").trimmedEnd
    }
    return ([file.title] + lines + [""] + notes.map { "- " + $0 }).map { $0 + "\n" }.joined()
  }

  public var markdown: String {
    let rule = ["---", "---:", "---:", "---:", "---:", "---:", "---"]
    let lines = ([Self.columns, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }
    return "# \(file.title)\n\n" + lines.joined() + "\n" + notes.map { "- \($0)\n" }.joined()
  }

  private static let columns = ["cell", "before", "after", "adjustment", "in errors", "standardized", "flag"]

  private var rows: [[String]] {
    result.cells.map { cell in
      [
        cell.name, Self.number(cell.before, 4), Self.number(cell.after, file.decimals ?? 4),
        Self.number(cell.adjustment, 4), cell.adjustmentInErrors.map { Self.number($0, 2) } ?? "",
        cell.standardizedAdjustment.map { Self.number($0, 2) } ?? "", cell.flag?.rawValue ?? "",
      ]
    }
  }

  // MARK: For programs

  public var csv: String {
    let rounded = file.decimals.map(rounded)
    let rows = result.cells.enumerated().map { place, cell in
      [
        cell.name, CSVText.number(cell.before), CSVText.number(cell.after), CSVText.number(cell.adjustment),
        CSVText.number(cell.standardError), CSVText.number(cell.adjustmentInErrors),
        CSVText.number(cell.standardErrorAfter), CSVText.number(cell.standardizedAdjustment), cell.flag?.rawValue ?? "",
        CSVText.number(rounded?[place]),
      ]
    }
    return CSVText.text([Self.header] + rows)
  }

  public var json: JSONValue {
    let rounded = file.decimals.map(rounded)
    let cells = result.cells.enumerated().map { place, cell in
      JSONValue.object([
        ("cell", .string(cell.name)), ("before", .double(cell.before)), ("after", .double(cell.after)),
        ("adjustment", .double(cell.adjustment)), ("se", .double(orNull: cell.standardError)),
        ("adjustment_in_se", .double(orNull: cell.adjustmentInErrors)),
        ("se_after", .double(orNull: cell.standardErrorAfter)),
        ("standardized_adjustment", .double(orNull: cell.standardizedAdjustment)),
        ("flag", cell.flag.map { .string($0.rawValue) } ?? .null), ("rounded", .double(orNull: rounded?[place])),
      ])
    }
    return .object([
      ("title", .string(file.title)), ("method", .string(file.method.rawValue)), ("cells", .array(cells)),
      ("chi_square", .double(orNull: result.test?.statistic)),
      ("degrees_of_freedom", result.test.map { .int($0.degreesOfFreedom) } ?? .null), ("notes", .strings(notes)),
    ])
  }
}

extension String {
  var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
