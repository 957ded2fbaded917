import Estimation
import Figures
import Reporting
import Scenarios
import Studies
import TradeImpact

/// What is written of a scenario: tables, figures, an evidence sheet, and the page that holds them.
///
/// ```swift
/// let report = try ScenarioReport(of: Scenario(contentsOf: "eu-network-standby.yml"), threads: 2)
/// ```
public struct ScenarioReport: Sendable {
  public let result: ScenarioResult
  /// Without figures, which the writer of the page adds.
  public let report: YearlyReport
  public let figures: [any SpecifiedFigure]
  public let findings: [Finding]
  /// The fields of a comment or a trade concern, filled as far as the scenario knows them.
  public let evidence: FilledForm
  /// Every file that went into it, the scenario file first.
  public let inputs: [String]
  /// Names of the methods used, for the manifest.
  public let methods: [Manifest.Method]

  /// - Parameter threads: Changes the time and no byte.
  /// - Throws: `ScenarioError`.
  public init(of scenario: Scenario, threads: Int) throws(ScenarioError) {
    let study = try scenario.study()
    let firms = try scenario.firms(of: study, threads: threads)
    self.init(try ScenarioResult(of: scenario, firms: firms, threads: threads), study: study)
  }

  /// - Parameter study: That of the survey whose firms the result is computed on; nil without one.
  public init(_ result: ScenarioResult, study: Study?) {
    let tables = ScenarioTables(result: result, isSynthetic: study?.isSynthetic ?? false)
    let words = ScenarioWords(tables)
    self.result = result
    figures = ScenarioFigures(tables).all
    findings = ScenarioFindings(tables).all
    evidence = EvidenceSheet(tables, words).form
    inputs = [result.scenario.path] + Self.inputs(result.scenario, study) + result.scenario.inputs
    methods = Self.methods(result)
    report = YearlyReport(
      title: result.scenario.title, subtitle: words.subtitle, summary: words.summary, tables: tables.all,
      forms: [evidence], methods: words.methods, findings: findings, names: words.names, provenance: words.provenance)
  }

  private static func inputs(_ scenario: Scenario, _ study: Study?) -> [String] {
    guard let study, let survey = scenario.exposure.survey,
      let year = study.years.first(where: { $0.year == survey.year })
    else { return [] }
    return [study.path] + study.files(of: year)
  }

  private static func methods(_ result: ScenarioResult) -> [Manifest.Method] {
    let sampling = result.scenario.sampling
    let replicates = result.replicates > 0 ? "rescaled bootstrap, \(result.replicates) replicates" : "no survey"
    return [
      .init(step: "draws", name: "\(sampling.draws) points of scrambled Sobol' sequences in 16 independent scrambles"),
      .init(step: "sampling_error", name: replicates),
      .init(
        step: "sensitivity", name: "tornado; Sobol' indices (Saltelli 2010, Jansen 1999), n = \(sampling.sobolPoints)"),
    ]
  }
}
