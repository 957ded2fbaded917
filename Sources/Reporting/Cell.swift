import TradeImpact

/// One cell of a table: an estimate with its errors, or a published number, or the reason why there is none.
///
/// Amounts are in the base unit: yuan, fraction, firms.
public struct Cell: Sendable, Hashable {
  /// Raw values are the codes of the column `status` of CSV files.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    case ok
    /// The formula has no value here: an empty domain, a denominator of zero.
    case undefined
    case notPublished = "not_published"
    /// Withheld by a release rule.
    case suppressed
    /// The method or the question does not apply to the row.
    case notAsked = "not_asked"
  }

  public let value: Double?
  public let standardError: Double?
  /// A fraction.
  public let coefficientOfVariation: Double?
  public let lower: Double?
  public let upper: Double?
  /// Respondents behind the number.
  public let n: Int?
  /// How the number was made: `expansion`, `combined_ratio`, `published`.
  public let method: String
  public let status: Status
  /// Codes of the footnotes of the table.
  public let footnotes: [String]
  /// The text of a published number as it is printed, `150.42亿元`.
  public let printed: String?
  /// What stands beside the number, or in place of one: a grade of quality, a reason.
  public let symbol: String?
  /// What stands in a column of words, in every language; CSV files, which hold numbers, leave it out.
  public let words: LocalizedText?
  /// The number that tables show where rounding has to leave sums intact, in the base unit; nil: the value, rounded by itself.
  public let rounded: Double?

  /// - Precondition: Numbers are finite; with status `ok` there is a value or a printed text, with any other neither
  ///   value nor error nor bound.
  public init(
    value: Double?, standardError: Double? = nil, coefficientOfVariation: Double? = nil, lower: Double? = nil,
    upper: Double? = nil, n: Int? = nil, method: String, status: Status = .ok, footnotes: [String] = [],
    printed: String? = nil, symbol: String? = nil, rounded: Double? = nil, words: LocalizedText? = nil
  ) {
    let numbers = [value, standardError, coefficientOfVariation, lower, upper, rounded].compactMap(\.self)
    precondition(numbers.allSatisfy(\.isFinite), "a number without a finite value is nil, with its status")
    // A withheld number must not leave the program through another column of the CSV file.
    precondition(
      status == .ok ? value != nil || printed != nil || words != nil : numbers.isEmpty,
      "a cell has numbers if and only if its status is ok")
    (self.value, self.standardError, self.coefficientOfVariation) = (value, standardError, coefficientOfVariation)
    (self.lower, self.upper, self.n, self.method) = (lower, upper, n, method)
    (self.status, self.footnotes, self.printed) = (status, footnotes, printed)
    (self.symbol, self.rounded, self.words) = (symbol, rounded, words)
  }

  /// The number that tables show before its digits are cut: what every format for readers prints.
  public var shown: Double? { rounded ?? value }
}

extension Cell {
  /// - Parameters:
  ///   - value: The number to use, in the base unit; nil where the report prints a range or words.
  ///   - printed: The number as the report prints it.
  public static func published(
    _ value: Double?, printed: String, lower: Double? = nil, upper: Double? = nil, footnotes: [String] = []
  ) -> Cell {
    Cell(value: value, lower: lower, upper: upper, method: "published", footnotes: footnotes, printed: printed)
  }

  /// A cell of a column of words.
  public static func words(_ words: LocalizedText, footnotes: [String] = []) -> Cell {
    Cell(value: nil, method: "words", footnotes: footnotes, words: words)
  }

  /// A cell without a number.
  /// - Precondition: `status` is not `ok`.
  public static func absent(
    _ status: Status, method: String, n: Int? = nil, footnotes: [String] = [], symbol: String? = nil
  ) -> Cell {
    Cell(value: nil, n: n, method: method, status: status, footnotes: footnotes, symbol: symbol)
  }

  /// Without its number, whatever it was, without the number of firms it rests on, which may be what it is withheld for, and without
  /// the remarks on it.
  /// - Parameter footnotes: Why.
  public func suppressed(symbol: String?, footnotes: [String] = []) -> Cell {
    .absent(.suppressed, method: method, footnotes: footnotes, symbol: symbol)
  }

  /// With a symbol beside its number.
  public func marked(_ symbol: String, footnotes added: [String] = []) -> Cell {
    Cell(
      value: value, standardError: standardError, coefficientOfVariation: coefficientOfVariation, lower: lower,
      upper: upper, n: n, method: method, status: status, footnotes: footnotes + added, printed: printed,
      symbol: symbol, rounded: rounded, words: words)
  }

  /// With another number to show.
  public func showing(_ rounded: Double) -> Cell {
    Cell(
      value: value, standardError: standardError, coefficientOfVariation: coefficientOfVariation, lower: lower,
      upper: upper, n: n, method: method, status: status, footnotes: footnotes, printed: printed, symbol: symbol,
      rounded: rounded, words: words)
  }

  /// `self - published`; the published number counts as exact, so the error is that of `self`.
  public func less(_ published: Cell) -> Cell {
    let notes = footnotes + published.footnotes.filter { !footnotes.contains($0) }
    guard let a = value, let b = published.value else {
      let reason = status != .ok ? status : published.status != .ok ? published.status : .undefined
      return .absent(reason, method: "difference", footnotes: notes)
    }
    return Cell(
      value: a - b, standardError: standardError, n: n, method: "difference", footnotes: notes,
      rounded: rounded.map { $0 - b })
  }
}
