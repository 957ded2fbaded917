/// Exports of every area by cell, from the register: the classification by which amounts of a region are passed on to its parts.
///
/// A cell is the finest class that rates may differ by, sector x size; a grouping joins cells.
public struct RegisterExports: Sendable, Hashable {
  /// A part of the country that the register tells apart, such as a province; a province with a city is two areas.
  public struct Area: Sendable, Hashable {
    public let code: String
    /// The region whose amount is divided among its areas: `guangdong` for `shenzhen` and for the rest.
    public let parent: String

    public init(code: String, parent: String) {
      self.code = code
      self.parent = parent
    }
  }

  public let areas: [Area]
  public let cellCount: Int
  /// X_ag, in the unit of the amounts: one row an area, one column a cell.
  private let exports: [[Double]]

  /// - Parameter exports: One list an area, one value a cell.
  /// - Throws: ``RegionalScalingError`` for a value below zero or an area without exports.
  public init(areas: [Area], exports: [[Double]]) throws(RegionalScalingError) {
    precondition(!areas.isEmpty && areas.count == exports.count, "one list of exports an area")
    cellCount = exports[0].count
    for (area, row) in zip(areas, exports) {
      precondition(row.count == exports[0].count, "one value a cell")
      if let bad = row.first(where: { !($0 >= 0 && $0.isFinite) }) { throw .exportsNegative(area: area.code, bad) }
      if row.allSatisfy({ $0 == 0 }) { throw .noExports(area: area.code) }
    }
    self.areas = areas
    self.exports = exports
  }

  public subscript(area: Int, cell: Int) -> Double { exports[area][cell] }

  /// X_a.
  public func total(ofArea area: Int) -> Double { exports[area].reduce(0, +) }

  /// X_g over some areas, one value a group.
  func totals(ofAreas areas: some Sequence<Int>, by grouping: CellGrouping) -> [Double] {
    var totals = [Double](repeating: 0, count: grouping.groupCount)
    for area in areas {
      for cell in 0..<cellCount { totals[grouping.groupOfCell[cell]] += exports[area][cell] }
    }
    return totals
  }

  /// - Throws: ``RegionalScalingError/unknownArea(_:known:)``.
  public func index(ofArea code: String) throws(RegionalScalingError) -> Int {
    guard let place = areas.firstIndex(where: { $0.code == code }) else {
      throw .unknownArea(code, known: areas.map(\.code))
    }
    return place
  }

  /// The areas of a region, in the register's order.
  func areas(of parent: String) -> [Int] { areas.indices.filter { areas[$0].parent == parent } }
}

/// Cells joined to groups that share a rate.
public struct CellGrouping: Sendable, Hashable {
  public let name: String
  /// One group a cell, from 0.
  public let groupOfCell: [Int]
  public let groupCount: Int

  /// - Precondition: Groups are numbered from 0 without gaps.
  public init(name: String, groupOfCell: [Int]) {
    self.name = name
    self.groupOfCell = groupOfCell
    groupCount = (groupOfCell.max() ?? -1) + 1
    precondition(Set(groupOfCell).count == groupCount, "groups are numbered from 0 without gaps")
  }

  /// One group of all cells.
  public static func none(cells: Int) -> CellGrouping {
    CellGrouping(name: "none", groupOfCell: [Int](repeating: 0, count: cells))
  }
}
