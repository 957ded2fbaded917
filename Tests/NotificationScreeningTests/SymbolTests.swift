import NotificationScreening
import Testing

struct SymbolTests {
  @Test(arguments: [
    ("G/TBT/N/USA/867", "USA", "867", NotificationSymbol.Kind.new, "G/TBT/N/USA/867"),
    ("G/TBT/N/USA/867/Add.2", "USA", "867", .addendum, "G/TBT/N/USA/867/Add.2"),
    (" g/tbt/n/eu/86/add.1 ", "EU", "86", .addendum, "G/TBT/N/EU/86/Add.1"),
    ("G/TBT/N/EEC/12/Corr.1", "EEC", "12", .corrigendum, "G/TBT/N/EEC/12/Corr.1"),
    ("G/TBT/N/BRA/7/Rev.1/Add.10", "BRA", "7", .addendum, "G/TBT/N/BRA/7/Rev.1/Add.10"),
    ("G/TBT/N/BRA/7/Rev.1", "BRA", "7", .revision, "G/TBT/N/BRA/7/Rev.1"),
    ("G/TBT/N/ARG/3/Suppl.1", "ARG", "3", .supplement, "G/TBT/N/ARG/3/Suppl.1"),
    ("G/SPS/N/TPKM/0450", "TPKM", "450", .new, "G/SPS/N/TPKM/450"),
    ("G/TBT/N/USA/867/Add 1", "USA", "867", .addendum, "G/TBT/N/USA/867/Add.1"),
  ])
  func symbolsAreRead(
    _ text: String, _ member: String, _ number: String, _ kind: NotificationSymbol.Kind, _ written: String
  ) throws {
    let symbol = try #require(NotificationSymbol(text))
    #expect(symbol.member == member && symbol.number == number && symbol.kind == kind)
    #expect("\(symbol)" == written)
    #expect("\(symbol.root)" == "G/\(symbol.area.rawValue)/N/\(member)/\(number)")
  }

  @Test func symbolsOfTheNinetiesNameNoMember() throws {
    let symbol = try #require(NotificationSymbol("G/TBT/Notif.98.123/Add.1"))
    #expect(symbol.member == nil && "\(symbol)" == "G/TBT/Notif.98.123/Add.1")
    #expect("\(try #require(NotificationSymbol("G/TBT/Notif.00/45")))" == "G/TBT/Notif.00.45")
  }

  @Test(arguments: [
    "", "USA/867", "G/TBT/N/USA", "G/TBT/N/USA/x", "G/AG/N/USA/1", "G/TBT/N/USA/867/Addendum", "G/TBT/W/1",
    "G/TBT/N/U/1",
  ])
  func whatIsNoSymbolIsNone(_ text: String) {
    #expect(NotificationSymbol(text) == nil)
  }

  @Test func numbersAreComparedAsNumbers() throws {
    let texts = [
      "G/TBT/N/EU/9", "G/TBT/N/EU/10", "G/TBT/N/EU/10/Add.9", "G/TBT/N/EU/10/Add.10", "G/TBT/N/USA/1", "G/SPS/N/EU/1",
    ]
    let symbols = try texts.map { try #require(NotificationSymbol($0)) }
    #expect(symbols.reversed().sorted() == symbols)
  }
}
