import Documents
import Microdata
import Reporting
import Sampling
import TradeImpact

/// A study: which survey files of which years, under which design, with which methods, into which tables.
///
/// It is what a study file decodes to; the article "Study files" lists the keys.
public struct Study: Sendable {
  /// The files of one year, relative to the study file.
  public struct Year: Sendable, Hashable {
    public let year: Int
    public let sample: String
    /// Firms of the population by stratum; nil where the study has none.
    public let frame: String?
    /// Known exports of the population; nil where the study has none.
    public let totals: String?
    /// How the sample names its columns.
    public let naming: SurveyColumns
    /// How the sample is written.
    public let encoding: TextEncoding
  }
  /// What the report says of firms that its numbers rest on.
  public struct Influence: Sendable, Hashable {
    /// A firm that makes more than this part of a cell is a finding.
    public let dominance: Double
    /// How many of the largest contributors are listed for a cell.
    public let listed: Int
  }
  /// Intervals of amounts that are chosen from the data; other numbers keep t intervals.
  public struct Intervals: Sendable, Hashable {
    /// Of the bootstrap and of simulated populations.
    public let replicates: Int
  }
  /// The estimates that stand beside expansion as the recommended ones.
  public struct Recommendation: Sendable, Hashable {
    public enum Estimator: String, Sendable, Hashable, CaseIterable {
      /// Weights stay above zero (raking distance).
      case calibration
      /// The generalised regression estimator (linear distance).
      case greg
      /// Total exports alone, residual variances proportional to exports.
      case combinedRatio = "combined-ratio"
      /// Exports of every level of one factor.
      case separateRatio = "separate-ratio"

      var isRatio: Bool { self == .combinedRatio || self == .separateRatio }
    }
    public let estimator: Estimator
    /// Factors whose levels' numbers of firms weights add up to.
    public let counts: [String]
    /// Factors whose levels' exports weights add up to.
    public let exports: [String]
    public let winsorises: Bool
    /// Of the bootstrap that repeats the weighting in each; nil: linearised residuals.
    public let replicates: Int?

    var factors: [String] { counts + exports.filter { !counts.contains($0) } }
  }
  /// How amounts that firms left blank are filled in.
  public struct ItemImputation: Sendable, Hashable {
    public enum Method: String, Sendable, Hashable, CaseIterable {
      /// The class's amount a unit of exports, times the firm's exports.
      case ratio
      /// The amount of the firm of the class that is nearest in exports.
      case nearest
      /// The class's mean.
      case mean
    }
    public let method: Method
    /// Factors whose combinations are the classes.
    public let classes: [String]
    /// The size that ratios and distances are of: `frame_exports` or `exports`.
    public let auxiliary: String
  }
  /// How the amounts are estimated where firms that were drawn did not answer.
  public struct Nonresponse: Sendable, Hashable {
    /// Factors within whose combinations answers stand for the firms that gave none; none: not so estimated.
    public let classes: [String]
    /// Factors of a logistic model of answering; none: not so estimated.
    public let propensity: [String]

    var factors: [String] { classes + propensity.filter { !classes.contains($0) } }
  }
  /// What of thin cells is flagged.
  public struct SmallDomains: Sendable, Hashable {
    /// The largest relative error of a cell that may be used.
    public let largestError: Double
    /// The fewest firms with a loss of a cell that may be used.
    public let contributors: Int
  }
  /// The sub-region that the study scales a region's estimates to.
  public struct Scaling: Sendable, Hashable {
    public let region: String
    public let parent: String
    /// What the region is called; nil: its code.
    public let label: LocalizedText?
    /// Whether all methods stand side by side, with the error between regions; otherwise the share of exports alone.
    public let comparesMethods: Bool
    /// The relative standard error of the region's share of exports in the register; nil: from the file of totals.
    public let registerError: Double?
  }

  public let name: String
  public let title: LocalizedText
  /// The data are made, not collected: every table, page and file says so.
  public let isSynthetic: Bool
  public let years: [Year]
  public let classifications: Classifications
  public let design: DesignColumns
  /// How losses in a mistaken unit are corrected; nil leaves them.
  public let unitErrors: UnitErrorRule?
  /// From how many deviations on a firm's loss rate is listed as outlying; nil lists none.
  public let outlyingRate: Double?
  /// Made for every year.
  public let tables: [TableDefinition]
  /// Made once, over the years or from published facts.
  public let studyTables: [TableDefinition]
  /// Whether every year has a table of the quality of its main numbers.
  public let hasQuality: Bool
  public let figures: FigureSelection
  /// nil: not asked.
  public let influence: Influence?
  /// nil: t intervals everywhere.
  public let intervals: Intervals?
  public let scaling: Scaling?
  /// Whether losses by cause stand under every way of counting several causes.
  public let countsCauses: Bool
  /// nil: a blank amount leaves its cells undefined.
  public let imputation: ItemImputation?
  /// nil: not asked.
  public let nonresponse: Nonresponse?
  /// nil: expansion alone.
  public let recommendation: Recommendation?
  /// nil: not asked.
  public let smallDomains: SmallDomains?
  /// nil: every number is published as it is.
  public let release: Release?
  /// The folder of published figures, relative to the study file.
  public let published: String?
  public let languages: [Language]
  public let outputs: Set<Output>
  /// Of random methods; recorded in the manifest.
  public let seed: Int
  /// Coverage of the intervals.
  public let level: Double
  /// The file and the folder that paths are relative to.
  public let path: String

  /// Raw values are the words of the study file.
  public enum Output: String, Sendable, Hashable, CaseIterable {
    case csv
    case json
    case markdown
    case html
    case xlsx
    case docx
    case pdf
    /// The specification of every figure.
    case vegaLite = "vega-lite"
    /// Drawings of every figure.
    case svg
    case png

    /// Those of a study that names none: what needs no program beside this one.
    public static let usual: Set<Output> = [.csv, .json, .markdown, .html, .xlsx, .vegaLite]
  }

  /// The path of a file that the study names.
  public func path(of file: String) -> String { RelativePath.resolve(file, besides: path) }
}
