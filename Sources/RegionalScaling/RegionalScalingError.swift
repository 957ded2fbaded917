/// What keeps a region's amount from being passed on to its parts.
public enum RegionalScalingError: Error, Hashable, Sendable {
  case exportsNegative(area: String, Double)
  case noExports(area: String)
  case unknownArea(String, known: [String])
  /// Nothing to divide: the area is all of its parent.
  case areaIsItsParent(String)
  case amountNotUsable(unit: Int, Double)
  case auxiliaryNotUsable(unit: Int, Double)
  case populationTooSmall(stratum: Int, population: Double, sample: Int)
  case noAmount(region: String)
  /// The spread between regions needs at least four of them with a sample.
  case tooFewRegions(Int)
  case areaModel(String)
}

extension RegionalScalingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exportsNegative(let area, let value): "the register's exports of \(area) are \(value); correct the register"
    case .noExports(let area): "the register has no exports of \(area), so no amount can be given to it; leave it out"
    case .unknownArea(let code, let known):
      "the register has no area \(code); it has \(known.joined(separator: ", "))"
    case .areaIsItsParent(let code): "\(code) is all of its region, so there is nothing to divide; name a part of it"
    case .amountNotUsable(let unit, let value):
      "the amount of unit \(unit) is \(value); amounts are finite and not below 0"
    case .auxiliaryNotUsable(let unit, let value):
      "the register exports of unit \(unit) are \(value); they are finite and not below 0"
    case .populationTooSmall(let stratum, let population, let sample):
      "stratum \(stratum) has \(sample) units in the sample of \(population); correct the population"
    case .noAmount(let region): "the sample has no amount in \(region), so there is nothing to scale"
    case .tooFewRegions(let count):
      "\(count) regions have a sample; how far regions differ takes four, so only the sampling part is known"
    case .areaModel(let reason): "the model over areas cannot be fitted: \(reason)"
    }
  }
}

extension RegionalScalingError {
  /// The sentence in Chinese.
  public var chinese: String {
    switch self {
    case .exportsNegative(let area, let value): "名录中{\(area)}的出口额为 \(value)；请更正名录"
    case .noExports(let area): "名录中{\(area)}没有出口额，无法分摊金额；请将其去掉"
    case .unknownArea(let code, let known): "名录中没有地区{\(code)}；已有 \(known.map { "{\($0)}" }.joined(separator: "、"))"
    case .areaIsItsParent(let code): "{\(code)}就是其所属地区的全部，无从划分；请改为其中一部分"
    case .amountNotUsable(let unit, let value): "单位 \(unit) 的金额为 \(value)；金额应为不小于零的有限数"
    case .auxiliaryNotUsable(let unit, let value): "单位 \(unit) 的登记出口额为 \(value)；应为不小于零的有限数"
    case .populationTooSmall(let stratum, let population, let sample):
      "层 \(stratum) 的样本有 \(sample) 个单位，而总体只有 \(population) 个；请更正总体"
    case .noAmount(let region): "{\(region)}的样本没有金额，无从推算"
    case .tooFewRegions(let count): "只有 \(count) 个地区有样本；估计地区间差异至少需要四个，因此只计入抽样误差"
    case .areaModel(let reason): "地区模型无法拟合：\(reason)"
    }
  }
}
