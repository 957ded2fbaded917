import TradeImpact

/// One column of a table definition: an estimate, a published number, or the difference of two columns.
public struct ColumnDefinition: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case estimate(EstimateDefinition)
    /// Places to look in; the first that has the row and the year wins.
    case published([PublishedPlace])
    /// Column `of` less column `from`.
    case difference(of: String, from: String)
  }

  public let id: String
  /// nil: the renderer's word for the content.
  public let label: LocalizedText?
  public let content: Content
  /// nil: the column stands once.
  public let repetition: ColumnRepetition?
  public let period: ColumnPeriod
  public let unit: DisplayUnit?
  public let decimals: Int?
  public let companions: Set<Companion>

  public init(
    id: String, label: LocalizedText? = nil, content: Content, repetition: ColumnRepetition? = nil,
    period: ColumnPeriod = .own, unit: DisplayUnit? = nil, decimals: Int? = nil, companions: Set<Companion> = []
  ) {
    (self.id, self.label, self.content) = (id, label, content)
    (self.repetition, self.period) = (repetition, period)
    (self.unit, self.decimals, self.companions) = (unit, decimals, companions)
  }
}

/// What an estimate column asks for; nil where the row or the study decides.
public struct EstimateDefinition: Sendable, Hashable {
  /// A level of a factor to which the column is restricted.
  public struct Level: Sendable, Hashable {
    public let factor: String
    public let code: String

    public init(factor: String, code: String) {
      self.factor = factor
      self.code = code
    }
  }

  public let measure: TableMeasure?
  /// The variable a measure is of: `direct_loss`, `added_cost`, `exports`.
  public let variable: String?
  public let estimator: Estimator?
  public let domain: [Level]
  /// The level of another classification than that of the rows, where both cross.
  public let crossing: Level?
  /// The method that scales the result to a sub-region, `proportional`.
  public let scaling: String?

  public init(
    measure: TableMeasure? = nil, variable: String? = nil, estimator: Estimator? = nil, domain: [Level] = [],
    crossing: Level? = nil, scaling: String? = nil
  ) {
    (self.measure, self.variable, self.estimator) = (measure, variable, estimator)
    (self.domain, self.crossing, self.scaling) = (domain, crossing, scaling)
  }

  /// With what the row says in place of what the column leaves open.
  package func completed(by row: ListedRow) -> EstimateDefinition {
    EstimateDefinition(
      measure: measure ?? row.measure, variable: variable ?? row.variable, estimator: estimator, domain: domain,
      crossing: crossing, scaling: scaling)
  }

  /// Restricted to one more level.
  package func within(_ level: Level) -> EstimateDefinition {
    EstimateDefinition(
      measure: measure, variable: variable, estimator: estimator, domain: domain + [level], crossing: crossing,
      scaling: scaling)
  }

  func crossed(with level: Level) -> EstimateDefinition {
    EstimateDefinition(
      measure: measure, variable: variable, estimator: estimator, domain: domain, crossing: level, scaling: scaling)
  }

  func of(variable: String) -> EstimateDefinition {
    EstimateDefinition(
      measure: measure, variable: variable, estimator: estimator, domain: domain, crossing: crossing, scaling: scaling)
  }
}
