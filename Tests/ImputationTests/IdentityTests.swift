import Imputation
import RandomStreams
import Testing

/// What holds for both methods whatever the data.
@Suite struct IdentityTests {
  static let methods: [any ImputationMethod] = [
    RatioImputation(), RatioImputation.classMeans, NearestNeighbourImputation(),
    NearestNeighbourImputation(on: .logarithmic),
  ]
  static let survey = Survey("", [300, 200, 90, 30], [60, 50, 45, 30], affected: 0.4, sigma: 1)

  private func draw(_ run: Int = 0) throws -> Survey.Draw { try Self.survey.draw(run) }

  @Test(arguments: methods) func completeAnswersGiveTheTextbookTotalAndVariance(method: any ImputationMethod) throws {
    let draw = try draw()
    let result = try method.impute(draw.complete)
    for domain in [draw.inDomain, draw.inDomain.map { _ in true }] {
      let total = try result.total(in: domain)
      let y = zip(draw.complete.values, domain).map { $1 ? $0 : 0 }
      let textbook = stratifiedTotal(y, draw.complete)
      #expect(isClose(total.value, textbook.total, 1e-12))
      #expect(isClose(total.variance, textbook.variance, 1e-12))
      #expect(total.naiveVariance == total.variance && total.samplingVariance == total.variance)
      #expect(total.varianceOverResponse == 0 && total.imputedPart == 0 && total.matchingBias == 0)
    }
  }

  @Test(arguments: methods) func answersStandAndOnlyGapsAreFilled(method: any ImputationMethod) throws {
    let item = try draw().item
    let result = try method.impute(item)
    #expect(try method.completedValues(of: item) == result.values)
    for unit in item.values.indices where !item.isMissing[unit] { #expect(result.values[unit] == item.values[unit]) }
    #expect(result.isImputed == item.isMissing)
  }

  @Test(arguments: methods) func theOrderOfRowsChangesNothing(method: any ImputationMethod) throws {
    // Sizes rounded to whole numbers, so that many distances tie.
    let draw = try draw()
    let item = try changed(draw.item, auxiliary: draw.item.auxiliary.map { $0.rounded(.up) })
    var order = Array(item.values.indices)
    var random = CounterRandom(seed: 3, replicate: 0, stratum: 0)
    random.choose(order.count, amongFirstOf: &order)
    let shuffled = try IncompleteItem(
      values: order.map { item.values[$0] }, isMissing: order.map { item.isMissing[$0] },
      auxiliary: order.map { item.auxiliary[$0] }, classes: order.map { item.classes[$0] },
      stratumOfUnit: order.map { item.stratumOfUnit[$0] }, populationSizes: item.populationSizes,
      keys: order.map { item.keys[$0] })
    let (before, after) = (try method.impute(item), try method.impute(shuffled))
    #expect(after.values == order.map { before.values[$0] })
    #expect(try after.total(in: order.map { draw.inDomain[$0] }) == before.total(in: draw.inDomain))
    let bootstrap = ReimputationBootstrap(replicates: 20, seed: 5)
    #expect(
      try bootstrap.variances(of: item, by: method, in: [draw.inDomain])
        == bootstrap.variances(of: shuffled, by: method, in: [order.map { draw.inDomain[$0] }]))
  }

  @Test(arguments: methods) func domainsAddUpToTheTotal(method: any ImputationMethod) throws {
    let item = try draw().item
    let result = try method.impute(item)
    let total = try result.total()
    let parts = try result.totals(byLevelOf: item.keys.map { $0 % 7 }, count: 7)
    for part in [\.value, \.imputedPart] as [KeyPath<ImputedTotal, Double>] {
      #expect(isClose(parts.reduce(0) { $0 + $1[keyPath: part] }, total[keyPath: part], 1e-9))
    }
    #expect(abs(parts.reduce(0) { $0 + $1.matchingBias } - total.matchingBias) <= 1e-9 * total.value)
    #expect(isClose(total.variance, total.varianceGivenResponse + total.varianceOverResponse, 1e-12))
  }

  @Test(arguments: methods) func theUnitOfAmountsCarriesThrough(method: any ImputationMethod) throws {
    let draw = try draw()
    let scaled = try changed(draw.item, values: draw.item.values.map { 7.3 * $0 })
    let total = try method.impute(draw.item).total(in: draw.inDomain)
    let other = try method.impute(scaled).total(in: draw.inDomain)
    #expect(isClose(other.value, 7.3 * total.value, 1e-10))
    for part in [\.varianceGivenResponse, \.varianceOverResponse, \.samplingVariance, \.naiveVariance]
      as [KeyPath<ImputedTotal, Double>]
    {
      #expect(isClose(other[keyPath: part], 7.3 * 7.3 * total[keyPath: part], 1e-10))
    }
  }

  @Test(arguments: methods) func aCensusLeavesOnlyTheResponsePart(method: any ImputationMethod) throws {
    let draw = try draw()
    let census = try changed(draw.item, populationSizes: draw.item.sampleSizes.map(Double.init))
    let total = try method.impute(census).total()
    #expect(total.varianceGivenResponse == 0 && total.samplingVariance == 0 && total.naiveVariance == 0)
    #expect(total.varianceOverResponse > 0 && total.imputationVariance == total.variance)
  }

  /// The one stratum taken in full has no V_1, whatever happens in the others.
  @Test func aStratumInFullHasNoSamplingPart() throws {
    let item = try IncompleteItem(
      values: [3, 5, 0, 9, 2, 4, 0, 7], isMissing: [false, false, true, false, false, true, false, false],
      auxiliary: [1, 2, 2, 4, 1, 2, 3, 5], classes: [1, 1, 1, 1, 2, 2, 2, 2],
      stratumOfUnit: [0, 0, 0, 0, 1, 1, 1, 1], populationSizes: [4, 40], keys: Array(1...8))
    for method in Self.methods {
      let total = try method.impute(item).total(in: (0..<8).map { $0 < 4 })
      #expect(total.varianceGivenResponse == 0 && total.varianceOverResponse > 0)
    }
  }
}

func isClose(_ a: Double, _ b: Double, _ relativeTolerance: Double) -> Bool {
  abs(a - b) <= relativeTolerance * max(abs(a), abs(b))
}

/// Cochran (1977), theorems 5.1 and 5.3, written out.
private func stratifiedTotal(_ y: [Double], _ item: IncompleteItem) -> (total: Double, variance: Double) {
  var (total, variance) = (0.0, 0.0)
  for h in item.sampleSizes.indices {
    let values = y.indices.filter { item.stratumOfUnit[$0] == h }.map { y[$0] }
    let (n, size) = (Double(values.count), item.populationSizes[h])
    let mean = values.reduce(0, +) / n
    let s2 = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    total += size * mean
    variance += size * size * (1 - n / size) * s2 / n
  }
  return (total, variance)
}

/// The same item with some columns replaced.
func changed(
  _ item: IncompleteItem, values: [Double]? = nil, auxiliary: [Double]? = nil, populationSizes: [Double]? = nil
) throws -> IncompleteItem {
  try IncompleteItem(
    values: values ?? item.values, isMissing: item.isMissing, auxiliary: auxiliary ?? item.auxiliary,
    classes: item.classes, stratumOfUnit: item.stratumOfUnit, populationSizes: populationSizes ?? item.populationSizes,
    keys: item.keys)
}
