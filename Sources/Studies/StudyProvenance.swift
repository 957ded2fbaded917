import Reporting
import TradeImpact

extension Study {
  /// What a reader needs to repeat a report: program, study, files, seed.
  ///
  /// Files stand as the study names them, so the report is the same wherever it is made; their digests are in the manifest.
  func provenance(of years: [Year]) -> [YearlyReport.Fact] {
    let program = YearlyReport.Fact(
      label: LocalizedText(zh: "程序", en: "Program"), value: "\(Program.name) \(Program.version)")
    let study = YearlyReport.Fact(label: LocalizedText(zh: "研究", en: "Study"), value: name)
    let seed = YearlyReport.Fact(label: LocalizedText(zh: "随机种子", en: "Seed"), value: String(seed))
    let digests = YearlyReport.Fact(
      label: LocalizedText(zh: "输入与输出文件的 SHA-256", en: "SHA-256 of inputs and outputs"), value: "manifest.json")
    return [program, study] + years.map(files) + [seed, digests]
  }

  private func files(_ year: Year) -> YearlyReport.Fact {
    YearlyReport.Fact(
      label: LocalizedText(zh: "\(year.year)年数据", en: "Data of \(year.year)"),
      value: [year.sample, year.frame, year.totals].compactMap(\.self).joined(separator: ", "))
  }
}
