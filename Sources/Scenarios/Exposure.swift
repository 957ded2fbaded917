import Documents
import TradeImpact

/// Which exports and firms a measure meets.
///
/// Amounts are given, or sums of a trade file. Firms are counted, or are those of a survey, which then stand for all; with both, the
/// survey's firms are weighted so that they add up to the exports and the firms that are given.
public struct Exposure: Sendable {
  /// A total that the exposed exports are a part of.
  public struct Reference: Sendable, Hashable {
    public let label: LocalizedText
    /// In the currency of the scenario.
    public let amount: Double
    public let source: LocalizedText
  }

  /// Exports to one market, and what they are called in tables.
  public struct Market: Sendable {
    public let code: String
    /// A year, in the currency of the scenario when converted.
    public let exports: Quantity
    /// The file that they are summed from; nil where they are given.
    public let tradeFile: String?
  }

  /// The year of the exports.
  public let year: Int
  /// One a market, in the order of the file; empty where the survey's own exports are taken.
  public let markets: [Market]
  /// Of the survey's exports those that the measure meets; nil where amounts are given.
  public let shareOfExports: Quantity?
  /// How many firms export the products to the markets; nil where the survey's are counted, or nobody asks.
  public let firms: Quantity?
  public let references: [Reference]
  public let survey: SurveySource?

  public var quantities: [Quantity] { markets.map(\.exports) + [shareOfExports, firms].compactMap(\.self) }
}

/// The survey whose firms stand for those that the measure meets.
public struct SurveySource: Sendable, Hashable {
  /// The path of the study file, relative to the scenario file.
  public let study: String
  public let year: Int
  /// Codes of sectors; empty for all.
  public let sectors: [String]
  /// nil for all.
  public let region: String?
  /// The city that the region's firms are weighted to.
  public let city: String?
  /// Replicates of the sampling error.
  public let replicates: Int
}
