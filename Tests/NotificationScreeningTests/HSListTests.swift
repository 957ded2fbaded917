import NotificationScreening
import Testing

struct HSListTests {
  @Test(arguments: [
    ("8517.62", ["851762"]), ("HS 8517", ["8517"]), ("85.17", ["8517"]), ("ex 8517", ["8517"]), ("8517", ["8517"]),
    ("8415-8418", ["8415-8418"]), ("8415 – 8418", ["8415-8418"]), ("8415 to 8418", ["8415-8418"]),
    ("8415至8418", ["8415-8418"]),
    ("Chapter 85", ["85"]), ("Chapters 84 and 85", ["84", "85"]), ("第85章", ["85"]),
    ("8517; 8525, 8528", ["8517", "8525", "8528"]),
    ("8517、8525；8528", ["8517", "8525", "8528"]), ("8517 8525", ["8517", "8525"]), ("8517.62.00.10", ["8517620010"]),
    ("8517 62 00", ["85176200"]),
    ("8703 - Motor cars and other motor vehicles; 8704 - Trucks, of 5 t", ["8703", "8704"]),
    ("8516 - Electric heaters of 100 V, hair dryers", ["8516"]), ("8516 - 100 V heaters", ["8516"]),
    ("(HS code(s): 9503)", ["9503"]),
    ("8517 - 4G telephones", ["8517"]), ("0101, 0102", ["0101", "0102"]), ("８５１７", ["8517"]), ("8517, 8517", ["8517"]),
    ("", []),
    ("Various", []), ("84 85", ["84", "85"]), ("SH 8517 et 8525", ["8517", "8525"]),
  ])
  func aColumnOfCodesIsRead(_ text: String, _ codes: [String]) {
    let list = HSList(column: text)
    #expect(list.codes == codes)
    #expect(list.faults.isEmpty)
  }

  @Test(arguments: [
    ("00", "00", "there is no chapter 00; chapters are 01 to 97 without 77"),
    ("7701", "7701", "chapter 77 holds no goods; chapters are 01 to 97 without 77"),
    (
      "9801", "9801",
      "chapter 98 is of national use and means other goods in every country; chapters are 01 to 97 without 77"
    ),
    (
      "99", "99",
      "chapter 99 is of national use and means other goods in every country; chapters are 01 to 97 without 77"
    ),
    (
      "851", "851",
      "an HS code has 2, 4, 6, 8 or 10 digits, not 3; a spreadsheet may have dropped a zero at its start or end"
    ),
    ("8517621", "8517621", "an HS code has 2, 4, 6, 8 or 10 digits, not 7"),
    ("8500", "8500", "headings begin with 01; write 85 for the whole chapter"),
    ("33.060", "33.060", "this is how ICS codes are written; HS codes have groups of 2 or 4 digits, as in 8517.62"),
    ("8415-18", "8415-18", "both ends of a range need the same number of digits, as in 8415-8418"),
    ("8418-8415", "8418-8415", "the first end of a range is the smaller one, as in 8415-8418"),
  ])
  func whatIsNoCodeIsRefusedWithWhatIsAllowed(_ text: String, _ shown: String, _ problem: String) {
    let list = HSList(column: "8517; \(text)")
    #expect(list.codes == ["8517"])
    #expect(list.faults.map(\.text) == [shown])
    #expect(list.faults.map(\.problem.description) == [problem])
  }

  @Test(arguments: [
    ("Telephones (HS 8517.62, 8517.13)", ["851762", "851713"]),
    ("Toys (HS codes: 9503; 9504), ICS: 97.200", ["9503", "9504"]),
    ("手机（HS编码：8517）", ["8517"]), ("手机，税号8517.13", ["851713"]), ("According to ISO 9001 and IEC 60335", []),
    ("Chapter 5 of the Act", []), ("Goods of HS 2017", []), ("H.S. 8418", ["8418"]),
    ("HS heading 8418 and HS heading 8415", ["8418", "8415"]),
  ])
  func codesInWordsStandBehindTheirMark(_ text: String, _ codes: [String]) {
    #expect(HSList(text: text).codes == codes)
  }

  @Test func overlappingCodesAreJoined() {
    let list = HSList(column: "85; 8517; 851762; 8415-8418; 8416-8420")
    #expect(
      list.ranges == [
        HSRange(low: 8_415_000_000, high: 8_420_999_999), HSRange(low: 8_500_000_000, high: 8_599_999_999),
      ])
  }
}
