import NotificationScreening
import Testing

struct DateTests {
  private static func day(_ text: String) -> DateReading { .day(CivilDay(text)!) }

  @Test(arguments: [
    "2013-01-11", "2013/1/11", "2013.01.11", "2013年1月11日", "2013年 1月 11日", "20130111", "11 January 2013",
    "January 11, 2013",
    "11-Jan-2013", "11 janvier 2013", "11 de enero de 2013", "2013-01-11T00:00:00", "2013-01-11 08:30:00", "41285",
    "41285.0",
    "11th of January 2013",
  ])
  func oneDayInAllItsForms(_ text: String) {
    #expect(DateReading(text) == Self.day("2013-01-11"))
  }

  @Test func dayAndMonthMayStandInBothOrders() {
    #expect(DateReading("25/03/2014") == .ordered(dayFirst: CivilDay("2014-03-25"), monthFirst: nil))
    #expect(DateReading("03/25/2014 12:00:00 AM") == .ordered(dayFirst: nil, monthFirst: CivilDay("2014-03-25")))
    #expect(DateReading("04-03-2014") == .ordered(dayFirst: CivilDay("2014-03-04"), monthFirst: CivilDay("2014-04-03")))
    #expect(DateReading("05.05.2014") == Self.day("2014-05-05"))
  }

  @Test func periodsMonthsAndWords() {
    #expect(DateReading("60 days from notification") == .days(60))
    #expect(DateReading("通报后60天") == .days(60))
    #expect(DateReading("60 jours") == .days(60))
    #expect(DateReading("October 2013") == .month(year: 2013, month: 10))
    #expect(DateReading("2013年10月") == .month(year: 2013, month: 10))
    #expect(DateReading("6 months after publication") == .words("6 months after publication"))
    #expect(DateReading("2014") == .words("2014"))
    for empty in ["", " ", "N/A", "-", "To be determined", "不适用", "Not stated"] {
      #expect(DateReading(empty) == .absent)
    }
  }

  @Test(arguments: [
    "2013-02-29", "31/02/2014", "2013-13-01", "31 February 2014", "11/01/13", "1", "99999", "2014年2月30日", "20130230",
  ])
  func whatNoCalendarHasIsImpossible(_ text: String) {
    #expect(DateReading(text) == .impossible)
  }

  @Test func daysAreCountedThroughLeapYears() throws {
    var day = try #require(CivilDay("1999-12-31"))
    #expect(day.number == 10_956)
    for text in ["2000-01-01", "2000-01-02"] {
      day = day.adding(days: 1)
      #expect("\(day)" == text)
    }
    #expect("\(try #require(CivilDay("2000-02-28")).adding(days: 1))" == "2000-02-29")
    #expect("\(try #require(CivilDay("2100-02-28")).adding(days: 1))" == "2100-03-01")
    for number in stride(from: -25_000, to: 80_000, by: 37) {
      #expect(CivilDay("\(CivilDay(number: number))")?.number == number)
    }
    #expect(CivilDay("2021-12-01")!.year == 2021)
  }
}
