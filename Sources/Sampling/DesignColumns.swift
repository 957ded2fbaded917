/// A sampling design by the names of the columns that hold it, for data read from a file.
///
/// Stage s draws `units[s]` within `strata[s]` (where named) of the unit of the stage before. Without `units` every row is
/// a first-stage unit of its own.
public struct DesignColumns: Sendable, Hashable {
  /// A column of a finite population correction, and what its numbers are.
  public struct Correction: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case populationSizes
      case samplingFractions
      /// Fractions where no value of the column exceeds 1, else sizes: the rule of the request format.
      case fractionsUpToOne
      /// π_i of units drawn with unequal probabilities; they differ within a stratum.
      case inclusionProbabilities
    }
    public let column: String
    public let kind: Kind

    public init(column: String, kind: Kind) {
      self.column = column
      self.kind = kind
    }
  }

  /// Sampling units, first stage first; empty where every row is a unit.
  public var units: [String]
  /// Strata, first stage first; may be shorter than `units`.
  public var strata: [String]
  /// The design weight, d_k = 1/π_k; without it weights follow from the corrections.
  public var weights: String?
  /// Population sizes or sampling fractions, first stage first.
  public var corrections: [Correction]
  /// Unit names restart in each stratum, so that unit 1 of stratum A is not unit 1 of stratum B.
  public var nested: Bool
  public var singletons: SingletonRule
  /// Whether strata that keep one unit inside a domain count as singletons too.
  public var adjustsSingletonsInDomains: Bool

  public init(
    units: [String] = [], strata: [String] = [], weights: String? = nil, corrections: [Correction] = [],
    nested: Bool = false, singletons: SingletonRule = .fail, adjustsSingletonsInDomains: Bool = false
  ) throws(DesignError) {
    self.units = units
    self.strata = strata
    self.weights = weights
    self.corrections = corrections
    self.nested = nested
    self.singletons = singletons
    self.adjustsSingletonsInDomains = adjustsSingletonsInDomains
    guard weights == nil else { return }
    guard !corrections.isEmpty else { throw .noWeights }
    guard corrections.count >= units.count else {
      throw .tooFewCorrections(stages: units.count, corrections: corrections.count)
    }
  }

  /// A design of nothing but weights: rows are units of one stratum, drawn with replacement.
  public static func weighted(by column: String) -> DesignColumns {
    var design = unweighted
    design.weights = column
    return design
  }

  /// Rows that stand for themselves alone: a first phase that is the population.
  public static let unweighted = DesignColumns()

  private init() {
    (units, strata, weights, corrections) = ([], [], nil, [])
    (nested, singletons, adjustsSingletonsInDomains) = (false, .fail, false)
  }

  /// The number of stages that sampling error is traced through: a stage drawn with replacement is the last that counts.
  public var stageCount: Int {
    min(max(units.count, 1), corrections.count + 1)
  }
}
