import TradeImpact

extension DraftWriter {
  func columns() -> [String] {
    let mapped = look.mapped
    guard !mapped.isEmpty else { return ["columns: {} # the file uses the standard names"] }
    return ["columns: # standard name: name in the file"]
      + mapped.map { column in
        "  \(column.standardName!): \(YAMLText.scalar(column.profile.name)) # \(comment(column))"
      }
  }

  private func comment(_ column: SurveyLook.Column) -> String {
    let label = column.description?.label.map { "\($0); " } ?? ""
    return YAMLText.comment(label + column.profile.summary)
  }

  /// Columns that no name tells, each with what its values allow, and the names that are still wanted.
  mutating func unknownColumns() -> [String] {
    var lines: [String] = []
    for column in look.unknown {
      let candidates = look.candidates(column)
      let codes = column.description?.valueLabels.prefix(6).map { "\($0.value) = \($0.label)" } ?? []
      let choices = candidates.isEmpty ? "no standard name" : "may be " + candidates.joined(separator: ", ")
      lines.append("#  \(YAMLText.comment(column.profile.name)): \(comment(column)); \(choices)")
      if !codes.isEmpty { lines.append("#    \(YAMLText.comment(codes.joined(separator: "; ")))") }
    }
    if !lines.isEmpty {
      lines.insert("# Columns without a standard name; add those that have one under columns:", at: 0)
    }
    if !look.has("firm_id") {
      let unique = look.unknown.filter(\.profile.isUnique).map(\.profile.name)
      lines.append("#? firm_id is missing; it has to name every firm: " + unique.joined(separator: " | "))
      ask("firm_id: which column names the firm?")
    }
    return lines + foreignCodes()
  }

  /// Classified columns whose values are no codes of the classification in force.
  private mutating func foreignCodes() -> [String] {
    let all = Classifications.bundled
    let classified = [
      ("region", all.region), ("ownership", all.ownership), ("business_type", all.businessType),
      ("primary_cause", all.cause),
    ]
    var lines: [String] = []
    for (name, classification) in classified {
      guard let column = look[name] else { continue }
      let foreign = column.profile.levels.filter { classification.position(of: $0) == nil }
      guard !foreign.isEmpty else { continue }
      let labels = column.description?.valueLabels ?? []
      let meanings = foreign.prefix(6).map { value in
        labels.first { $0.value == value }.map { "\(value) = \($0.label)" } ?? value
      }
      let shown = YAMLText.comment(meanings.joined(separator: ", "))
      lines.append("#? \(name) has values that are no codes: \(shown)")
      lines.append(
        "#?   write \(classification.codes.prefix(5).joined(separator: ", ")), ..., or your own classification:")
      lines.append("#? classifications: [\(name).yml]")
      ask("\(name): which codes are \(shown)?")
    }
    return lines
  }
}
