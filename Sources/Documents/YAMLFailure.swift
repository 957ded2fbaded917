import Yams

/// The errors of the YAML parser as ``DocumentError``.
struct YAMLFailure {
  let text: String
  let file: String

  func documentError(_ error: any Error) -> DocumentError {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      syntax([context?.text, problem].compactMap(\.self).joined(separator: " "), at: location(mark))
    case .reader(let problem, let offset, _, _):
      syntax(problem, at: location(ofCharacter: offset ?? 0))
    case .duplicatedKeysInMapping(let keys, let context):
      duplicate(key: keys[0], first: context.mark)
    default:
      syntax("\(error)", at: SourceLocation(file: file, line: 1, column: 1))
    }
  }

  private func syntax(_ problem: String, at location: SourceLocation) -> DocumentError {
    let remedy = problem.contains("found another document") ? "keep one document in the file" : "correct the YAML"
    return DocumentError(.syntax(problem: problem, remedy: remedy), at: location)
  }

  private func duplicate(key: String, first: Mark) -> DocumentError {
    let second = DuplicateYAMLKey(text).second()
    let kind = DocumentError.Kind.duplicateKey(key: key, firstLine: second.map { _ in first.line })
    return DocumentError(kind, at: location(second ?? first))
  }

  private func location(_ mark: Mark) -> SourceLocation {
    SourceLocation(file: file, line: mark.line, column: mark.column)
  }

  private func location(ofCharacter offset: Int) -> SourceLocation {
    let before = text.prefix(offset)
    let lines = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return SourceLocation(file: file, line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
  }
}
