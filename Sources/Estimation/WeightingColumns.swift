/// One step of weighting, by the names of columns.
public enum WeightingColumns: Sendable, Hashable {
  case poststratify(Margin)
  case rake([Margin], Stopping)
  case calibrate(CalibrationColumns)
  /// Weights above or below the bounds are set to them, and the difference is spread over the others.
  case trim(lower: Double?, upper: Double?, strict: Bool)
  /// The weights of those who do not respond go to those who do, within classes.
  case nonresponse(response: String, classes: [String])
  /// Weights of respondents over their estimated propensity to respond.
  case propensity(response: String, terms: [CalibrationColumns.Term])

  /// Known population counts by the levels of one factor, or of several crossed.
  public struct Margin: Sendable, Hashable {
    public struct Count: Sendable, Hashable {
      /// One level a factor.
      public let levels: [String]
      public let count: Double

      public init(levels: [String], count: Double) {
        self.levels = levels
        self.count = count
      }
    }
    public let factors: [String]
    public let counts: [Count]

    public init(factors: [String], counts: [Count]) {
      self.factors = factors
      self.counts = counts
    }
  }

  /// When an iteration ends.
  public struct Stopping: Sendable, Hashable {
    /// Relative error of the totals; nil: as far as rounding allows.
    public var tolerance: Double?
    public var maximumIterations: Int?

    public init(tolerance: Double? = nil, maximumIterations: Int? = nil) {
      self.tolerance = tolerance
      self.maximumIterations = maximumIterations
    }
  }
}

/// Calibration to known totals, by the names of columns.
public struct CalibrationColumns: Sendable, Hashable {
  public enum Distance: String, Sendable, Hashable, CaseIterable {
    case linear, raking, logit
  }
  public struct Term: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case intercept
      case numeric(String)
      case indicator(String, level: String)
    }
    public let name: String
    public let kind: Kind
    public let total: Double
    /// The term is zero outside.
    public let domain: [DomainCondition]

    public init(name: String, kind: Kind, total: Double, domain: [DomainCondition] = []) {
      self.name = name
      self.kind = kind
      self.total = total
      self.domain = domain
    }
  }
  public enum Bounds: Sendable, Hashable {
    case common(lower: Double, upper: Double)
    /// Columns that hold each row's own.
    case columns(lower: String, upper: String)
  }

  public var distance: Distance
  public var terms: [Term]
  public var bounds: Bounds?
  /// The column proportional to the residual variance.
  public var variance: String?
  /// The stage, from 1, within whose units g is equal.
  public var aggregateStage: Int?
  /// Totals by first-stage unit, in the order of the terms.
  public var clusterTotals: [ClusterTotals]?
  public var stopping: WeightingColumns.Stopping

  public struct ClusterTotals: Sendable, Hashable {
    public let unit: String
    public let totals: [Double]

    public init(unit: String, totals: [Double]) {
      self.unit = unit
      self.totals = totals
    }
  }

  public init(
    distance: Distance, terms: [Term], bounds: Bounds? = nil, variance: String? = nil, aggregateStage: Int? = nil,
    clusterTotals: [ClusterTotals]? = nil, stopping: WeightingColumns.Stopping = .init()
  ) {
    self.distance = distance
    self.terms = terms
    self.bounds = bounds
    self.variance = variance
    self.aggregateStage = aggregateStage
    self.clusterTotals = clusterTotals
    self.stopping = stopping
  }
}
