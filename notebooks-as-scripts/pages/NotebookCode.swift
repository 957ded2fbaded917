/// The program of a notebook, cut at its `// MARK:` lines.
struct NotebookCode {
  struct Section {
    /// What stands after `// MARK:`; empty for what comes before the first.
    let title: String
    /// In the program, from 1.
    let firstLine: Int
    var lines: [Substring]
  }
  private(set) var sections: [Section] = []
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    sections = [Section(title: "", firstLine: 1, lines: [])]
    for (place, line) in lines.enumerated() {
      if line.hasPrefix(Self.mark) {
        sections.append(Section(title: String(line.dropFirst(Self.mark.count)), firstLine: place + 1, lines: []))
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
  }

  private static let mark = "// MARK: "

  /// The section of a line, where it can tell: inside a function or loop it may speak for any.
  func section(ofLine number: Int) -> Int? {
    guard lines.indices.contains(number - 1), !lines[number - 1].hasPrefix(" ") else { return nil }
    return sections.lastIndex { $0.firstLine <= number }
  }
}

extension NotebookCode.Section {
  /// The code without the prose that the page shows as its output, and without blank lines at its ends.
  var shown: [Substring] {
    var (kept, isProse) = ([Substring](), false)
    for line in lines {
      isProse = line.hasPrefix("say(") || (isProse && (line.hasPrefix(" ") || line.hasPrefix(")")))
      if isProse || (line.isEmpty && kept.last?.isEmpty ?? true) { continue }
      kept.append(line)
    }
    if kept.last?.isEmpty == true { kept.removeLast() }
    return kept
  }
}
