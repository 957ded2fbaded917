/// A variable of a statistical file, as the file describes it.
public struct StatisticalVariable: Sendable, Hashable {
  /// A value and what it stands for.
  public struct ValueLabel: Sendable, Hashable {
    /// As records have it: `1`, `2.5`, `CN`.
    public let value: String
    public let label: String
  }
  public let name: String
  /// What it is; nil where the file does not say.
  public let label: String?
  /// In the order of the file.
  public let valueLabels: [ValueLabel]
}
