import Estimation
import Microdata
import Sampling

/// How many units of each stratum are drawn, and how many are expected to answer.
///
/// Precision comes from answers: m_h respondents are divided among the strata, and n_h = m_h / r_h units are drawn for them,
/// where r_h is the part that answers.
public struct PlannedAllocation: Sendable {
  /// n_h, whole units.
  public let drawn: [Int]
  /// m_h = r_h n_h, what precision is computed from.
  public let respondents: [Double]
  /// Strata of which every unit is drawn.
  public let takesAll: [Bool]
  /// c_h, the cost of a drawn unit.
  public let unitCosts: [Double]
  /// What one per cent less of each target would cost more, in the unit of the costs, by number with a target; 0 where the target
  /// does not bind. None where targets do not decide, or a sample size is given.
  public let shadowPrices: [Double]

  /// - Throws: ``PlanningError`` where no sample of the frame meets the plan.
  init(
    _ file: PlanFile, _ frame: SamplingFrame, _ strata: PlanStrata, _ numbers: [PlannedNumber]
  ) throws(PlanningError) {
    let sizes = strata.populationSizes.map(Double.init)
    let response = file.response.values(strata)
    let costs = file.division.unitCosts.values(strata)
    let certain = Self.certainStrata(file.takeAll, strata)
    let limits = Self.limits(file.division, sizes, response, certain)
    // What an answer costs: 1/r_h units are drawn for it.
    let prices = zip(costs, response).map { $0 / $1 }
    let wanted: [Double]
    do {
      if file.division.method == .bethel {
        (wanted, shadowPrices) = try Self.bethel(file, strata, numbers, prices, limits)
      } else {
        wanted = try Self.oneVariable(file, frame, strata, prices, limits)
        shadowPrices = []
      }
    } catch { throw PlanningError(error, allocating: file, numbers) }
    drawn = strata.labels.indices.map { h in
      guard !certain[h] else { return strata.populationSizes[h] }
      return min(strata.populationSizes[h], Int((wanted[h] / response[h] * (1 - 1e-12)).rounded(.up)))
    }
    respondents = zip(drawn, response).map { Double($0) * $1 }
    takesAll = zip(drawn, strata.populationSizes).map { $0 == $1 }
    unitCosts = costs
  }

  /// Strata that belong to a class of which all units are wanted.
  private static func certainStrata(
    _ takeAll: [(column: String, codes: [String])], _ strata: PlanStrata
  ) -> [Bool] {
    strata.classes.map { own in
      zip(strata.factors, own).contains { factor, code in
        takeAll.contains { $0.column == factor && $0.codes.contains(code) }
      }
    }
  }

  /// Limits of m_h: whole units where everyone answers.
  private static func limits(
    _ division: PlanFile.Division, _ sizes: [Double], _ response: [Double], _ certain: [Bool]
  ) -> AllocationLimits {
    let answers = zip(sizes, response).map { max(($0 * $1).rounded(.down), 1) }
    let maxima = answers.map { min($0, division.maximum.map(Double.init) ?? .infinity) }
    let minima = answers.indices.map { certain[$0] ? answers[$0] : min(Double(division.minimum), maxima[$0]) }
    return AllocationLimits(
      minima: minima, maxima: answers.indices.map { certain[$0] ? answers[$0] : maxima[$0] })
  }

  /// The least cost that meets every target; or, with a sample size given, the least factor by which all targets are missed.
  ///
  /// A number that is zero has no coefficient of variation, so its target is left out, and a finding says so.
  private static func bethel(
    _ file: PlanFile, _ strata: PlanStrata, _ numbers: [PlannedNumber], _ prices: [Double], _ limits: AllocationLimits
  ) throws -> (sampleSizes: [Double], shadowPrices: [Double]) {
    let wanted = numbers.indices.filter { numbers[$0].hasUsableTarget }
    let targets = try wanted.map { try numbers[$0].precisionTarget }
    // A size counts answers, so that each of them costs 1.
    let requirements = try PrecisionRequirements(
      strata: strata.labels, populationSizes: strata.populationSizes.map(Double.init),
      unitCosts: file.division.sampleSize == nil ? prices : nil, targets: targets, limits: limits)
    if let size = file.division.sampleSize {
      return (try requirements.leastRatioAllocation(budget: Double(size)).integer.sampleSizes, [])
    }
    let solution = try requirements.leastCostAllocation()
    var savings = [Double](repeating: 0, count: numbers.count { $0.target != nil })
    for (place, saving) in zip(wanted, solution.continuous.savingsPerPercent) { savings[place] = saving }
    return (solution.integer.sampleSizes, savings)
  }

  /// Methods that look at one variable of the frame.
  private static func oneVariable(
    _ file: PlanFile, _ frame: SamplingFrame, _ strata: PlanStrata, _ prices: [Double], _ limits: AllocationLimits
  ) throws -> [Double] {
    let summary = try frame.summary(of: file.division.variable, strata)
    let size = file.division.sampleSize!
    let rule: AllocationRule =
      switch file.division.method {
      case .proportional, .bethel: .proportional
      case .equal: .equal
      case .neyman: .neyman
      case .power: .power(exponent: file.division.exponent)
      case .costOptimal: .costOptimal(unitCosts: prices)
      }
    if rule == .neyman { return try summary.integerAllocation(sampleSize: size, within: limits).sampleSizes }
    let shares = try summary.allocation(rule, sampleSize: Double(size), within: limits)
    return shares.rounded(to: size)
  }

  func findings(_ strata: PlanStrata) -> [Finding] {
    strata.labels.indices.filter { respondents[$0] < 2 && !takesAll[$0] }.map { h in
      Finding(
        kind: "one_answer_expected", subject: strata.labels[h],
        message:
          "\(respondents[h].shortest) answers are expected from the stratum, too few to estimate its error; raise "
          + "allocation.minimum")
    }
  }
}

extension PlannedNumber {
  /// - Precondition: the number has a target.
  fileprivate var precisionTarget: PrecisionTarget {
    get throws(PlanningError) {
      guard let deviations else {
        throw PlanningError(
          message:
            "\(name): no firm of the last survey is in the frame, so that nothing is known of its spread; check that both "
            + "use the same identifiers, or names of strata")
      }
      return PrecisionTarget(
        name: name, coefficientOfVariation: target!, total: value, standardDeviations: deviations)
    }
  }
}

extension Allocation {
  /// Whole units that add up to n: rounded down, and then up where most was lost; n_h that are whole stay.
  func rounded(to total: Int) -> [Double] {
    var whole = sampleSizes.map { ($0 + 1e-9).rounded(.down) }
    let lost = zip(sampleSizes, whole).map { $0 - $1 }
    let order = lost.indices.sorted { lost[$0] != lost[$1] ? lost[$0] > lost[$1] : $0 < $1 }
    for h in order.prefix(max(0, total - Int(whole.reduce(0, +)))) where lost[h] > 0 { whole[h] += 1 }
    return whole
  }
}
