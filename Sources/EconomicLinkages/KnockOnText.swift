import InputOutput
import TradeImpact

/// What a report says of the numbers.
enum KnockOnText {
  static func notes(_ definition: KnockOnDefinition) -> [LocalizedText] {
    [imports(definition.imports), definition.region.map(region), definition.households.map { _ in households }, linear]
      .compactMap { $0 }
  }

  private static func imports(_ imports: KnockOnDefinition.Imports) -> LocalizedText {
    switch imports {
    case .proportional:
      LocalizedText(
        zh: "各使用部门对同一产品的进口比例假定相同，进口部分已从中间投入中扣除。",
        en: "Every user of a good is taken to import the same share of it; imports are removed from inputs.")
    case .matrix:
      LocalizedText(
        zh: "进口部分按进口矩阵从中间投入中扣除。", en: "Imports are removed from inputs by a matrix of imported flows.")
    case .none(let reason):
      LocalizedText(zh: "未扣除进口投入：\(reason)", en: "No imports are removed from inputs: \(reason)")
    }
  }

  private static func region(_ region: KnockOnDefinition.Region) -> LocalizedText {
    let name =
      switch region.method {
      case .simple: "SLQ"
      case .crossIndustry: "CILQ"
      case .flegg(let delta): "FLQ, δ = \(delta)"
      case .augmentedFlegg(let delta): "AFLQ, δ = \(delta)"
      }
    return LocalizedText(
      zh: "地区投入系数由全国系数按区位商（\(name)）推算，外地投入计为漏出；损失的出口应为该地区的出口。",
      en:
        "Coefficients of the region are national ones by location quotients (\(name)); inputs from other regions are leakage. "
        + "Lost exports must be those of the region.")
  }

  private static let households = LocalizedText(
    zh: "含居民消费的结果假定居民把减少的收入全部少花，是上限。",
    en: "Effects with households take them to spend less by all they earn less: an upper bound.")

  private static let linear = LocalizedText(
    zh: "投入产出模型假定技术系数固定、价格不变、劳动和资本不转作他用，是短期的上限，不是预测。",
    en:
      "Input-output effects hold coefficients and prices fixed and let labor and capital find no other use: a bound for the "
      + "short run, no forecast.")
}
