import Microdata
import NotificationScreening
import TestSupport
import Testing

struct ListTests {
  @Test(arguments: [
    "Document symbol,Notifying Member,Distribution date,Title,Products covered,HS code(s),Final date for comments",
    "documentSymbol,notifyingMember,distributionDate,titlePlain,productsFreeText,hs_codes,commentDeadlineDate",
    "SYMBOL,MEMBER,DATE OF DISTRIBUTION,TITLE,PRODUCTS,HS,COMMENT DEADLINE",
    "Cote du document,Membre notifiant,Date de distribution,Titre,Produits visés,Codes SH,Date limite pour la présentation des observations",
    "Signatura,Miembro notificante,Fecha de distribución,Título,Productos abarcados,Código(s) del SA,Fecha límite para observaciones",
    "通报号,通报成员,通报日期,标题,涉及产品,HS编码,评议截止日期",
  ])
  func columnsAreFoundByNameInFourLanguages(_ head: String) throws {
    let list = try ScreeningFiles.list(
      ["G/TBT/N/USA/1,美国,2021-01-04,T,P,8517,2021-03-05"], head: head.replacing("\"", with: ""))
    let document = try #require(list.documents.first)
    #expect("\(document.symbol)" == "G/TBT/N/USA/1" && document.memberName == "美国")
    #expect(document.distribution == CivilDay("2021-01-04") && document.commentDeadline == CivilDay("2021-03-05"))
    #expect(document.title == "T" && document.products == "P" && document.codes.codes == ["8517"])
    #expect(list.findings.isEmpty)
  }

  @Test func unknownColumnsAreNamedWithTheNearest() throws {
    let list = try ScreeningFiles.list(["G/TBT/N/USA/1,x"], head: "Document symbol,Finel date for comments")
    #expect(list.findings.map(\.kind) == ["unknown_column"])
    #expect(
      list.findings[0].message.hasSuffix(
        "the column 'Finel date for comments' is not known and not used; the nearest accepted name is 'Final date for comments'"
      ))
  }

  @Test func aListWithoutSymbolsSaysWhatTheirColumnIsCalled() {
    let message = ScreeningFiles.message { _ = try ScreeningFiles.list(["x,y"], head: "Nr,Title") }
    #expect(
      message?.hasPrefix(
        "FILE: no column holds symbol; its name is one of symbol, Document symbol, WTO symbol, Symbol,") == true)
    #expect(message?.hasSuffix("; the file has Nr, Title") == true)
  }

  @Test func wrongFieldsAreListedWithLineAndWhatIsAllowed() {
    let rows = [
      "G/TBT/N/USA/1,United States,2021-01-04,T,P,7701,2021-03-05",
      "G/TBT/N/USA/2,United States,2021-02-30,T,P,8517,soon",
      "USA 3,United States,2021-01-04,T,P,8517,",
    ]
    let forms = "write a day as 2019-12-31, 31/12/2019, 31 December 2019 or 2019年12月31日"
    #expect(
      ScreeningFiles.message { _ = try ScreeningFiles.list(rows) } == """
        FILE:2: column 'HS code(s)' has "7701": chapter 77 holds no goods; chapters are 01 to 97 without 77
        FILE:3: column 'Distribution date' has "2021-02-30": there is no such day; \(forms)
        FILE:3: column 'Final date for comments' has "soon": this is no day; \(forms), or leave the field empty
        FILE:4: column 'Document symbol' has "USA 3": a symbol is written G/TBT/N/USA/867, G/SPS/N/EU/12 or with /Add.1, /Corr.1, /Rev.1, \
        /Suppl.1 behind it
        """)
  }

  @Test func wrongFieldsCanBeLeftOutAndAreFindings() throws {
    let rows = [
      "G/TBT/N/USA/1,United States,2021-01-04,T,P,7701; 8517,2021-03-05", "USA 3,United States,2021-01-04,T,P,8517,",
    ]
    let list = try ScreeningFiles.list(rows, .init(skipsInvalid: true))
    #expect(list.documents.map { $0.codes.codes } == [["8517"]])
    #expect(list.findings.map(\.subject) == ["line 2", "line 3"])
  }

  @Test func linesCountThoseWithinFields() {
    let rows = [
      "G/TBT/N/USA/1,United States,2021-01-04,\"T\nof two lines\",P,8517,",
      "G/TBT/N/USA/2,United States,2021-01-04,T,P,9801,",
    ]
    let message = ScreeningFiles.message { _ = try ScreeningFiles.list(rows) }
    #expect(message?.hasPrefix("FILE:4: column 'HS code(s)' has \"9801\": chapter 98 is of national use") == true)
  }

  @Test func onlyTheFirstTwentyFaultsAreListed() {
    let rows = (1...25).map { "G/TBT/N/USA/\($0),United States,2021-01-04,T,P,99," }
    let lines = ScreeningFiles.message { _ = try ScreeningFiles.list(rows) }?.split(separator: "\n")
    #expect(lines?.count == 21 && lines?.last == "FILE: 5 more fields of this kind")
  }

  // MARK: Order of day and month

  @Test func otherDatesTellWhetherTheDayComesFirst() throws {
    let rows = ["G/TBT/N/USA/1,USA,04/03/2021,T,P,8517,", "G/TBT/N/USA/2,USA,25/03/2021,T,P,8517,"]
    #expect(try ScreeningFiles.list(rows).documents[0].distribution == CivilDay("2021-03-04"))
    let american = ["G/TBT/N/USA/1,USA,04/03/2021,T,P,8517,", "G/TBT/N/USA/2,USA,2021-01-01,T,P,8517,03/25/2021"]
    #expect(try ScreeningFiles.list(american).documents[0].distribution == CivilDay("2021-04-03"))
  }

  @Test func datesOfTwoMeaningsAskForTheirOrder() throws {
    let rows = ["G/TBT/N/USA/1,USA,2021-01-01,T,P,8517,", "G/TBT/N/USA/2,USA,04/03/2021,T,P,8517,"]
    #expect(
      ScreeningFiles.message { _ = try ScreeningFiles.list(rows) } == """
        FILE:3: column 'Distribution date' has "04/03/2021", and no date of the file tells whether the day or the month comes first; \
        say --dates dmy or --dates mdy
        """)
    #expect(
      try ScreeningFiles.list(rows, .init(dateOrder: .monthFirst)).documents[1].distribution == CivilDay("2021-04-03"))
  }

  @Test func bothOrdersInOneFileAreAContradiction() {
    let rows = ["G/TBT/N/USA/1,USA,25/03/2021,T,P,8517,", "G/TBT/N/USA/2,USA,2021-01-01,T,P,8517,03/26/2021"]
    #expect(
      ScreeningFiles.message { _ = try ScreeningFiles.list(rows) } == """
        FILE: "25/03/2021" (line 2, column 'Distribution date') has the day first and "03/26/2021" (line 3, column \
        'Final date for comments') the month; write all dates as 2019-12-31
        """)
  }

  // MARK: Rows

  @Test func aNotificationOfSeveralMembersIsOneForEach() throws {
    let list = try ScreeningFiles.list(["\"G/TBT/N/KEN/5, G/TBT/N/UGA/7\nG/TBT/N/TZA/9\",Kenya,2021-01-04,T,P,8517,"])
    #expect(list.documents.map { "\($0.symbol)" } == ["G/TBT/N/KEN/5", "G/TBT/N/UGA/7", "G/TBT/N/TZA/9"])
  }

  @Test func aWorkbookGivesTheSameDocumentsAsText() throws {
    let folder = Fixtures.folder + "/notification-list"
    let text = try NotificationList(path: "\(folder)/list.csv")
    let workbook = try NotificationList(path: "\(folder)/list.xlsx")
    #expect(text.documents.count == 6)
    #expect(text.documents == workbook.documents)
  }

  @Test func anEmptyListIsNone() {
    #expect(ScreeningFiles.message { _ = try ScreeningFiles.list([]) } == "FILE: the list has no rows")
  }
}
