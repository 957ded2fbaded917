/// Why a notebook cannot be rendered.
public enum NotebookError: Error, Hashable {
  case notMarked
  case badMark(String)
  case noTitle
  case unclosedCode(String)
  case unequalRows(String)
  case imageType(String)
  case file(path: String, reason: String)
}

extension NotebookError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notMarked:
      "the output does not begin with a mark; run the notebook with NOTEBOOK_MARKS=1 and let it say its title first"
    case .badMark(let found): "\"\(found)\" follows a record separator in the output; expected the number of a line"
    case .noTitle: "the output does not begin with a heading \"# ...\"; let the notebook say its title first"
    case .unclosedCode(let line):
      "the code block that begins with \"\(line)\" has no end; print a line of three backquotes"
    case .unequalRows(let line): "a row has another number of cells than the head of its table: \"\(line)\""
    case .imageType(let path): "\(path): only .svg and .png images can be embedded"
    case .file(let path, let reason): "\(path): \(reason); check the path"
    }
  }
}
