import LinearAlgebra
import Testing

struct MatrixTests {
  @Test func rowsColumnsAndElementsDescribeTheSameMatrix() {
    let byRows = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(byRows == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(byRows == Matrix(columnMajor: [1, 4, 2, 5, 3, 6], rows: 2, columns: 3))
    #expect(byRows == Matrix(rows: 2, columns: 3) { Double(1 + 3 * $0 + $1) })
    #expect(byRows.row(1) == [4, 5, 6])
    #expect(Array(byRows.column(1)) == [2, 5])
    #expect(byRows[1, 2] == 6)
  }

  @Test func transposingTwiceChangesNothing() {
    var random = SeededGenerator(seed: 1)
    let a = random.matrix(5, 3)
    #expect(a.transposed().transposed() == a)
    #expect(a.transposed()[2, 4] == a[4, 2])
  }

  @Test func aCopyKeepsItsValuesWhenTheOriginalChanges() {
    var a = Matrix.identity(2)
    let copy = a
    a[0, 1] = 7
    #expect(copy == .identity(2))
    #expect(a == Matrix([[1, 7], [0, 1]]))
  }

  @Test func selectedColumnsComeInTheOrderAsked() {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(a.selectingColumns([2, 0]) == Matrix([[3, 1], [6, 4]]))
    #expect(a.selectingColumns([]) == Matrix(rows: 2, columns: 0))
  }

  @Test func sumsAndMultiplesAreElementwise() {
    let a = Matrix([[1, 2], [3, 4]])
    #expect(a + a == 2 * a)
    #expect(a - a == Matrix(rows: 2, columns: 2))
    #expect(a.diagonal == [1, 4])
    #expect(Matrix(diagonal: [1, 4]) == Matrix([[1, 0], [0, 4]]))
  }

  @Test func theOneNormIsTheLargestColumnSum() {
    #expect(Matrix([[1, -7], [-3, 2]]).oneNorm == 9)
    #expect(Matrix([[1, -7], [-3, 2]]).maximumMagnitude == 7)
    #expect(Matrix(rows: 0, columns: 0).oneNorm == 0)
  }
}
