import Populations
import Studies
import SurveyPlanning
import TradeImpact

/// A planned survey of a synthetic population, ready to be simulated.
public struct PopulationSurvey: Sendable {
  private let survey: SimulatedSurvey
  private let plan: SamplePlan
  private let behavior: ResponseBehavior
  /// The place of each unit of the frame among the firms.
  private let positions: [Int]

  /// - Parameters:
  ///   - plan: Its frame is the unit list of `firms`.
  ///   - firms: One year of the population that `specification` makes.
  ///   - tables: Ids of the tables whose numbers are asked for; nil: those of all tables of the study.
  /// - Throws: `StudyError` where study, plan and population do not belong together.
  public init(
    _ study: Study, _ plan: SamplePlan, _ firms: Population.Year, _ specification: PopulationSpecification,
    tables: [String]? = nil
  ) throws {
    guard let year = study.years.first(where: { $0.year == firms.year }) else {
      throw StudyError(message: "\(study.path): the study has no year \(firms.year), so its tables cannot be made")
    }
    let units = try Self.units(plan, firms)
    let answers = try SurveyAnswers(ofCooperative: units, from: firms)
    survey = try SimulatedSurvey(
      study, year, naming: SurveyColumns(generalUnit: .tenThousandYuan),
      columnNames: AnswerFormat.Columns.standard.names, tables: tables,
      population: answers.block)
    (self.plan, positions) = (plan, units.map(\.position))
    behavior = ResponseBehavior(of: firms, specification)
  }

  /// - Parameter complete: Every firm answers that is drawn; otherwise each with its own propensity, anew in every draw.
  /// - Throws: `PlanningError`, `StudyError`.
  public func simulation(draws: Int, complete: Bool = false, threads: Int = 1) throws -> SurveySimulation {
    try SurveySimulation(of: survey, plan, draws: draws, threads: threads) { unit, draw in
      complete || behavior.response(ofFirmAt: positions[unit], repetition: draw + 1) == .respondent
    }
  }

  /// Every unit of the frame as if it were sampled.
  private static func units(_ plan: SamplePlan, _ firms: Population.Year) throws(StudyError) -> [SampledFirm] {
    let places = Dictionary(uniqueKeysWithValues: firms.firms.enumerated().map { ($1.id, $0) })
    let strata = plan.strata
    return try zip(plan.frame.identifiers, strata.stratumOfUnit).map { identifier, stratum throws(StudyError) in
      guard let place = places[identifier] else {
        throw StudyError(
          message: "\(plan.frame.path): the firm \(identifier) is not in the population of \(firms.year); give its "
            + "population.csv as --frame")
      }
      let size = strata.populationSizes[Int(stratum)]
      return SampledFirm(position: place, stratum: strata.labels[Int(stratum)], population: size, weight: 1)
    }
  }
}
