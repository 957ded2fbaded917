import Documents

/// A run as the manifest of an output folder tells it: what was read and what was written.
public struct RecordedRun: Sendable, Hashable {
  /// Of the program.
  public let version: String
  public let study: FileRecord
  public let inputs: [FileRecord]
  /// The one year that was asked for; nil for all.
  public let year: Int?
  /// Of another command than `report`: its words without the folder.
  public let command: [String]?
  public let outputs: [FileRecord]

  /// - Throws: ``RecordedRunError`` where there is no manifest of this program, or it lacks a part.
  public init(folder: String) throws(RecordedRunError) {
    let path = "\(folder)/\(OutputFolder.manifestName)"
    guard let bytes = try? FileSystem.read(path) else { throw .noManifest(folder: folder) }
    do throws(DocumentError) {
      let keyed = try KeyedDocument(try DocumentParser.json(bytes, file: path), known: Manifest.keys)
      let program = try keyed.required("program")
      guard try program.string() == Program.name else { throw program.invalid(expected: Program.name) }
      version = try keyed.required("version").string()
      study = try FileRecord(decoding: keyed.required("study"))
      inputs = try keyed.required("inputs").sequence().map(FileRecord.init(decoding:))
      year = try keyed.optional("year").flatMap { node throws(DocumentError) in node.isNull ? nil : try node.int() }
      command = try keyed.optional("command")?.strings()
      outputs = try keyed.required("outputs").sequence().map(FileRecord.init(decoding:))
    } catch {
      throw .malformed(error)
    }
  }
}

extension FileRecord {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["path", "sha256", "size"])
    self.init(
      path: try keyed.required("path").string(), sha256: try keyed.required("sha256").string(),
      size: try keyed.required("size").int())
  }
}

/// Why a folder does not say how it was made.
public enum RecordedRunError: Error, Hashable, Sendable {
  case noManifest(folder: String)
  case malformed(DocumentError)
}

extension RecordedRunError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noManifest(let folder): "\(folder): there is no manifest.json; give an output folder of report"
    case .malformed(let error): error.description
    }
  }
}
