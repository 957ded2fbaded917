import Imputation
import Testing

@Suite struct RatioImputationTests {
  /// Six units of thirty, two of them silent.
  static func simple(x: [Double] = [2, 4, 1, 8, 5, 3], populationSize: Double = 30) throws -> IncompleteItem {
    try IncompleteItem(
      values: [5, 0, 3, 30, .nan, .nan], isMissing: [false, false, false, false, true, true], auxiliary: x,
      classes: [Int](repeating: 1, count: 6), stratumOfUnit: [Int](repeating: 0, count: 6),
      populationSizes: [populationSize], keys: [11, 12, 13, 14, 15, 16])
  }

  @Test func theRatioIsOfWeightedTotals() throws {
    let item = try IncompleteItem(
      values: [2, 6, 9, 0], isMissing: [false, false, false, true], auxiliary: [1, 2, 4, 5], classes: [7, 7, 7, 7],
      stratumOfUnit: [0, 0, 1, 1], populationSizes: [20, 4], keys: [1, 2, 3, 4])
    // Weights 10, 10, 2, 2: (20 + 60 + 18) / (10 + 20 + 8).
    #expect(try RatioImputation().ratios(of: item) == [98.0 / 38])
    let total = try RatioImputation().impute(item).total()
    #expect(isClose(total.value, 98 + 2 * 5 * 98 / 38, 1e-12))
    #expect(isClose(total.imputedPart, 2 * 5 * 98 / 38, 1e-12))
  }

  /// With r of n answers and s² among them, m = n - r: `V_1 = N² (1 - f) (1 - 1/n) s² / (r - 1)` and `V_2 = N m s² / (r
  /// - 1)`, which for large r add up to N² (1/r - 1/N) s².
  @Test func oneClassMeanIsTheRespondentsMean() throws {
    let item = try Self.simple()
    let total = try RatioImputation.classMeans.impute(item).total()
    let (population, n, r) = (30.0, 6.0, 4.0)
    let mean = 38.0 / 4
    let s2 = [5.0, 0, 3, 30].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
    #expect(isClose(total.value, population * mean, 1e-12))
    let given = population * population * (1 - n / population) * (1 - 1 / n) * s2 / (r - 1)
    #expect(isClose(total.varianceGivenResponse, given, 1e-12))
    // The same with sizes that are all 1.
    let ones = try RatioImputation().impute(Self.simple(x: [1, 1, 1, 1, 1, 1])).total()
    #expect(isClose(ones.varianceOverResponse, population * (n - r) * s2 / (r - 1), 1e-12))
    #expect(isClose(ones.value, total.value, 1e-12))
    #expect(isClose(ones.varianceGivenResponse, total.varianceGivenResponse, 1e-12))
  }

  /// In one stratum η_k is the change of the sample sum when unit k is left out and the others are imputed anew, so V_1
  /// is the delete-one jackknife with re-imputation of Rao and Sitter (1995), times 1 - f.
  @Test(arguments: [[true, true, true, true, true, true], [true, false, false, true, true, false]])
  func varianceGivenResponseIsTheReimputingJackknife(domain: [Bool]) throws {
    let item = try Self.simple()
    let total = try RatioImputation().impute(item).total(in: domain)
    let totals = try (0..<6).map { left in
      let kept = (0..<6).filter { $0 != left }
      let sample = try IncompleteItem(
        values: kept.map { item.values[$0] }, isMissing: kept.map { item.isMissing[$0] },
        auxiliary: kept.map { item.auxiliary[$0] }, classes: kept.map { _ in 1 }, stratumOfUnit: kept.map { _ in 0 },
        populationSizes: [30], keys: kept)
      return try RatioImputation().impute(sample).total(in: kept.map { domain[$0] }).value
    }
    let mean = totals.reduce(0, +) / 6
    let jackknife = 5.0 / 6 * totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    #expect(isClose(total.varianceGivenResponse, (1 - 6.0 / 30) * jackknife, 1e-10))
  }

  @Test func aDomainWithoutGapsInItsClassesIsTextbook() throws {
    let item = try IncompleteItem(
      values: [2, 6, 9, 4, 5, 0], isMissing: [false, false, false, false, false, true], auxiliary: [1, 2, 4, 5, 1, 1],
      classes: [1, 1, 1, 2, 2, 2], stratumOfUnit: [0, 0, 0, 0, 0, 0], populationSizes: [60],
      keys: [1, 2, 3, 4, 5, 6])
    let total = try RatioImputation().impute(item).total(in: [true, true, true, false, false, false])
    #expect(total.variance == total.naiveVariance && total.value == 170)
  }

  @Test func aProportionalItemIsImputedWithoutError() throws {
    let x = [2.0, 4, 1, 8, 5, 3]
    let item = try IncompleteItem(
      values: x.map { 3 * $0 }, isMissing: [false, true, false, false, true, false], auxiliary: x,
      classes: [0, 0, 0, 0, 0, 0], stratumOfUnit: [0, 0, 0, 0, 0, 0], populationSizes: [30], keys: [1, 2, 3, 4, 5, 6])
    let result = try RatioImputation().impute(item)
    #expect(result.values == x.map { 3 * $0 })
    let total = try result.total()
    #expect(isClose(total.variance, total.naiveVariance, 1e-12) && total.varianceOverResponse == 0)
  }

  @Test func classesWithoutARatioAreRefused() throws {
    let item = try Self.simple(x: [0, 0, 0, 0, 5, 3])
    #expect(throws: ImputationError.auxiliaryAllZero(class: 1, donors: 4)) { try RatioImputation().impute(item) }
    #expect(try RatioImputation.classMeans.impute(item).total().value == 30 * 9.5)
  }
}
