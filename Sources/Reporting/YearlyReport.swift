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

  public let title: LocalizedText
  public let subtitle: LocalizedText?
  /// Sentences that answer the question before any table does.
  public let summary: [LocalizedText]
  public let tables: [ReportTable]
  /// Paragraphs.
  public let methods: [LocalizedText]
  public let findings: [Finding]
  public let provenance: [Fact]

  public init(
    title: LocalizedText, subtitle: LocalizedText? = nil, summary: [LocalizedText] = [], tables: [ReportTable],
    methods: [LocalizedText] = [], findings: [Finding] = [], provenance: [Fact] = []
  ) {
    (self.title, self.subtitle, self.summary, self.tables) = (title, subtitle, summary, tables)
    (self.methods, self.findings, self.provenance) = (methods, findings, provenance)
  }

  /// Whether any of the estimates come from synthetic data.
  public var isSynthetic: Bool { tables.contains(where: \.isSynthetic) }
}
