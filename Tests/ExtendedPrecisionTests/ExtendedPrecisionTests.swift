import ExtendedPrecision
import TestSupport
import Testing

private func sum(_ terms: [Double]) -> DoubleDouble {
  var table = ExactSumTable()
  table.grow(to: 1)
  for term in terms { table.add(term, to: 0) }
  return table[0]
}

private func randomTerms(_ count: Int, seed: UInt64) -> [Double] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    let exponent = Int.random(in: -60...60, using: &generator)
    let significand = Double.random(in: 1..<2, using: &generator)
    return (Bool.random(using: &generator) ? 1 : -1) * Double(sign: .plus, exponent: exponent, significand: significand)
  }
}

@Suite struct ExactSumTableTests {
  @Test func opposedTermsLeaveExactlyWhatIsBetweenThem() {
    #expect(sum([1e300, 1, -1e300]).value == 1)
    #expect(sum([1e16, 1, 1e-300, -1e16, -1]).value == 1e-300)
    #expect(
      sum([.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]).value == .leastNonzeroMagnitude
    )
    #expect(sum([0.1, 0.2, -0.3]).value == 0x1p-55)
  }

  @Test func sumsKeep106Bits() {
    let result = sum([1, 0x1p-100])
    #expect(result.high == 1 && result.low == 0x1p-100)
    let negative = sum([-1, -0x1p-100])
    #expect(negative.high == -1 && negative.low == -0x1p-100)
    let mixed = sum([1, -0x1p-100])
    #expect(mixed.high == 1 && mixed.low == -0x1p-100)
  }

  @Test func anyOrderGivesTheSameBits() {
    let terms = randomTerms(2_000, seed: 1)
    let reference = sum(terms)
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20 { #expect(sum(terms.shuffled(using: &generator)) == reference) }
  }

  @Test func mergingAnySplitGivesTheSameBits() {
    let terms = randomTerms(1_000, seed: 3)
    let reference = sum(terms)
    for cut in [0, 1, 499, 999, 1_000] {
      var (left, right) = (ExactSumTable(), ExactSumTable())
      left.grow(to: 2)
      right.grow(to: 1)
      for term in terms[..<cut] { left.add(term, to: 1) }
      for term in terms[cut...] { right.add(term, to: 0) }
      left.merge(right, to: [1])
      #expect(left[1] == reference && left[0].isZero)
    }
  }

  @Test func mergingManyTablesNeverOverflowsADigit() {
    var table = ExactSumTable()
    table.grow(to: 1)
    table.add(0x1p52, to: 0)
    for _ in 0..<80 { table.merge(table, to: [0]) }
    #expect(table[0].value == 0x1p132)
  }

  @Test func cellsAreIndependent() {
    var table = ExactSumTable()
    table.grow(to: 3)
    for (cell, term) in [(0, 1.5), (2, 1e200), (0, -0.25), (2, -1e-200), (1, -7)] { table.add(term, to: cell) }
    #expect(table[0].value == 1.25 && table[1].value == -7 && table[2].value == 1e200)
    #expect(table[2].low == -1e-200)
  }

  @Test func anInfiniteTermIsReportedNotSummed() {
    var table = ExactSumTable()
    table.grow(to: 1)
    table.add(.infinity, to: 0)
    #expect(table.overflowed)
  }
}

@Suite struct DoubleDoubleTests {
  @Test func quotientTimesDivisorReturnsTheDividend() {
    for (a, b) in [(1.0, 3.0), (2, 7), (1e20, 1.7e-9), (-5, 9)] {
      let (a, b) = (DoubleDouble(a), DoubleDouble(b))
      let residual = (a / b * b - a).magnitude
      #expect(residual.value <= abs(a.value) * 0x1p-101)
    }
  }

  @Test func theSquareOfASquareRootReturnsTheNumber() {
    for x in [2.0, 3, 1e-30, 7e200] {
      let root = DoubleDouble(x).squareRoot()
      #expect((root * root - DoubleDouble(x)).magnitude.value <= x * 0x1p-101)
    }
  }

  @Test func productsAreExactForDoubles() {
    let x = 1 + Double.ulpOfOne
    let square = DoubleDouble(x) * DoubleDouble(x)
    #expect(square.high == 1 + 2 * .ulpOfOne && square.low == .ulpOfOne * .ulpOfOne)
  }
}
