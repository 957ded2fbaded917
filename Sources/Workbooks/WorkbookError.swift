/// Why a workbook was not made.
public enum WorkbookError: Error, Hashable, Sendable {
  case missingLibrary
  /// What was refused, and the reason that the library or the system gave.
  case notWritten(what: String, reason: String)
}

extension WorkbookError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingLibrary:
      "xlsx: \(XlsxWriterLibrary.library.absence); \(XlsxWriterLibrary.library.remedy), or leave xlsx out of the outputs of the "
        + "study file"
    case .notWritten(let what, let reason): "xlsx: \(what) cannot be written: \(reason)"
    }
  }
}
