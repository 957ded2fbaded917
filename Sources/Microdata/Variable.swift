/// A numeric column with its unit.
public struct Variable: Sendable, Hashable {
  public let name: String
  public let unit: String
  /// n values; NaN is missing.
  public let values: [Double]

  public init(name: String, unit: String, values: [Double]) {
    self.name = name
    self.unit = unit
    self.values = values
  }
}
