/// Where a published number stands: the conditions on the columns of a fact file.
public struct PublishedPlace: Sendable, Hashable {
  public struct Condition: Sendable, Hashable {
    public let column: String
    public let value: String

    public init(column: String, value: String) {
      self.column = column
      self.value = value
    }
  }

  /// The name of the file without folder and extension: `sector-losses-2019`.
  public let source: String
  /// nil where the key is the column `measure` itself.
  public let measure: String?
  /// Columns that hold the codes of the row, one a level.
  public let key: [String]
  /// nil: the year of the table; ``anyYear``: lines of every year.
  public let year: String?
  public let conditions: [Condition]

  public init(source: String, measure: String?, key: [String], year: String? = nil, conditions: [Condition] = []) {
    (self.source, self.measure, self.key) = (source, measure, key)
    (self.year, self.conditions) = (year, conditions)
  }

  /// The word for places whose lines have years of their own.
  public static let anyYear = "any"

  /// What the line of the fact file for a row has to satisfy, all of it.
  /// - Parameter year: The year of the table, used where the place names none.
  public func conditions(for row: ReportTable.Row, year: String) -> [Condition] {
    let ofYear = self.year == Self.anyYear ? [] : [Condition(column: "year", value: self.year ?? year)]
    let keyed = zip(key, row.keys).map { Condition(column: $0, value: $1) }
    let named = measure.map { [Condition(column: "measure", value: $0)] } ?? []
    return ofYear + named + conditions + keyed
  }
}
