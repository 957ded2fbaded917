import DataFiles
import Microdata

/// The rows of a frame that regional scaling reads.
struct FrameRows {
  struct Row {
    let region: String
    let city: String
    let sector: String
    let size: String
    /// In the file's unit.
    let exports: Double
  }
  private(set) var rows: [Row] = []

  init(reading file: CSVFile, year: Int) throws {
    let names = ["region", "city", "sector", "size_class"]
    let columns = try file.readAll(
      columns: names.map { ColumnSpec(name: $0, kind: .factor) } + [
        ColumnSpec(name: "frame_exports", kind: .number(thousands: nil)),
        ColumnSpec(name: "year", kind: .numericFactor(thousands: nil)),
      ])
    func text(_ column: Int, _ row: Int) -> String? {
      guard case .factor(let factor) = columns[column], factor.codes[row] >= 0 else { return nil }
      return factor.levels[Int(factor.codes[row])]
    }
    guard case .number(let exports) = columns[4] else { preconditionFailure("columns come as they are asked for") }
    for row in exports.indices where text(5, row) == String(year) {
      guard let region = text(0, row), let sector = text(2, row), let size = text(3, row), exports[row].isFinite else {
        throw StudyError(
          message:
            "\(file.path): the frame's row \(row + 1) after its header lacks a region, sector, size class or exports; complete it"
        )
      }
      rows.append(Row(region: region, city: text(1, row) ?? "", sector: sector, size: size, exports: exports[row]))
    }
  }
}
