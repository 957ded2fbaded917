import Microdata
import Testing

@Suite struct CalendarDateTests {
  @Test func epochsAreTheirFirstDays() {
    #expect(CalendarDate.text(days: 0, since: .stata) == "1960-01-01")
    #expect(CalendarDate.text(days: 0, since: .spss) == "1582-10-14")
    #expect(CalendarDate.text(days: 0, since: .excel) == "1899-12-30")
    #expect(CalendarDate.text(days: 0, since: .excel1904) == "1904-01-01")
  }

  /// The two ways of Excel to count lie 1,462 days apart.
  @Test(arguments: [61, 25_569, 43_890, 44_196]) func bothWaysOfExcelGiveTheSameDay(days: Int) {
    let later = CalendarDate.text(days: Double(days - 1462), since: .excel1904)
    #expect(CalendarDate.text(days: Double(days), since: .excel) == later)
  }

  /// Counted here month by month.
  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
    var (year, month, day) = (1600, 1, 1)
    for count in -135_140..<11_323 {
      let text = CalendarDate.text(days: Double(count + 3653), since: .stata)
      let expected = [(year, 4), (month, 2), (day, 2)].map { number, width in
        String(repeating: "0", count: width - String(number).count) + String(number)
      }.joined(separator: "-")
      guard text == expected else {
        #expect(text == expected)
        return
      }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
      (day, month) = day < length ? (day + 1, month) : (1, month + 1)
      if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect((year, month, day) == (2001, 1, 1))
  }

  @Test func timesAreRoundedToTheSecond() {
    #expect(CalendarDate.text(days: 43_830.25, since: .excel) == "2019-12-31T06:00:00")
    #expect(CalendarDate.text(days: 43_830.999999, since: .excel) == "2020-01-01")
    #expect(CalendarDate.text(days: .nan, since: .excel) == nil)
    #expect(CalendarDate.text(days: 1e300, since: .excel) == nil)
  }
}
