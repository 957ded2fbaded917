/// What an update of a golden folder has changed, and how far the numbers of each table have moved.
public struct GoldenChanges: Sendable {
  /// The changes of one file.
  public struct Move: Sendable {
    public let file: String
    /// Cells with a changed field.
    public let changed: Int
    public let additional: Int
    public let missing: Int
    /// The change of a number that is largest relative to it; nil where no number moves.
    public let largest: GoldenDifference?
  }
  public let changes: [GoldenDifference]

  public init(changes: [GoldenDifference]) { self.changes = changes }

  /// By file, those with changes.
  public var moves: [Move] {
    var files: [String] = []
    for change in changes where files.last != change.file { files.append(change.file) }
    let byFile = Dictionary(grouping: changes, by: \.file)
    return files.map { Move($0, byFile[$0]!) }
  }

  /// A line a file and one that counts the changes.
  public var text: String {
    (moves.map(\.description) + ["\(GoldenCheck.counted(changes.count, "change"))"]).map { $0 + "\n" }.joined()
  }
}

extension GoldenChanges.Move: CustomStringConvertible {
  init(_ file: String, _ changes: [GoldenDifference]) {
    self.file = file
    changed = Set(changes.filter { if case .changed = $0.kind { true } else { $0.kind == .replaced } }.map(\.key)).count
    additional = changes.count { $0.kind == .additional }
    missing = changes.count { $0.kind == .missing }
    // The first of those that are equally large.
    largest = changes.filter { $0.relativeDifference != nil }.reduce(nil as GoldenDifference?) { largest, change in
      guard let largest else { return change }
      return change.relativeDifference! > largest.relativeDifference! ? change : largest
    }
  }

  /// `tables/2-1.csv: 3 cells move, 1 is new; largest: 2-1 all amount: value is 5, golden 4 (relative difference 2.00e-1)`.
  public var description: String {
    let counts = [(changed, "changed"), (additional, "new"), (missing, "gone")].filter { $0.0 > 0 }
    let counted = counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let largest = largest.map { "; largest move: " + $0.description.dropFirst(file.count + 2) } ?? ""
    return "\(file): \(counted)\(largest)"
  }
}
