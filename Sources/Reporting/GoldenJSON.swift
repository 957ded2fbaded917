import Documents

/// Differences between two folders as JSON.
struct GoldenJSON {
  static func text(_ check: GoldenCheck) -> String {
    text([
      ("passes", .bool(check.passes)), ("files", .int(check.comparedFiles)), ("records", .int(check.comparedRecords)),
      ("differences", .array(check.differences.map(value))),
    ])
  }

  static func text(_ changes: GoldenChanges) -> String {
    let moves = changes.moves.map { move in
      JSONValue.object([
        ("file", .string(move.file)), ("changed", .int(move.changed)), ("additional", .int(move.additional)),
        ("missing", .int(move.missing)),
        ("largest_relative_difference", move.largest?.relativeDifference.map(JSONValue.double) ?? .null),
      ])
    }
    return text([("moves", .array(moves)), ("changes", .array(changes.changes.map(value)))])
  }

  private static func text(_ members: [(String, JSONValue)]) -> String {
    do { return try JSONWriter().text(.object(members)) + "\n" } catch {
      preconditionFailure("relative differences of finite numbers are finite")
    }
  }

  private static func value(_ difference: GoldenDifference) -> JSONValue {
    var members: [(String, JSONValue)] = [("file", .string(difference.file))]
    let names = difference.file == GoldenFolder.findings ? FindingsFile.header : ["table", "row", "column"]
    for (name, text) in zip(names, difference.key) { members.append((name, .string(text))) }
    members.append(("difference", .string(difference.kindName)))
    if case .changed(let field, let golden, let output) = difference.kind {
      members += [("field", .string(field)), ("golden", .string(golden)), ("output", .string(output))]
      members.append(("relative", difference.relativeDifference.map(JSONValue.double) ?? .null))
    }
    return .object(members)
  }
}

extension GoldenDifference {
  /// The kind in one word.
  var kindName: String {
    switch kind {
    case .changed: "changed"
    case .missing: "missing"
    case .additional: "additional"
    case .altered: "altered"
    case .replaced: "replaced"
    }
  }
}
