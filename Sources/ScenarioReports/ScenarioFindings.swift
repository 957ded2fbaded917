import Estimation
import Reporting
import Scenarios
import TradeImpact

/// What a reader has to know beside the numbers.
struct ScenarioFindings {
  private let tables: ScenarioTables
  private var result: ScenarioResult { tables.result }
  private var scenario: Scenario { result.scenario }

  /// The part of a mean from which its simulation error is told.
  private static let tolerance = 0.01

  init(_ tables: ScenarioTables) { self.tables = tables }

  var all: [Finding] {
    synthetic
      + tables.missingParts.map { Finding(kind: "part_not_modelled", subject: $0.key, zh: $0.text.zh, en: $0.text.en) }
      + published + midpoint + simulation
  }

  private var synthetic: [Finding] {
    guard tables.isSynthetic else { return [] }
    return [
      Finding(
        kind: "synthetic_structure", subject: scenario.name, zh: "企业结构取自合成调查数据，分行业、分规模的数字和企业数不得引用；替换为真实调查后重新计算。",
        en:
          "the structure of firms is that of a synthetic survey: numbers by sector and size and of firms must not be cited; put a real "
          + "survey in its place and run again")
    ]
  }

  private var published: [Finding] {
    scenario.reported.flatMap { figure -> [Finding] in
      let code = figure.measure?.rawValue ?? "reported"
      let wrong = Finding(
        kind: "published_figure_not_reproduced", subject: code, zh: "公布数字与其算式的结果不符，见“与公布数字对照”表。",
        en: "the published figure is not the result of its own arithmetic, see the table beside published figures")
      let outside = Finding(
        kind: "published_figure_outside", subject: code, zh: "公布数字不在情景的90%区间内，见“与公布数字对照”表。",
        en: "the published figure is outside the 90% interval of the scenario, see the table beside published figures")
      return (figure.isReproduced == false ? [wrong] : []) + (tables.isInside(figure) == false ? [outside] : [])
    }
  }

  private var midpoint: [Finding] {
    ScenarioWords(tables).midpoint.map {
      [
        Finding(
          kind: "mean_differs_from_midpoint",
          subject: (tables.modelsLoss ? ScenarioMeasure.directLoss : .addedCost).rawValue, zh: $0.zh, en: $0.en)
      ]
    } ?? []
  }

  private var simulation: [Finding] {
    ScenarioMeasure.allCases.filter {
      let outcome = result.outcome($0)
      return outcome.monteCarloError > Self.tolerance * abs(outcome.mean)
    }.map {
      Finding(
        kind: "simulation_error", subject: $0.rawValue, zh: "模拟误差超过均值的1%，应增加 sampling 中的 draws。",
        en: "the simulation error is above 1% of the mean; raise draws under sampling")
    }
  }
}
