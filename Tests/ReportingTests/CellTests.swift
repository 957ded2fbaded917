import Reporting
import Testing

@Suite struct CellTests {
  @Test func aDifferenceKeepsTheErrorOfTheEstimateAndAllFootnotes() {
    let estimate = Cell(value: 3, standardError: 0.5, n: 7, method: "expansion", footnotes: ["a"])
    let difference = estimate.less(.published(1, printed: "1", footnotes: ["a", "b"]))
    #expect(difference.value == 2)
    #expect(difference.standardError == 0.5)
    #expect(difference.footnotes == ["a", "b"])
    #expect(difference.method == "difference")
  }

  @Test func aDifferenceIsAbsentForTheReasonOfTheAbsentPart() {
    let estimate = Cell(value: 3, method: "expansion")
    #expect(estimate.less(.absent(.notPublished, method: "published")).status == .notPublished)
    #expect(Cell.absent(.suppressed, method: "expansion").less(.published(1, printed: "1")).status == .suppressed)
    #expect(estimate.less(.published(nil, printed: "40%-60%")).status == .undefined)
  }

  @Test func withheldNumbersAreNotInTheCell() async {
    await #expect(processExitsWith: .failure) {
      _ = Cell(value: 1, method: "expansion", status: .suppressed)
    }
  }

  @Test func numbersThatAreNotFiniteAreRefused() async {
    await #expect(processExitsWith: .failure) {
      _ = Cell(value: 1, coefficientOfVariation: .infinity, method: "expansion")
    }
  }
}
