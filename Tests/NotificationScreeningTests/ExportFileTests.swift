import NotificationScreening
import TestSupport
import Testing

/// What is wrong with a file of exports or of rates.
struct ExportFileTests {
  private func message(_ text: String, _ options: ExportLines.Options = .init()) -> String? {
    ScreeningFiles.message { _ = try ScreeningFiles.exports(text, options) }
  }

  @Test(arguments: [
    (
      "market,hs,exports,unit\nUS,8517,1,元\nUS,7701,1,元\n",
      "FILE:3: column 'hs' has \"7701\": chapter 77 holds no goods; chapters are 01 to 97 without 77"
    ),
    (
      "market,hs,exports,unit\nUS,101,1,元\n",
      "FILE:2: column 'hs' has \"101\": an HS code has 2, 4, 6, 8 or 10 digits, not 3; a spreadsheet may have dropped a zero at its "
        + "start or end"
    ),
    (
      "market,hs,exports,unit\nUS,8415-8418,1,元\n",
      "FILE:2: column 'hs' has \"8415-8418\": a line needs one HS code of 2, 4, 6, 8 or 10 digits"
    ),
    ("market,hs,exports,unit\nUS,8517,1,千元\n", "FILE:2: column 'unit' has \"千元\": the unit is one of 元, 万元, 亿元, USD"),
    ("market,hs,exports,unit\nUS,8517,1,USD\n", "FILE:2: the unit is USD; say --usd-rate with the yuan for a dollar"),
    (
      "market,hs,exports,unit\nUS,8517,-1,元\n",
      "FILE:2: column 'exports' has \"-1.0\": it is zero or more, or empty where unknown"
    ),
    ("market,hs,exports,unit\n,8517,1,元\n", "FILE:2: column 'market' has \"\": every line needs a market"),
    (
      "market,hs,exports,unit\nUS,8517,1,元\nJP,8517,1,元\nUS,851762,1,元\n",
      "FILE:4: 851762 to US is counted in line 2, 8517, too; keep one of them"
    ),
    (
      "market,hs,exports,unit\nUS,8517.62,1,元\n美国,851762,1,元\n",
      "FILE:3: 851762 to 美国 is counted in line 2, 8517.62, too; keep one of them"
    ),
    (
      "market,hs,exports,unit,year\nUS,8517,1,元,2020\nUS,8517,1,元,2021\n",
      "FILE: the lines are of the years 2020, 2021; choose one with --year"
    ),
  ])
  func whatIsWrongIsSaidWithItsLine(_ text: String, _ expected: String) {
    #expect(message(text) == expected)
  }

  @Test func aYearIsChosenAmongThoseOfTheFile() throws {
    let text = "market,hs,exports,unit,year\nUS,8517,1,元,2020\nUS,8517,2,元,2021\n"
    #expect(try ScreeningFiles.exports(text, .init(year: 2021)).year == "2021")
    #expect(message(text, .init(year: 2019)) == "FILE: no line is of the year 2019; the file has 2020, 2021")
    #expect(
      message("market,hs,exports,unit\nUS,8517,1,元\n", .init(year: 2019))
        == "FILE: --year is 2019, and the file has no column of years; leave the option out")
  }

  @Test(arguments: [
    (
      "sector,market,loss_rate\nmachines,US,0.1\n",
      "FILE:2: column 'sector' has \"machines\": a sector is one of agri_food, machinery,"
    ),
    (
      "sector,market,loss_rate\nmachinery,Narnia,0.1\n",
      "FILE:2: column 'market' has \"Narnia\": a market is a member's name or code, one of"
    ),
    (
      "sector,market,loss_rate\nmachinery,US,3.5\n",
      "FILE:2: column 'loss_rate' has \"3.5\": a rate is a fraction of the value of exports from 0 to 1; 3.5 % is 0.035"
    ),
    (
      "sector,market,loss_rate\nmachinery,US,0.1\n机电仪器,US,0.2\n",
      "FILE:3: column 'sector' has \"机电仪器\": the rates of this sector and market stand in line 2 already; keep one of them"
    ),
  ])
  func ratesAreChecked(_ text: String, _ expected: String) {
    #expect(ScreeningFiles.message { _ = try ScreeningFiles.rates(text) }?.hasPrefix(expected) == true)
  }

  @Test func dollarsBecomeYuanAtTheRateGiven() throws {
    let trade = try ScreeningFiles.exports(
      "market,hs,exports,unit\nUS,8517,10,USD\nUS,8518,1,万元\n", .init(dollarRate: 6.5))
    let list = try ScreeningFiles.list(["G/TBT/N/USA/1,,2021-01-04,T,,8517; 8518,"])
    #expect(try Screening(list, trade).ranking[0].exposure.exports == 10_065)
  }
}
