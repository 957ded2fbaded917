import NotificationScreening
import TestSupport
import Testing

struct ScreeningTests {
  private static let trade = """
    market,hs,exports,unit,firms
    US,851762,5,万元,10
    US,851713,3,万元,20
    US,850760,2.5,万元,4
    US,9503,1,亿元,7
    DE,851762,2,万元,3
    FR,851762,4,万元,
    JP,851762,,万元,5
    JP,851713,6,万元,8
    Narnia,851762,9,万元,1

    """

  private func screening(
    _ codes: [String: String], trade: String = Self.trade, rates: String? = nil, _ options: Screening.Options = .init()
  ) throws -> Screening {
    let rows = codes.sorted { $0.key < $1.key }.map { "\($0.key),,2021-01-04,T,,\"\($0.value)\",2021-03-05" }
    return try Screening(
      ScreeningFiles.list(rows), ScreeningFiles.exports(trade), rates: rates.map { try ScreeningFiles.rates($0) },
      options: options)
  }

  private func exposure(_ member: String, _ codes: String, trade: String = Self.trade) throws -> Exposure {
    try screening(["G/TBT/N/\(member)/1": codes], trade: trade).ranking[0].exposure
  }

  // MARK: Exports

  @Test func aHeadingHasTheLinesWithinIt() throws {
    let exposure = try exposure("USA", "8517")
    #expect(
      exposure.status == .known && exposure.exports == 80_000 && exposure.lineCount == 2 && !exposure.isUpperBound)
    #expect(exposure.firmsAtLeast == 20 && exposure.firmsAtMost == 30)
  }

  @Test(arguments: ["8517; 851762; 85", "85; 8517", "Chapter 85, 8507.60", "8507-8517", "85"])
  func overlappingCodesCountOnce(_ codes: String) throws {
    #expect(try exposure("USA", codes).exports == 105_000)
  }

  @Test func aFinerCodeThanTheFileHasIsAnUpperBound() throws {
    let exposure = try exposure("USA", "8517.62.00; 8517.62.10; 9503.00")
    #expect(exposure.exports == 50_000 + 1e8 && exposure.isUpperBound && exposure.lineCount == 2)
  }

  @Test func noLineIsZeroAndNoMarketIsUnknown() throws {
    #expect(try exposure("USA", "0101").exports == 0)
    let unknown = try exposure("BRA", "8517")
    #expect(unknown.status == .marketNotInFile && unknown.exports == nil)
    #expect(try exposure("XYZ", "8517").status == .memberUnknown)
    #expect(try exposure("USA", "").status == .unclassified)
  }

  @Test func linesWithoutAnAmountAreCounted() throws {
    let exposure = try exposure("JPN", "8517")
    #expect(exposure.exports == 60_000 && exposure.linesWithoutExports == 1 && exposure.firmsAtMost == 13)
  }

  @Test func theUnionIsTheSumOfItsStatesWhereTheFileHasThem() throws {
    let states = try exposure("EU", "8517")
    #expect(states.exports == 60_000 && states.firmsAtLeast == 3 && states.firmsAtMost == nil)
    let union = Self.trade + "EU,851762,50,万元,9\n"
    #expect(try exposure("EU", "8517", trade: union).exports == 500_000)
    #expect(try exposure("ITA", "8517", trade: union).status == .onlyUnionInFile)
    #expect(try exposure("DEU", "8517", trade: union).exports == 20_000)
    #expect(try exposure("EEC", "8517", trade: union).exports == 500_000)
  }

  @Test func anUnknownMarketOfTheFileIsAFinding() throws {
    #expect(try screening(["G/TBT/N/USA/1": "8517"]).kinds(of: "unknown_market") == ["Narnia"])
  }

  @Test func wordsForProductsTellCodesWhereThereAreNone() throws {
    let rows = [
      "G/TBT/N/USA/1,,2021-01-04,T,Mobile phones and toys,,", "G/TBT/N/USA/2,,2021-01-04,玩具安全要求,,,",
      "G/TBT/N/USA/3,,2021-01-04,T,Things,,",
      "G/TBT/N/USA/4,,2021-01-04,T,非食品产品,,", "G/TBT/N/USA/5,,2021-01-04,T,Telephones (HS 851713),,",
    ]
    let screening = try Screening(ScreeningFiles.list(rows), ScreeningFiles.exports(Self.trade))
    #expect(screening["G/TBT/N/USA/1"]!.exposure.exports == 80_000 + 1e8)
    #expect(screening["G/TBT/N/USA/1"]!.notification.basis == .words)
    #expect(screening["G/TBT/N/USA/2"]!.notification.codes.codes == ["9503"])
    #expect(screening["G/TBT/N/USA/5"]!.notification.basis == .codesInText)
    #expect(screening.kinds(of: "unclassified_notification") == ["G/TBT/N/USA/3", "G/TBT/N/USA/4"])
    #expect(screening.ranking.suffix(2).map { "\($0.notification.symbol)" } == ["G/TBT/N/USA/3", "G/TBT/N/USA/4"])
  }

  // MARK: Against a sum over all lines

  @Test func exportsAreTheSumOverLinesThatOverlap() throws {
    var generator = SeededGenerator(seed: 8)
    let markets = ["US", "JP", "KR", "VN", "DE", "FR"]
    var lines: [(market: String, code: String, exports: Int)] = []
    for market in markets {
      // Of every heading one length of codes, so that no line holds another.
      for heading in Set((0..<60).map { _ in "8\(Int.random(in: 401...709, using: &generator))" }).sorted()
      where !heading.hasSuffix("00") {
        let digits = [4, 6, 8, 10].randomElement(using: &generator)!
        let ends = Set((0..<(digits == 4 ? 1 : 5)).map { _ in Int.random(in: 10...30, using: &generator) }).sorted()
        for end in ends {
          let code = heading + (digits == 4 ? "" : "\(end)") + String(repeating: "0", count: max(0, digits - 6))
          lines.append((market, code, Int.random(in: 0...1_000_000, using: &generator)))
        }
      }
    }
    let header = "market,hs,exports,unit\n"
    let trade = header + lines.map { "\($0.market),\($0.code),\($0.exports),元\n" }.joined()
    let shuffled =
      header + lines.shuffled(using: &generator).map { "\($0.market),\($0.code),\($0.exports),元\n" }.joined()
    let codes = lines.map(\.code)
    let cases = (0..<1_000).map { number in
      let member = ["USA", "JPN", "KOR", "VNM", "EU"].randomElement(using: &generator)!
      let picked = (0..<Int.random(in: 1...4, using: &generator)).map { _ -> String in
        let code = codes.randomElement(using: &generator)!
        return String(code.prefix([2, 4, 6, 8, 10].randomElement(using: &generator)!))
      }
      return (symbol: "G/TBT/N/\(member)/\(number)", member: member, codes: picked)
    }
    let list = Dictionary(uniqueKeysWithValues: cases.map { ($0.symbol, $0.codes.joined(separator: "; ")) })
    let screening = try screening(list, trade: trade)
    let again = try self.screening(list, trade: shuffled)
    #expect(screening.ranking.count == 1_000)
    let markets2 = ["USA": ["US"], "JPN": ["JP"], "KOR": ["KR"], "VNM": ["VN"], "EU": ["DE", "FR"]]
    for one in cases {
      let expected = lines.filter { line in
        markets2[one.member]!.contains(line.market)
          && one.codes.contains { line.code.hasPrefix($0) || $0.hasPrefix(line.code) }
      }.reduce(0) { $0 + $1.exports }
      #expect(screening[one.symbol]!.exposure.exports!.isClose(to: Double(expected), .summed))
    }
    #expect(ScreeningReport(screening, top: 1_000).rankingCSV == ScreeningReport(again, top: 1_000).rankingCSV)
  }

  // MARK: Costs

  private static let rates = """
    sector,market,added_cost_rate,added_cost_rate_se,loss_rate,loss_rate_se
    machinery,US,0.02,0.004,0.05,
    machinery,*,0.01,0.001,,
    *,*,0.03,0.01,0.1,0.02

    """

  @Test func errorsOfOneRateAddAndThoseOfSeveralAreIndependent() throws {
    let screening = try screening(
      ["G/TBT/N/USA/1": "8517; 8507", "G/TBT/N/USA/2": "8517; 9503", "G/TBT/N/EU/1": "8517"], rates: Self.rates)
    let one = try #require(screening["G/TBT/N/USA/1"]?.addedCost)
    #expect(one.value.isClose(to: 105_000 * 0.02) && one.standardError.isClose(to: 105_000 * 0.004))
    let two = try #require(screening["G/TBT/N/USA/2"]?.addedCost)
    #expect(two.value.isClose(to: 80_000 * 0.02 + 1e8 * 0.03))
    #expect(two.standardError.isClose(to: ((80_000 * 0.004) * (80_000 * 0.004) + 1e12).squareRoot()))
    // Germany and France share the rate of all markets.
    let union = try #require(screening["G/TBT/N/EU/1"]?.addedCost)
    #expect(union.standardError.isClose(to: 60_000 * 0.001))
  }

  @Test func theMostParticularRateCountsAndAMissingErrorIsMissing() throws {
    let screening = try screening(["G/TBT/N/USA/1": "8517", "G/TBT/N/EU/1": "8517"], rates: Self.rates)
    #expect(screening["G/TBT/N/USA/1"]!.loss?.value.isClose(to: 80_000 * 0.05) == true)
    #expect(screening["G/TBT/N/USA/1"]!.loss?.standardError == nil)
    #expect(screening["G/TBT/N/EU/1"]!.loss?.value.isClose(to: 6_000) == true)
  }

  @Test func withoutARateNoCostIsExpected() throws {
    let rates = "sector,market,added_cost_rate\nagri_food,*,0.02\n"
    let screening = try screening(
      ["G/TBT/N/USA/1": "8517", "G/TBT/N/USA/2": "0101", "G/TBT/N/JPN/1": "8517"], rates: rates)
    #expect(screening["G/TBT/N/USA/1"]!.addedCost == nil)
    #expect(
      screening["G/TBT/N/USA/2"]!.addedCost?.value == 0 && screening["G/TBT/N/USA/2"]!.addedCost?.standardError == 0)
    #expect(screening["G/TBT/N/JPN/1"]!.addedCost == nil)
    #expect(screening.findings.first { $0.kind == "no_rate" }?.message.hasPrefix("2 notifications") == true)
  }

  // MARK: Ranking

  @Test(arguments: [
    (Screening.RankKey.exports, ["USA/2", "EU/1", "JPN/1", "USA/1", "BRA/1"]),
    (.firms, ["JPN/1", "USA/2", "USA/1", "EU/1", "BRA/1"]),
    (.deadline, ["BRA/1", "EU/1", "JPN/1", "USA/1", "USA/2"]),
  ])
  func tiesAreInTheOrderOfSymbolsAndTheUnknownIsLast(_ key: Screening.RankKey, _ order: [String]) throws {
    let codes = ["USA/1": "8507.60", "USA/2": "9503", "EU/1": "8517", "JPN/1": "8517", "BRA/1": "8517"]
    let list = Dictionary(uniqueKeysWithValues: codes.map { ("G/TBT/N/\($0.key)", $0.value) })
    let screening = try screening(list, .init(rankBy: key))
    #expect(screening.ranking.map { String("\($0.notification.symbol)".dropFirst(8)) } == order)
  }

  @Test func optionsThatLackTheirInputAreErrors() throws {
    let message = ScreeningFiles.message { _ = try screening(["G/TBT/N/USA/1": "85"], .init(rankBy: .addedCost)) }
    #expect(message == "--rank-by added-cost needs --rates with a file of rates")
    let open = ScreeningFiles.message { _ = try screening(["G/TBT/N/USA/1": "85"], .init(onlyOpen: true)) }
    #expect(open == "--open needs --as-of with a day, such as 2019-12-31")
    let trade = "market,hs,exports,unit\nUS,85,1,元\n"
    let firms = ScreeningFiles.message {
      _ = try screening(["G/TBT/N/USA/1": "85"], trade: trade, .init(rankBy: .firms))
    }
    #expect(firms == "--rank-by firms needs a column firms in FILE")
    let loss = ScreeningFiles.message {
      _ = try screening(
        ["G/TBT/N/USA/1": "85"], rates: "sector,market,added_cost_rate\n*,*,0.1\n", .init(rankBy: .loss))
    }
    #expect(loss == "--rank-by loss needs a column loss_rate in FILE")
  }

  // MARK: Counts

  @Test func documentsAreCountedByYearMemberAndKind() throws {
    let rows = [
      "G/TBT/N/USA/1,,2020-01-04,T,,8517,", "G/TBT/N/USA/1/Add.1,,2021-01-04,T,,8517,",
      "G/TBT/N/UGA/1,,2021-01-04,T,,8517,",
      "G/TBT/N/EEC/1,,2021-01-04,T,,8517,", "G/TBT/N/BRA/1/Rev.1,,2021-01-04,T,,8517,",
      "G/SPS/N/BRA/1,,2021-01-04,T,,0101,",
      "G/TBT/N/BRA/2,,,T,,8517,",
    ]
    let screening = try Screening(ScreeningFiles.list(rows), ScreeningFiles.exports(Self.trade))
    let report = ScreeningReport(screening, top: 5)
    func values(_ id: String, _ row: String) throws -> [Double?] {
      let table = try #require(report.tables.first { $0.id == id })
      return table.cells[try #require(table.rows.firstIndex { $0.code == row })].map(\.value)
    }
    #expect(try values("tbt-by-year", "2021").prefix(6) == [2, 1, 1, 0, 0, 4])
    #expect(try values("tbt-by-year", "all") == [3, 1, 1, 0, 0, 5, 0.6])
    #expect(try values("tbt-by-development", "2021") == [1, 0, 1, 0, 2])
    #expect(try values("tbt-by-member", "USA") == [1, 1, 2] && values("tbt-by-member", "EU") == [0, 1, 1])
    #expect(try values("sps-by-year", "2021").first == 1)
    #expect(screening.kinds(of: "document_without_date") == ["notifications"])
    #expect(
      ScreeningReport.figures(report.tables).map(\.id) == ["tbt-by-year", "tbt-by-development", "tbt-main-members"])
    #expect(report.tradeLinesCSV?.contains(",notifications,US,,2021,1,count,counted from the list\n") == true)
    #expect(report.tradeLinesCSV?.contains(",notifications,least_developed,,2021,1,count,") == true)
  }
}
