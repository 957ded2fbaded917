import Distributions
import Glibc
import RandomStreams
import SkewedTotals
import Testing

@Suite struct LawFitTests {
  /// Stratum a of the reference sample.
  static func amounts() throws -> PositiveAmounts {
    PositiveAmounts(try SkewedSample(strata: [Reference.sample().strata[0]]))
  }

  /// R's likelihood counts -Σ log y, which all laws have in common and ours leaves out.
  @Test(arguments: PositiveLaw.allCases) func fitsAreThoseOfR(law: PositiveLaw) throws {
    let amounts = try Self.amounts()
    let fit = try #require(LawFit(law, amounts))
    let common = amounts.groups[0].amounts.reduce(0) { $0 + $1.logarithm }
    // Bisection stops at 1e-10, R's uniroot near 1e-9.
    #expect(fit.shape.isWithin(1e-8, of: Reference.numbers["\(law) shape"]))
    #expect((fit.logLikelihood - common).isWithin(1e-12, of: Reference.numbers["\(law) logLik"]))
  }

  @Test(arguments: PositiveLaw.allCases) func andersonDarlingDistancesAreThoseOfR(law: PositiveLaw) throws {
    let amounts = try Self.amounts()
    let fit = try #require(LawFit(law, amounts))
    let m = Double(amounts.groups[0].amounts.count)
    let modification =
      switch law {
      case .gamma: 1.0
      case .weibull: 1 + 0.2 / m.squareRoot()
      case .lognormal: 1 + 0.75 / m + 2.25 / (m * m)
      case .pareto: 1 + 0.6 / (m - 1)
      }
    let distance = AndersonDarling(fit, amounts).statistic / modification
    #expect(distance.isWithin(1e-7, of: Reference.numbers["\(law) distance"]))
  }

  /// One shape for two strata is the shape of either when one is the other in another unit.
  @Test(arguments: PositiveLaw.allCases) func strataMayDifferInScale(law: PositiveLaw) throws {
    let values = skewedValues(80, seed: 2)
    let first = try SkewedStratum(populationSize: 800, values: values)
    let second = try SkewedStratum(populationSize: 800, values: values.map { 64 * $0 })
    let one = try #require(LawFit(law, PositiveAmounts(SkewedSample(strata: [first]))))
    let both = try #require(LawFit(law, PositiveAmounts(SkewedSample(strata: [first, second]))))
    #expect(both.shape.isWithin(1e-9, of: one.shape))
    #expect(both.scales[0].isWithin(1e-9, of: one.scales[0]))
    #expect(both.scales[1].isWithin(1e-9, of: 64 * one.scales[0]))
  }

  /// A unit of twice the weight counts as two units.
  @Test(arguments: PositiveLaw.allCases) func weightsAreRepetitions(law: PositiveLaw) throws {
    let values = skewedValues(60, seed: 5)
    let doubled = values.indices.filter { $0 % 2 == 0 }.map { values[$0] }
    let weighted = try SkewedStratum(
      populationSize: 900, values: values, weights: values.indices.map { $0 % 2 == 0 ? 2 : 1 })
    let repeated = try SkewedStratum(populationSize: 900, values: values + doubled)
    let one = try #require(LawFit(law, PositiveAmounts(SkewedSample(strata: [weighted]))))
    let other = try #require(LawFit(law, PositiveAmounts(SkewedSample(strata: [repeated]))))
    #expect(one.shape.isWithin(1e-9, of: other.shape))
  }

  @Test func strataWithFewPositiveAmountsShareAScale() throws {
    let few = try SkewedStratum(populationSize: 90, values: [1, 2, 0, 4])
    let many = try SkewedStratum(populationSize: 90, values: [1, 2, 3, 4, 5, 0])
    let none = try SkewedStratum(populationSize: 90, values: [0, 0])
    let certain = try SkewedStratum(populationSize: 2, values: [8, 9])
    let amounts = PositiveAmounts(try SkewedSample(strata: [few, many, none, certain, few]))
    #expect(amounts.groupOfStratum == [1, 0, nil, nil, 1])
    #expect(amounts.groups.map(\.amounts.count) == [5, 6])
  }

  /// With the law's parameters estimated the test refuses a true law one time in twenty.
  @Test(arguments: PositiveLaw.allCases) func fivePercentOfTrueLawsAreRefused(law: PositiveLaw) throws {
    let table = QuantileTable(law, shape: law == .pareto ? 1.5 : 1)
    let runs = 2000
    let refused = try (0..<runs).count { run in
      var random = CounterRandom(seed: 3, replicate: run, stratum: 0)
      // The table's least cell is linear, which a sum does not feel and the logarithm of a lognormal amount does.
      let values = (0..<40).map { _ in
        law == .lognormal ? exponential(random.normal()) : table.draw(random.next()) + 1e-80
      }
      let amounts = PositiveAmounts(
        try SkewedSample(strata: [SkewedStratum(populationSize: 400, values: values)]))
      let fit = try #require(LawFit(law, amounts))
      return AndersonDarling(fit, amounts).rejects
    }
    // Four standard errors, and the tables' own error of half a percent.
    #expect(abs(Double(refused) / Double(runs) - 0.05) < 4 * (0.05 * 0.95 / Double(runs)).squareRoot() + 0.005)
  }

  @Test func polygammaFunctionsAreThoseOfR() {
    #expect(digamma(0.3).isWithin(1e-13, of: Reference.numbers["digamma 0.3"]))
    #expect(trigamma(0.3).isWithin(1e-12, of: Reference.numbers["trigamma 0.3"]))
    #expect(trigamma(20).isWithin(1e-12, of: Reference.numbers["trigamma 20"]))
  }

  /// Excesses at the plotting positions of a generalised Pareto law give its shape back, up to the positions' bias.
  @Test(arguments: [-0.2, 0, 0.3, 0.6]) func theTailOfAParetoLawIsFound(shape: Double) throws {
    let excesses = (0..<4000).map { i in
      let survival = 1 - (Double(i) + 0.65) / 4000
      return abs(shape) < 1e-9 ? -log(survival) : (pow(survival, -shape) - 1) / shape
    }
    let tail = try #require(ExceedanceTail(ascending: excesses))
    #expect(abs(tail.shape - shape) < 0.05)
    #expect(tail.share == Double(ExceedanceTail.exceedances(of: 4000)) / 4000)
    // The median of the excesses over its threshold, on the law's own scale.
    let median = tail.quantile(survival: tail.share / 2)
    #expect(median > tail.threshold && median < excesses[3999])
    #expect(abs(tail.quantile(survival: tail.share) - tail.threshold) < 1e-9)
  }
}
