import ArgumentParser
import ScenarioReports
import Scenarios

/// `trade-impact scenario run FILE`.
struct ScenarioRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "What a measure costs exporters: by sector, size, market and year, with its uncertainty.")

  @Argument(help: "The scenario file.")
  var file: String

  @Option(help: "Threads; changes the time and no byte.")
  var threads = 2

  func run() throws {
    let scenario = try Scenario(contentsOf: file)
    let result = try ScenarioResult(of: scenario, firms: scenario.firms(threads: threads), threads: threads)
    for (g, group) in result.groups.enumerated() {
      for measure in ScenarioMeasure.allCases {
        let o = result.outcome(measure, of: g)
        print(group.label.en, measure.rawValue, o.mean, o.monteCarloError, o.quantiles, o.atMeans, o.samplingError ?? 0)
      }
    }
    for s in result.sensitivities {
      print(s.measure, s.surveyAndKnowledge ?? (0, 0))
      for p in s.indices?.parts ?? [] { print(p.group.name, p.firstOrder.value, p.total.value) }
      for b in s.bars { print(b) }
    }
    for d in result.delays { print(d.delay, d.horizon, d.cost.mean, d.loss.mean) }
  }
}
