/// A synthetic, finite population of exporting firms, year after year, whose sums are the published figures.
///
/// ```swift
/// let specification = try PopulationSpecification(yaml: bytes, path: "datasets/china-2015-2019/population.yml")
/// let population = try Population(specification)
/// let firms = population.years[4].firms
/// ```
/// The same specification gives the same bytes on every machine: the draws are named by firm, year and purpose, the
/// functions are portable, the order of sums is fixed.
/// - Complexity: O(firms × years), and raking, which dominates.
public struct Population: Sendable {
  public let specification: PopulationSpecification
  public let years: [Year]
  /// Every published cell of tables 2-1 to 2-5 and of the amounts, with what the population has in its place.
  public let reconciliation: [ReconciledCell]

  /// All firms of one year.
  public struct Year: Sendable {
    public let year: Int
    /// In the order of their numbers.
    public let firms: [ExportingFirm]
    public let margins: YearMargins
  }

  /// - Throws: ``PopulationError`` where figures are missing or contradict each other, or no population meets them.
  public init(_ specification: PopulationSpecification) throws(PopulationError) {
    let published = try PublishedFigures(report: specification.report, series: specification.series)
    try self.init(specification, published: published)
  }

  init(_ specification: PopulationSpecification, published: PublishedFigures) throws(PopulationError) {
    let reconciliation = MarginReconciliation(specification: specification, published: published)
    let bounds = try published.sizeBounds()
    var panel = FirmPanel(specification, published)
    var years: [Year] = []
    for year in specification.years {
      let margins = try reconciliation.margins(year)
      try panel.advance(to: margins)
      years.append(try Year(panel.firms, margins, specification, bounds))
    }
    self.specification = specification
    self.years = years
    self.reconciliation = try ReconciledCell.all(years, specification, published)
  }
}

extension Population.Year {
  init(
    _ panel: [PanelFirm], _ margins: YearMargins, _ specification: PopulationSpecification, _ bounds: [[Double]]
  ) throws(PopulationError) {
    let streams = Streams(seed: specification.seed)
    var firms = panel.map { ExportingFirm($0, specification.firms.places) }
    try RegisterExports(margins: margins, assumptions: specification.exports, bounds: bounds, streams: streams)
      .assign(&firms, panel)
    let (impact, dynamics) = (specification.impact, specification.panel)
    try DirectLosses(margins: margins, assumptions: impact, panel: dynamics, streams: streams).assign(&firms)
    try AddedCosts(margins: margins, assumptions: impact, panel: dynamics, streams: streams).assign(&firms)
    (year, self.firms, self.margins) = (margins.year, firms, margins)
  }
}
