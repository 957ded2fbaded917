import TestSupport
import Testing

/// Tables of a study over its years, by the command.
@Suite struct StudyTablesTests {
  private static let study = SmallStudy.study.replacing("weights: weight, ", with: "")
    .replacing("\n  2019: {sample: survey.csv}", with: "\n  2018: {sample: earlier.csv}\n  2019: {sample: survey.csv}")
    .replacing("\"2-1\", \"2-2\", \"2-3\"", with: "\"2-2\", own.yml, years.yml")

  private static let own = """
    id: own
    title: {zh: "{year}年各地区", en: "Regions, {year}"}
    row_label: {zh: 地区, en: Region}
    over: years
    rows: sector
    total: {label: {zh: 合计, en: Total}}
    columns:
      - {id: loss, measure: amount, of: direct_loss, unit: 万元, decimals: 0}
      - {id: pooled, measure: amount, of: direct_loss, over: study, unit: 万元, decimals: 0}
      - {id: rate, measure: loss_rate, of: direct_loss, over: study, unit: percent, decimals: 2}
      - {id: size, measure: amount, of: direct_loss, by: ownership, unit: 万元, decimals: 0}
    """

  private static let years = """
    id: own-years
    title: {zh: "{year}年", en: "{year}"}
    row_label: {zh: 年份, en: Year}
    rows: years
    columns:
      - {id: loss, measure: amount, of: direct_loss, unit: 万元, decimals: 0}
      - {id: guangdong, measure: amount, of: direct_loss, where: {region: guangdong}, unit: 万元, decimals: 0}
    """

  /// The numbers of a cell: value and standard error.
  private struct Cells {
    private let byPlace: [String: [Double?]]

    init(_ csv: String) {
      var cells: [String: [Double?]] = [:]
      for line in csv.split(separator: "\n").dropFirst() {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        cells["\(fields[1]) \(fields[2])"] = [Double(fields[5]), Double(fields[6])]
      }
      byPlace = cells
    }

    subscript(_ row: String, _ column: String) -> (value: Double, error: Double) {
      let found = byPlace["\(row) \(column)"]
      return (found?[0] ?? .nan, found?[1] ?? .nan)
    }
  }

  private func tables(earlier: [String]) throws -> (own: Cells, years: Cells, first: Cells) {
    let study = try SmallStudy(study: Self.study)
    study.folder.write("own.yml", Self.own)
    study.folder.write("years.yml", Self.years)
    study.folder.write("earlier.csv", SmallStudy.survey(earlier.map { $0.replacing(",2019,", with: ",2018,") }))
    let run = try study.report()
    #expect(run.exitCode == 0, "\(run.errors)")
    func cells(_ path: String) throws -> Cells {
      Cells(try String(decoding: Fixtures.bytes(study.output + "/" + path), as: UTF8.self))
    }
    return (try cells("tables/own.csv"), try cells("tables/own-years.csv"), try cells("2018/tables/2-2.csv"))
  }

  /// The same answers of the same firms in both years: their sum varies as twice one year's does.
  @Test func pooledYearsOfOneSampleVaryTogether() throws {
    let (own, years, _) = try tables(earlier: SmallStudy.rows)
    for row in ["all", "agri_food"] {
      let (one, both) = (own[row, "loss.2019"], own[row, "pooled"])
      #expect(abs(both.value - 2 * one.value) <= 1e-12 * both.value)
      #expect(abs(both.error - 2 * one.error) <= 1e-9 * both.error)
    }
    #expect(years["2018", "loss"].value == own["all", "loss.2018"].value)
    #expect(years["2019", "guangdong"].value > 0)
  }

  /// Other firms in the earlier year: the variances of two samples add.
  @Test func pooledYearsOfSeparateSamplesAdd() throws {
    let (own, _, _) = try tables(earlier: SmallStudy.rows.map { $0.replacing("F", with: "G") })
    let (first, second, both) = (own["all", "loss.2018"], own["all", "loss.2019"], own["all", "pooled"])
    #expect(abs(both.value - first.value - second.value) <= 1e-12 * both.value)
    let sum = (first.error * first.error + second.error * second.error).squareRoot()
    #expect(abs(both.error - sum) <= 1e-9 * sum)
  }

  @Test func crossedColumnsAddToTheirRow() throws {
    let (own, _, _) = try tables(earlier: SmallStudy.rows)
    for row in ["agri_food", "all"] {
      let parts = ["state_owned", "private", "foreign", "hk_mo_tw"].map { own[row, "size.\($0).2019"].value }
      let sum = parts.filter { !$0.isNaN }.reduce(0, +)
      #expect(abs(sum - own[row, "loss.2019"].value) <= 1e-9 * sum)
    }
  }

  /// A table of many thin cells is one finding a kind, on the page and in the file; the lists keep every cell.
  @Test func manyFindingsOfOneTableAreToldTogether() throws {
    let study = try SmallStudy(
      study: SmallStudy.study.replacing("weights: weight, ", with: "")
        .replacing("\"2-1\", \"2-2\", \"2-3\"", with: "\"2-1\", loss-by-region")
        + "\nintervals: {method: skewed, replicates: 99}\ninfluence: {dominance: 0.5, listed: 1}")
    let run = try study.report()
    #expect(run.exitCode == 0, "\(run.errors)")
    let findings = String(decoding: try Fixtures.bytes(study.output + "/findings.csv"), as: UTF8.self)
      .split(separator: "\n")
    for kind in ["tail_not_identified", "dominant_firm"] {
      let own = findings.filter { $0.hasPrefix("\(kind),loss-by-region") }
      #expect(own.count == 1 && own[0].hasPrefix("\(kind),loss-by-region,"), "\(own)")
    }
    let intervals = String(decoding: try Fixtures.bytes(study.output + "/intervals.csv"), as: UTF8.self)
    #expect(intervals.split(separator: "\n").count { $0.hasPrefix("loss-by-region,") } > 5)
    let page = String(decoding: try Fixtures.bytes(study.output + "/report.zh.html"), as: UTF8.self)
    #expect(!page.contains("<code>loss-by-region</code>"))
  }
}
