import Reporting
import TradeImpact

extension Study {
  /// What a reader needs to find the run that made a report.
  ///
  /// Files and their digests are in the manifest, so that the report is the same wherever its data lie.
  var provenance: [YearlyReport.Fact] {
    [
      YearlyReport.Fact(
        label: LocalizedText(zh: "程序", en: "Program"), value: "\(Program.name) \(Program.version)"),
      YearlyReport.Fact(label: LocalizedText(zh: "研究", en: "Study"), value: name),
      YearlyReport.Fact(label: LocalizedText(zh: "随机种子", en: "Seed"), value: String(seed)),
      YearlyReport.Fact(
        label: LocalizedText(zh: "输入文件、方法与 SHA-256", en: "Inputs, methods, SHA-256"), value: "manifest.json"),
    ]
  }
}
