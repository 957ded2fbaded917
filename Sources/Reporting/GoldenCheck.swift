/// The comparison of an output folder with a golden one: every cell, every finding.
///
/// What the golden folder has is compared. A table or a cell on one side only is a difference; findings are compared where
/// the golden folder has them. Numbers may differ by the tolerance of `check.yml`, text not at all. The golden folder itself is
/// held to the check sums that its last update wrote.
public struct GoldenCheck: Sendable {
  public let files: [GoldenFileResult]

  /// By file, then in the order of the golden file.
  public var differences: [GoldenDifference] { files.flatMap(\.differences) }
  /// Cells and findings on either side.
  public var comparedRecords: Int { files.reduce(0) { $0 + $1.keys.count } }
  public var comparedFiles: Int { files.count }

  /// Whether the folders agree; a command ends with exit code 1 otherwise.
  public var passes: Bool { differences.isEmpty }

  /// - Throws: ``GoldenError`` where a folder is absent, the golden one has nothing to compare, or a file is malformed.
  public init(output: String, against golden: String) throws(GoldenError) {
    let (output, golden) = (try GoldenFolder(output), try GoldenFolder(golden))
    guard !golden.files.isEmpty else { throw .nothingToCompare(path: golden.path) }
    let comparison = GoldenComparison(
      output: output, golden: golden, tolerance: try golden.tolerance(), seal: try golden.seal())
    files = try comparison.files.map { file throws(GoldenError) in try comparison.compare(file) }
  }

  /// One line a difference and one that counts them.
  public var text: String {
    let differences = differences
    let compared = "\(Self.counted(comparedRecords, "record")) in \(Self.counted(comparedFiles, "file")) compared"
    let files = Self.counted(Set(differences.map(\.file)).count, "file")
    let verdict = passes ? "no differences" : "\(Self.counted(differences.count, "difference")) in \(files)"
    return (differences.map(\.description) + ["\(verdict); \(compared)"]).map { $0 + "\n" }.joined()
  }

  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

// MARK: Update

extension GoldenCheck {
  /// Copies tables and findings of an output folder into the golden folder, which is created if need be.
  ///
  /// Tables that the output lacks are removed; other files of the golden folder stay. All or nothing.
  /// - Returns: What changed, numbers compared exactly.
  /// - Throws: ``GoldenError`` where the output is absent, empty or malformed, or the golden folder cannot be written.
  public static func update(golden path: String, from output: String) throws(GoldenError) -> [GoldenDifference] {
    let source = try GoldenFolder(output)
    guard !source.files.isEmpty else { throw .nothingToCompare(path: output) }
    let golden = FileSystem.kind(path) == .absent ? GoldenFolder(newAt: path) : try GoldenFolder(path)
    let comparison = GoldenComparison(output: source, golden: golden, tolerance: .exact)
    let changes = try comparison.allFiles.map { file throws(GoldenError) in try comparison.change(of: file) }
    try golden.replace(with: try golden.others() + source.contents())
    return changes.flatMap(\.self)
  }
}
