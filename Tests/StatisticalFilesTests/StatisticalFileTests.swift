import Microdata
import StatisticalFiles
import TestSupport
import Testing

@Suite struct StatisticalFileTests {
  private static let folder = Fixtures.folder + "/data-files/"

  private func file(_ name: String, _ kind: StatisticalFile.Kind) throws -> StatisticalFile {
    try StatisticalFile(path: Self.folder + name, kind: kind)
  }

  @Test(arguments: [("coded.sav", StatisticalFile.Kind.sav), ("coded.dta", .dta)])
  func labelsOfVariablesAndValuesAreKept(name: String, kind: StatisticalFile.Kind) throws {
    let variables = try file(name, kind).variables
    #expect(variables.map(\.name) == ["firm", "ownership", "loss"])
    #expect(variables.map(\.label) == ["企业编号", "所有制性质", "直接损失（万元）"])
    #expect(variables[1].valueLabels.map(\.value) == ["1", "2", "4"])
    #expect(variables[1].valueLabels.map(\.label) == ["国有企业", "民营企业", "外资企业"])
    #expect(variables[0].valueLabels.isEmpty && variables[2].valueLabels.isEmpty)
  }

  @Test(arguments: [("coded.sav", StatisticalFile.Kind.sav), ("coded.dta", .dta)])
  func declaredMissingValuesAreMissing(name: String, kind: StatisticalFile.Kind) throws {
    let table = try CSVFile(file(name, kind).table())
    #expect(try table.texts() == [["A", "1", "1.5"], ["B", "2", nil], ["C", "4", "2.5"], ["D", nil, nil]])
  }

  @Test(arguments: [("coded.sav", StatisticalFile.Kind.sav), ("coded.dta", .dta)])
  func labelsMayStandForCodes(name: String, kind: StatisticalFile.Kind) throws {
    let table = try CSVFile(file(name, kind).table(.labels))
    #expect(try table.texts().map { $0[1] } == ["国有企业", "民营企业", "外资企业", nil])
  }

  @Test func casesAreNumberedFromOne() throws {
    let table = try CSVFile(file("coded.sav", .sav).table())
    #expect(try table.position(ofRow: 2) == SourcePosition(file: Self.folder + "coded.sav", line: 3))
    let error = #expect(throws: MicrodataError.self) { try table.numbers("firm") }
    #expect(error?.line == 1 && error?.column == "firm" && error?.value == "A")
  }

  @Test(arguments: [("survey.sav", StatisticalFile.Kind.sav), ("survey.dta", .dta)])
  func noPieceOfAFileIsReadAsAWhole(name: String, kind: StatisticalFile.Kind) throws {
    let bytes = try Fixtures.bytes(Self.folder + name)
    for count in stride(from: 8, to: bytes.count - 1, by: 331) {
      let piece = ScratchFile(bytes.prefix(count), ending: "." + kind.rawValue)
      #expect(throws: MicrodataError.self, "\(count) of \(bytes.count) bytes") {
        try StatisticalFile(path: piece.path, kind: kind).table()
      }
    }
  }
}
