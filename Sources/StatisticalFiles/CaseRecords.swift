import CReadStat
import Microdata

/// Writes cases as records while the library reads them.
final class CaseRecords {
  private(set) var records = TranscriptWriter()

  private let library = ReadStatLibrary.functions!
  /// By variable: labels by value, empty where values stay as they are.
  private let labels: [[String: String]]
  private var variables: [CaseVariable] = []
  private var count = 0
  /// What the file says of itself; -1: nothing.
  private var declaredCount = -1

  private let kind: StatisticalFile.Kind

  init(_ variables: [StatisticalVariable], of kind: StatisticalFile.Kind, labels: Bool) {
    self.kind = kind
    self.labels = variables.map { variable in
      guard labels else { return [:] }
      return Dictionary(variable.valueLabels.map { ($0.value, $0.label) }) { first, _ in first }
    }
    for variable in variables { records.append(variable.name) }
    records.endRecord()
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> CaseRecords {
    Unmanaged<CaseRecords>.fromOpaque(context!).takeUnretainedValue()
  }

  var isComplete: Bool { records.fieldCount == 0 && (declaredCount < 0 || declaredCount == count) }

  func begin(_ metadata: UnsafeMutablePointer<readstat_metadata_t>) { declaredCount = Int(library.row_count(metadata)) }

  func add(_ variable: UnsafeMutablePointer<readstat_variable_t>) {
    variables.append(CaseVariable(variable, library, kind, labels: labels[variables.count]))
  }

  func append(_ variable: UnsafeMutablePointer<readstat_variable_t>, _ value: readstat_value_t) {
    let described = variables[records.fieldCount]
    if library.value_is_missing(value, variable) != 0 {
      records.appendMissing()
    } else if library.value_type(value) == READSTAT_TYPE_STRING {
      append(library.string_value(value), described)
    } else {
      append(library.double_value(value), described)
    }
    if records.fieldCount == variables.count {
      records.endRecord()
      count += 1
    }
  }

  private func append(_ text: UnsafePointer<CChar>?, _ variable: CaseVariable) {
    guard let text else { return records.appendMissing() }
    guard variable.isPlainText else { return append(String(cString: text), variable) }
    let length = strlength(text)
    text.withMemoryRebound(to: UInt8.self, capacity: length) {
      records.append(UnsafeBufferPointer(start: $0, count: length))
    }
  }

  private func append(_ text: String, _ variable: CaseVariable) {
    if variable.missingTexts.contains(text) { return records.appendMissing() }
    records.append(variable.labels[text] ?? text)
  }

  private func append(_ number: Double, _ variable: CaseVariable) {
    if let label = variable.label(of: number) { return records.append(label) }
    if let date = variable.moments?.text(number) { return records.append(date) }
    records.append(number)
  }

  private func strlength(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }
}

/// What has to be known of a variable to write its values.
private struct CaseVariable {
  let labels: [String: String]
  /// Values of text that the file declares missing; the library knows those of numbers.
  let missingTexts: [String]
  /// nil: not a date or time.
  let moments: MomentFormat?

  init(
    _ variable: UnsafeMutablePointer<readstat_variable_t>, _ library: readstat_functions, _ kind: StatisticalFile.Kind,
    labels: [String: String]
  ) {
    self.labels = labels
    let isText = library.variable_type(variable) == READSTAT_TYPE_STRING
    missingTexts =
      !isText
      ? []
      : (0..<library.missing_ranges_count(variable)).compactMap {
        library.string_value(library.missing_range_lo(variable, $0)).map { String(cString: $0) }
      }
    moments = isText ? nil : library.variable_format(variable).flatMap { MomentFormat(String(cString: $0), of: kind) }
  }

  var isPlainText: Bool { labels.isEmpty && missingTexts.isEmpty }

  func label(of number: Double) -> String? {
    labels.isEmpty ? nil : labels[TranscriptWriter.text(number)]
  }
}
