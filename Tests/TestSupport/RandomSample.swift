import Microdata
import Sampling

/// A random stratified, possibly clustered sample with unequal weights, for properties that hold for all samples.
public struct RandomSample: Sendable {
  public let stratum: Factor
  public let unit: Factor?
  public let weights: [Double]
  public let populationSizes: [Double]
  public let y: Variable
  public let x: Variable
  public let group: Factor

  public init(seed: UInt64, strata: Int = 4, unitsPerStratum: Int = 6, rowsPerUnit: Int = 1) {
    var generator = SeededGenerator(seed: seed)
    var (h, u, w, sizes, y, x, g) = ([Int32](), [Int32](), [Double](), [Double](), [Double](), [Double](), [Int32]())
    for stratum in 0..<strata {
      let populationSize = Double(unitsPerStratum * Int.random(in: 2...20, using: &generator))
      for unit in 0..<unitsPerStratum {
        for _ in 0..<rowsPerUnit {
          h.append(Int32(stratum))
          u.append(Int32(stratum * unitsPerStratum + unit))
          sizes.append(populationSize)
          w.append(populationSize / Double(unitsPerStratum) * Double.random(in: 0.5..<2, using: &generator))
          x.append(Double.random(in: 1..<100, using: &generator))
          y.append(Bool.random(using: &generator) ? 0 : x[x.count - 1] * Double.random(in: 0..<3, using: &generator))
          g.append(Int32.random(in: 0..<3, using: &generator))
        }
      }
    }
    let isClustered = rowsPerUnit > 1
    self.stratum = Factor(levels: (0..<strata).map { "h\($0)" }, codes: h)
    self.unit = isClustered ? Factor(levels: (0..<(strata * unitsPerStratum)).map { "u\(100 + $0)" }, codes: u) : nil
    (weights, populationSizes) = (w, sizes)
    self.y = Variable(name: "y", unit: "yuan", values: y)
    self.x = Variable(name: "x", unit: "yuan", values: x)
    group = Factor(levels: ["a", "b", "c"], codes: g)
  }

  public var rowCount: Int { weights.count }

  public func design(corrected: Bool = true, scale: Double = 1) throws -> SurveyDesign {
    try SurveyDesign(
      stages: [
        SamplingStage(
          unit: unit, stratum: stratum, correction: corrected ? .populationSizes(populationSizes) : .withReplacement)
      ],
      designWeights: weights.map { $0 * scale })
  }

  /// The same rows in another order.
  public func permuted(_ order: [Int]) -> RandomSample {
    func permute<T>(_ values: [T]) -> [T] { order.map { values[$0] } }
    func permute(_ factor: Factor) -> Factor { Factor(levels: factor.levels, codes: permute(factor.codes)) }
    return RandomSample(
      stratum: permute(stratum), unit: unit.map(permute), weights: permute(weights),
      populationSizes: permute(populationSizes), y: Variable(name: "y", unit: "yuan", values: permute(y.values)),
      x: Variable(name: "x", unit: "yuan", values: permute(x.values)), group: permute(group))
  }

  private init(
    stratum: Factor, unit: Factor?, weights: [Double], populationSizes: [Double], y: Variable, x: Variable,
    group: Factor
  ) {
    (self.stratum, self.unit, self.weights, self.populationSizes) = (stratum, unit, weights, populationSizes)
    (self.y, self.x, self.group) = (y, x, group)
  }
}
