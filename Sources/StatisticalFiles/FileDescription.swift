import CReadStat
import Microdata

/// Collects variables and value labels, which some kinds of files have in front of the cases and some behind.
final class FileDescription {
  private struct Named {
    let name: String
    let label: String?
    let labelSet: String?
  }
  private let library = ReadStatLibrary.functions!
  private var variables: [Named] = []
  private var labelSets: [String: [StatisticalVariable.ValueLabel]] = [:]

  static func of(_ context: UnsafeMutableRawPointer?) -> FileDescription {
    Unmanaged<FileDescription>.fromOpaque(context!).takeUnretainedValue()
  }

  func add(_ variable: UnsafeMutablePointer<readstat_variable_t>, labelSet: String?) {
    let label = library.variable_label(variable).map { String(cString: $0) } ?? ""
    variables.append(
      Named(
        name: String(cString: library.variable_name(variable)!), label: label.isEmpty ? nil : label, labelSet: labelSet)
    )
  }

  func add(_ set: String?, _ value: readstat_value_t, _ label: UnsafePointer<CChar>?) {
    guard let set, let label, let text = text(value) else { return }
    labelSets[set, default: []].append(.init(value: text, label: String(cString: label)))
  }

  private func text(_ value: readstat_value_t) -> String? {
    if library.value_type(value) == READSTAT_TYPE_STRING {
      return library.string_value(value).map { String(cString: $0) }
    }
    let number = library.double_value(value)
    return number.isNaN ? nil : TranscriptWriter.text(number)
  }

  func described() -> [StatisticalVariable] {
    variables.map { variable in
      StatisticalVariable(
        name: variable.name, label: variable.label,
        valueLabels: variable.labelSet.flatMap { labelSets[$0] } ?? [])
    }
  }
}
