import StatisticalFiles

/// The kinds of files, by the ending of their name.
public enum DataFileKind: Sendable, Hashable {
  /// Comma-separated values; every ending that is none of the others.
  case text
  /// `.xlsx`, `.xlsm`
  case workbook
  case statistical(StatisticalFile.Kind)
  /// Known, and not read.
  case other(String)

  public init(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let ending = name.contains(".") ? name.split(separator: ".").last!.lowercased() : ""
    switch ending {
    case "xlsx", "xlsm": self = .workbook
    case "xls", "xlsb", "ods", "et", "por", "sas7bcat", "xpt": self = .other(ending)
    default: self = StatisticalFile.Kind(rawValue: ending).map { .statistical($0) } ?? .text
    }
  }

  var hasParts: Bool {
    switch self {
    case .workbook, .statistical: true
    case .text, .other: false
    }
  }
}
