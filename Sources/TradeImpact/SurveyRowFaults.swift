import Microdata

extension SurveyRecords {
  /// Everything that is wrong with the rows of a file, where ``block(from:)`` stops at the first.
  ///
  /// Of faults of one kind in one column the first twenty are listed and the others counted.
  package struct RowFaults {
    private static let listed = 20

    /// What faults have in common that are listed together.
    private struct Group: Hashable {
      let column: String
      let kind: String
    }
    private let records: SurveyRecords
    private let inspected: InspectedColumns
    private var problems: [(line: Int, message: String)] = []
    private var counts: [Group: Int] = [:]
    private var groups: [Group] = []
    /// Where each firm was met first, by its name and year.
    private var firms: [String: (block: RowBlock, row: Int)] = [:]
    private var file = ""
    /// Of the block under way.
    private var faultyRows = Set<Int>()

    /// - Precondition: The records are inspected.
    package init(_ records: SurveyRecords) {
      guard let inspected = records.inspected else { preconditionFailure("the records are not inspected") }
      (self.records, self.inspected) = (records, inspected)
    }

    /// - Parameter text: The columns of the records, each as levels, once for every one of ``SurveyRecords/columns``.
    /// - Returns: The rows without fault, as they are read otherwise.
    package mutating func check(_ text: RowBlock) -> RowBlock {
      faultyRows = []
      var columns: [BlockColumn] = []
      for (source, column) in zip(records.sources, text.columns) {
        let taken = taken(source, column, text)
        columns.append(taken)
        for fault in source.faults(taken) { add(fault, text) }
      }
      let raw = text.replacing(columns: columns)
      refuseDuplicates(raw)
      return faultyRows.isEmpty ? raw : raw.rows(at: (0..<raw.rowCount).filter { !faultyRows.contains($0) })
    }

    private mutating func taken(_ source: SourceColumn, _ column: BlockColumn, _ text: RowBlock) -> BlockColumn {
      guard case .factor(let codes, let levels) = column else { preconditionFailure("the fields are read as text") }
      guard case .number(let thousands) = source.spec.kind else { return column }
      let numbers = NumbersFromText(codes: codes, levels: levels, thousands: thousands)
      for fault in numbers.faults {
        add(Group(column: source.spec.name, kind: "number"), text, fault.row) { position in
          MicrodataError(
            fault.kind, file: position.file, line: position.line, column: source.spec.name, value: fault.value
          ).description
        }
      }
      return numbers.column
    }

    private mutating func add(_ fault: RowFault, _ block: RowBlock) {
      add(Group(column: fault.column, kind: String("\(fault.kind)".prefix { $0 != "(" })), block, fault.row) { _ in
        fault.located(in: block).description
      }
    }

    private mutating func add(
      _ group: Group, _ block: RowBlock, _ row: Int, _ message: (SourcePosition) -> String
    ) {
      faultyRows.insert(row)
      if counts[group] == nil { groups.append(group) }
      counts[group, default: 0] += 1
      guard counts[group]! <= Self.listed else { return }
      let position = block.position(ofRow: row)
      file = position.file
      problems.append((position.line, message(position)))
    }

    private mutating func refuseDuplicates(_ raw: RowBlock) {
      for row in 0..<raw.rowCount {
        guard let firm = raw.text(inspected.firm, row) else { continue }
        let year = inspected.year.flatMap { raw.text($0, row) } ?? ""
        guard let first = firms["\(firm)\u{1}\(year)"] else {
          firms["\(firm)\u{1}\(year)"] = (raw.replacing(columns: []), row)
          continue
        }
        let column = records.sources[inspected.firm].spec.name
        add(Group(column: column, kind: "duplicate"), raw, row) { position in
          SurveyRecordError(
            kind: .duplicateFirm(firstLine: first.block.position(ofRow: first.row).line), file: position.file,
            line: position.line, column: column, value: "\"\(firm)\""
          ).description
        }
      }
    }

    /// In the order of lines; groups that are too long last.
    package var messages: [String] {
      let sorted = problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      let more = groups.filter { counts[$0]! > Self.listed }.map { group in
        "\(file): column \(group.column): \(counts[group]! - Self.listed) more rows like the last of it above; correct them, too"
      }
      return sorted.map(\.element.message) + more
    }
  }
}
