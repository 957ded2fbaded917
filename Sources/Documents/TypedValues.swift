/// Reading a node as a type: the value, or an error with place, path, what was found and what was expected.
extension DocumentNode {
  public func string() throws(DocumentError) -> String {
    guard case .string(let text) = value else { throw wrongType("a text in quotes") }
    return text
  }

  /// A text, or a number as it was written: for codes and labels such as `0130` that a file may leave unquoted.
  public func text() throws(DocumentError) -> String {
    switch value {
    case .string(let text), .number(_, let text): return text
    default: throw wrongType("a text or a number")
    }
  }

  /// - Postcondition: The result is finite.
  public func double() throws(DocumentError) -> Double {
    guard case .number(let number, _) = value else { throw wrongType("a number") }
    guard number.isFinite else { throw invalid(expected: "a finite number") }
    return number
  }

  /// A whole number, exactly: `3`, `3.0` and `3e2` are, `3.5` and `1e30` are not.
  public func int() throws(DocumentError) -> Int {
    guard case .number(let number, let text) = value else { throw wrongType("a whole number") }
    if let exact = Int(text) { return exact }
    guard number.magnitude <= 0x1p53, let whole = Int(exactly: number) else {
      throw invalid(expected: "a whole number")
    }
    return whole
  }

  public func bool() throws(DocumentError) -> Bool {
    guard case .bool(let flag) = value else { throw wrongType("true or false") }
    return flag
  }

  public func sequence() throws(DocumentError) -> [DocumentNode] {
    guard case .sequence(let nodes) = value else { throw wrongType("a list") }
    return nodes
  }

  /// Pairs in the order of the file.
  public func mapping() throws(DocumentError) -> [(key: String, value: DocumentNode)] {
    guard case .mapping(let pairs) = value else { throw wrongType("an object with keys") }
    return pairs
  }

  /// - Parameter orSingle: Accept one text as a list of one.
  public func strings(orSingle: Bool = false) throws(DocumentError) -> [String] {
    if orSingle, case .string(let text) = value { return [text] }
    guard case .sequence(let nodes) = value else {
      throw wrongType(orSingle ? "a text or a list of texts" : "a list of texts")
    }
    return try nodes.map { node throws(DocumentError) in try node.string() }
  }

  /// - Parameter orSingle: Accept one number as a list of one.
  public func doubles(orSingle: Bool = false) throws(DocumentError) -> [Double] {
    if orSingle, case .number = value { return [try double()] }
    guard case .sequence(let nodes) = value else {
      throw wrongType(orSingle ? "a number or a list of numbers" : "a list of numbers")
    }
    return try nodes.map { node throws(DocumentError) in try node.double() }
  }

  /// One of a closed list of words.
  /// - Throws: `notAllowed` with the nearest word and all of them.
  public func choice(of allowed: [String]) throws(DocumentError) -> String {
    guard case .string(let text) = value else { throw wrongType("one of \(allowed.joined(separator: ", "))") }
    guard allowed.contains(where: text.hasSameScalars) else {
      let kind = DocumentError.Kind.notAllowed(nearest: nearest(to: text, among: allowed), allowed: allowed)
      throw DocumentError(kind, at: location, path: path, value: summary)
    }
    return text
  }

  /// One case of an enumeration whose raw values are the words of the file.
  public func choice<Choice: CaseIterable & RawRepresentable<String>>(
    of type: Choice.Type
  ) throws(DocumentError) -> Choice {
    let word = try choice(of: type.allCases.map(\.rawValue))
    return type.allCases.first { $0.rawValue.hasSameScalars(as: word) }!
  }

  /// An error about this node, for a rule that its reader adds: `level is 1.5; write a number in (0, 1)`.
  public func invalid(expected: String) -> DocumentError {
    DocumentError(.invalidValue(expected: expected), at: location, path: path, value: summary)
  }

  private func wrongType(_ expected: String) -> DocumentError {
    DocumentError(.wrongType(expected: expected), at: location, path: path, value: summary)
  }
}
