/// The comparison of an output folder with a golden one: every cell, every finding.
///
/// What the golden folder has is compared. A table or a cell on one side only is a difference; findings are compared where
/// the golden folder has them. Numbers may differ by the tolerance of `check.yml`, text not at all.
public struct GoldenCheck: Sendable {
  /// By file, then in the order of the golden file.
  public let differences: [GoldenDifference]
  /// Cells and findings on either side.
  public let comparedRecords: Int
  public let comparedFiles: Int

  /// Whether the folders agree; a command ends with exit code 1 otherwise.
  public var passes: Bool { differences.isEmpty }

  /// - Throws: ``GoldenError`` where a folder is absent, the golden one has nothing to compare, or a file is malformed.
  public init(output: String, against golden: String) throws(GoldenError) {
    let folders = (try GoldenFolder(output), try GoldenFolder(golden))
    guard !folders.1.files.isEmpty else { throw .nothingToCompare(path: golden) }
    let tolerance = try GoldenFolder.tolerance(of: golden)
    try self.init(GoldenComparison(output: folders.0, golden: folders.1, tolerance: tolerance, root: (output, golden)))
  }

  private init(_ comparison: GoldenComparison) throws(GoldenError) {
    var (differences, count, files) = ([GoldenDifference](), 0, 0)
    for file in comparison.files {
      let result = try comparison.compare(file)
      differences += result.differences
      (count, files) = (count + result.count, files + 1)
    }
    (self.differences, comparedRecords, comparedFiles) = (differences, count, files)
  }

  /// One line a difference and one that counts them.
  public var text: String {
    let files = Set(differences.map(\.file)).count
    let compared = "\(comparedRecords) records in \(Self.plural(comparedFiles, "file")) compared"
    let verdict =
      passes
      ? "no differences; \(compared)"
      : "\(Self.plural(differences.count, "difference")) in \(Self.plural(files, "file")); \(compared)"
    return (differences.map(\.description) + [verdict]).map { $0 + "\n" }.joined()
  }

  private static func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

// MARK: Update

extension GoldenCheck {
  /// Copies tables and findings of an output folder into the golden folder, which is created if need be.
  ///
  /// Tables that the output lacks are removed; other files of the golden folder stay. All or nothing.
  /// - Returns: What changed, numbers compared exactly.
  /// - Throws: ``GoldenError`` where the output is absent, empty or malformed, or the golden folder cannot be written.
  public static func update(golden: String, from output: String) throws(GoldenError) -> [GoldenDifference] {
    let source = try GoldenFolder(output)
    guard !source.files.isEmpty else { throw .nothingToCompare(path: output) }
    let isNew = FileSystem.kind(golden) == .absent
    let old = isNew ? GoldenFolder.empty : try GoldenFolder(golden)
    let comparison = GoldenComparison(output: source, golden: old, tolerance: .exact, root: (output, golden))
    var changes: [GoldenDifference] = []
    for file in comparison.allFiles { changes += try comparison.change(of: file) }
    let kept = isNew ? [] : try GoldenFolder.others(in: golden)
    try GoldenFolder.replace(golden, with: kept + source.files)
    return changes
  }
}
