import NotificationScreening
import TestSupport
import Testing

/// What follows a notification changes its dates.
struct ChainTests {
  private let trade = "market,hs,exports,unit\nUS,851762,5,万元\nUS,950300,1,万元\n"

  private func screening(_ rows: [String], _ options: Screening.Options = .init()) throws -> Screening {
    let head = ScreeningFiles.head + ",Proposed date of entry into force"
    return try Screening(ScreeningFiles.list(rows, head: head), ScreeningFiles.exports(trade), options: options)
  }

  @Test func theLastDocumentWithADateSetsIt() throws {
    let rows = [
      "G/TBT/N/USA/5/Add.2,,2021-06-01,T,P,,,2022-07-13", "G/TBT/N/USA/5,,2021-01-04,T,P,8517,2021-03-05,2021-07-13",
      "G/TBT/N/USA/5/Add.1,,2021-02-01,T,P,,2021-04-15,",
    ]
    let notification = try #require(try screening(rows)["G/TBT/N/USA/5"]?.notification)
    #expect(
      notification.documents.map { "\($0.symbol)" } == ["G/TBT/N/USA/5", "G/TBT/N/USA/5/Add.1", "G/TBT/N/USA/5/Add.2"])
    let deadline = try #require(notification.deadline)
    #expect("\(deadline.day) \(deadline.document)" == "2021-04-15 G/TBT/N/USA/5/Add.1" && !deadline.isAssumed)
    let force = try #require(notification.entryIntoForce)
    #expect("\(force.value) \(force.document)" == "2022-07-13 G/TBT/N/USA/5/Add.2")
    #expect(notification.codes.codes == ["8517"] && "\(notification.codesDocument!)" == "G/TBT/N/USA/5")
  }

  @Test func aRevisionOpensANewPeriod() throws {
    let rows = ["G/TBT/N/USA/5,,2021-01-04,T,P,8517,2021-03-05,", "G/TBT/N/USA/5/Rev.1,,2021-09-01,T,P,9503,,"]
    let notification = try #require(try screening(rows)["G/TBT/N/USA/5"]?.notification)
    #expect("\(notification.deadline!.day)" == "2021-10-31" && notification.deadline!.isAssumed)
    #expect(notification.codes.codes == ["9503"])
  }

  @Test func withoutADeadlineSixtyDaysAreAssumed() throws {
    let screening = try screening([
      "G/TBT/N/USA/5,,2021-01-04,T,P,8517,,", "G/TBT/N/USA/6,,2021-01-04,T,P,8517,45 days from notification,",
    ])
    #expect("\(screening["G/TBT/N/USA/5"]!.notification.deadline!.day)" == "2021-03-05")
    #expect(screening["G/TBT/N/USA/5"]!.notification.deadline!.isAssumed)
    #expect("\(screening["G/TBT/N/USA/6"]!.notification.deadline!.day)" == "2021-02-18")
    #expect(!screening["G/TBT/N/USA/6"]!.notification.deadline!.isAssumed)
    #expect(screening.findings.first { $0.kind == "deadline_assumed" }?.message.hasPrefix("1 notifications") == true)
  }

  @Test func aWithdrawalIsMarkedUnlessARevisionFollows() throws {
    let rows = [
      "G/TBT/N/USA/5,,2021-01-04,T,P,8517,,", "G/TBT/N/USA/5/Add.1,,2021-02-01,The draft has been withdrawn,P,,,",
      "G/TBT/N/USA/6,,2021-01-04,T,P,8517,,", "G/TBT/N/USA/6/Add.1,,2021-02-01,该草案已撤回,P,,,",
      "G/TBT/N/USA/6/Rev.1,,2021-05-01,T,P,8517,,",
      "G/TBT/N/USA/7,,2021-01-04,Withdrawn products,P,8517,,",
      "G/TBT/N/USA/7/Add.1,,2021-02-01,Withdrawal periods of veterinary drugs,P,,,",
    ]
    let screening = try screening(rows)
    #expect("\(screening["G/TBT/N/USA/5"]!.notification.withdrawnBy!)" == "G/TBT/N/USA/5/Add.1")
    #expect(screening["G/TBT/N/USA/6"]!.notification.withdrawnBy == nil)
    #expect(screening["G/TBT/N/USA/7"]!.notification.withdrawnBy == nil)
    #expect(screening.kinds(of: "withdrawn") == ["G/TBT/N/USA/5"])
  }

  @Test func anAddendumWithoutItsNotificationIsKept() throws {
    let screening = try screening(["G/TBT/N/USA/5/Add.1,,2021-02-01,T,P,8517,,"])
    #expect(screening.ranking.map { "\($0.notification.symbol)" } == ["G/TBT/N/USA/5"])
    #expect(screening.kinds(of: "parent_not_in_list") == ["G/TBT/N/USA/5"])
    #expect(screening.kinds(of: "deadline_unknown") == ["G/TBT/N/USA/5"])
  }

  @Test func aSymbolThatComesTwiceCountsOnce() throws {
    let screening = try screening(["G/TBT/N/USA/5,,2021-02-01,A,P,8517,,", "G/TBT/N/USA/5,,2021-02-01,B,P,8517,,"])
    #expect(screening.documents.map(\.title) == ["A"])
    #expect(screening.kinds(of: "repeated_symbol") == ["G/TBT/N/USA/5"])
  }

  @Test func openIsWhatTakesCommentsOnTheDay() throws {
    let rows = [
      "G/TBT/N/USA/1,,2021-01-04,T,P,8517,2021-03-05,", "G/TBT/N/USA/2,,2021-01-04,T,P,8517,2021-03-04,",
      "G/TBT/N/USA/3,,,T,P,8517,,", "G/TBT/N/USA/4/Add.1,,2021-02-01,T: withdrawn,P,8517,2021-05-01,",
    ]
    let screening = try screening(rows, .init(asOf: CivilDay("2021-03-05"), onlyOpen: true))
    #expect(screening.ranking.map { "\($0.notification.symbol)" } == ["G/TBT/N/USA/1"])
    #expect(screening.ranking[0].daysLeft == 0)
    #expect(screening.kinds(of: "not_known_to_be_open") == ["G/TBT/N/USA/3"])
    #expect(screening.kinds(of: "withdrawn") == ["G/TBT/N/USA/4"])
  }

  /// Section 5.3.2.1 of the report: notified on 8 November 2013, put off by one year in Add.2 of 5 July 2016.
  @Test func theCasesOfTheReportKeepTheirDates() throws {
    let list = try NotificationList(path: ScreeningFiles.example + "report-cases.csv")
    let screening = try Screening(list, ScreeningFiles.exports(trade))
    let notification = try #require(screening["G/TBT/N/USA/867"]?.notification)
    #expect(notification.documents.map { "\($0.distribution!)" } == ["2013-11-08", "2015-06-19", "2016-07-05"])
    #expect(
      "\(notification.entryIntoForce!.value) \(notification.entryIntoForce!.document)"
        == "2017-07-13 G/TBT/N/USA/867/Add.2")
    #expect(notification.basis == .words && notification.codes.codes.contains("8517"))
    #expect(screening["G/TBT/N/EU/542"]!.notification.basis == .none)
    #expect(screening["G/TBT/N/EU/86"]!.notification.documents[0].distribution == CivilDay("2013-01-11"))
  }
}
