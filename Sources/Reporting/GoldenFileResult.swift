/// What came of comparing one file of two folders.
public struct GoldenFileResult: Sendable, Hashable {
  /// Relative to the folders.
  public let file: String
  /// Of all cells or findings on either side: table, row and column, or the fields of a finding.
  public let keys: [[String]]
  public let differences: [GoldenDifference]

  /// The differences of one record; those of the file as a whole have an empty key.
  func differences(of key: [String]) -> [GoldenDifference] { differences.filter { $0.key == key } }
}
