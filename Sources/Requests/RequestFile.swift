import Documents
import Estimation

/// A request file: one data file, one design, and named requests.
///
/// The vocabulary is that of `trade-impact estimate`; the article "Requests" lists it.
public struct RequestFile: Sendable {
  let path: String
  let data: DataDescription
  /// nil where all requests are about a frame or a table.
  let design: DesignDescription?
  let requests: [(name: String, node: DocumentNode)]

  private static let keys = ["data", "design", "requests"]
  /// Keys of reference cases that ask for nothing.
  private static let ignored = [
    "id", "title", "category", "proves", "source", "reference_software", "tolerance", "published", "notes", "expected",
    "extra_files",
  ]

  /// - Parameters:
  ///   - json: The text of the file, UTF-8.
  ///   - path: Where it comes from: names the file in errors, and the folder that `data.file` is relative to.
  /// - Throws: ``Refusal``, for everything that is wrong outside single requests.
  public init(json: [UInt8], path: String) throws(Refusal) {
    self.path = path
    do {
      let keyed = try KeyedDocument(try DocumentParser.json(json, file: path), known: Self.keys, ignored: Self.ignored)
      let data = try DataDescription(decoding: keyed.required("data"))
      self.data = data
      let named = try keyed.required("requests")
      let requests = try named.mapping().map { (name: $0.key, node: $0.value) }
      guard !requests.isEmpty else { throw named.invalid(expected: "at least one request") }
      self.requests = requests
      design = try keyed.optional("design").map { try DesignDescription(decoding: $0, data: data) }
      if design == nil, try requests.contains(where: { try !Self.isFrameRequest($0.node) }) {
        _ = try keyed.required("design")
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as DocumentError {
      throw Refusal(error)
    } catch {
      throw .badInput("request_file", "\(path): \(error)")
    }
  }

  private static func isFrameRequest(_ node: DocumentNode) throws(DocumentError) -> Bool {
    guard case .string(let name) = try node.mapping().first(where: { $0.key == "statistic" })?.value.value else {
      return false
    }
    return FrameDecoder.statistics.contains(name)
  }

  /// The data file, unless the command line names another.
  public var dataPath: String { RelativePath.resolve(data.file, in: folder) }

  /// The folder of the request file with its slash, or nothing.
  var folder: String { RelativePath.folder(of: path) }
}
