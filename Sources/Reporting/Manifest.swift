import Documents

/// A file as it was read or written.
public struct FileRecord: Sendable, Hashable {
  public let path: String
  /// 64 lower-case hexadecimal digits.
  public let sha256: String
  /// Bytes.
  public let size: Int

  public init(path: String, sha256: String, size: Int) {
    (self.path, self.sha256, self.size) = (path, sha256, size)
  }

  public init(path: String, bytes: [UInt8]) {
    self.init(path: path, sha256: SHA256.hexDigest(of: bytes), size: bytes.count)
  }
}

/// What a run was made of, so that it can be repeated and proven: no clock time, no machine name.
public struct Manifest: Sendable {
  /// A method that the run used: the step, and the name of the method.
  public struct Method: Sendable, Hashable {
    public let step: String
    public let name: String

    public init(step: String, name: String) {
      self.step = step
      self.name = name
    }
  }

  public let version: String
  public let study: FileRecord
  public let inputs: [FileRecord]
  public let seed: UInt64?
  /// The one year that was asked for; nil for all of the study.
  public let year: Int?
  public let methods: [Method]
  /// The words of the command that makes the folder again, without the folder; nil for that of a study, which is `report`.
  public let command: [String]?
  /// The kernel of the linear algebra library; nil where the run did not use it.
  public let blasKernel: String?

  public init(
    version: String, study: FileRecord, inputs: [FileRecord], seed: UInt64? = nil, year: Int? = nil,
    methods: [Method] = [], command: [String]? = nil, blasKernel: String? = nil
  ) {
    self.command = command
    (self.version, self.study, self.inputs) = (version, study, inputs)
    (self.seed, self.year, self.methods, self.blasKernel) = (seed, year, methods, blasKernel)
  }

  static let keys = [
    "program", "version", "study", "inputs", "seed", "year", "methods", "command", "blas_kernel", "outputs",
  ]

  /// JSON, the same bytes for the same run.
  public func text(outputs: [FileRecord]) -> String {
    let members: [(key: String, value: JSONValue)] = [
      ("program", .string(Program.name)), ("version", .string(version)), ("study", Self.json(study)),
      ("inputs", .array(inputs.map(Self.json))), ("seed", seedValue), ("year", year.map(JSONValue.int) ?? nil),
      ("methods", .object(methods.map { (key: $0.step, value: .string($0.name)) })),
    ]
    let words: [(key: String, value: JSONValue)] = command.map { [("command", .strings($0))] } ?? []
    let rest: [(key: String, value: JSONValue)] = [
      ("blas_kernel", .string(blasKernel ?? "not used")), ("outputs", .array(outputs.map(Self.json))),
    ]
    let value = JSONValue.object(members + words + rest)
    do {
      return try JSONWriter().text(value) + "\n"
    } catch {
      preconditionFailure("a manifest has no floating-point numbers: \(error)")
    }
  }

  /// Text where readers that keep numbers as doubles would change it.
  private var seedValue: JSONValue {
    guard let seed else { return nil }
    return seed < 1 << 53 ? .int(Int(seed)) : .string(String(seed))
  }

  private static func json(_ file: FileRecord) -> JSONValue {
    ["path": .string(file.path), "sha256": .string(file.sha256), "size": .int(file.size)]
  }

  /// Paths of the outputs that the manifest of a folder lists; nil where there is none of this program.
  static func outputs(listedIn folder: String) -> [String]? {
    guard let bytes = try? FileSystem.read("\(folder)/\(OutputFolder.manifestName)"),
      let pairs = try? DocumentParser.json(bytes, file: OutputFolder.manifestName).mapping()
    else { return nil }
    let values = Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
    guard (try? values["program"]?.string()) == Program.name else { return nil }
    return try? values["outputs"]?.sequence().map { try path($0) }
  }

  private static func path(_ record: DocumentNode) throws(DocumentError) -> String {
    try KeyedDocument(record, known: ["path", "sha256", "size"]).required("path").string()
  }
}
