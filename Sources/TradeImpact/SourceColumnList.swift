import Documents
import Microdata

/// Collects the columns that a survey file is to be read for, each once.
struct SourceColumnList {
  let fileColumns: [String]
  private let naming: SurveyColumns
  private let names: StandardNames
  private let classifications: Classifications
  private(set) var columns: [SourceColumn] = []
  /// By place in `columns`.
  private var standardNames: [String] = []

  init(fileColumns: [String], naming: SurveyColumns, classifications: Classifications) {
    self.fileColumns = fileColumns
    self.naming = naming
    self.classifications = classifications
    names = StandardNames(classifications)
  }

  func has(_ name: String) -> Bool { fileColumns.containsBytes(of: naming.fileName(of: name)) }

  /// The place of a column among those read.
  /// - Parameter name: The standard name.
  mutating func read(_ name: String, _ kind: ColumnSpec.Kind) throws(SurveyColumnsError) -> Int {
    let fileName = naming.fileName(of: name)
    guard has(name) else {
      throw .missing(name: name, fileName: fileName, nearest: nearest(to: fileName, among: fileColumns))
    }
    let spec = ColumnSpec(name: fileName, kind: kind)
    if let place = columns.indices.first(where: { columns[$0].spec == spec && standardNames[$0] == name }) {
      return place
    }
    columns.append(SourceColumn(spec: spec, rule: rule(name), factor: try factor(name)))
    standardNames.append(name)
    return columns.count - 1
  }

  mutating func readNumber(_ name: String) throws(SurveyColumnsError) -> Int {
    try read(name, .number(thousands: nil))
  }

  private func rule(_ name: String) -> SourceColumn.Rule {
    switch name {
    case "firm_id": .firm
    case "response": .response
    case "affected": .flag
    case "hs_chapter": .chapter
    case _ where names.amounts.containsBytes(of: name): .amount
    case _ where names.causes.containsBytes(of: name): .flag
    default: classifications[name == "primary_cause" ? "cause" : name].map { .code($0) } ?? .any
    }
  }

  private func factor(_ name: String) throws(SurveyColumnsError) -> Double {
    guard names.amounts.containsBytes(of: name) else { return 1 }
    guard let unit = naming.unit(of: name) else { throw .unitNotDeclared(amount: name) }
    return unit.factor
  }
}
