import Documents
import EconomicLinkages
import Reporting
import TradeImpact
import UncertaintyAnalysis

/// A measure, the exports and firms that it meets, what it makes them pay, and what they do: the file of `scenario run`.
///
/// ```swift
/// let scenario = try Scenario(contentsOf: "eu-network-standby.yml")
/// let firms = try FirmPopulation(of: scenario, survey: nil)
/// let result = try ScenarioResult(of: scenario, firms: firms, threads: 2)
/// ```
public struct Scenario: Sendable {
  /// How many draws, and from which numbers.
  public struct Sampling: Sendable, Hashable {
    /// Draws of the inputs.
    public let draws: Int
    /// n of the variance decomposition.
    public let sobolPoints: Int
    public let seed: UInt64
  }

  /// Its identifier, part of file names.
  public let name: String
  public let title: LocalizedText
  public let measure: RegulatoryMeasure
  /// Amounts of tables, `亿元` or `亿美元`; its currency is that of all computation.
  public let unit: DisplayUnit
  public let rates: ExchangeRates
  public let exposure: Exposure
  public let costs: [CostComponent]
  /// Of a firm; nil where no component asks.
  public let models: Quantity?
  public let shipments: Quantity?
  public let response: FirmResponse
  /// Beyond the firm: how markets answer, and what the direct loss takes with it; nil where not asked for.
  public let tradeResponse: TradeResponseDefinition?
  public let knockOn: KnockOnDefinition?
  public let schedule: Schedule
  /// That the measure enters into force; nil where it is taken as certain.
  public let probability: Quantity?
  /// The part of the draft's cost that stays in the adopted text; nil for all of it.
  public let adoptedPart: Quantity?
  public let correlations: [RankCorrelation]
  public let sampling: Sampling
  /// Figures of a report that the results are set beside.
  public let reported: [ReportedFigure]
  /// What the user should know beside the numbers.
  public let notes: [LocalizedText]
  /// The scenario file.
  public let path: String

  /// Every number with its source, in the order of the file format.
  public var quantities: [Quantity] {
    exposure.quantities + [models, shipments].compactMap(\.self) + costs.flatMap(\.quantities) + response.quantities
      + schedule.quantities + [probability, adoptedPart].compactMap(\.self)
  }

  /// ISO code of the currency that amounts are computed in.
  public var currency: String { unit.base }

  /// Yuan in one of the currency; the file has a rate where it is needed.
  public var yuan: Double { rates.yuan(of: currency) ?? .nan }

  /// A path of the file, relative to it.
  public func path(of file: String) -> String { RelativePath.resolve(file, besides: path) }

  /// Every file that the scenario reads beside itself and its study.
  public var inputs: [String] {
    var files: [String] = []
    for file in exposure.markets.compactMap(\.tradeFile) + (tradeResponse?.inputs ?? []) + (knockOn?.inputs ?? [])
    where !files.contains(file) { files.append(file) }
    return files
  }
}
