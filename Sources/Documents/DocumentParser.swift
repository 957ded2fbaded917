/// Reads a JSON or YAML document into nodes that know their place.
///
/// Both formats give the same ``DocumentNode``; what follows never asks which one it was. A byte order mark is skipped.
/// - Throws: ``DocumentError`` of kind `syntax` or `duplicateKey`, with line and column.
public enum DocumentParser {
  /// Lists and objects may nest this deep.
  public static let maximumDepth = 256

  public static func json(_ bytes: [UInt8], file: String) throws(DocumentError) -> DocumentNode {
    let text = try UTF8Text(bytes, file: file)
    var parser = JSONParser(text.bytes, file: file)
    return try parser.document()
  }

  public static func json(_ text: String, file: String) throws(DocumentError) -> DocumentNode {
    try json(Array(text.utf8), file: file)
  }

  public static func yaml(_ bytes: [UInt8], file: String) throws(DocumentError) -> DocumentNode {
    let text = try UTF8Text(bytes, file: file)
    return try YAMLReader(text.string, file: file).document()
  }

  public static func yaml(_ text: String, file: String) throws(DocumentError) -> DocumentNode {
    try yaml(Array(text.utf8), file: file)
  }
}
