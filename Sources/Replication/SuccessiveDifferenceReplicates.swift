import RandomStreams
import Sampling

/// Units in the order of systematic selection, each between two rows of a Hadamard matrix, the second of which is the first
/// of the next unit; the last unit of a stratum closes the circle.
///
/// ```
/// f_ir = 1 + √(1 - f_h) 2^(-3/2) (h_a(i),r - h_a(i+1),r)      A = 4/R
/// V = ½ Σ_h (1 - f_h) [Σ_{i ≥ 2} (z_i - z_{i-1})² + (z_n - z_1)²]
/// ```
/// exactly for totals while no row serves two units, that is while R exceeds the number of units. With fewer replicates
/// strata are cut into circles that fit, each pass over the rows pairs them anew, and each circle takes a random sign, so that
/// products of units in different circles vanish on average.
/// > Source: Fay and Train (1995), Proceedings of the Section on Government Statistics, ASA, 154-159; Ash (2014), Survey
/// > Methodology 40, 47-59.
extension Replication {
  func successiveDifferences(replicates: Int?) throws(ReplicationError) -> Built {
    if let replicates { try requireReplicates(replicates) }
    let stage = units.first
    let isResampled = try isResampled(stage)
    try requireSamplingError(isResampled)
    let strata = stage.units.indices.filter { isResampled[$0] }
    let unitCount = strata.reduce(0) { $0 + stage.units[$1].count }
    let wanted = replicates ?? (unitCount < Self.largestExactOrder ? unitCount + 1 : Self.usualOrder)
    let hadamard = HadamardMatrix(rowsBeyondFirst: max(3, wanted - 1))
    let rowCount = hadamard.order - 1
    let shared: [ReplicationFinding] = unitCount > rowCount ? [.rowsShared(units: unitCount, rows: rowCount)] : []
    return Built(
      table: .byUnit(factors(strata, of: stage, hadamard, haveRandomSigns: unitCount > rowCount)), units: stage,
      scale: 4 / Double(hadamard.order), rscales: [Double](repeating: 1, count: hadamard.order),
      findings: correctionFindings(firstStage: true) + shared)
  }

  /// Up to so many replicates are made unasked to give every unit a row of its own.
  private static let largestExactOrder = 500
  /// Else those of the Current Population Survey.
  private static let usualOrder = 160

  /// R × U.
  private func factors(
    _ strata: [Int], of stage: SampledStage, _ hadamard: HadamardMatrix, haveRandomSigns: Bool
  ) -> [Double] {
    var rows = RowAssignment(rowCount: hadamard.order - 1)
    var factors = [Double](repeating: 1, count: stage.unitCount * hadamard.order)
    for h in strata {
      let size = (stage.strata[h].uncovered / 8).squareRoot()
      for circle in stage.circles(h, longest: rows.rowCount) {
        let sign = haveRandomSigns ? sign(ofCircle: rows.circles) : 1
        let assigned = rows.next(circle.count)
        for (i, unit) in circle.enumerated() {
          let (own, next) = (assigned[i], assigned[(i + 1) % circle.count])
          for r in 0..<hadamard.order {
            factors[unit * hadamard.order + r] += sign * size * Double(hadamard[own, r] - hadamard[next, r])
          }
        }
      }
    }
    return factors
  }

  private func sign(ofCircle circle: Int) -> Double {
    var random = CounterRandom(seed: seed, replicate: 0, stratum: circle)
    return random.integer(below: 2) == 0 ? 1 : -1
  }
}

/// Which rows of a Hadamard matrix, from 1, go to the units of one circle after the other.
private struct RowAssignment {
  let rowCount: Int
  private(set) var circles = 0
  private var position = 0
  private var step = 1

  init(rowCount: Int) { self.rowCount = rowCount }

  /// Each pass over the rows goes in other steps, so that neighbours in one pass are not neighbours in the next.
  mutating func next(_ count: Int) -> [Int] {
    if position + count > rowCount { startPass() }
    defer { (position, circles) = (position + count, circles + 1) }
    return (position..<position + count).map { $0 * step % rowCount + 1 }
  }

  private mutating func startPass() {
    position = 0
    repeat { step = step % rowCount + 1 } while !isCoprime(step)
  }

  private func isCoprime(_ step: Int) -> Bool {
    var (a, b) = (rowCount, step)
    while b != 0 { (a, b) = (b, a % b) }
    return a == 1
  }
}

extension SampledStage {
  /// The units of a stratum in the order of their first rows.
  func systematicOrder(_ h: Int) -> [Int] { units[h].sorted { firstRow[$0] < firstRow[$1] } }

  /// The units of a stratum in order, cut into as few parts of nearly equal length as may be.
  fileprivate func circles(_ h: Int, longest: Int) -> [ArraySlice<Int>] {
    let order = systematicOrder(h)
    let parts = (order.count + longest - 1) / longest
    return (0..<parts).map { order[order.count * $0 / parts..<order.count * ($0 + 1) / parts] }
  }
}
