import Regression

/// A generalised linear model, by the names of columns.
public struct ModelRequest: Sendable, Hashable {
  public enum Variable: Sendable, Hashable {
    case numeric(String)
    /// `levels` nil: those of the data, sorted; `reference` nil: the first.
    case factor(String, levels: [String]?, reference: String?)

    public var column: String {
      switch self {
      case .numeric(let name), .factor(let name, _, _): name
      }
    }
  }
  /// A test that the coefficients of some terms are all zero.
  public struct TermTest: Sendable, Hashable {
    public let name: String
    /// Names of terms: `ell`, `stype`, `ell:sch.wide`.
    public let terms: [String]

    public init(name: String, terms: [String]) {
      self.name = name
      self.terms = terms
    }
  }

  public var outcome: String
  /// Each a variable or a product of several.
  public var terms: [[Variable]]
  public var hasIntercept: Bool
  public var family: ModelFamily
  /// nil: the family's canonical link.
  public var link: ModelLink?
  public var offset: String?
  public var waldTests: [TermTest]
  public var likelihoodRatioTests: [TermTest]

  public init(
    outcome: String, terms: [[Variable]], hasIntercept: Bool = true, family: ModelFamily, link: ModelLink? = nil,
    offset: String? = nil, waldTests: [TermTest] = [], likelihoodRatioTests: [TermTest] = []
  ) {
    self.outcome = outcome
    self.terms = terms
    self.hasIntercept = hasIntercept
    self.family = family
    self.link = link
    self.offset = offset
    self.waldTests = waldTests
    self.likelihoodRatioTests = likelihoodRatioTests
  }

  var measures: [Measure] {
    let variables = terms.flatMap { $0 }.map { variable -> Measure in
      switch variable {
      case .numeric(let name): .number(name)
      case .factor(let name, _, _): .category(name)
      }
    }
    return [.number(outcome)] + (offset.map { [.number($0)] } ?? []) + variables
  }
}

/// Coefficients of a model with tests of single ones and of terms.
public struct ModelEstimates: Sendable, Hashable {
  /// Coefficients, intervals with `residualFreedom`.
  public let coefficients: Estimates
  /// Design degrees of freedom + 1 - p.
  public let residualFreedom: Double
  /// β / se.
  public let tStatistics: [Double?]
  public let pValues: [Double?]
  public let dispersion: Double
  public let waldTests: [(name: String, test: WaldTest)]
  public let likelihoodRatioTests: [(name: String, test: LikelihoodRatioTest)]

  public static func == (a: ModelEstimates, b: ModelEstimates) -> Bool {
    a.coefficients == b.coefficients && a.residualFreedom == b.residualFreedom && a.dispersion == b.dispersion
      && a.tStatistics == b.tStatistics && a.pValues == b.pValues
      && a.waldTests.map(\.test) == b.waldTests.map(\.test)
      && a.likelihoodRatioTests.map(\.test) == b.likelihoodRatioTests.map(\.test)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(coefficients)
    hasher.combine(dispersion)
  }
}

/// A test of groups, by the names of columns.
public struct ComparisonRequest: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Of means.
    case mean
    /// Of ranks.
    case rank(RankScore)
  }
  public var kind: Kind
  public var variable: String
  /// nil: the mean of all against 0.
  public var group: String?
  /// The first is subtracted; nil: all that have rows, sorted.
  public var levels: [String]?

  public init(_ kind: Kind, variable: String, group: String?, levels: [String]? = nil) {
    self.kind = kind
    self.variable = variable
    self.group = group
    self.levels = levels
  }
}

/// The result of a design-based test.
public struct TestResult: Sendable, Hashable {
  public let statistic: Double
  /// Of a t statistic one; of an F statistic numerator and denominator; of a chi-squared statistic one.
  public let degreesOfFreedom: [Double]
  public let pValue: Double
  /// What is tested, with its interval; nil for tests of more than two groups and of tables.
  public let estimate: Double?
  public let lower: Double?
  public let upper: Double?
  public let findings: [Finding]
}
