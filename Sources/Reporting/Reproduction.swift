/// A recorded run beside the same run made again: whether every byte came back.
public struct Reproduction: Sendable {
  /// What is not as the manifest says.
  public enum Difference: Sendable, Hashable {
    /// The program has another version now.
    case version(recorded: String, now: String)
    /// A file that was read is gone or has other bytes.
    case input(path: String)
    /// A file of the folder is gone, or was changed after it was written.
    case output(path: String)
    /// The run gives other bytes, or no such file.
    case notReproduced(path: String)
    /// The run gives a file that was not recorded.
    case additional(path: String)
  }

  public let differences: [Difference]
  /// Outputs that the manifest lists.
  public let recordedCount: Int

  public var passes: Bool { differences.isEmpty }

  /// - Parameters:
  ///   - folder: Where the recorded outputs are.
  ///   - files: The outputs of the run made again, without the manifest.
  public init(_ recorded: RecordedRun, folder: String, files: [(path: String, bytes: [UInt8])]) {
    let made = Dictionary(uniqueKeysWithValues: files.map { ($0.path, FileRecord(path: $0.path, bytes: $0.bytes)) })
    let known = Set(recorded.outputs.map(\.path))
    recordedCount = recorded.outputs.count
    differences =
      Self.differencesOfInputs(recorded)
      + recorded.outputs.filter { !Self.isUnchanged($0, at: "\(folder)/\($0.path)") }.map { .output(path: $0.path) }
      + recorded.outputs.filter { made[$0.path] != $0 }.map { .notReproduced(path: $0.path) }
      + files.filter { !known.contains($0.path) }.map { .additional(path: $0.path) }
  }

  /// What would make another result: another program, other inputs.
  public static func differencesOfInputs(_ recorded: RecordedRun) -> [Difference] {
    let version: [Difference] =
      recorded.version == Program.version ? [] : [.version(recorded: recorded.version, now: Program.version)]
    return version
      + ([recorded.study] + recorded.inputs).filter { !isUnchanged($0, at: $0.path) }.map { .input(path: $0.path) }
  }

  private static func isUnchanged(_ file: FileRecord, at path: String) -> Bool {
    guard let bytes = try? FileSystem.read(path) else { return false }
    return FileRecord(path: file.path, bytes: bytes) == file
  }

  /// One line a difference and one that counts.
  public var text: String {
    let verdict =
      passes
      ? "all \(recordedCount) files came back byte for byte"
      : "\(differences.count) differences from the manifest of \(recordedCount) files"
    return (differences.map(\.description) + [verdict]).map { $0 + "\n" }.joined()
  }
}

extension Reproduction.Difference: CustomStringConvertible {
  public var description: String {
    switch self {
    case .version(let recorded, let now): "the run was made by version \(recorded), this is \(now)"
    case .input(let path): "\(path): the input is gone or is not the one that was read"
    case .output(let path): "\(path): the file is gone or was changed after it was written"
    case .notReproduced(let path): "\(path): the run gives other bytes"
    case .additional(let path): "\(path): the run gives a file that was not written then"
    }
  }
}
