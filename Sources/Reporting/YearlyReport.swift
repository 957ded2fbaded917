import Estimation
import TradeImpact

/// Everything that the page of a yearly report shows.
public struct YearlyReport: Sendable {
  /// A line of the provenance: what, and its value.
  public struct Fact: Sendable, Hashable {
    public let label: LocalizedText
    public let value: String

    public init(label: LocalizedText, value: String) {
      self.label = label
      self.value = value
    }
  }

  /// A code, and what people call it.
  public struct Name: Sendable, Hashable {
    public let code: String
    public let label: LocalizedText

    public init(code: String, label: LocalizedText) {
      self.code = code
      self.label = label
    }
  }

  public let title: LocalizedText
  public let subtitle: LocalizedText?
  /// Sentences that answer the question before any table does.
  public let summary: [LocalizedText]
  public let tables: [ReportTable]
  public let figures: [ReportFigure]
  public let missingFigures: [MissingFigure]
  /// Filled forms that stand after the tables.
  public let forms: [FilledForm]
  /// Paragraphs.
  public let methods: [LocalizedText]
  public let findings: [Finding]
  /// What people call the codes that findings name.
  public let names: [Name]
  public let provenance: [Fact]

  public init(
    title: LocalizedText, subtitle: LocalizedText? = nil, summary: [LocalizedText] = [], tables: [ReportTable],
    figures: [ReportFigure] = [], missingFigures: [MissingFigure] = [], forms: [FilledForm] = [],
    methods: [LocalizedText] = [],
    findings: [Finding] = [], names: [Name] = [], provenance: [Fact] = []
  ) {
    (self.title, self.subtitle, self.summary, self.tables) = (title, subtitle, summary, tables)
    (self.figures, self.missingFigures, self.names) = (figures, missingFigures, names)
    self.forms = forms
    (self.methods, self.findings, self.provenance) = (methods, findings, provenance)
  }

  /// The same report with figures.
  public func with(figures: [ReportFigure], missing: [MissingFigure]) -> YearlyReport {
    YearlyReport(
      title: title, subtitle: subtitle, summary: summary, tables: tables, figures: figures, missingFigures: missing,
      forms: forms, methods: methods, findings: findings, names: names, provenance: provenance)
  }

  /// Whether any of the estimates come from synthetic data.
  public var isSynthetic: Bool { tables.contains(where: \.isSynthetic) }
}
