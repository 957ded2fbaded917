import Microdata
import TradeImpact

/// Why a list of notifications cannot be screened.
public enum ScreeningError: Error, Hashable, Sendable {
  /// A file that cannot be read, or is not the table that its name says.
  case file(MicrodataError)
  case missingColumn(file: String, field: String, accepted: [String], found: [String])
  /// Fields at fault, in the order of the file; `more` further ones are not listed.
  case cells(file: String, [CellFault], more: Int)
  /// Dates such as `11/01/2013` of which nothing tells the order.
  case ambiguousDates(file: String, line: Int, column: String, value: String)
  /// Both orders occur.
  case mixedDates(file: String, dayFirst: CellPlace, monthFirst: CellPlace)
  case severalYears(file: String, years: [String])
  case unknownYear(file: String, year: Int, years: [String])
  case noYearColumn(file: String, year: Int)
  /// US dollars without a rate.
  case noDollarRate(file: String, line: Int)
  /// Two lines for one market and code, or for a code and one within it.
  case overlappingLines(file: String, market: String, first: CellPlace, second: CellPlace)
  case noNotifications(file: String)
  case asOfNeeded(option: String)
  case ratesNeeded(option: String)
  /// What is ranked by has no column in the file.
  case columnNeeded(option: String, column: String, file: String)
}

/// A field of a file.
public struct CellPlace: Sendable, Hashable {
  public let line: Int
  public let column: String
  public let value: String
}

/// A field that cannot be what its column holds, and what it could be.
public struct CellFault: Sendable, Hashable {
  public let place: CellPlace
  /// One sentence with what is allowed.
  public let problem: LocalizedText
}

extension ScreeningError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .missingColumn(let file, let field, let accepted, let found):
      "\(file): no column holds \(field); its name is one of \(accepted.joined(separator: ", ")); "
        + "the file has \(found.joined(separator: ", "))"
    case .cells(let file, let faults, let more):
      faults.map { $0.description(in: file) }.joined(separator: "\n")
        + (more > 0 ? "\n\(file): \(more) more fields of this kind" : "")
    case .ambiguousDates(let file, let line, let column, let value):
      "\(file):\(line): column '\(column)' has \"\(value)\", and no date of the file tells whether the day or the month comes first; "
        + "say --dates dmy or --dates mdy"
    case .mixedDates(let file, let a, let b):
      "\(file): \"\(a.value)\" (line \(a.line), column '\(a.column)') has the day first and \"\(b.value)\" (line \(b.line), "
        + "column '\(b.column)') the month; write all dates as 2019-12-31"
    case .severalYears(let file, let years):
      "\(file): the lines are of the years \(years.joined(separator: ", ")); choose one with --year"
    case .unknownYear(let file, let year, let years):
      "\(file): no line is of the year \(year); the file has \(years.joined(separator: ", "))"
    case .noYearColumn(let file, let year):
      "\(file): --year is \(year), and the file has no column of years; leave the option out"
    case .noDollarRate(let file, let line):
      "\(file):\(line): the unit is USD; say --usd-rate with the yuan for a dollar"
    case .overlappingLines(let file, let market, let a, let b):
      "\(file):\(b.line): \(b.value) to \(market) is counted in line \(a.line), \(a.value), too; keep one of them"
    case .noNotifications(let file): "\(file): the list has no rows"
    case .asOfNeeded(let option): "\(option) needs --as-of with a day, such as 2019-12-31"
    case .ratesNeeded(let option): "\(option) needs --rates with a file of rates"
    case .columnNeeded(let option, let column, let file): "\(option) needs a column \(column) in \(file)"
    }
  }

  /// Whether the command line is at fault, and not a file.
  public var isUsage: Bool {
    switch self {
    case .asOfNeeded, .ratesNeeded, .columnNeeded: true
    default: false
    }
  }
}

extension CellFault {
  func description(in file: String) -> String {
    "\(file):\(place.line): column '\(place.column)' has \"\(place.value)\": \(problem.en)"
  }
}
