import Estimation
import Microdata
import TradeImpact

extension Study {
  /// All answers of a year's sample.
  /// - Parameters:
  ///   - columns: What estimates want, by standard names.
  ///   - others: Further columns.
  ///   - order: The one of the others, a factor, by whose bytes rows are put in order, so that the order of the file shows nowhere.
  /// - Returns: The columns of estimates as a block, and the others.
  package func answers(
    of year: Year, _ columns: [EstimationPlan.Column], and others: [EstimationPlan.Column], orderedBy order: Int = 0,
    threads: Int
  ) throws -> (block: RowBlock, others: [BlockColumn]) {
    let file = try sample(of: year)
    let records = try records(columns + others, of: file, year, inspects: false)
    let rows = try file.reduce(
      columns: records.columns, threads: threads, into: { CollectedRows() },
      { $0.append(try records.block(from: $1)) }, merge: { $0.merge($1) })
    let block = rows.block(threads: threads).ordered(by: columns.count + order)
    return (
      block.replacing(columns: Array(block.columns.prefix(columns.count))),
      Array(block.columns.dropFirst(columns.count))
    )
  }

  /// - Parameter purpose: What needs it: `changes between years are estimated`.
  func requireOneStage(_ purpose: String) throws(StudyError) {
    guard design.units.isEmpty, design.strata.count == 1, design.corrections.count == 1, design.weights == nil else {
      throw StudyError(
        message:
          "\(path): design: \(purpose) for samples of one stage, with strata and population and no weights of their own"
      )
    }
  }
}

extension RowBlock {
  /// The rows in the order of a factor's levels, compared by bytes; rows of one level in the order of the file.
  fileprivate func ordered(by place: Int) -> RowBlock {
    guard case .factor(let codes, let levels) = columns[place] else { preconditionFailure("asked for as a factor") }
    let sorted = levels.indices.sorted { levels[$0].utf8.lexicographicallyPrecedes(levels[$1].utf8) }
    var rank = [Int](repeating: 0, count: levels.count)
    for (number, level) in sorted.enumerated() { rank[level] = number }
    func key(_ row: Int) -> Int { codes[row] < 0 ? -1 : rank[Int(codes[row])] }
    return rows(at: codes.indices.sorted { key($0) != key($1) ? key($0) < key($1) : $0 < $1 })
  }
}
