import CReadStat
import Microdata

/// A file of SPSS (`.sav`, `.zsav`), Stata (`.dta`) or SAS (`.sas7bdat`): its variables with their labels, and its table.
public struct StatisticalFile: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case sav
    case zsav
    case dta
    case sas7bdat
  }
  /// What stands for a value that has a label.
  public enum Values: Sendable, Hashable {
    case codes
    case labels
  }

  public let path: String
  public let kind: Kind
  public let variables: [StatisticalVariable]
  private let encoding: String?

  /// Reads the descriptions alone.
  /// - Parameter encoding: Of its text, for files that do not say it or say it wrongly; a name that iconv knows.
  /// - Throws: `MicrodataError` where the file is none of its kind, is encrypted, or was cut short.
  public init(path: String, kind: Kind, encoding: String? = nil) throws(MicrodataError) {
    (self.path, self.kind, self.encoding) = (path, kind, encoding)
    let description = FileDescription()
    try ReadStatRun(path: path, kind: kind, encoding: encoding).describe(description)
    variables = description.described()
  }

  /// The cases as records under the names of the variables.
  ///
  /// Numbers keep every bit. Missing are system-missing and tagged values, and those that the file declares missing. Dates,
  /// by the format of their variable, are `2019-12-31`.
  /// - Returns: Records whose lines are the numbers of the cases, from 1.
  /// - Throws: `MicrodataError`.
  public func table(_ values: Values = .codes) throws(MicrodataError) -> Transcript {
    let cases = CaseRecords(variables, of: kind, labels: values == .labels)
    try ReadStatRun(path: path, kind: kind, encoding: encoding).read(cases)
    return Transcript(name: values == .labels ? "\(path)#labels" : path, firstLine: 0, records: cases.records)
  }
}
