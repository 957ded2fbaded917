/// One published number with its keys, and the place where it stands.
public struct PublishedCell: Sendable, Hashable {
  /// The fact's own identifier, `table_2_3.020`.
  public let id: String
  /// The file without its ending, `table-2-3`.
  public let file: String
  /// Section of the publication; footnote 9 of section 2.1 is `2.1 fn9`.
  public let section: String
  /// The table or figure as printed; empty for the running text.
  public let table: String
  public let measure: String
  /// A year or a range of years; empty where none is given.
  public let year: String
  /// The file's own key columns in their order, those that are empty left out; `all` is the total.
  public let keys: [Key]
  public let qualifier: String
  public let unit: PublishedUnit
  /// nil where the publication prints none.
  public let numeral: PrintedNumeral?

  public init(
    id: String, file: String, section: String = "", table: String = "", measure: String, year: String = "",
    keys: [Key] = [], qualifier: String = "exact", unit: PublishedUnit, numeral: PrintedNumeral?
  ) {
    (self.id, self.file, self.section, self.table) = (id, file, section, table)
    (self.measure, self.year, self.keys) = (measure, year, keys)
    (self.qualifier, self.unit, self.numeral) = (qualifier, unit, numeral)
  }

  public struct Key: Sendable, Hashable {
    public let column: String
    public let level: String

    public init(_ column: String, _ level: String) { (self.column, self.level) = (column, level) }
  }

  /// The level that stands for all levels.
  static let all = "all"

  func level(of column: String) -> String? { keys.first { $0.column == column }?.level }

  /// The keys that restrict what is counted.
  var restrictions: [Key] { keys.filter { $0.level != Self.all } }

  // MARK: Names for readers

  /// The table as printed, else the file.
  public var tableName: String { table.isEmpty ? file : table }

  /// The restricting levels, `agri/A3`, or `all`.
  public var rowName: String {
    let levels = restrictions.map(\.level)
    return levels.isEmpty ? Self.all : levels.joined(separator: "/")
  }

  var place: String { ([tableName, rowName] + (year.isEmpty ? [] : [year])).joined(separator: " ") }
}

extension PublishedCell {
  /// The numbers, in the base unit, that a number printed in this cell may stand for.
  ///
  /// Whole counts are exact. A hedge such as "over" leaves one side open; "about" is read as rounded.
  package func interval(of numeral: PrintedNumeral) -> RoundingInterval {
    let isExact = unit.isCount && numeral.decimals == 0
    let scale = RoundingInterval(exactly: unit.scale)
    let rounded = scale * (isExact ? RoundingInterval(exactly: numeral.value) : numeral.interval)
    return switch qualifier {
    case "over", "above", "at_least": .init(rounded.lower, .infinity)
    case "nearly", "below", "at_most": .init(-.infinity, rounded.upper)
    default: rounded
    }
  }
}

/// The unit of a published number: what it measures, and the factor to the base unit of that.
public struct PublishedUnit: Sendable, Hashable {
  /// The unit's name in the file, `CNY_1e8`, `percent_of_firms`.
  public let name: String
  /// `percent_of_firms`, a currency, or the thing counted.
  package let dimension: String
  /// 1e8 for `CNY_1e8`, 100 for a share written as a fraction.
  package let scale: Double
  let isPercentage: Bool
  let isCount: Bool

  private static let fraction = "share_of_"

  public init(_ name: String) {
    let isFraction = name.hasPrefix(Self.fraction)
    let factor = name.split(separator: "_").dropFirst().last.flatMap { $0.hasPrefix("1e") ? Double($0) : nil }
    self.name = name
    isPercentage = isFraction || name.hasPrefix("percent")
    isCount = !isPercentage && factor == nil
    scale = isFraction ? 100 : factor ?? 1
    dimension =
      isFraction
      ? "percent_of_" + name.dropFirst(Self.fraction.count)
      : factor == nil ? name : name.split(separator: "_1e").first.map(String.init) ?? name
  }
}
