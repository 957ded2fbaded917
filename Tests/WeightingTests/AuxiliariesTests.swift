import LinearAlgebra
import TestSupport
import Testing
import Weighting

struct AuxiliariesTests {
  /// All kinds of terms: a constant within a domain, a level within a domain, a level asked for twice.
  private func manyTerms(_ sample: RandomTerms) -> [AuxiliaryTerm] {
    sample.terms() + [
      AuxiliaryTerm(name: "one inside", values: .constant, domain: sample.inside),
      AuxiliaryTerm(name: "c inside", values: .level(codes: sample.c.codes, code: 2), domain: sample.inside),
      AuxiliaryTerm(name: "again", values: .level(codes: sample.a.codes, code: 1)),
      AuxiliaryTerm(name: "nowhere", values: .level(codes: sample.a.codes, code: 77)),
    ]
  }

  @Test(arguments: [1, 2, 9]) func productsAreThoseOfTheMatrix(seed: UInt64) throws {
    // More rows than a block holds, and not a multiple of it.
    let sample = RandomTerms(seed: seed, rowCount: 5003)
    let terms = manyTerms(sample)
    let x = RandomTerms.dense(terms, rowCount: sample.rowCount)
    let auxiliaries = try Auxiliaries(terms, rowCount: sample.rowCount)
    let v = sample.weights.enumerated().map { $0 % 5 == 0 ? -$1 : $1 }
    let size = sample.weights.reduce(0, +)
    let gram = auxiliaries.crossProduct(weights: v)
    let difference = (gram - x.crossProduct(weights: v)).maximumMagnitude
    #expect(difference <= 1e-12 * size * 2500)
    #expect(gram == gram.transposed())
    #expect(zip(auxiliaries.transposeTimes(v), x.transposeTimes(v)).allSatisfy { abs($0 - $1) <= 1e-12 * size * 50 })
    let coefficients = terms.indices.map { Double($0) - 4 }
    #expect(zip(auxiliaries.times(coefficients), x * coefficients).allSatisfy { abs($0 - $1) <= 1e-12 * 1000 })
  }

  @Test func levelsAloneNeedNoNumericColumn() throws {
    let sample = RandomTerms(seed: 3)
    let terms = indicators(sample.margins()[0]) + indicators(sample.margins()[1])
    let x = RandomTerms.dense(terms, rowCount: sample.rowCount)
    let auxiliaries = try Auxiliaries(terms, rowCount: sample.rowCount)
    let difference = auxiliaries.crossProduct(weights: sample.weights) - x.crossProduct(weights: sample.weights)
    #expect(difference.maximumMagnitude <= 1e-10)
  }

  /// Beyond some size pairs of cell and code are numbered through a dictionary.
  @Test func factorsWithAsManyLevelsAsRowsWork() throws {
    let count = 3000
    let codes = [0, 7, 11].map { shift in (0..<count).map { Int32(($0 * 31 + shift * $0 * $0) % count) } }
    let terms = codes.flatMap { codes in
      [5, 600, 2999].map { AuxiliaryTerm(name: "l\($0)", values: .level(codes: codes, code: $0)) }
    }
    let x = RandomTerms.dense(terms, rowCount: count)
    let v = (0..<count).map { Double($0 % 13) }
    let gram = try Auxiliaries(terms, rowCount: count).crossProduct(weights: v)
    #expect(gram == x.crossProduct(weights: v))
  }

  @Test func missingValuesAreNamed() throws {
    var codes = [Int32](repeating: 1, count: 10)
    codes[7] = -1
    let level = AuxiliaryTerm(name: "size=large", values: .level(codes: codes, code: 1))
    #expect(throws: WeightingError.missingAuxiliary(term: "size=large", row: 7)) {
      try Auxiliaries([level], rowCount: 10)
    }
    let numeric = AuxiliaryTerm(name: "exports", values: .numeric([1, 2, .nan]))
    #expect(throws: WeightingError.missingAuxiliary(term: "exports", row: 2)) {
      try Auxiliaries([AuxiliaryTerm(name: "first", values: .numeric([1, 2, 3])), numeric], rowCount: 3)
    }
  }

  @Test func outsideADomainNothingIsMissing() throws {
    let domain = [true, true, false]
    let terms = [
      AuxiliaryTerm(name: "exports", values: .numeric([1, 2, .nan]), domain: domain),
      AuxiliaryTerm(name: "size=0", values: .level(codes: [0, 1, -1], code: 0), domain: domain),
    ]
    #expect(try Auxiliaries(terms, rowCount: 3).transposeTimes([1, 10, 100]) == [21, 1])
  }
}
