import Reporting

/// Which columns of a table add up to which other, in every row.
package struct ColumnSums {
  /// By ids of columns.
  package struct Sum: Hashable {
    package let total: String
    package let parts: [String]
  }

  package let all: [Sum]

  /// Columns for the levels of a classification are parts of the column without it, markets, causes and kinds of the column of their
  /// sum, where the table has it.
  /// - Parameter anyMeasure: Whether an amount in another form, such as a mean, counts as the amount.
  package init(_ definition: TableDefinition, anyMeasure: Bool = false) {
    let columns = definition.columns.compactMap { column -> (id: String, estimate: EstimateDefinition)? in
      guard case .estimate(let estimate) = column.content, column.period == .own else { return nil }
      return (column.id, estimate)
    }
    all = columns.compactMap { total in
      guard total.estimate.crossing == nil else { return nil }
      let own = columns.filter { part in
        (anyMeasure || part.estimate.measure == total.estimate.measure)
          && part.estimate.domain == total.estimate.domain && part.estimate.scaling == total.estimate.scaling
      }
      for parts in [Self.levels(of: total.estimate, own), Self.variables(of: total.estimate, own)] where !parts.isEmpty
      {
        return Sum(total: total.id, parts: parts)
      }
      return nil
    }
  }

  private static func levels(
    of total: EstimateDefinition, _ columns: [(id: String, estimate: EstimateDefinition)]
  ) -> [String] {
    let crossed = columns.filter { $0.estimate.variable == total.variable && $0.estimate.crossing != nil }
    let factor = crossed.first?.estimate.crossing?.factor
    return crossed.filter { $0.estimate.crossing?.factor == factor }.map(\.id)
  }

  private static func variables(
    of total: EstimateDefinition, _ columns: [(id: String, estimate: EstimateDefinition)]
  ) -> [String] {
    for family in VariableFamily.allCases where family.total == total.variable {
      let parts = columns.filter { column in
        column.estimate.crossing == nil && column.estimate.variable?.hasPrefix(family.prefix) == true
          // `loss_cause_` begins as the names of markets do.
          && (family != .lossMarket
            || column.estimate.variable?.hasPrefix(VariableFamily.lossCause.prefix) == false)
      }
      if !parts.isEmpty { return parts.map(\.id) }
    }
    return []
  }
}
