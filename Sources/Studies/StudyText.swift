import Reporting
import TradeImpact

/// The sentences that a report says about itself.
enum StudyText {
  static func subtitle(_ study: Study, _ year: Study.Year) -> LocalizedText {
    let (zh, en) =
      study.isSynthetic ? ("合成数据，非真实调查", "synthetic data, not a real survey") : ("抽样调查估计", "survey estimates")
    return LocalizedText(zh: "\(year.year)年 · \(zh)", en: "\(year.year) · \(en)")
  }

  static func sample(_ estimates: YearEstimates) -> LocalizedText {
    let count = estimates.sampleCount
    let firms = count.map { "\(Int($0.sumOfWeights.rounded()))" } ?? "?"
    let (answered, drawn) = (estimates.responses[.respondent], estimates.responses.drawn)
    guard answered < drawn else {
      return LocalizedText(
        zh: "样本企业 \(drawn) 家，代表出口企业 \(firms) 家。", en: "\(drawn) sampled firms stand for \(firms) exporting firms.")
    }
    return LocalizedText(
      zh: "抽取企业 \(drawn) 家，其中 \(answered) 家有效回答，代表出口企业 \(firms) 家。",
      en: "\(answered) of \(drawn) sampled firms answered; they stand for \(firms) exporting firms.")
  }

  static func methods(_ estimates: YearEstimates) -> [LocalizedText] {
    let study = estimates.study
    var methods = [
      LocalizedText(
        zh: "总量按扩张估计（设计权数加权求和）；占比和损失率为两个总量之比。联合与分别比率估计以已知的登记出口额为辅助信息。",
        en:
          "Totals are expansion estimates (sums weighted by the design weights); shares and rates are ratios of two totals. "
          + "The combined and separate ratio estimators use the known register exports."),
      errors(study),
      LocalizedText(
        zh: "“公布值”取自报告原文；审核发现印刷错误的，采用更正读数并加注。",
        en:
          "Published figures are the report's own; where the audit found a misprint the corrected reading is used and noted."
      ),
    ]
    if estimates.responses[.respondent] < estimates.responses.drawn { methods.append(nonresponse) }
    if study.isSynthetic {
      methods.append(
        LocalizedText(
          zh: "本页估计值来自合成样本，其总体按报告公布的边际生成，样本抽取后未向公布值作任何调整，因此估计值与公布值之差反映抽样误差和无回答误差。",
          en:
            "The estimates come from a synthetic sample. Its population was made to agree with the published margins; the "
            + "sample was drawn from it and adjusted to none of them, so estimate and published figure differ by sampling error and "
            + "by who answered."
        ))
    }
    return methods
  }

  private static func errors(_ study: Study) -> LocalizedText {
    let variance = LocalizedText(
      zh: "标准误按分层不放回抽样的线性化方差计算，置信区间采用 t 分布，自由度为样本企业数减层数。",
      en:
        "Standard errors are linearised variances of the stratified sample drawn without replacement; intervals use the t "
        + "distribution with sampled firms less strata degrees of freedom. ")
    let amounts =
      study.intervals == nil
      ? LocalizedText(
        zh: "损失分布高度偏斜，区间的实际覆盖率低于名义水平。",
        en: "Losses are very skewed: intervals cover less often than they say.")
      : LocalizedText(
        zh: "金额总量的置信区间考虑损失分布的偏斜：由学生化自助法（bootstrap-t）及经检验的尾部分布按数据选定，下限不低于样本中已观察到的金额；"
          + "intervals.csv 逐项列出方法与 t 区间。样本无法确定上限的，列为“尾部未识别”。比率、占比及其他估计量仍用 t 区间。",
        en:
          "Intervals of amounts know how skewed losses are: the studentised bootstrap and, where one fits, a law of the tail, chosen "
          + "from the data; the lower limit is never below what was observed. intervals.csv names the method of each beside its t interval. Where "
          + "the sample does not show the tail, a finding says so. Ratio estimates, shares and rates keep t intervals.")
    return LocalizedText(zh: variance.zh + amounts.zh, en: variance.en + amounts.en)
  }

  static let tailNotIdentified = Footnote(
    code: "tail_not_identified",
    text: LocalizedText(
      zh: "样本未能显示损失分布的尾部，区间上限不可靠（原因见“检查发现”）。",
      en:
        "The sample does not show the tail of the losses, so the upper limit cannot be relied on; the findings say why."
    ))

  private static let nonresponse = LocalizedText(
    zh: "未回答的企业由同层回答企业代表（权数为层内企业数除以回答企业数）。若受影响企业更愿意回答，估计值偏高，置信区间不包含这一误差。",
    en:
      "Firms that did not answer are represented by those of their stratum that did (weights N_h / m_h). Where affected firms answer "
      + "more readily, estimates are too high, and intervals do not contain that error.")
}
