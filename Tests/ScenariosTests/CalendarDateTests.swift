import Scenarios
import Testing

@Suite struct CalendarDateTests {
  @Test func daysThatTheCalendarLacksAreNone() {
    #expect(CalendarDate(year: 2019, month: 2, day: 29) == nil)
    #expect(CalendarDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CalendarDate(year: 2000, month: 2, day: 29)?.description == "2000-02-29")
    #expect(CalendarDate(year: 2019, month: 13, day: 1) == nil)
    #expect(CalendarDate(year: 2019, month: 4, day: 31) == nil)
  }

  @Test func earlierDaysComeFirst() {
    #expect(CalendarDate(year: 2019, month: 12, day: 31)! < CalendarDate(year: 2020, month: 1, day: 1)!)
  }
}
