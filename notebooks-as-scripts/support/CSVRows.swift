/// The rows of a list that the report writes: fields by the names of its header. Texts with commas are in quotes.
public struct CSVRows: Sendable {
  public struct Row: Sendable {
    fileprivate let fields: [String: String]

    public subscript(name: String) -> String { fields[name]! }

    public func number(_ name: String) -> Double { Double(self[name])! }
  }
  private let all: [Row]

  public init(_ text: String) {
    let lines = text.split(separator: "\n").map(Self.fields)
    let head = lines[0]
    all = lines.dropFirst().map { Row(fields: Dictionary(uniqueKeysWithValues: zip(head, $0))) }
  }

  private static func fields(_ line: Substring) -> [String] {
    var (fields, isQuoted) = ([""], false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  /// Reads a file.
  public init(contentsOf path: String) throws { self.init(String(decoding: try readBytes(path), as: UTF8.self)) }

  /// Rows whose fields are as given.
  public func rows(_ wanted: [String: String]) -> [Row] {
    all.filter { row in wanted.allSatisfy { row[$0.key] == $0.value } }
  }

  public func first(_ wanted: [String: String]) -> Row { rows(wanted)[0] }
}
