import Documents
import Microdata

/// The results of a run, collected in memory and written to disk all at once.
/// ```swift
/// var output = OutputFolder()
/// output.add("tables/2-1.csv", CSVTableRenderer().text(table))
/// try output.write(to: "results/2019", manifest: manifest)
/// ```
public struct OutputFolder: Sendable {
  /// Path relative to the folder, and bytes, in the order of addition.
  public private(set) var files: [(path: String, bytes: [UInt8])] = []
  private var taken: Set<String> = [manifestName]

  static let manifestName = "manifest.json"

  public init() {}

  /// - Parameter path: Relative to the folder, `tables/2-1.csv`.
  /// - Precondition: The path stays inside the folder, is not `manifest.json`, and was not added before.
  public mutating func add(_ path: String, _ bytes: [UInt8]) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    precondition(!parts.contains { ["", ".", ".."].contains($0) }, "\(path) is not a path inside the output folder")
    precondition(taken.insert(path).inserted, "\(path) is added twice")
    files.append((path, bytes))
  }

  public mutating func add(_ path: String, _ text: String) { add(path, Array(text.utf8)) }

  /// Whether ``write(to:manifest:threads:)`` would accept the place: worth knowing before a long computation.
  /// - Throws: ``OutputError``, as `write` does.
  public static func check(_ path: String) throws(OutputError) { _ = try OutputPlace(path) }

  /// Replaces an earlier output folder, fills an empty one, or creates one.
  ///
  /// A failure leaves an earlier folder as it was and nothing beside it.
  /// - Parameters:
  ///   - manifest: Written with the digests of all files as `manifest.json`.
  ///   - threads: Among which the files are shared out for their digests.
  /// - Throws: ``OutputError`` where the folder above does not exist, the place is a file or a folder that this program did
  ///   not write, or the system refuses.
  public func write(to path: String, manifest: Manifest, threads: Int = 1) throws(OutputError) {
    let place = try OutputPlace(path)
    let records = RowChunks.map(files.count, threads: threads) {
      FileRecord(path: files[$0].path, bytes: files[$0].bytes)
    }
    let text = manifest.text(outputs: records)
    let all = files + [(path: Self.manifestName, bytes: Array(text.utf8))]
    try FolderReplacement(files: all).replacing(place.path)
  }
}

/// A place where an output folder may be written.
struct OutputPlace {
  /// Without links: renaming a link would leave the folder behind it.
  let path: String

  init(_ path: String) throws(OutputError) {
    switch FileSystem.kind(path) {
    case .file: throw .notAFolder(path: path)
    case .absent: self.path = try Self.new(path)
    case .folder:
      guard let resolved = FileSystem.resolved(path) else { throw .missingParent(path: path) }
      self.path = resolved
      try Self.checkContent(resolved, shown: path)
    }
  }

  /// A place for a new folder, without links.
  static func new(_ path: String) throws(OutputError) -> String {
    let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
    let (parent, name) = FolderReplacement.split(trimmed)
    guard FileSystem.kind(parent) == .folder, let resolved = FileSystem.resolved(parent), !name.isEmpty else {
      throw .missingParent(path: path)
    }
    return resolved == "/" ? "/\(name)" : "\(resolved)/\(name)"
  }

  private static func checkContent(_ folder: String, shown: String) throws(OutputError) {
    let present = try? FileSystem.files(below: folder)
    if present?.isEmpty == true { return }
    guard let present, let listed = Manifest.outputs(listedIn: folder) else { throw .notOurs(path: shown) }
    let known = Set(listed).union([OutputFolder.manifestName])
    guard let foreign = present.first(where: { !known.contains($0) }) else { return }
    throw .foreignFile(path: shown, file: foreign)
  }
}

extension FolderReplacement {
  func replacing(_ target: String) throws(OutputError) {
    do throws(FileSystem.Failure) {
      try write(to: target)
    } catch {
      throw .system(action: error.action, path: error.path, reason: error.reason)
    }
  }
}
