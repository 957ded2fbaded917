import Estimation
import Microdata
import TradeImpact

extension Study {
  /// The rows of a year's sample in memory.
  /// - Parameters:
  ///   - columns: By standard names.
  ///   - order: The one of the columns, a factor, by whose bytes rows are put in order.
  ///   - firms: Whose rows.
  package func answers(
    of year: Year, _ columns: [EstimationPlan.Column], orderedBy order: EstimationPlan.Column,
    firms: SurveyRecords.Firms = .answering, threads: Int
  ) throws -> RowBlock {
    let file = try sample(of: year)
    let records = try records(columns, of: file, year, inspects: false, firms: firms)
    let rows = try file.reduce(
      columns: records.columns, threads: threads, into: { CollectedRows() },
      { $0.append(try records.block(from: $1)) }, merge: { $0.merge($1) })
    return rows.block(threads: threads).ordered(by: columns.firstIndex(of: order)!)
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
