import Documents
import Reporting
import ScenarioReports
import Testing
import TradeImpact

/// Chinese texts without words of English, English ones without Chinese characters.
@Suite struct LanguagesTests {
  /// Everything that a reader sees of the network standby case.
  private func texts() throws -> [LocalizedText] {
    let report = try Samples.report.get()
    let page = report.report
    let tables = page.tables + report.figures.map(\.table)
    let figures = report.figures.flatMap { [$0.title, $0.caption] + $0.notes }
    let forms = page.forms.flatMap { form in
      [form.title] + form.introduction
        + form.parts.flatMap { part in
          [part.title] + part.fields.flatMap { [$0.label] + $0.answers.map(Self.text) }
        }
    }
    let findings = report.findings.compactMap { $0.sentence.map { LocalizedText(zh: $0.zh, en: $0.en) } }
    return [page.title] + [page.subtitle].compactMap(\.self) + page.summary + page.methods + tables.flatMap(Self.texts)
      + figures + forms + findings
  }

  private static func text(_ answer: FilledForm.Answer) -> LocalizedText {
    switch answer {
    case .text(let text), .item(let text), .blank(let text), .missing(let text): text
    }
  }

  private static func texts(_ table: ReportTable) -> [LocalizedText] {
    [table.title, table.rowLabel] + table.notes + table.footnotes.map(\.text) + table.rows.map(\.label)
      + table.columns.map(\.label) + table.cells.joined().compactMap(\.words)
  }

  @Test func englishTextsHaveNoChineseCharacter() throws {
    for text in try texts() {
      #expect(
        !text.en.unicodeScalars.contains {
          (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value)
        }, "\(text.en)")
    }
  }

  /// Names, symbols and references stay as they are everywhere.
  private static let names = [
    "G/TBT/N/EU/86", "IEC", "PERT", "Sobol", "Saltelli", "Jansen", "ErP", "EC", "HS", "TBT", "sampling", "draws",
  ]

  @Test func chineseTextsHaveNoEnglishWord() throws {
    for text in try texts() {
      let rest = Self.names.reduce(text.zh) { $0.replacing($1, with: "") }
      #expect(!rest.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }, "\(text.zh)")
    }
  }

  @Test func noTextIsARawKey() throws {
    for text in try texts() { #expect(!text.zh.contains("_") && !text.en.contains("_"), "\(text.en)") }
  }
}
