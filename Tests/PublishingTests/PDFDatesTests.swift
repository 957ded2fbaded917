import Publishing
import Testing

@Suite struct PDFDatesTests {
  private func fixed(_ text: String) -> String { String(decoding: PDFDates.fixed(Array(text.utf8)), as: UTF8.self) }

  @Test func bothDatesBecomeTheSameAndNothingMoves() {
    let file = "<</CreationDate (D:20261128114556+00'00')\n/ModDate (D:20261128114557+00'00')>>"
    #expect(
      fixed(file) == "<</CreationDate (D:20200101000000+00'00')\n/ModDate (D:20200101000000+00'00')>>")
  }

  @Test(arguments: ["", "/CreationDate (D:2026", "/CreationDate (D:yesterday, at noon)", "/Date (D:20261128114556)"])
  func whatIsNoDateStays(_ file: String) { #expect(fixed(file) == file) }

  @Test func theSameFileWithAnotherTimeIsTheSame() {
    let times = ["20261128114556", "20261231235959"]
    #expect(Set(times.map { fixed("%PDF /CreationDate (D:\($0)+00'00') 1 0 obj") }).count == 1)
  }
}
