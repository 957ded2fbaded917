import Microdata
import RandomStreams

/// A firm that was drawn, with what the draw knows of it.
public struct SampledFirm: Sendable, Hashable {
  /// Place in the year's firms, from 0.
  public let position: Int
  public let stratum: String
  /// Firms in the stratum, N_h.
  public let population: Int
  public let weight: Double

  public init(position: Int, stratum: String, population: Int, weight: Double) {
    (self.position, self.stratum, self.population, self.weight) = (position, stratum, population, weight)
  }
}

/// What becomes of a questionnaire.
public enum Response: String, Sendable, CaseIterable {
  case respondent
  case refused
  case notFound = "not_found"
  case outOfScope = "out_of_scope"
}

/// The questionnaires of the firms drawn in a year, with the untidiness that the specification asks for.
///
/// Not every firm answers: small ones less often than large ones, affected ones more readily. A few respondents fill
/// in their losses in 元 where 万元 is asked for, so that losses stand above exports.
public struct SurveyAnswers: Sendable {
  public struct Row: Sendable {
    public let firm: ExportingFirm
    public let sampled: SampledFirm
    public let response: Response
    /// True where losses were filled in in 元: ten thousand times too large.
    public let hasUnitError: Bool
  }

  public let year: Int
  /// In the order of the sample.
  public let rows: [Row]

  /// - Parameters:
  ///   - sample: The firms drawn; how is not this type's business.
  ///   - population: The year they were drawn from.
  ///   - specification: Propensities and error rates; the seed.
  /// - Throws: ``PopulationError/noSuchFirm(position:firms:)``.
  public init(
    of sample: [SampledFirm], from population: Population.Year, _ specification: PopulationSpecification
  ) throws(PopulationError) {
    let behavior = AnswerBehavior(
      assumptions: specification.survey, year: population.year, streams: Streams(seed: specification.seed))
    year = population.year
    rows = try sample.map { sampled throws(PopulationError) in
      guard population.firms.indices.contains(sampled.position) else {
        throw .noSuchFirm(position: sampled.position, firms: population.firms.count)
      }
      let firm = population.firms[sampled.position]
      let response = behavior.response(of: firm)
      return Row(
        firm: firm, sampled: sampled, response: response,
        hasUnitError: response == .respondent && behavior.hasUnitError(firm))
    }
  }

  /// The answer file.
  /// - Throws: ``PopulationError/encodingUnavailable(_:)``.
  public func file(_ format: AnswerFormat = AnswerFormat()) throws(PopulationError) -> [UInt8] {
    let names = format.columns.names
    var text = SyntheticText(Array(names.dropLast()), markName: names[names.count - 1])
    for row in rows { text.add(row.fields(year: year)) }
    return format.encoding == .utf8 ? text.bytes : try TextEncoder.gb18030(text.bytes)
  }
}

extension SurveyAnswers {
  /// What a survey that reached every firm would find: no firm refuses, and no loss is in a mistaken unit.
  /// - Parameter sample: The firms, with what their rows say of the design.
  /// - Throws: ``PopulationError/noSuchFirm(position:firms:)``.
  public init(
    ofCooperative sample: [SampledFirm], from population: Population.Year
  ) throws(PopulationError) {
    year = population.year
    rows = try sample.map { sampled throws(PopulationError) in
      guard population.firms.indices.contains(sampled.position) else {
        throw .noSuchFirm(position: sampled.position, firms: population.firms.count)
      }
      return Row(
        firm: population.firms[sampled.position], sampled: sampled, response: .respondent, hasUnitError: false)
    }
  }

  /// The answers as columns by their standard names, numbers where a number is asked for; amounts in 万元.
  public func block(columns: [ColumnSpec]) -> RowBlock {
    let fields = rows.map { $0.fields(year: year) }
    let names = AnswerFormat.Columns.standard.names
    return RowBlock(
      rowCount: rows.count,
      columns: columns.map { spec in
        guard let place = names.firstIndex(of: spec.name) else { preconditionFailure("no column \(spec.name)") }
        guard case .number = spec.kind else { return Self.factor(fields.map { $0[place] }) }
        return .number(fields.map { Double($0[place]) ?? .nan })
      })
  }

  private static func factor(_ texts: [String]) -> BlockColumn {
    var levels = LevelDictionary([])
    let codes = texts.map { $0.isEmpty ? -1 : levels.code(for: $0) }
    return .factor(codes: codes, levels: levels.levels)
  }
}

/// Which firms of a year answer, in one imagined survey after another: each firm with its own propensity, anew every time.
public struct ResponseBehavior: Sendable {
  private let firms: [ExportingFirm]
  private let assumptions: SurveyAssumptions
  private let year: Int
  private let seed: UInt64

  public init(of population: Population.Year, _ specification: PopulationSpecification) {
    (firms, assumptions, year) = (population.firms, specification.survey, population.year)
    seed = specification.seed
  }

  /// - Parameters:
  ///   - position: The firm's place in the year's firms.
  ///   - repetition: Which of the imagined surveys; 0 is the one that ``SurveyAnswers`` tells of.
  public func response(ofFirmAt position: Int, repetition: Int) -> Response {
    let streams = Streams(seed: repetition == 0 ? seed : seed &+ UInt64(repetition) &* 0x9E37_79B9_7F4A_7C15)
    return AnswerBehavior(assumptions: assumptions, year: year, streams: streams).response(of: firms[position])
  }
}

/// How firms deal with the questionnaire.
struct AnswerBehavior {
  let assumptions: SurveyAssumptions
  let year: Int
  let streams: Streams

  /// Out of scope and not found are settled first; of the rest a part answers.
  func response(of firm: ExportingFirm) -> Response {
    var random = streams.stream(.response, firm: firm.number, year: year)
    let (scope, contact, consent) = (random.uniform(), random.uniform(), random.uniform())
    if scope < assumptions.outOfScope { return .outOfScope }
    if contact < assumptions.notFound { return .notFound }
    return consent < propensity(firm) ? .respondent : .refused
  }

  /// The propensity of the size class, its odds raised where the firm is affected.
  private func propensity(_ firm: ExportingFirm) -> Double {
    let base = assumptions.responsePropensity[firm.sizeClass ?? Classes.sizes.count]
    guard firm.affected, base < 1 else { return base }
    let odds = base / (1 - base) * assumptions.affectedOdds
    return odds / (1 + odds)
  }

  func hasUnitError(_ firm: ExportingFirm) -> Bool {
    firm.directLoss > 0 && streams.uniform(.answerErrors, firm: firm.number, year: year) < assumptions.unitError
  }
}

extension SurveyAnswers.Row {
  private static let unitFactor = 10_000

  fileprivate func fields(year: Int) -> [String] {
    [
      firm.id, "\(year)", firm.place.region, firm.place.city, firm.chapterCode, decimal(firm.frameExports),
      answered(decimal(firm.exports)), Classes.ownerships[firm.ownership], Classes.businessTypes[firm.business],
      sampled.stratum, "\(sampled.population)", shortest(sampled.weight), response.rawValue,
      answered(firm.affected ? "1" : "0"),
    ] + amounts(firm.losses, Classes.markets.count, factor: hasUnitError ? Self.unitFactor : 1)
      + amounts(firm.costs, Classes.costKinds.count, factor: 1) + causes()
      + [answered(firm.primaryCause.map { Classes.causes[$0] } ?? "")]
  }

  /// The text, or nothing where the firm did not answer.
  private func answered(_ text: String) -> String { response == .respondent ? text : "" }

  private func amounts(_ amounts: [Hundredths], _ count: Int, factor: Int) -> [String] {
    (0..<count).map { answered(amounts.isEmpty ? "0" : decimal(amounts[$0] * factor)) }
  }

  private func causes() -> [String] {
    Classes.causes.indices.map { answered(!firm.causes.isEmpty && firm.causes[$0] ? "1" : "0") }
  }
}
