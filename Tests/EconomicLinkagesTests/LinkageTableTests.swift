import EconomicLinkages
import LinearAlgebra
import Reporting
import TestSupport
import Testing
import TradeImpact

private func label(_ code: String) -> LocalizedText { LocalizedText(zh: code, en: code) }

@Suite struct LinkageTableTests {
  @Test func multipliersAreARowATradeSector() throws {
    let multipliers = try Example.knockOn().multipliers(for: ["machinery", "agri_food"])
    let table = multipliers.reportTable(isSynthetic: true) { Classifications.bundled.sector[$0]!.label }
    #expect(table.rows.map(\.label.zh) == ["机电仪器", "农食产品"])
    #expect(table.columns.map(\.code) == ["output", "value_added", "imports", "other_regions", "jobs"])
    // Persons a 亿元, as 2.68e-6 a yuan.
    #expect(table.cells[0][4].value?.isClose(to: multipliers[.jobs]![0] * 1e8) == true)
    #expect(MarkdownTableRenderer(.zh).text(table).contains("| 机电仪器 | 2.320 | 0.818 | 0.182 | 0.000 | 268 |"))
  }

  @Test func effectsShowTheirErrors() throws {
    let multipliers = try Example.knockOn().multipliers(for: ["machinery"])
    let effect = multipliers.effect(ofLostExports: [1e10], covariance: Matrix([[4e18]]))
    let table = effect.reportTable(isSynthetic: false)
    #expect(MarkdownTableRenderer(.en).text(table).contains("Value added (CNY 100 million) | 81.82 | 16.36"))
    let sectors = effect.sectorTable(isSynthetic: false)
    #expect(sectors.rows.map(\.label.zh).last == "服务")
    let sum = sectors.cells.reduce(0) { $0 + $1[0].value! }
    #expect(sum.isClose(to: effect[.output]))
  }

  @Test func flowsShowWhatTheirModelHas() throws {
    let flow = ExportFlow(sector: "textile_footwear", market: "EU", exports: 1e11, costRise: 0.02)
    func codes(_ file: String) throws -> [String] {
      try Example.response(file).outcome(of: [flow]).flowTable(isSynthetic: true, sector: label, market: label)
        .columns.map(\.code)
    }
    let common = ["exports", "cost_rise", "lost_exports", "compliance_cost"]
    #expect(try codes("constant-elasticity.yml") == common + ["absorbed_cost"])
    #expect(try codes("smart.yml") == common + ["creation", "diversion"])
    #expect(try codes("gsim.yml") == common + ["exporter_price", "buyer_price"])
    let smart = try Example.response("smart.yml").outcome(of: [flow])
    #expect(smart.regionTable(isSynthetic: true, sector: label, region: label) == nil)
    let gsim = try Example.response("gsim.yml").outcome(of: [flow])
    let regions = try #require(gsim.regionTable(isSynthetic: true, sector: label, region: label))
    #expect(regions.rows.count == 5 && regions.rows[0].keys == ["textile_footwear", "CN"])
    #expect(regions.cells[0][3].value == gsim.regions[0].welfare.net)
  }
}
