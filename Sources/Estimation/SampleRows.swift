import ExtendedPrecision
import Microdata
import Sampling

/// A sample in memory: its columns, its weights, and where every row stands in the sampling tree and in the tables.
///
/// Point estimates come from the same moments as those of a pass over a file; errors may look at the rows again.
struct SampleRows: Sendable {
  let columns: SampleColumns
  /// n weights, those that estimates use.
  let weights: [Double]
  let design: DesignColumns
  let tables: SampleTables
  /// How many threads may work on the rows; no number changes a result.
  var threads: Int { columns.threads }
  private let values: BlockValues
  /// n positions among the leaves of the sampling tree.
  let leaves: [Int32]
  /// n positions among the cells.
  let cells: [Int32]

  var moments: SampleMoments { tables.moments }
  var rowCount: Int { weights.count }

  /// - Parameters:
  ///   - design: Its weight column is among `columns`, or it has none.
  ///   - acceptsNegativeWeights: Whether the weights were computed rather than given.
  ///   - hasVariances: Whether variances of tables come from their moments.
  /// - Throws: ``EstimationError/design(_:)``, or an overflow.
  init(
    _ columns: SampleColumns, _ design: DesignColumns, _ requests: [StatisticRequest], acceptsNegativeWeights: Bool,
    hasVariances: Bool
  ) throws(EstimationError) {
    let layout = MomentLayout(
      design: design, requests: requests, acceptsNegativeWeights: acceptsNegativeWeights, hasVariances: hasVariances)
    let block = columns.block(layout.columns)
    values = BlockValues(block, layout: layout)
    let grouped: GroupedRows
    do { grouped = try GroupedRows(block, layout, threads: columns.threads) } catch { throw .design(error) }
    let (moments, places) = try SampleMoments.ordered(grouped.moments, design: design)
    leaves = grouped.map(places.leaves)
    cells = grouped.map(places.cells)
    tables = SampleTables(moments)
    weights = design.weights.map(columns.numbers) ?? Self.derivedWeights(moments, leaves)
    self.columns = columns
    self.design = design
  }

  /// Π N/n over the stages of each row.
  private static func derivedWeights(_ moments: SampleMoments, _ leaves: [Int32]) -> [Double] {
    let weights = moments.leaves.map { leaf in
      leaf.strata.reduce(DoubleDouble.one) { $0 / moments.strata[$1].samplingFraction }.value
    }
    return leaves.map { weights[Int($0)] }
  }

  /// The same rows under other weights, for `requests`.
  func reweighted(_ weights: [Double], _ requests: [StatisticRequest]) throws(EstimationError) -> SampleRows {
    // No column of data begins with a control character.
    let name = "\u{1}weights"
    var (columns, design) = (columns, design)
    columns.setNumbers(weights, named: name)
    design.weights = name
    return try SampleRows(columns, design, requests, acceptsNegativeWeights: true, hasVariances: false)
  }
}

// MARK: Rows of a request

extension SampleRows {
  /// x_kj of a variable of the layout by row.
  func rowValues(of variable: Int) -> RowValues {
    switch moments.layout.variables[variable] {
    case .one: .one
    case .weight: .number(weights)
    case .number(let column): .number(values.numbers[column])
    case .square(let column): .square(values.numbers[column])
    }
  }

  /// Rows of nonzero weight whose cell is among those given.
  func mask(_ cells: [Int]) -> [Bool] {
    var isIn = [Bool](repeating: false, count: moments.cells.count)
    for cell in cells { isIn[cell] = true }
    return weights.indices.map { isIn[Int(self.cells[$0])] && weights[$0] != 0 }
  }

  /// The unit of stage s of each row, numbered over the sample; nil where rows are units.
  func units(ofStage s: Int) -> (unit: [Int32]?, count: Int) {
    guard moments.leaves.first?.units.isEmpty == false else { return (nil, rowCount) }
    let units = moments.leaves.map { Int32($0.units[s]) }
    return (leaves.map { units[Int($0)] }, moments.unitCounts[s])
  }

  /// The same where rows that are units count as their own.
  func unitNumbers(ofStage s: Int) -> [Int] {
    units(ofStage: s).unit.map { $0.map(Int.init) } ?? Array(0..<rowCount)
  }

  /// The stratum of stage s of each row, a position among the strata of all stages.
  func strata(ofStage s: Int) -> [Int32] {
    let strata = moments.leaves.map { Int32($0.strata[s]) }
    return leaves.map { strata[Int($0)] }
  }

  func stratumNumbers(ofStage s: Int) -> [Int] { strata(ofStage: s).map(Int.init) }
}
