import DataFiles
import Microdata
import RegionalScaling
import TradeImpact

/// The register of a year as regional scaling wants it: exports of every region, the city apart, by sector and size.
struct RegionalFrame {
  /// A cell of the register.
  private struct Cell: Hashable {
    let sector: String
    let size: String
  }

  let register: RegisterExports
  let groupings: RegionalGroupings
  private let cells: [Cell: Int]
  private let scaling: Study.Scaling

  /// Reads the columns year, region, city, sector, size_class and frame_exports of the year's frame.
  /// - Throws: ``StudyError`` where the study has no frame, or the frame no such city.
  init(_ study: Study, _ year: Study.Year, _ scaling: Study.Scaling) throws {
    guard let file = year.frame else {
      throw StudyError(
        message:
          "\(study.path): scaling: methods all needs the frame of \(year.year); add it under years, or leave methods out"
      )
    }
    guard let unit = year.naming.unit(of: "frame_exports") else {
      throw StudyError(message: "\(study.path): the unit of frame_exports is not declared; add it under units")
    }
    let path = study.path(of: file)
    let rows = try FrameRows(reading: CSVFile(dataFile: path), year: year.year)
    let used = rows.rows.map { Cell(sector: $0.sector, size: $0.size) }
    let known = Array(Set(used)).sorted { ($0.sector, $0.size) < ($1.sector, $1.size) }
    let cells = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
    let areas = Self.areas(rows, scaling)
    guard areas.contains(where: { $0.code == scaling.region }) else {
      throw StudyError(
        message:
          "\(path): no firms with city \(scaling.region) in region \(scaling.parent) in \(year.year), so nothing can be "
          + "scaled to it; correct scaling in \(study.path), or the column city")
    }
    let places = Dictionary(uniqueKeysWithValues: areas.enumerated().map { ($1.code, $0) })
    var exports = [[Double]](repeating: [Double](repeating: 0, count: known.count), count: areas.count)
    for row in rows.rows {
      let area = places[Self.code(region: row.region, city: row.city, scaling)]!
      exports[area][cells[Cell(sector: row.sector, size: row.size)]!] += row.exports * unit.factor
    }
    do { register = try RegisterExports(areas: areas, exports: exports) } catch {
      throw StudyError(message: "\(path): \(error)")
    }
    groupings = RegionalGroupings(
      sectorOfCell: Self.numbers(known.map(\.sector)), sizeOfCell: Self.numbers(known.map(\.size)))
    (self.cells, self.scaling) = (cells, scaling)
  }

  /// The rest of the city's region is an area of its own.
  private static func code(region: String, city: String, _ scaling: Study.Scaling) -> String {
    guard region == scaling.parent else { return region }
    return city == scaling.region ? city : "\(region).other"
  }

  private static func areas(_ rows: FrameRows, _ scaling: Study.Scaling) -> [RegisterExports.Area] {
    var areas: [RegisterExports.Area] = []
    for row in rows.rows {
      let area = RegisterExports.Area(code: code(region: row.region, city: row.city, scaling), parent: row.region)
      if !areas.contains(area) { areas.append(area) }
    }
    return areas.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
  }

  /// Names numbered in the order of their bytes.
  private static func numbers(_ names: [String]) -> [Int] {
    let sorted = Array(Set(names)).sorted()
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    return names.map { places[$0]! }
  }

  // MARK: Places of firms

  /// nil where the register has no such region or cell.
  func area(region: String, city: String?) -> Int? {
    try? register.index(ofArea: Self.code(region: region, city: city ?? "", scaling))
  }

  func cell(sector: String, size: String) -> Int? { cells[Cell(sector: sector, size: size)] }
}
