import Glibc
import Microdata

extension CSVFile {
  /// Every field as text, by row; what is missing is nil.
  public func texts() throws -> [[String?]] {
    let columns = try readAll(columns: columnNames.map { ColumnSpec(name: $0, kind: .factor) })
    let fields = columns.map { column -> [String?] in
      guard case .factor(let factor) = column else { preconditionFailure("asked for as a factor") }
      return factor.codes.map { $0 < 0 ? nil : factor.levels[Int($0)] }
    }
    return (0..<(fields.first?.count ?? 0)).map { row in fields.map { $0[row] } }
  }

  /// The numbers of a column.
  public func numbers(_ name: String) throws -> [Double] {
    guard case .number(let values) = try readAll(columns: [ColumnSpec(name: name, kind: .number(thousands: nil))])[0]
    else { preconditionFailure("asked for as numbers") }
    return values
  }
}

/// A file with the given bytes that lasts as long as the value is kept.
public final class ScratchFile: Sendable {
  public let path: String

  /// - Parameter ending: What its name ends with: `.xlsx`.
  public init(_ bytes: some Collection<UInt8>, ending: String = "") {
    var template = Array((Fixtures.temporaryFolder + "/trade-impact-XXXXXX" + ending).utf8CString)
    let descriptor = mkstemps(&template, Int32(ending.utf8.count))
    let bytes = Array(bytes)
    precondition(descriptor >= 0 && write(descriptor, bytes, bytes.count) == bytes.count, "no scratch file")
    close(descriptor)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  public convenience init(_ text: String) { self.init(text.utf8) }

  deinit { unlink(path) }

  public var name: String { String(path.split(separator: "/").last!) }

  public func csv() throws -> CSVFile { try CSVFile(path: path) }
}
