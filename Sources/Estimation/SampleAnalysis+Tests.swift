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
    do throws(RegressionError) {
      return try RaoScottTest(
        method, table: TwoWayTable(table), shareCovariance: shares, totalCovariance: totals,
        sampleSize: group.sampleSize,
        designFreedom: freedom)
    } catch { throw .regression(error) }
  }

  /// A t test of one mean or two, or a rank test of groups.
  func comparison(_ request: StatisticRequest) throws(EstimationError) -> TestResult {
    guard case .comparison(let wanted) = request.statistic else { preconditionFailure("a request for a comparison") }
    let (_, mask) = try completeRows(request)
    let freedom = source.degreesOfFreedom(request, rows.tables)
    let values = rows.columns.numbers(wanted.variable)
    do throws(RegressionError) {
      guard let name = wanted.group else {
        let test = try DesignTTest.mean(
          of: values, weights: rows.weights, mask: mask, designFreedom: freedom, level: request.level,
          covariance: source.designCovariance(present: mask))
        return TestResult(test, findings)
      }
      let groups = try comparedGroups(rows.columns.factor(name), levels: wanted.levels, name: name, mask)
      let covariance = source.designCovariance(present: rows.mask(ofRows: groups.rows))
      switch wanted.kind {
      case .mean:
        let test = try DesignTTest.difference(
          of: values, between: groups, weights: rows.weights, designFreedom: freedom, level: request.level,
          covariance: covariance)
        return TestResult(test, findings)
      case .rank(let score):
        let test = try DesignRankTest(
          score, of: values, between: groups, weights: rows.weights, designFreedom: freedom, level: request.level,
          covariance: covariance)
        return TestResult(test, findings)
      }
    } catch { throw .regression(error) }
  }

  /// - Parameter wanted: Levels in their order; nil: those that rows have.
  private func comparedGroups(
    _ factor: Factor, levels wanted: [String]?, name: String, _ mask: [Bool]
  ) throws(RegressionError) -> ComparedGroups {
    let used = mask.indices.filter { mask[$0] }
    let levels = wanted ?? factor.levels(present: used)
    let places = factor.levels.map { level in levels.firstIndex { $0.utf8.elementsEqual(level.utf8) } }
    let codes = factor.codes.map { $0 < 0 ? -1 : places[Int($0)].map(Int32.init) ?? -1 }
    return try ComparedGroups(name, codes: codes, levels: levels, weights: rows.weights, mask: mask)
  }
}

extension SampleRows {
  fileprivate func mask(ofRows rows: [Int]) -> [Bool] {
    var mask = [Bool](repeating: false, count: rowCount)
    for row in rows { mask[row] = true }
    return mask
  }
}

extension TestResult {
  fileprivate init(_ test: DesignTTest, _ findings: [Finding]) {
    self.init(
      statistic: test.statistic, degreesOfFreedom: [test.degreesOfFreedom], pValue: test.pValue,
      estimate: test.estimate, lower: test.lower, upper: test.upper, findings: findings)
  }

  fileprivate init(_ test: DesignRankTest, _ findings: [Finding]) {
    self.init(
      statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom, pValue: test.pValue,
      estimate: test.difference?.estimate, lower: test.difference?.lower, upper: test.difference?.upper,
      findings: findings)
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
