import Documents
import EconomicLinkages
import Glibc
import TestSupport

/// A folder of files that is there while a test runs.
final class LinkageFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    var template = Array((Fixtures.temporaryFolder + "/linkages-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw Fixtures.Unreadable(path: Fixtures.temporaryFolder) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for name in files.keys.sorted() { write(files[name]!, to: name) }
  }

  func write(_ text: String, to name: String) {
    let file = fopen("\(path)/\(name)", "w")
    precondition(file != nil && fputs(text, file) >= 0 && fclose(file) == 0, name)
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// The section of a scenario file in this folder.
  func section(_ yaml: String, _ key: String) throws -> DocumentNode {
    try Self.section(Array(yaml.utf8), file: "\(path)/scenario.yml", key)
  }

  func knockOn(_ yaml: String) throws -> KnockOnModel {
    try KnockOnModel(KnockOnDefinition(decoding: section(yaml, "knock_on"), folder: path))
  }

  func response(_ yaml: String) throws -> TradeResponse {
    try TradeResponse(TradeResponseDefinition(decoding: section(yaml, "trade_response"), folder: path))
  }

  static func section(_ yaml: [UInt8], file: String, _ key: String) throws -> DocumentNode {
    try KeyedDocument(DocumentParser.yaml(yaml, file: file), known: [key]).required(key)
  }

  /// The message of what is thrown, without the folder.
  func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch { return "\(error)".replacing(path + "/", with: "") }
  }
}

/// The bundled examples.
enum Example {
  static let inputOutput = Fixtures.package + "/datasets/input-output-example"
  static let trade = Fixtures.package + "/datasets/trade-response-example"

  static func knockOn(adding text: String = "", replacing pair: (String, String) = ("", "")) throws -> KnockOnModel {
    let path = inputOutput + "/knock-on.yml"
    let yaml = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    let changed = pair.0.isEmpty ? yaml : yaml.replacing(pair.0, with: pair.1)
    let node = try LinkageFolder.section(Array((changed + text).utf8), file: path, "knock_on")
    return try KnockOnModel(KnockOnDefinition(decoding: node, folder: inputOutput))
  }

  static func response(_ file: String, replacing pairs: [(String, String)] = []) throws -> TradeResponse {
    let path = trade + "/" + file
    let yaml = pairs.reduce(String(decoding: try Fixtures.bytes(path), as: UTF8.self)) {
      precondition($0.contains($1.0), $1.0)
      return $0.replacing($1.0, with: $1.1)
    }
    let node = try LinkageFolder.section(Array(yaml.utf8), file: path, "trade_response")
    return try TradeResponse(TradeResponseDefinition(decoding: node, folder: trade))
  }
}
