import LinearAlgebra
import Testing

struct LinearAlgebraErrorTests {
  @Test func aSentenceUsesTheNamesOfTheCaller() {
    let error = LinearAlgebraError.aliased([ColumnLabel(index: 2, name: "private"), ColumnLabel(index: 4)])
    #expect(error.description == "linear combinations of earlier columns: private, column 5; remove them")
  }

  @Test func rowsAndColumnsAreCountedFromOneInSentences() {
    let error = LinearAlgebraError.notFinite(row: 0, column: ColumnLabel(index: 0))
    #expect(error.description == "row 1 of column 1 is not a finite number")
  }
}
