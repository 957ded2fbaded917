import Reporting
import TradeImpact

/// The words of a plan's page.
struct PlanText {
  let language: Language

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  func title(_ name: String) -> String { say("抽样方案：\(name)", "Sample plan: \(name)") }
  var synthetic: String {
    say("**合成数据：抽样框由程序生成，不含任何真实企业。**", "**Synthetic data: the frame is made by a program; no firm in it is real.**")
  }
  var precision: String { say("精度要求", "Precision") }
  var findings: String { say("提示", "Findings") }

  var precisionHead: String {
    say(
      "| 指标 | 域 | 目标变异系数 % | 计划 % | 上次达到 % |", "| number | domain | target CV, % | planned, % | last achieved, % |")
  }

  func classHead(_ factor: String) -> String {
    say("| \(factor) | 单位数 | 抽取 | 抽样比 % | 预计应答 |", "| \(factor) | units | drawn | fraction, % | expected answers |")
  }

  func summary(_ plan: SamplePlan) -> String {
    let (units, strata, drawn) = (plan.frame.unitCount, plan.strata.count, plan.allocation.drawn.reduce(0, +))
    let respondents = rounded(plan.allocation.respondents.reduce(0, +))
    let all = plan.allocation.takesAll.count { $0 }
    return say(
      "抽样框 \(units) 个单位，\(strata) 层（其中 \(all) 层全部抽取）；抽取 \(drawn) 个单位，预计应答 \(respondents) 个。",
      "\(units) units in \(strata) strata, \(all) of them taken in full; \(drawn) units to draw, \(respondents) expected to "
        + "answer.")
  }

  func percent(_ fraction: Double?) -> String {
    guard let fraction else { return "–" }
    return DecimalText(fraction * 100).text(decimals: 2)
  }

  func rounded(_ value: Double) -> String { DecimalText(value).text(decimals: 0, grouped: false) }
}
