import Microdata

/// What other parts of the archive a part refers to (ECMA-376 part 2, relationships).
struct Relations {
  private let folder: String
  private let entries: [RelationsHandler.Entry]

  /// - Parameter part: Empty: the archive as a whole.
  init(of part: String, in archive: Archive) throws(MicrodataError) {
    let place = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    folder = String(part[..<place])
    let file = "\(folder)_rels/\(part[place...]).rels"
    let reading = RelationsHandler()
    if archive.has(file) { try XMLReading(archive: archive, part: file).run(reading) }
    entries = reading.entries
  }

  func target(_ id: String) -> String? { entries.first { $0.id == id }.map { path($0.target) } }

  /// - Parameter type: The last part of the type's address, the same in the transitional and the strict form.
  func target(ofType type: String) -> String? {
    entries.first { $0.type.hasSuffix("/\(type)") }.map { path($0.target) }
  }

  private func path(_ target: String) -> String {
    guard !target.hasPrefix("/") else { return String(target.dropFirst()) }
    var steps = folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

private final class RelationsHandler: ElementHandler {
  struct Entry {
    let id: String
    let type: String
    let target: String
  }
  var entries: [Entry] = []

  override func start(_ name: ElementName, _ attributes: ElementAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
      let target = attributes["Target"]
    else { return }
    entries.append(Entry(id: id, type: type, target: target))
  }
}
