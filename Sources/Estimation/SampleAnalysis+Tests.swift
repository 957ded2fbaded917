import LinearAlgebra
import Microdata
import Regression

extension SampleAnalysis {
  /// The Rao-Scott test of independence of two factors.
  func independence(_ request: StatisticRequest) throws(EstimationError) -> RaoScottTest {
    guard case .independence(let first, let second, let method) = request.statistic else {
      preconditionFailure("a request for a test of independence")
    }
    let (group, mask) = try completeRows(request)
    let cells = CrossedCells(rows.columns.factor(first), rows.columns.factor(second), over: mask)
    let table = cells.table(rows.weights, mask)
    for (margin, name) in [(cells.first, first), (cells.second, second)] where margin.count < 2 {
      throw .statistic(
        kind: "one_level", reason: "\(name) has \(margin.count) level in the domain; a table needs at least two")
    }
    let freedom = source.designDegreesOfFreedom(request, rows.tables)
    let indicators = cells.indicators(mask)
    let shares = try source.covariance(ofMeans: indicators, over: mask)
    let totals = try source.covariance(ofTotals: indicators, over: mask)
    do {
      return try RaoScottTest(
        method, table: table, shareCovariance: shares, totalCovariance: totals, sampleSize: group.sampleSize,
        designFreedom: freedom)
    } catch { throw .regression(error) }
  }

  /// A t test of one mean or two, or a rank test of groups.
  func comparison(_ request: StatisticRequest) throws(EstimationError) -> TestResult {
    guard case .comparison(let wanted) = request.statistic else { preconditionFailure("a request for a comparison") }
    let (_, mask) = try completeRows(request)
    let used = mask.indices.filter { mask[$0] }
    let freedom = source.degreesOfFreedom(request, rows.tables)
    let values = rows.columns.numbers(wanted.variable)
    guard let name = wanted.group else { return try oneSample(values, mask, freedom, request.level) }
    let groups = try GroupCodes(rows.columns.factor(name), levels: wanted.levels, name: name, rows: used)
    switch wanted.kind {
    case .mean:
      guard groups.levels.count == 2 else { throw .regression(.notTwoGroups(count: groups.levels.count)) }
      return try twoSample(values, groups, freedom, request.level)
    case .rank(let score):
      let scores = score.scores(of: values, weights: rows.weights, rows: groups.rows)
      guard groups.levels.count > 2 else { return try twoSample(scores, groups, freedom, request.level) }
      return try manyGroups(scores, groups, freedom)
    }
  }

  /// `t = x̄ / se(x̄)` with the design's degrees of freedom.
  private func oneSample(
    _ values: [Double], _ mask: [Bool], _ freedom: Double, _ level: Double
  ) throws(EstimationError) -> TestResult {
    let variance = try source.covariance(ofMeans: [values], over: mask)[0, 0]
    return try tTest(rows.mean(values, over: mask) ?? .nan, variance, freedom, level)
  }

  /// The coefficient of the second group in a linear model, with one degree of freedom less.
  private func twoSample(
    _ values: [Double], _ groups: GroupCodes, _ freedom: Double, _ level: Double
  ) throws(EstimationError) -> TestResult {
    let (fit, covariance) = try linearModel(values, groups)
    return try tTest(fit.coefficients[1], covariance[1, 1], freedom - 1, level)
  }

  /// The Wald test that all groups have the same mean score.
  private func manyGroups(
    _ scores: [Double], _ groups: GroupCodes, _ freedom: Double
  ) throws(EstimationError) -> TestResult {
    let (fit, covariance) = try linearModel(scores, groups)
    do throws(RegressionError) {
      let test = try WaldTest(
        of: [groups.name], in: fit, covariance: covariance,
        denominatorFreedom: freedom - Double(groups.levels.count - 1))
      return TestResult(
        statistic: test.statistic, degreesOfFreedom: [test.numeratorFreedom, test.denominatorFreedom],
        pValue: test.pValue, estimate: nil, lower: nil, upper: nil, findings: findings)
    } catch { throw .regression(error) }
  }

  private func linearModel(
    _ values: [Double], _ groups: GroupCodes
  ) throws(EstimationError) -> (fit: ModelFit, covariance: Matrix) {
    do throws(RegressionError) {
      let group = ModelVariable(groups.name, .factor(codes: groups.codes, levels: groups.levels, reference: 0))
      let model = try GeneralizedLinearModel(
        ModelMatrix([ModelTerm(group)], rows: groups.rows), outcome: values, family: .gaussian)
      let fit = try model.fit(weights: rows.weights)
      var mask = [Bool](repeating: false, count: rows.rowCount)
      for row in groups.rows { mask[row] = true }
      return (fit, try covariance(of: fit, mask))
    } catch { throw .regression(error) }
  }

  private func tTest(
    _ estimate: Double, _ variance: Double, _ freedom: Double, _ level: Double
  ) throws(EstimationError) -> TestResult {
    guard freedom > 0 else { throw .regression(.noDegreesOfFreedom("a t test")) }
    let error = max(variance, 0).squareRoot()
    guard error > 0 else {
      throw .statistic(kind: "no_variance", reason: "the standard error is 0, so there is no t statistic")
    }
    let bounds = ConfidenceInterval(level: level, degreesOfFreedom: freedom).bounds(estimate, error)
    return TestResult(
      statistic: estimate / error, degreesOfFreedom: [freedom], pValue: twoSidedP(estimate / error, freedom) ?? .nan,
      estimate: estimate, lower: bounds.lower, upper: bounds.upper, findings: findings)
  }
}

/// The cells of two factors: levels that have rows, the first factor changing fastest.
private struct CrossedCells {
  let first: [Int32]
  let second: [Int32]
  private let codes: [Int]

  init(_ a: Factor, _ b: Factor, over mask: [Bool]) {
    let (first, second) = (Self.present(a, mask), Self.present(b, mask))
    codes = mask.indices.map { row in
      guard mask[row], let i = first.firstIndex(of: a.codes[row]), let j = second.firstIndex(of: b.codes[row]) else {
        return -1
      }
      return j * first.count + i
    }
    (self.first, self.second) = (first, second)
  }

  private static func present(_ factor: Factor, _ mask: [Bool]) -> [Int32] {
    Set(mask.indices.filter { mask[$0] }.map { factor.codes[$0] }).filter { $0 >= 0 }.sorted()
  }

  /// Weighted totals.
  func table(_ weights: [Double], _ mask: [Bool]) -> Matrix {
    var sums = [Double](repeating: 0, count: first.count * second.count)
    for row in mask.indices where codes[row] >= 0 { sums[codes[row]] += weights[row] }
    return Matrix(columnMajor: sums, rows: first.count, columns: second.count)
  }

  /// One column of zeros and ones a cell.
  func indicators(_ mask: [Bool]) -> [[Double]] {
    (0..<(first.count * second.count)).map { cell in codes.map { $0 == cell ? 1 : 0 } }
  }
}

/// The groups of a comparison.
private struct GroupCodes {
  let name: String
  let levels: [String]
  /// n codes into `levels`; -1 outside.
  let codes: [Int32]
  /// Rows of the groups.
  let rows: [Int]

  init(_ factor: Factor, levels wanted: [String]?, name: String, rows: [Int]) throws(EstimationError) {
    let levels = wanted ?? factor.levels(present: rows)
    let places = factor.levels.map { level in levels.firstIndex { $0.utf8.elementsEqual(level.utf8) } }
    var codes = [Int32](repeating: -1, count: factor.codes.count)
    for row in rows { codes[row] = places[Int(factor.codes[row])].map(Int32.init) ?? -1 }
    for (place, level) in levels.enumerated() where !rows.contains(where: { codes[$0] == Int32(place) }) {
      throw .regression(.emptyLevel(variable: name, level: level))
    }
    (self.name, self.levels, self.codes) = (name, levels, codes)
    self.rows = rows.filter { codes[$0] >= 0 }
  }
}
