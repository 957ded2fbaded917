import Reporting

/// Which rows of a table add up to which others.
struct RowSums {
  struct Sum {
    let total: ReportTable.Row
    let parts: [ReportTable.Row]
  }

  let all: [Sum]

  /// A subtotal is the sum of the classes of its group, and the total that of the subtotals, or of all rows where there are none.
  init(_ definition: TableDefinition, _ rows: [ReportTable.Row]) {
    let subtotals = rows.filter { $0.kind == .subtotal }
    var sums = subtotals.map { subtotal in
      Sum(
        total: subtotal, parts: rows.filter { $0.kind == .category && $0.depth > 0 && $0.keys[0] == subtotal.keys[0] })
    }
    if let total = rows.first(where: { $0.kind == .total }), definition.rows.isPartition {
      let parts = subtotals.isEmpty ? rows.filter { $0.kind == .category } : rows.filter(Self.isUppermost)
      sums.append(Sum(total: total, parts: parts))
    }
    all = sums
  }

  /// A group, by its subtotal or as a row by itself.
  private static func isUppermost(_ row: ReportTable.Row) -> Bool {
    row.kind == .subtotal || row.kind == .category && row.depth == 0
  }
}

extension RowsDefinition {
  /// Whether rows are parts of one whole; those that are written out may be anything.
  fileprivate var isPartition: Bool {
    switch self {
    case .factor, .nested, .family: true
    case .list, .years, .facts: false
    }
  }
}
