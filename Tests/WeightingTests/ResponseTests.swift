import LinearAlgebra
import Microdata
import TestSupport
import Testing
import Weighting

struct ResponseTests {
  private let sample = RandomTerms(seed: 31)
  private var responded: [Bool] { sample.x.indices.map { ($0 * 7 + Int(sample.x[$0])) % 5 != 0 } }

  @Test func classesKeepTheirWeight() throws {
    let result = try NonresponseAdjustment(responded: responded, classes: sample.a).adjusted(sample.weights)
    for level in Int32(0)..<4 {
      let rows = sample.a.codes.indices.filter { sample.a.codes[$0] == level }
      let (before, after) = (rows.map { sample.weights[$0] }, rows.map { result.weights[$0] })
      #expect(before.reduce(0, +).isClose(to: after.reduce(0, +), .summed))
    }
    #expect(zip(responded, result.weights).allSatisfy { $0 == ($1 > 0) })
  }

  /// By hand: class a has weights 2 and 3 of which 2 responded, class b 5 which did.
  @Test func aSmallSample() throws {
    let step = NonresponseAdjustment(
      responded: [true, false, true], classes: Factor(levels: ["a", "b"], codes: [0, 0, 1]))
    let result = try step.adjusted([2, 3, 5])
    #expect(result.weights == [5, 0, 5])
    // z = 4 and 7: the nonrespondent gets its class's mean, 4 times its weight 3.
    let residuals = result.projection.residuals(of: Matrix(columns: [[20, 0, 35]]))
    #expect(residuals.elements == [8, 12, 35])
  }

  /// A model of nothing but classes estimates the response rates of classes.
  @Test func propensitiesOfClassesAreTheirResponseRates() throws {
    let margin = Margin(name: "a", factor: sample.a, counts: [1, 1, 1, 1])
    let classes = try NonresponseAdjustment(responded: responded, classes: sample.a).adjusted(sample.weights)
    let propensities = try PropensityAdjustment(indicators(margin), responded: responded).adjusted(sample.weights)
    #expect(largestRelativeError(classes.weights, propensities.weights) <= 1e-12)
    let scores = Matrix(columns: [zip(classes.weights, sample.y).map { $0 * $1 }])
    let difference = classes.projection.residuals(of: scores) - propensities.projection.residuals(of: scores)
    #expect(difference.maximumMagnitude <= 1e-9)
  }

  /// glm(binomial) in R 4.2.2 on the rows below, without weights and with them (quasibinomial).
  @Test func propensitiesAreThoseOfALogisticRegression() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    let responded = [false, true, false, false, true, true, false, true, true, true]
    let weights: [Double] = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1]
    let terms = [
      AuxiliaryTerm(name: "one", values: .constant), AuxiliaryTerm(name: "x", values: .numeric(x)),
    ]
    for (isWeighted, expected) in [(false, ReferencePropensities.plain), (true, ReferencePropensities.weighted)] {
      let result = try PropensityAdjustment(terms, responded: responded, isWeighted: isWeighted).adjusted(weights)
      let p = zip(weights, result.weights).map { $1 == 0 ? 0 : $0 / $1 }
      #expect(largestRelativeError(p, zip(expected, responded).map { $1 ? $0 : 0 }) <= 1e-9)
    }
  }

  @Test func classesOfPropensitiesAreOfEqualSize() throws {
    let terms = [
      AuxiliaryTerm(name: "one", values: .constant), AuxiliaryTerm(name: "x", values: .numeric(sample.x)),
    ]
    let step = try PropensityAdjustment(terms, responded: responded, classCount: 5)
    let result = try step.adjusted(sample.weights)
    let ratios = Set(
      zip(sample.weights, result.weights).filter { $1 > 0 }.map { ((($1 / $0) * 1e9).rounded()) })
    #expect(ratios.count == 5)
    #expect(sample.weights.reduce(0, +).isClose(to: result.weights.reduce(0, +), .summed))
  }

  @Test func fullResponseChangesNothing() throws {
    let all = [Bool](repeating: true, count: sample.rowCount)
    #expect(
      try NonresponseAdjustment(responded: all, classes: sample.a).adjusted(sample.weights).weights == sample.weights)
    let step = try PropensityAdjustment([AuxiliaryTerm(name: "one", values: .constant)], responded: all)
    #expect(try step.adjusted(sample.weights).weights == sample.weights)
  }

  @Test func classesWithoutEnoughRespondentsAreNamed() throws {
    let classes = Factor(levels: ["north", "south"], codes: [0, 0, 1, 1])
    let none = NonresponseAdjustment(responded: [true, true, false, false], classes: classes)
    #expect(throws: WeightingError.tooFewRespondents(class: "south", respondents: 0, minimum: 1)) {
      try none.adjusted([1, 1, 1, 1])
    }
    // A class without weight, as in a replicate, needs no respondent.
    #expect(try none.adjusted([1, 1, 0, 0]).weights == [1, 1, 0, 0])
    let few = NonresponseAdjustment(responded: [true, true, true, false], classes: classes, minimumRespondents: 2)
    #expect(throws: WeightingError.tooFewRespondents(class: "south", respondents: 1, minimum: 2)) {
      try few.adjusted([1, 1, 1, 1])
    }
    let missing = NonresponseAdjustment(responded: [true], classes: Factor(levels: ["a"], codes: [-1]))
    #expect(throws: WeightingError.missingClass(row: 0)) { try missing.adjusted([1]) }
  }

  @Test func separationIsAnError() throws {
    let x = (0..<20).map(Double.init)
    let terms = [
      AuxiliaryTerm(name: "one", values: .constant), AuxiliaryTerm(name: "exports", values: .numeric(x)),
    ]
    let step = try PropensityAdjustment(terms, responded: x.map { $0 > 8.5 })
    let error = #expect(throws: WeightingError.self) { try step.adjusted(x.map { _ in 2 }) }
    guard case .separation("exports", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// One level in which everybody responded: its propensity tends to 1 and others are finite.
  @Test func separationByALevelNamesTheLevel() throws {
    let codes = (0..<30).map { Int32($0 % 3) }
    let terms = [
      AuxiliaryTerm(name: "one", values: .constant),
      AuxiliaryTerm(name: "size=1", values: .level(codes: codes, code: 1)),
      AuxiliaryTerm(name: "size=2", values: .level(codes: codes, code: 2)),
    ]
    let step = try PropensityAdjustment(terms, responded: (0..<30).map { $0 % 3 == 2 || $0 % 2 == 0 })
    let error = #expect(throws: WeightingError.self) { try step.adjusted([Double](repeating: 1, count: 30)) }
    guard case .separation("size=2", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aliasedCovariatesAreAnError() throws {
    let terms = [AuxiliaryTerm(name: "one", values: .constant), AuxiliaryTerm(name: "two", values: .constant)]
    let step = try PropensityAdjustment(terms, responded: [true, false, true])
    let error = #expect(throws: WeightingError.self) { try step.adjusted([1, 1, 1]) }
    guard case .collinearTerms(let dependences) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(dependences.map(\.term) == ["two"] && dependences[0].total == nil)
    #expect(error?.description == "collinear terms: two = one; leave two out")
  }
}

/// Fitted values of R's `glm`, `epsilon = 1e-15`.
private enum ReferencePropensities {
  static let plain = [
    0.201620464994553, 0.279075126322415, 0.372405535838049, 0.476325800273787, 0.582337252557999, 0.681249207171936,
    0.766143485330355, 0.833938970866087, 0.885029762759661, 0.921874393885158,
  ]
  static let weighted = [
    0.209079265681915, 0.311141534824813, 0.435587041417811, 0.568713661663936, 0.692599666814382, 0.793802071223082,
    0.868034852133092, 0.91829401758264, 0.950503354119163, 0.970424381797222,
  ]
}
