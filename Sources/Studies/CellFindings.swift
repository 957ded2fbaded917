import Estimation
import Reporting

/// Findings on single numbers of the tables.
///
/// A table of two classifications has a hundred thin cells, and a reader who is told of each of them finds nothing else. Those of one
/// table are told one by one while they are few, and together otherwise; the list beside the tables has all of them.
enum CellFindings {
  /// As many of one table are read one by one.
  static let few = 5

  /// - Parameters:
  ///   - found: In print order, each with the id of its table.
  ///   - together: What is said of a table with many, from their number.
  static func grouped(
    _ found: [(table: String, finding: Finding)], together: (_ table: String, _ count: Int) -> Finding
  ) -> [Finding] {
    var seen = Set<String>()
    return found.compactMap { table, finding in
      let count = found.count { $0.table == table }
      guard count > few else { return finding }
      return seen.insert(table).inserted ? together(table, count) : nil
    }
  }
}
