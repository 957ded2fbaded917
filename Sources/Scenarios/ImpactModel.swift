import RegulatoryCosts

/// A scenario as a function of its uncertain inputs: what it does to every group of firms.
///
/// With a survey, weights `w` of the replicate in question, and exports `x` of the firms:
/// ```
/// N given      w ← w N / Σ w                     X given      E_k = x_k X / Σ w x
/// ```
/// so that the survey says how exports and firms are spread, and the exposure how much there is.
struct ImpactModel: Sendable {
  /// Groups: all, sectors, sizes, and others than exporters where they pay.
  let groupCount: Int
  let hasOthers: Bool
  let inputs: ScenarioInputs

  private let firms: FirmPopulation
  private let costs: CostTerms
  private let response: ResponseTerms
  /// X, one a market.
  private let exports: [ProductTerm]
  private let shareOfExports: ProductTerm?
  private let firmCount: ProductTerm?
  private let discountRate: ProductTerm
  private let exportGrowth: ProductTerm?
  private let probability: ProductTerm?
  private let horizon: Int

  /// - Parameter paid: The components that count; nil for all of the scenario.
  init(_ scenario: Scenario, _ firms: FirmPopulation, _ inputs: ScenarioInputs, paying paid: [CostComponent]? = nil) {
    let compiler = TermCompiler(inputs: inputs.quantities, firms: FirmValues(scenario, firms))
    (self.firms, self.inputs) = (firms, inputs)
    costs = CostTerms(paid ?? scenario.costs, of: scenario, compiler)
    response = ResponseTerms(scenario.response, compiler)
    exports = scenario.exposure.markets.map { compiler.term($0.exports) }
    shareOfExports = scenario.exposure.shareOfExports.map(compiler.term)
    firmCount = scenario.exposure.firms.map(compiler.term)
    discountRate = compiler.term(scenario.schedule.discountRate)
    exportGrowth = scenario.schedule.exportGrowth.map(compiler.term)
    probability = scenario.probability.map(compiler.term)
    horizon = scenario.schedule.horizon
    hasOthers = !(costs.othersYearly + costs.othersOnce).isEmpty
    groupCount = 1 + firms.sectors.count + firms.sizes.count + (hasOthers ? 1 : 0)
  }

  // MARK: Outcomes

  /// Where things stand in ``outcomes(_:)``.
  static let measures = ScenarioMeasure.allCases.count
  func place(_ measure: ScenarioMeasure, group: Int) -> Int { group * Self.measures + measure.place }
  /// Then the exports to each market, and these three.
  func placeOfMarket(_ m: Int) -> Int { groupCount * Self.measures + m }
  var marketCount: Int { exports.count }
  var placeOfDiscountRate: Int { groupCount * Self.measures + exports.count }
  var placeOfGrowth: Int { placeOfDiscountRate + 1 }
  var placeOfProbability: Int { placeOfDiscountRate + 2 }
  var outcomeCount: Int { placeOfDiscountRate + 3 }

  /// All outcomes at values of the inputs: those of `inputs.known`, of the sample itself, or of `inputs.all`.
  func outcomes(_ values: [Double]) -> [Double] {
    let drawn = values.count > inputs.known.count ? replicate(values[values.count - 1]) : 0
    return outcomes(values, replicate: drawn)
  }

  /// - Parameter replicate: 0 for the sample.
  func outcomes(_ values: [Double], replicate: Int) -> [Double] {
    values.withUnsafeBufferPointer { values in
      let draw = Draw(self, values, replicate)
      var outcomes = [Double](repeating: 0, count: outcomeCount)
      addFirms(draw, replicate, to: &outcomes)
      addOthers(values, draw.rule, to: &outcomes)
      for m in 0..<marketCount { outcomes[placeOfMarket(m)] = draw.marketExports[m] }
      outcomes[placeOfDiscountRate] = draw.discountRate
      outcomes[placeOfGrowth] = exportGrowth?.shared(values) ?? 0
      outcomes[placeOfProbability] = probability?.shared(values) ?? 1
      return outcomes
    }
  }

  var replicateCount: Int { firms.replicateCount }

  /// Replicates are numbered from 1; the input is uniform over (0, R).
  private func replicate(_ value: Double) -> Int { min(Int(value) + 1, firms.replicateCount) }

  /// What is common to all firms at one draw.
  private struct Draw {
    let marketExports: [Double]
    /// Of the sample's firms to those concerned, and of their exports.
    let weightFactor: Double
    let exportFactor: Double
    let discountRate: Double
    let rule: FirmRule
    let exit: ExitRule
    /// Rate, yearly, once, then the response's.
    let parameters: [FirmParameter]

    init(_ model: ImpactModel, _ values: UnsafeBufferPointer<Double>, _ r: Int) {
      marketExports = model.exports.map { $0.shared(values) }
      let count = model.firms.counts[r]
      weightFactor = model.firmCount.map { $0.shared(values) / count } ?? (model.firms.isSurveyed ? 1 : 1 / count)
      exportFactor =
        model.shareOfExports.map { $0.shared(values) }
        ?? marketExports.reduce(0, +) / (weightFactor * model.firms.totalExports[r])
      discountRate = model.discountRate.shared(values)
      rule = FirmRule(yearlyPart: 1 / model.annuity(discountRate))
      exit = model.response.exit(values)
      parameters =
        [model.costs.rates, model.costs.yearly, model.costs.once].map { FirmParameter($0, values) }
        + model.response.parameters(values)
    }
  }

  private func annuity(_ rate: Double) -> Double {
    guard let rate = try? DiscountRate(rate) else { return .nan }
    return rate.annuityFactor(periods: horizon, firstPayment: .now)
  }

  // MARK: Sums

  /// The rule of exit is chosen once a draw, not firm by firm.
  private func addFirms(_ draw: Draw, _ replicate: Int, to outcomes: inout [Double]) {
    switch draw.exit {
    case .never: addFirms(draw, replicate, to: &outcomes) { _ in 0 }
    case .below(let margin): addFirms(draw, replicate, to: &outcomes) { margin < $0 ? 1 : 0 }
    case .distributed(let margins): addFirms(draw, replicate, to: &outcomes) { margins.below($0) }
    }
  }

  @inline(__always)
  private func addFirms(
    _ draw: Draw, _ replicate: Int, to outcomes: inout [Double], leaving: (Double) -> Double
  ) {
    let perExport = 1 / draw.exportFactor
    withPointers(draw.parameters) { p in
      let (rate, yearly, once) = (p[0], p[1], p[2])
      let (passThrough, elasticity, orderLoss, redirected) = (p[3], p[4], p[5], p[6])
      firms.withUnsafeColumns(replicate) { exports, inverses, weights in
        for cell in firms.cells {
          var sums = GroupSums()
          for k in cell.firms {
            let situation = FirmSituation(
              exports: exports[k] * draw.exportFactor, perExport: inverses[k] * perExport, rate: rate[k],
              yearly: yearly[k], once: once[k], passThrough: passThrough[k], elasticity: elasticity[k],
              orderLoss: orderLoss[k], redirected: redirected[k])
            let outcome = draw.rule.outcome(situation, leaving: leaving)
            sums.add(outcome, situation, weight: weights[k] * draw.weightFactor)
          }
          add(sums, of: cell, to: &outcomes)
        }
      }
    }
  }

  private func add(_ sums: GroupSums, of cell: FirmPopulation.Cell, to outcomes: inout [Double]) {
    sums.add(to: &outcomes, from: place(.exposedExports, group: 0))
    guard firms.isSurveyed else { return }
    sums.add(to: &outcomes, from: place(.exposedExports, group: 1 + cell.sector))
    sums.add(to: &outcomes, from: place(.exposedExports, group: 1 + firms.sectors.count + cell.size))
  }

  /// What others than exporters pay counts in the total and stands in a group of its own.
  private func addOthers(_ values: UnsafeBufferPointer<Double>, _ rule: FirmRule, to outcomes: inout [Double]) {
    guard hasOthers else { return }
    let yearly = costs.othersYearly.reduce(0) { $0 + $1.shared(values) }
    let once = costs.othersOnce.reduce(0) { $0 + $1.shared(values) }
    for group in [0, groupCount - 1] {
      outcomes[place(.fullCompliance, group: group)] += yearly + once * rule.yearlyPart
      outcomes[place(.addedCost, group: group)] += yearly
      outcomes[place(.oneOffCost, group: group)] += once
    }
  }
}

/// Weighted sums over the firms of a cell, in the order of ``ScenarioMeasure``.
private struct GroupSums {
  private var exposedExports = 0.0
  private var firms = 0.0
  private var fullCompliance = 0.0
  private var directLoss = 0.0
  private var addedCost = 0.0
  private var oneOffCost = 0.0
  private var passedOn = 0.0
  private var exits = 0.0

  @inline(__always)
  mutating func add(_ outcome: FirmOutcome, _ firm: FirmSituation, weight: Double) {
    exposedExports += weight * firm.exports
    firms += weight
    fullCompliance += weight * outcome.fullCompliance
    directLoss += weight * outcome.directLoss
    addedCost += weight * outcome.addedCost
    oneOffCost += weight * outcome.oneOffCost
    passedOn += weight * outcome.passedOn
    exits += weight * outcome.exits
  }

  func add(to outcomes: inout [Double], from place: Int) {
    let sums = [exposedExports, firms, fullCompliance, directLoss, addedCost, passedOn, oneOffCost, exits]
    for (m, sum) in sums.enumerated() {
      outcomes[place + m] += sum
    }
  }
}
