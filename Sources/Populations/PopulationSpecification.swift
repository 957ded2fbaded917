import Documents

/// What a population is made from: the published figures, what is set aside of them, and every assumption.
///
/// Published numbers are not repeated here: the specification names the folders that hold them. Everything else is an
/// assumption with a name, a value and a reason.
public struct PopulationSpecification: Sendable {
  public let path: String
  public let name: String
  public let seed: UInt64
  public let years: [Int]
  /// Folders of the published figures, relative to the specification.
  public let report: String
  public let series: String
  public let setAside: [SetAside]
  public let firms: FirmAssumptions
  public let panel: PanelAssumptions
  public let exports: ExportAssumptions
  public let impact: ImpactAssumptions
  public let survey: SurveyAssumptions
  /// All assumptions with their reasons, in the order in which they are read.
  public let assumptions: [NamedAssumption]

  /// A published cell that cannot hold together with the others, or a whole column of a year (`level` is `nil`).
  public struct SetAside: Sendable, Hashable {
    public let table: String
    public let year: Int
    public let level: String?
    /// What takes its place.
    public let substitute: Substitute
    public let reason: String

    public enum Substitute: String, Sendable, CaseIterable {
      /// Another table that describes the same firms.
      case otherTable = "other_table"
      /// The column times (the total to use) / (the total that the column prints).
      case scaledToTotal = "scaled_to_total"
    }
  }
}

/// A province, or one city of it, with its part of the firms.
public struct Place: Sendable, Hashable {
  public let region: String
  public let city: String
  /// First layer of the survey's design.
  public let group: String
  let weight: Double
}

/// How many firms, and of what kind.
public struct FirmAssumptions: Sendable {
  /// Firms by year, in the order of the years.
  let counts: [Int]
  let agriculturalShare: Double
  let industrialSectorShare: [Double]
  /// By size class 0 to 7.
  let sizeShare: [Double]
  let largestClassTilt: [Double]
  let ownershipShare: [Double]
  let businessShare: [Double]
  /// Rows are ownerships, columns size classes 0 to 3.
  let ownershipBySize: [[Double]]
  /// Rows are business types, columns ownerships.
  let businessByOwnership: [[Double]]
  /// For a table and a year without print, the year whose shares are taken, scaled to the total.
  let unpublishedLike: [String: [Int: Int]]
  let places: [Place]
  /// By group of regions or by city: how common each sector is.
  let specialization: [String: [Double]]
  /// Weight of HS chapters 1 to 97 at places 1 to 97.
  let chapterWeights: [Double]
  /// Region and number of firms of HS chapters 98 and 99.
  let unclassified: [(region: String, count: Int)]
}

/// How firms come, go and change from year to year.
public struct PanelAssumptions: Sendable {
  let exitRate: Double
  let entryRate: Double
  let exitOdds: [Double]
  let exportPersistence: Double
  let entrantSize: Double
  let affectedPersistence: Double
  let lossPersistence: Double
  let regionEffect: Double
}

/// What firms export. Amounts in 万元, totals in 亿元.
public struct ExportAssumptions: Sendable {
  /// National exports of years for which the report implies none, 亿元.
  let national: [Int: Double]
  let sectorShare: [Double]
  /// By size class: median and log standard deviation; in the largest classes tail index and span.
  let law: [[Double]]
  let smallest: Double
  let answerNoise: [Double]
  let unclassified: [Double]
}

/// What measures cost the firms.
public struct ImpactAssumptions: Sendable {
  /// 亿元, of years for which the report gives no amount.
  let directLoss: [Int: Double]
  /// Weights that divide what the five-year added cost leaves after the years with an amount of their own.
  let addedCostWeight: [Int: Double]
  let directLossGivenAffected: Double
  let addedCostGivenAffected: Double
  let lossElasticity: Double
  let lossSpread: Double
  let costElasticity: Double
  let costSpread: Double
  let costLossCorrelation: Double
  let largestLoss: Double
  let largestCost: Double
  /// Percent of direct loss in the markets without published share, the last of which takes the rest.
  let otherMarketShare: [Double]
  let furtherMarket: Double
  let mainMarket: Double
  let causeFrequency: [Double]
  let causeWeight: [Double]
  let costKindFrequency: [Double]
  let costKindWeight: [Double]
  /// By sector.
  let quarantineFrequency: [Double]
}

/// How the questionnaire comes back.
public struct SurveyAssumptions: Sendable {
  let responsePropensity: [Double]
  /// Odds of answering of an affected firm against one that is not.
  public let affectedOdds: Double
  let outOfScope: Double
  let notFound: Double
  let unitError: Double
  /// How the answer file of a year is written, where not as usual.
  public let formats: [Int: AnswerFormat]
}
