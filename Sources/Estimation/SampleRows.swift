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
  private let values: BlockValues
  /// n positions among the leaves of the sampling tree.
  let leaves: [Int]
  /// n positions among the cells.
  let cells: [Int]

  var moments: SampleMoments { tables.moments }
  var rowCount: Int { weights.count }

  /// - Parameters:
  ///   - design: Its weight column is among `columns`, or it has none.
  ///   - acceptsNegativeWeights: Whether the weights were computed rather than given.
  /// - Throws: ``EstimationError/design(_:)``, or an overflow.
  init(
    _ columns: SampleColumns, _ design: DesignColumns, _ requests: [StatisticRequest], acceptsNegativeWeights: Bool
  ) throws(EstimationError) {
    let layout = MomentLayout(design: design, requests: requests, acceptsNegativeWeights: acceptsNegativeWeights)
    var accumulator = MomentAccumulator(layout: layout)
    values = BlockValues(columns.block(layout.columns), layout: layout)
    let groups: [Int32]
    do { groups = try accumulator.groups(adding: values) } catch { throw .design(error) }
    let (moments, places) = try SampleMoments.ordered(accumulator, design: design)
    leaves = groups.map { places.leaves[Int($0)] }
    cells = groups.map { places.cells[Int($0)] }
    tables = SampleTables(moments)
    weights = design.weights.map(columns.numbers) ?? Self.derivedWeights(moments, leaves)
    self.columns = columns
    self.design = design
  }

  /// Π N/n over the stages of each row.
  private static func derivedWeights(_ moments: SampleMoments, _ leaves: [Int]) -> [Double] {
    let weights = moments.leaves.map { leaf in
      leaf.strata.reduce(DoubleDouble.one) { $0 / moments.strata[$1].samplingFraction }.value
    }
    return leaves.map { weights[$0] }
  }

  /// The same rows under other weights, for `requests`.
  func reweighted(_ weights: [Double], _ requests: [StatisticRequest]) throws(EstimationError) -> SampleRows {
    // No column of data begins with a control character.
    let name = "\u{1}weights"
    var (columns, design) = (columns, design)
    columns.setNumbers(weights, named: name)
    design.weights = name
    return try SampleRows(columns, design, requests, acceptsNegativeWeights: true)
  }
}

// MARK: Rows of a request

extension SampleRows {
  /// x_kj of a variable of the layout by row; a missing value is 0.
  func terms(of variable: Int) -> Terms { values.terms(of: moments.layout.variables[variable], weights: weights) }

  /// Rows of nonzero weight whose cell is among those given.
  func mask(_ cells: [Int]) -> [Bool] {
    var isIn = [Bool](repeating: false, count: moments.cells.count)
    for cell in cells { isIn[cell] = true }
    return weights.indices.map { isIn[self.cells[$0]] && weights[$0] != 0 }
  }

  /// The unit of stage s of each row, numbered over the sample; rows themselves where they are units.
  func units(ofStage s: Int) -> (unit: [Int], count: Int) {
    guard moments.leaves.first?.units.isEmpty == false else { return (Array(0..<rowCount), rowCount) }
    let units = moments.leaves.map { $0.units[s] }
    return (leaves.map { units[$0] }, moments.unitCounts[s])
  }

  /// The stratum of stage s of each row, a position among the strata of all stages.
  func strata(ofStage s: Int) -> [Int] {
    let strata = moments.leaves.map { $0.strata[s] }
    return leaves.map { strata[$0] }
  }
}
