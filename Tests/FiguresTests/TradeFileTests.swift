import Figures
import TestSupport
import Testing

@Suite struct TradeFileTests {
  private static let header = "region,measure,partner,product,year,value,unit,source\n"

  private func read(_ lines: String) throws -> TradeStatistics {
    let folder = TemporaryFolder()
    return try TradeFile.read(folder.write("trade.csv", Self.header + lines))
  }

  private func message(_ lines: String) -> String {
    do {
      _ = try read(lines)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func amountsAreInTheBaseUnitRoundedOnce() throws {
    let read = try read("china,exports,,,2019,2499.03,USD_1e8,customs\n")
    let slice = TradeSlice(region: "china", year: 2019)
    #expect(read.given(.exports, slice) == TradeQuantity(value: 249_903_000_000, base: "USD"))
    #expect(!read.isSynthetic)
  }

  @Test func partnersAndProductsAreReadAndEmptyIsAll() throws {
    let read = try read(
      "china,imports,US,,2019,1,USD,x\nchina,imports,,hightech,2019,2,USD,x\n,notifications,US,,2019,3,count,x\n")
    #expect(read.given(.imports, TradeSlice(region: "china", partner: "US", year: 2019))?.value == 1)
    #expect(read.given(.imports, TradeSlice(region: "china", product: "hightech", year: 2019))?.value == 2)
    #expect(read.given(.notifications, TradeSlice(region: "", partner: "US", year: 2019))?.value == 3)
  }

  @Test func errorsNameLineValueAndWhatIsAllowed() {
    let good = "china,exports,,,2018,1,USD,x\n"
    #expect(
      message(good + "china,export,,,2019,1,USD,x\n").hasSuffix(
        "trade.csv:3: the measure is \"export\"; did you mean 'exports'? Allowed: exports, imports, gdp, notifications, research_outputs"
      ))
    #expect(
      message(good + "china,exports,,,2019,1,USD_1e9,x\n").contains(
        "trade.csv:3: the unit is \"USD_1e9\"; did you mean"))
    #expect(message(good + "china,exports,,,2019,\"1,000\",USD,x\n").contains("write a number without separators"))
    #expect(message(good + "china,exports,,,19a,1,USD,x\n").contains("the year is \"19a\"; write a year"))
    #expect(message(",notifications,US,,2019,3,USD,x\n").contains("Allowed: count"))
    #expect(message(good + good).contains("exports of china, 2018 is given twice; keep one of the two lines"))
  }

  @Test func theBundledExampleHasEveryFigureOfTrade() throws {
    let sources = FigureSources(
      tables: [], trade: try TradeFile.read(Fixtures.package + "/datasets/trade-example/trade.csv"))
    for id in ["2-1", "2-2", "2-3", "2-4", "2-5", "2-6", "2-11", "2-12", "2-15", "3-2", "3-3"] {
      let definition = try #require(FigureDefinition.bundled(id))
      guard case .drawn(let figure) = try definition.outcome(from: sources) else {
        Issue.record("figure \(id) is missing")
        continue
      }
      #expect(figure.series.allSatisfy { series in series.points.allSatisfy { $0 != nil } }, "\(id)")
      #expect(figure.isSynthetic)
    }
  }
}
