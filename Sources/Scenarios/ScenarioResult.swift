import Microdata
import RegulatoryCosts
import TradeImpact
import UncertaintyAnalysis

/// What a scenario gives: every measure for every group of firms, year by year, with its distribution and what that depends on.
public struct ScenarioResult: Sendable {
  /// Firms that a row of a table is about.
  public struct Group: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case all, sector, size, others }
    public let kind: Kind
    public let code: String
    public let label: LocalizedText
    public let isSmallOrMedium: Bool
  }

  public let scenario: Scenario
  public let groups: [Group]
  /// Whether firms were counted: without a survey or a number given there are amounts only.
  public let countsFirms: Bool
  /// Groups × measures.
  public let outcomes: [[OutcomeSummary]]
  /// The small and medium-sized firms together, by measure; empty where sizes are not known.
  public let smallAndMedium: [OutcomeSummary]
  /// What the cost of full compliance is made of.
  public let componentCosts: [ComponentCost]
  /// Draws of the totals, by measure.
  public let draws: [Propagation]
  /// By market of the exposure: its part of the exposed exports, the mean over draws.
  public let marketShares: [Double]
  /// By year of the schedule: added and one-off costs, and direct loss.
  public let yearlyCost: [OutcomeSummary]
  public let yearlyLoss: [OutcomeSummary]
  /// Present values over the horizon.
  public let presentCost: OutcomeSummary
  public let presentLoss: OutcomeSummary
  /// The equal amount a year that is worth as much as all added and one-off costs: the equivalent annual cost to business.
  public let equivalentAnnualCost: OutcomeSummary
  public let delays: [DelayValue]
  /// Added cost and direct loss a year, times the probability of entry into force; nil where it is certain.
  public let expectedCost: OutcomeSummary?
  public let expectedLoss: OutcomeSummary?
  /// Of the added cost, the direct loss and the one-off cost, those that are not 0.
  public let sensitivities: [Sensitivity]
  /// nil where the file does not ask for them.
  public let knockOn: KnockOnOutcome?
  public let marketResponse: MarketResponse?
  public let populationNotes: [LocalizedText]
  /// Of a survey; 0 without.
  public let sampledFirms: Int
  public let replicates: Int

  public func outcome(_ measure: ScenarioMeasure, of group: Int = 0) -> OutcomeSummary {
    outcomes[group][measure.place]
  }

  /// - Parameter threads: Changes the time and no byte.
  /// - Throws: ``ScenarioError`` where the inputs contradict each other or an outcome is not a number.
  public init(of scenario: Scenario, firms: FirmPopulation, threads: Int) throws(ScenarioError) {
    let (model, runs) = try Self.runs(scenario, firms, threads: threads)
    try self.init(scenario, firms, model, runs)
  }

  private static func runs(
    _ scenario: Scenario, _ firms: FirmPopulation, threads: Int
  ) throws(ScenarioError) -> (ImpactModel, ScenarioRuns) {
    do throws(UncertaintyError) {
      let model = ImpactModel(scenario, firms, try ScenarioInputs(scenario, firms))
      return (model, try ScenarioRuns(scenario, model, threads: threads))
    } catch { throw ScenarioError("\(scenario.path): \(error)", isBadInput: false) }
  }

  private init(
    _ scenario: Scenario, _ firms: FirmPopulation, _ model: ImpactModel, _ runs: ScenarioRuns
  ) throws(ScenarioError) {
    self.scenario = scenario
    groups = Self.groups(scenario, firms, model)
    countsFirms = firms.isSurveyed || scenario.exposure.firms != nil
    outcomes = groups.indices.map { g in ScenarioMeasure.allCases.map { runs.summary(model.place($0, group: g)) } }
    let small = groups.enumerated().filter(\.element.isSmallOrMedium).map(\.offset)
    smallAndMedium =
      small.isEmpty
      ? []
      : ScenarioMeasure.allCases.map { measure in
        runs.summary { outcome in small.reduce(0) { $0 + outcome(model.place(measure, group: $1)) } }
      }
    componentCosts = ComponentCost.all(of: scenario, firms, model.inputs)
    draws = ScenarioMeasure.allCases.map { runs.draws[model.place($0, group: 0)] }
    marketShares = (0..<model.marketCount).map { m in
      let part = runs.draws[model.placeOfMarket(m)].mean.value
      return part / runs.draws[model.place(.exposedExports, group: 0)].mean.value
    }
    let values = PathValues(scenario.schedule, model, runs)
    (yearlyCost, yearlyLoss) = (values.yearlyCost, values.yearlyLoss)
    (presentCost, presentLoss) = (values.presentCost, values.presentLoss)
    (equivalentAnnualCost, delays) = (values.equivalentAnnualCost, values.delays)
    func expected(_ measure: ScenarioMeasure) -> OutcomeSummary? {
      guard scenario.probability != nil else { return nil }
      return runs.summary { $0(model.place(measure, group: 0)) * $0(model.placeOfProbability) }
    }
    expectedCost = expected(.addedCost)
    expectedLoss = expected(.directLoss)
    sensitivities = runs.sensitivities
    knockOn = try KnockOnOutcome(scenario, firms, model, runs)
    marketResponse = try MarketResponse(scenario, firms, model, runs)
    populationNotes = firms.notes
    sampledFirms = firms.isSurveyed ? firms.count : 0
    replicates = firms.replicateCount
  }

  private static func groups(_ scenario: Scenario, _ firms: FirmPopulation, _ model: ImpactModel) -> [Group] {
    func group(_ kind: Group.Kind) -> (FirmPopulation.Group) -> Group {
      { Group(kind: kind, code: $0.code, label: $0.label, isSmallOrMedium: $0.isSmallOrMedium) }
    }
    let all = Group(
      kind: .all, code: "all", label: LocalizedText(zh: "合计", en: "All"), isSmallOrMedium: false)
    let others = Group(
      kind: .others, code: "others", label: LocalizedText(zh: "出口企业以外的承担者", en: "Others than exporters"),
      isSmallOrMedium: false)
    return [all] + firms.sectors.map(group(.sector)) + firms.sizes.map(group(.size))
      + (model.hasOthers ? [others] : [])
  }
}
