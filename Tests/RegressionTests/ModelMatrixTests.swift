import LinearAlgebra
import Regression
import Testing

@Suite struct ModelMatrixTests {
  private let x = ModelVariable("x", .numeric([1, 2, 3, .nan, 5]))
  private let g = ModelVariable("g", .factor(codes: [0, 1, 2, 1, -1], levels: ["E", "H", "M"], reference: 1))

  @Test func labelsAndValuesAreThoseOfTheTerms() {
    let matrix = ModelMatrix([ModelTerm(x), ModelTerm(g), ModelTerm(x, g)], rows: [2, 0, 1])
    #expect(matrix.rows == [0, 1, 2])
    #expect(matrix.labels == ["(Intercept)", "x", "g=E", "g=M", "x:g=E", "x:g=M"])
    #expect(matrix.termOfColumn == [nil, 0, 1, 1, 2, 2])
    #expect(matrix.values(0..<3) == Matrix([[1, 1, 1, 0, 1, 0], [1, 2, 0, 0, 0, 0], [1, 3, 0, 1, 0, 3]]))
  }

  @Test func modelsWithoutAnInterceptDropTheSameLevels() {
    let matrix = ModelMatrix([ModelTerm(g)], hasIntercept: false, rows: [0, 1, 2])
    #expect(matrix.labels == ["g=E", "g=M"])
    #expect(matrix.values(1..<3) == Matrix([[0, 0], [0, 1]]))
  }

  @Test func productsOfFactorsCountTheFirstFastest() {
    let h = ModelVariable("h", .factor(codes: [0, 1, 1, 0, 0], levels: ["no", "yes"], reference: 0))
    #expect(
      ModelMatrix([ModelTerm(g, h)], rows: []).labels == ["(Intercept)", "g=E:h=yes", "g=M:h=yes"])
  }

  @Test func rowsWithMissingValuesAreNotComplete() {
    let terms = [ModelTerm(x), ModelTerm(g)]
    #expect(ModelMatrix.completeRows(terms, numbers: [[1, 1, 1, 1, 1]]) == [0, 1, 2])
    #expect(ModelMatrix.completeRows(terms, numbers: [[1, .nan, 1, 1, 1]]) == [0, 2])
    let mask = [false, true, true, true, true]
    #expect(ModelMatrix.completeRows(terms, numbers: [[1, .nan, 1, 1, 1]], mask: mask) == [2])
  }

  @Test func termsAreNamedInAnyOrderOfTheirVariables() throws {
    let matrix = ModelMatrix([ModelTerm(x), ModelTerm(g), ModelTerm(x, g)], rows: [0])
    #expect(try matrix.columns(ofTerms: ["g:x"]) == [4, 5])
    #expect(try matrix.columns(ofTerms: ["g", "x"]) == [1, 2, 3])
    #expect(try matrix.columns(ofTerms: ["(Intercept)"]) == [0])
    #expect(throws: RegressionError.unknownTerm("y", known: ["(Intercept)", "x", "g", "x:g"])) {
      try matrix.columns(ofTerms: ["y"])
    }
  }

  @Test func levelsFollowTheList() throws {
    let variable = try ModelVariable.factor(
      "g", codes: [0, 1, 2, -1], levels: ["E", "H", "M"], list: ["M", "E", "H"], reference: "H", rows: [0, 1, 2])
    #expect(variable.values == .factor(codes: [1, 2, 0, -1], levels: ["M", "E", "H"], reference: 2))
  }

  @Test func levelsWithoutAListAreThoseOfTheRows() throws {
    let variable = try ModelVariable.factor("g", codes: [0, 1, 2], levels: ["E", "H", "M"], rows: [0, 2])
    #expect(variable.values == .factor(codes: [0, -1, 1], levels: ["E", "M"], reference: 0))
  }

  @Test func levelsOutsideTheListAreRefusedByRowAndLevel() {
    #expect(throws: RegressionError.levelOutsideList(variable: "g", level: "M", row: 2)) {
      try ModelVariable.factor("g", codes: [0, 1, 2], levels: ["E", "H", "M"], list: ["E", "H"], rows: [0, 1, 2])
    }
    #expect(throws: RegressionError.unknownLevel(variable: "g", level: "X", known: ["E", "H"])) {
      try ModelVariable.factor("g", codes: [0, 1], levels: ["E", "H"], reference: "X", rows: [0, 1])
    }
  }
}
