import Sampling
import TestSupport

/// A problem of `Tests/Fixtures/multivariate-allocation` and its optimum, found by another method in 60 digits.
struct AllocationProblem: Sendable {
  let number: Int
  let requirements: PrecisionRequirements
  let sampleSizes: [Double]
  let multipliers: [Double]

  static func all() throws -> [AllocationProblem] {
    let strata = try FixtureTable("multivariate-allocation/strata.csv")
    let targets = try FixtureTable("multivariate-allocation/targets.csv")
    return try (1...100).map { try AllocationProblem(number: $0, strata: strata, targets: targets) }
  }

  private init(number: Int, strata: FixtureTable, targets: FixtureTable) throws {
    let (rows, goals) = (strata.rows(of: number), targets.rows(of: number))
    let column = { (name: String) in rows.map { row in strata.number(name, in: row) } }
    self.number = number
    sampleSizes = column("n")
    multipliers = goals.map { targets.number("multiplier", in: $0) }
    requirements = try PrecisionRequirements(
      strata: rows.indices.map { "stratum \($0 + 1)" }, populationSizes: column("population"),
      unitCosts: column("cost"),
      targets: goals.enumerated().map { j, row in
        PrecisionTarget(
          name: "target \(j + 1)", coefficientOfVariation: targets.number("cv", in: row),
          total: targets.number("total", in: row), standardDeviations: column("s\(j + 1)"))
      },
      limits: AllocationLimits(minima: column("lower"), maxima: column("upper")))
  }
}

extension FixtureTable {
  fileprivate func rows(of problem: Int) -> [Int] {
    rows.indices.filter { rows[$0][0] == "\(problem)" }
  }

  fileprivate func number(_ name: String, in row: Int) -> Double {
    guard let position = names.firstIndex(of: name), let number = Double(rows[row][position]) else {
      preconditionFailure("row \(row + 2) has no number in \(name)")
    }
    return number
  }
}

/// Strata and targets of any size, from a seed.
func randomRequirements(seed: UInt64, strata: Int, targets: Int, precision: Double = 1) throws -> PrecisionRequirements
{
  var generator = SeededGenerator(seed: seed)
  let sizes = (0..<strata).map { _ in Double.random(in: 3..<60, using: &generator).rounded() * 10 }
  let goals = (0..<targets).map { j in
    let inside = sizes.map { _ in targets < 3 || Bool.random(using: &generator) }
    let means = sizes.map { _ in Double.random(in: 1..<40, using: &generator) }
    let spreads = means.map { $0 * Double.random(in: 0.2..<2, using: &generator) }
    var (total, variance) = (1.0, 1.0)
    for h in sizes.indices where inside[h] {
      total += sizes[h] * means[h]
      variance += 9 * sizes[h] * spreads[h] * spreads[h]
    }
    return PrecisionTarget(
      name: "target \(j + 1)", coefficientOfVariation: precision * variance.squareRoot() / total, total: total,
      standardDeviations: zip(inside, spreads).map { $0 ? $1 : 0 })
  }
  return try PrecisionRequirements(
    strata: sizes.indices.map { "stratum \($0 + 1)" }, populationSizes: sizes,
    unitCosts: sizes.map { _ in Double.random(in: 1..<4, using: &generator) }, targets: goals)
}
