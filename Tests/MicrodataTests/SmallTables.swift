import Microdata
import TestSupport

/// Shorthand for the tests of this folder.
extension ColumnSpec {
  static func number(_ name: String, thousands: Character? = nil) -> ColumnSpec {
    ColumnSpec(name: name, kind: .number(thousands: thousands?.asciiValue))
  }
  static func factor(_ name: String) -> ColumnSpec { ColumnSpec(name: name, kind: .factor) }
  static func numericFactor(_ name: String) -> ColumnSpec {
    ColumnSpec(name: name, kind: .numericFactor(thousands: nil))
  }
}

func readAll(
  _ bytes: some Collection<UInt8>, _ columns: [ColumnSpec], _ format: CSVFormat = CSVFormat(), threads: Int = 1
) throws -> [Column] {
  let file = ScratchFile(bytes)
  return try CSVFile(path: file.path, format: format).readAll(columns: columns, threads: threads)
}

func readAll(_ text: String, _ columns: [ColumnSpec], _ format: CSVFormat = CSVFormat()) throws -> [Column] {
  try readAll(Array(text.utf8), columns, format)
}

extension Column {
  /// The numbers of a numeric column.
  var numbers: [Double]? { if case .number(let values) = self { values } else { nil } }
  /// The text of each row of a factor.
  var texts: [String?]? {
    if case .factor(let factor) = self { factor.codes.map { $0 < 0 ? nil : factor.levels[Int($0)] } } else { nil }
  }
}

/// The error of reading a file, one number column `y` unless other columns are given.
func readError(
  _ bytes: some Collection<UInt8>, _ columns: [ColumnSpec] = [.number("y")], _ format: CSVFormat = CSVFormat(),
  threads: Int = 2, chunkBytes: Int = 1 << 20
) -> MicrodataError? {
  let file = ScratchFile(bytes)
  do {
    _ = try CSVFile(path: file.path, format: format).reduce(
      columns: columns, threads: threads, chunkBytes: chunkBytes, into: { 0 }, { $0 += $1.rowCount },
      merge: { $0 += $1 })
    return nil
  } catch { return error as? MicrodataError }
}
