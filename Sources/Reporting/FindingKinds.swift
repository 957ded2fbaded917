import TradeImpact

/// What people call the kinds of findings of a report.
enum FindingKinds {
  /// nil for kinds that no report has.
  static func title(_ kind: String) -> LocalizedText? { all.first { $0.key == kind }?.value }

  static let all: KeyValuePairs<String, LocalizedText> = [
    "between_region_error_not_estimated": LocalizedText(zh: "地区间差异未计入误差", en: "Error between regions not estimated"),
    "dominant_firm": LocalizedText(zh: "单个企业影响过大", en: "One firm makes most of a number"),
    "empty_domain": LocalizedText(zh: "没有样本企业", en: "No firm in the sample"),
    "falling_not_supported": LocalizedText(zh: "数据不支持“逐年下降”", en: "A fall every year is not supported"),
    "falling_supported": LocalizedText(zh: "数据支持“逐年下降”", en: "A fall every year is supported"),
    "frame_differs": LocalizedText(zh: "样本与抽样框的企业数不一致", en: "Sample and frame differ"),
    "interval_undefined": LocalizedText(zh: "置信区间不存在", en: "No interval"),
    "loss_above_exports": LocalizedText(zh: "直接损失大于出口额", en: "Loss above exports"),
    "loss_without_effect": LocalizedText(zh: "未受影响却有损失", en: "Loss of a firm that is not affected"),
    "margin_without_sample": LocalizedText(zh: "已知总量没有样本对应", en: "Known total without a firm in the sample"),
    "missing_values": LocalizedText(zh: "缺失值", en: "Missing values"),
    "no_degrees_of_freedom": LocalizedText(zh: "自由度不足", en: "No degrees of freedom"),
    "no_sampling_error": LocalizedText(zh: "没有抽样误差", en: "No sampling error"),
    "nonresponse": LocalizedText(zh: "企业未回答", en: "Firms that did not answer"),
    "not_checked": LocalizedText(zh: "未作检查", en: "Not checked"),
    "outlying_loss_rate": LocalizedText(zh: "损失率异常", en: "Outlying loss rates"),
    "rates_borrowed": LocalizedText(zh: "借用总体损失率", en: "Rates borrowed"),
    "region_exceeds_parent": LocalizedText(zh: "部分大于整体", en: "The part exceeds the whole"),
    "published_figure_not_reproduced": LocalizedText(
      zh: "公布数字与其算式不符", en: "A published figure is not its own arithmetic"),
    "published_figure_outside": LocalizedText(zh: "公布数字不在区间内", en: "A published figure is outside the interval"),
    "mean_differs_from_midpoint": LocalizedText(zh: "均值不等于取中点的结果", en: "The mean is not the value at the midpoint"),
    "draws_not_common": LocalizedText(zh: "情景间随机数不同", en: "Draws are not common"),
    "part_not_modelled": LocalizedText(zh: "未建模的部分", en: "Not modelled"),
    "simulation_error": LocalizedText(zh: "模拟次数偏少", en: "Too few draws"),
    "synthetic_structure": LocalizedText(zh: "企业结构为合成数据", en: "The structure of firms is synthetic"),
    "regions_alike": LocalizedText(zh: "各地区无明显差异", en: "Regions alike"),
    "register_error_unknown": LocalizedText(zh: "登记出口额误差未知", en: "Error of the register unknown"),
    "response_level_merged": LocalizedText(zh: "回答模型中的类别合并", en: "Level merged in the response model"),
    "scaling_incomplete": LocalizedText(zh: "推算误差不完整", en: "Error of scaling incomplete"),
    "share_rounds_to_zero": LocalizedText(zh: "比重舍入为零", en: "Share rounds to zero"),
    "similar_levels": LocalizedText(zh: "类别写法相近", en: "Levels written alike"),
    "stratum_not_sampled": LocalizedText(zh: "层内没有样本", en: "Stratum without answers"),
    "tail_not_identified": LocalizedText(zh: "损失分布的尾部无法确定", en: "Tail of the losses not identified"),
    "undefined": LocalizedText(zh: "无法计算", en: "Not defined"),
    "unclassified_firms": LocalizedText(zh: "未分类企业", en: "Firms of no sector"),
    "unit_error_corrected": LocalizedText(zh: "已更正的金额单位", en: "Unit corrected"),
    "weights_of_the_draw": LocalizedText(zh: "权数未考虑未回答企业", en: "Weights of the draw"),
    "zero_weight_stratum": LocalizedText(zh: "层内权数为零", en: "Stratum of weight zero"),
  ]
}
