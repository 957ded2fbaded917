import Reporting

/// A line of a trade file: one number with what it is of and where it is from.
public struct TradeRecord: Sendable, Hashable {
  /// Raw values are the words of the column `measure`.
  public enum Measure: String, Sendable, Hashable, CaseIterable {
    case exports
    case imports
    case gdp
    case notifications
    case researchOutputs = "research_outputs"

    /// Whether numbers are amounts of money; the others are counts.
    var isAmount: Bool { self == .exports || self == .imports || self == .gdp }
  }

  public let measure: Measure
  public let slice: TradeSlice
  public let quantity: TradeQuantity

  public init(measure: Measure, slice: TradeSlice, quantity: TradeQuantity) {
    (self.measure, self.slice, self.quantity) = (measure, slice, quantity)
  }
}

/// The units of a trade file, and the powers of ten that lead to the base unit.
enum TradeUnit {
  static let all: KeyValuePairs<String, (base: String, exponent: Int)> = [
    "CNY": ("CNY", 0), "CNY_1e4": ("CNY", 4), "CNY_1e8": ("CNY", 8), "CNY_1e12": ("CNY", 12),
    "USD": ("USD", 0), "USD_1e4": ("USD", 4), "USD_1e8": ("USD", 8), "USD_1e12": ("USD", 12), "count": ("count", 0),
  ]

  static subscript(code: String) -> (base: String, exponent: Int)? { all.first { $0.key == code }?.value }
}

/// Why indicators cannot be computed from a trade file.
public enum TradeStatisticsError: Error, Hashable, Sendable {
  case repeated(TradeRecord)
  case currenciesDiffer(TradeSlice, [String])
  /// The sentence names file, line and way out.
  case file(String)
}

extension TradeStatisticsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .repeated(let record):
      "\(record.measure.rawValue) of \(record.slice.words) is given twice; keep one of the two lines"
    case .currenciesDiffer(let slice, let bases):
      "the numbers of \(slice.words) are in \(bases.joined(separator: " and ")); write them in one currency"
    case .file(let message): message
    }
  }
}

extension TradeSlice {
  /// As errors name it.
  var words: String {
    let parts = [region, partner == Self.all ? "" : partner, product == Self.all ? "" : product, "\(year)"]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
