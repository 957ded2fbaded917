import Estimation
import Microdata
import TradeImpact

extension Study {
  /// All answers of a year's sample.
  /// - Parameters:
  ///   - columns: What estimates want, by standard names.
  ///   - others: Further columns.
  /// - Returns: The columns of estimates as a block, and the others.
  package func answers(
    of year: Year, _ columns: [EstimationPlan.Column], and others: [EstimationPlan.Column], threads: Int
  ) throws -> (block: RowBlock, others: [BlockColumn]) {
    let file = try sample(of: year)
    let records = try records(columns + others, of: file, year, inspects: false)
    let rows = try file.reduce(
      columns: records.columns, threads: threads, into: { CollectedRows() },
      { $0.append(try records.block(from: $1)) }, merge: { $0.merge($1) })
    let block = rows.block(threads: threads)
    return (
      block.replacing(columns: Array(block.columns.prefix(columns.count))),
      Array(block.columns.dropFirst(columns.count))
    )
  }
}
