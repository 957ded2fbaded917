import Figures
import Testing

@Suite struct TradeStatisticsTests {
  private func record(
    _ measure: TradeRecord.Measure, _ year: Int, _ value: Double, product: String = TradeSlice.all,
    base: String = "USD"
  ) -> TradeRecord {
    TradeRecord(
      measure: measure, slice: TradeSlice(region: "china", product: product, year: year),
      quantity: TradeQuantity(value: value, base: base))
  }

  /// Two products that make up all trade, in two years.
  private func statistics() throws -> TradeStatistics {
    let parts: [(String, Int, Double, Double)] = [
      ("hightech", 2018, 700, 650), ("other", 2018, 1800, 1450), ("hightech", 2019, 790, 640),
      ("other", 2019, 1870, 1500),
    ]
    let products = parts.flatMap { product, year, exports, imports in
      [record(.exports, year, exports, product: product), record(.imports, year, imports, product: product)]
    }
    let whole = [2018, 2019].flatMap { year in
      let mine = parts.filter { $0.1 == year }
      return [
        record(.exports, year, mine.reduce(0) { $0 + $1.2 }), record(.imports, year, mine.reduce(0) { $0 + $1.3 }),
        record(.gdp, year, 14_000),
      ]
    }
    return try TradeStatistics(products + whole)
  }

  private func value(_ indicator: TradeIndicator, _ product: String = TradeSlice.all, _ year: Int = 2019) throws
    -> Double
  {
    let slice = TradeSlice(region: "china", product: product, year: year)
    return try #require(try statistics().value(indicator, slice)).value
  }

  @Test func tradeDependenceIsThatOfExportsAndImportsTogether() throws {
    let parts = try value(.exportDependence) + value(.importDependence)
    #expect(abs(try value(.tradeDependence) - parts) <= 1e-15)
    #expect(try value(.tradeDependence) == 4800 / 14_000)
  }

  @Test func sharesOfAllProductsAddToOne() throws {
    #expect(abs(try value(.share, "hightech") + value(.share, "other") - 1) <= 1e-15)
    #expect(try value(.share) == 1)
  }

  @Test func contributionRatesOfAllProductsAddToOne() throws {
    #expect(abs(try value(.contributionRate, "hightech") + value(.contributionRate, "other") - 1) <= 1e-15)
  }

  @Test func theContributionRateIsTheIncreaseOfThePartOverThatOfTheWhole() throws {
    // (790 + 640 - 700 - 650) / (2660 + 2140 - 2500 - 2100)
    #expect(try value(.contributionRate, "hightech") == 80 / 200)
  }

  @Test func balanceAndTradeGiveBackExportsAndImports() throws {
    #expect(try (value(.trade) + value(.balance)) / 2 == value(.exports))
    #expect(try (value(.trade) - value(.balance)) / 2 == value(.imports))
  }

  @Test func aNumberThatLacksAPartIsAbsent() throws {
    let statistics = try statistics()
    let (first, unknown) = (TradeSlice(region: "china", year: 2018), TradeSlice(region: "shenzhen", year: 2019))
    #expect(try statistics.value(.contributionRate, first) == nil)
    #expect(try statistics.value(.trade, unknown) == nil)
    #expect(try statistics.value(.notifications, first) == nil)
  }

  @Test func aDenominatorOfZeroGivesNothing() throws {
    let flat = try TradeStatistics([2018, 2019].flatMap { [record(.exports, $0, 5), record(.imports, $0, 5)] })
    #expect(try flat.value(.contributionRate, TradeSlice(region: "china", year: 2019)) == nil)
  }

  @Test func twoCurrenciesAreRefused() throws {
    let mixed = try TradeStatistics([
      record(.exports, 2019, 5), record(.imports, 2019, 5), record(.gdp, 2019, 70, base: "CNY"),
    ])
    #expect(throws: TradeStatisticsError.currenciesDiffer(TradeSlice(region: "china", year: 2019), ["USD", "CNY"])) {
      try mixed.value(.tradeDependence, TradeSlice(region: "china", year: 2019))
    }
  }

  @Test func aNumberGivenTwiceIsRefused() {
    #expect(throws: TradeStatisticsError.self) {
      try TradeStatistics([record(.exports, 2019, 5), record(.exports, 2019, 6)])
    }
  }
}
