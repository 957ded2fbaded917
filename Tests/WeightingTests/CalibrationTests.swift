import LinearAlgebra
import Microdata
import TestSupport
import Testing
import Weighting

struct CalibrationTests {
  static let methods: [(CalibrationDistance, CalibrationBounds)] = [
    (.linear, .none), (.raking, .none), (.logit, .common(lower: 0.9, upper: 1.25)),
    (.linear, .common(lower: 1.0, upper: 1.1)), (.raking, .common(lower: 1.0, upper: 1.1)),
    (.raking, .common(lower: 0.5, upper: .infinity)), (.linear, .common(lower: -.infinity, upper: 1.1)),
  ]

  private func error(of weights: [Double], in terms: [AuxiliaryTerm]) -> Double {
    let x = RandomTerms.dense(terms, rowCount: weights.count)
    return largestRelativeError(x.transposeTimes(weights), terms.map { $0.total ?? .nan })
  }

  @Test(arguments: methods.indices) func totalsAreMet(method: Int) throws {
    let (distance, bounds) = Self.methods[method]
    for seed in UInt64(1)...4 {
      let sample = RandomTerms(seed: seed)
      let terms = try sample.reachableTerms(0.005)
      let step = try Calibration(terms, rowCount: sample.rowCount, distance: distance, bounds: bounds)
      let weights = try step.adjusted(sample.weights).weights
      #expect(error(of: weights, in: terms) <= 1e-12)
    }
  }

  @Test(arguments: methods.indices) func boundsAreRespected(method: Int) throws {
    let (distance, bounds) = Self.methods[method]
    guard case .common(let lower, let upper) = bounds else { return }
    let sample = RandomTerms(seed: 8)
    let step = try Calibration(
      sample.reachableTerms(0.005), rowCount: sample.rowCount, distance: distance, bounds: bounds)
    let weights = try step.adjusted(sample.weights).weights
    let slack = 2 * Double.ulpOfOne
    #expect(
      zip(weights, sample.weights).allSatisfy {
        $0 >= lower * $1 * (1 - slack * (lower < 0 ? -1 : 1)) && $0 <= upper * $1 * (1 + slack)
      })
  }

  @Test(arguments: methods.indices) func theAuxiliariesHaveNoResidual(method: Int) throws {
    let (distance, bounds) = Self.methods[method]
    let sample = RandomTerms(seed: 5)
    let terms = try sample.reachableTerms(0.005)
    let result = try Calibration(terms, rowCount: sample.rowCount, distance: distance, bounds: bounds)
      .adjusted(sample.weights)
    let x = RandomTerms.dense(terms, rowCount: sample.rowCount)
    let scores = Matrix(rows: x.rows, columns: x.columns) { result.weights[$0] * x[$0, $1] }
    #expect(result.projection.residuals(of: scores).maximumMagnitude <= 1e-11 * scores.maximumMagnitude)
  }

  /// Rows of equal terms are gathered into cells, unless something else tells rows apart; a variance of 1 does.
  @Test(arguments: CalibrationDistance.allCases) func cellsAndRowsGiveTheSame(distance: CalibrationDistance) throws {
    let sample = RandomTerms(seed: 6)
    let terms =
      [AuxiliaryTerm(name: "one", values: .constant, total: 2400)]
      + sample.margins().prefix(2).flatMap { indicators($0, from: 1) }
    let bounds: CalibrationBounds = distance == .logit ? .common(lower: 0.1, upper: 9) : .none
    func result(_ variance: [Double]?) throws -> AdjustedWeights {
      try Calibration(terms, rowCount: sample.rowCount, distance: distance, bounds: bounds, variance: variance)
        .adjusted(sample.weights)
    }
    let (cells, rows) = (try result(nil), try result([Double](repeating: 1, count: sample.rowCount)))
    #expect(largestRelativeError(cells.weights, rows.weights) <= 1e-11)
    let scores = Matrix(columns: [sample.y, sample.x])
    let difference = cells.projection.residuals(of: scores) - rows.projection.residuals(of: scores)
    #expect(difference.maximumMagnitude <= 1e-10)
  }

  @Test func linearCalibrationToIndicatorsIsPostStratification() throws {
    let sample = RandomTerms(seed: 7)
    let margin = sample.margins()[2]
    let one = try PostStratification(margin).adjusted(sample.weights)
    let other = try Calibration(indicators(margin), rowCount: sample.rowCount).adjusted(sample.weights)
    #expect(largestRelativeError(one.weights, other.weights) <= 1e-13)
    let scores = Matrix(columns: [sample.y])
    let difference = one.projection.residuals(of: scores) - other.projection.residuals(of: scores)
    #expect(difference.maximumMagnitude <= 1e-11)
  }

  /// Doubling weights halves the way to the same totals; doubling totals with them leaves g as it is.
  @Test(arguments: methods.indices) func scalingWeightsAndTotalsLeavesTheFactors(method: Int) throws {
    let (distance, bounds) = Self.methods[method]
    let sample = RandomTerms(seed: 9)
    let terms = try sample.reachableTerms(0.005)
    let doubled = sample.terms(totals: terms.map { $0.total.map { 1000 * $0 } })
    let small = try Calibration(terms, rowCount: sample.rowCount, distance: distance, bounds: bounds)
      .adjusted(sample.weights).weights
    let large = try Calibration(doubled, rowCount: sample.rowCount, distance: distance, bounds: bounds)
      .adjusted(sample.weights.map { 1000 * $0 }).weights
    #expect(largestRelativeError(large, small.map { 1000 * $0 }) <= 1e-10)
  }

  @Test(arguments: methods.indices) func theOrderOfRowsDoesNotMatter(method: Int) throws {
    let (distance, bounds) = Self.methods[method]
    let sample = RandomTerms(seed: 10)
    let terms = try sample.reachableTerms(0.005)
    let order = Array((0..<sample.rowCount).reversed())
    let reordered = terms.map { term in
      let values: AuxiliaryTerm.Values =
        switch term.values {
        case .constant: .constant
        case .numeric(let x): .numeric(order.map { x[$0] })
        case .level(let codes, let code): .level(codes: order.map { codes[$0] }, code: code)
        }
      return AuxiliaryTerm(
        name: term.name, values: values, domain: term.domain.map { d in order.map { d[$0] } }, total: term.total)
    }
    let one = try Calibration(terms, rowCount: order.count, distance: distance, bounds: bounds)
      .adjusted(sample.weights).weights
    let other = try Calibration(reordered, rowCount: order.count, distance: distance, bounds: bounds)
      .adjusted(order.map { sample.weights[$0] }).weights
    #expect(largestRelativeError(order.map { one[$0] }, other) <= 1e-10)
  }

  @Test func rowsWithBothBoundsOneKeepTheirWeights() throws {
    let sample = RandomTerms(seed: 11)
    let frozen = sample.weights.indices.map { $0 % 9 == 0 }
    for distance in CalibrationDistance.allCases {
      let step = try Calibration(
        sample.reachableTerms(0.005), rowCount: sample.rowCount, distance: distance,
        bounds: .perRow(lower: frozen.map { $0 ? 1 : 0.5 }, upper: frozen.map { $0 ? 1 : 2 }))
      let weights = try step.adjusted(sample.weights).weights
      for row in weights.indices where frozen[row] { #expect(weights[row] == sample.weights[row]) }
      #expect(error(of: weights, in: try sample.reachableTerms(0.005)) <= 1e-12)
    }
  }

  @Test func rowsWithoutWeightStayOutside() throws {
    let sample = RandomTerms(seed: 12)
    let weights = sample.weights.enumerated().map { $0 % 4 == 3 ? 0 : $1 }
    let terms = try sample.reachableTerms(0.005, weights: weights)
    for (distance, bounds) in Self.methods {
      let result = try Calibration(terms, rowCount: sample.rowCount, distance: distance, bounds: bounds)
        .adjusted(weights)
      #expect(zip(weights, result.weights).allSatisfy { ($0 == 0) == ($1 == 0) })
      let residuals = result.projection.residuals(of: Matrix(columns: [zip(result.weights, sample.y).map { $0 * $1 }]))
      #expect(weights.indices.allSatisfy { weights[$0] != 0 || residuals[$0, 0] == 0 })
    }
  }

  /// A replicate applies the same prepared step to other weights.
  @Test func aPreparedStepServesAllWeights() throws {
    let sample = RandomTerms(seed: 13)
    let step = try Calibration(sample.reachableTerms(0.005), rowCount: sample.rowCount, distance: .raking)
    let first = try step.adjusted(sample.weights).weights
    _ = try step.adjusted(sample.weights.map { $0 * 1.1 })
    #expect(try step.adjusted(sample.weights).weights == first)
  }

  @Test func distantTotalsAreReached() throws {
    let sample = RandomTerms(seed: 14)
    let terms = sample.terms(
      totals: try Auxiliaries(sample.terms(), rowCount: sample.rowCount).transposeTimes(sample.weights).map {
        $0 * 1000
      })
    let step = try Calibration(terms, rowCount: sample.rowCount, distance: .raking)
    let weights = try step.adjusted(sample.weights).weights
    #expect(largestRelativeError(weights, sample.weights.map { $0 * 1000 }) <= 1e-9)
  }

  @Test func aTermOfZerosWithTotalZeroIsLeftOut() throws {
    let sample = RandomTerms(seed: 15)
    let terms = try sample.reachableTerms(0.005)
    let nowhere = AuxiliaryTerm(name: "nowhere", values: .level(codes: sample.a.codes, code: 50), total: 0)
    let one = try Calibration(terms, rowCount: sample.rowCount).adjusted(sample.weights).weights
    #expect(try Calibration(terms + [nowhere], rowCount: sample.rowCount).adjusted(sample.weights).weights == one)
  }

  @Test func unitsOfAStageHaveOneFactor() throws {
    let sample = RandomTerms(seed: 16)
    let units = (0..<Int32(sample.rowCount)).map { $0 / 5 }
    let terms = try sample.reachableTerms(0.005)
    for (distance, bounds) in Self.methods.prefix(3) {
      let result = try Calibration(
        terms, rowCount: sample.rowCount, distance: distance, bounds: bounds, stageUnit: units
      ).adjusted(sample.weights)
      #expect(error(of: result.weights, in: terms) <= 1e-12)
      let g = zip(result.weights, sample.weights).map { $0 / $1 }
      for row in g.indices { #expect(abs(g[row] - g[Int(units[row]) * 5]) <= 1e-14) }
    }
  }

  @Test func totalsWithinUnitsAreMetInEachUnit() throws {
    let sample = RandomTerms(seed: 17, rowCount: 60)
    let units = (0..<Int32(60)).map { $0 / 10 }
    let within = sample.weights.map { 1 + $0 / 10 }
    let sums = (0..<6).map { unit in (0..<10).map { within[unit * 10 + $0] * sample.x[unit * 10 + $0] }.reduce(0, +) }
    let step = try ClusterCalibration(
      [AuxiliaryTerm(name: "x", values: .numeric(sample.x))], unitOfRow: units, unitNames: (0..<6).map { "u\($0)" },
      totals: sums.map { [$0 * 1.1] }, conditionalWeights: within)
    for factor in [1.0, 7] {
      // A replicate that counts unit 2 several times changes nothing within it.
      let design = within.indices.map { within[$0] * 3 * (units[$0] == 2 ? factor : 1) }
      let weights = try step.adjusted(design).weights
      for unit in 0..<6 {
        let sum = (0..<10).map { weights[unit * 10 + $0] * sample.x[unit * 10 + $0] }.reduce(0, +)
        #expect(sum.isClose(to: sums[unit] * 1.1 * 3 * (unit == 2 ? factor : 1)))
      }
    }
  }
}
