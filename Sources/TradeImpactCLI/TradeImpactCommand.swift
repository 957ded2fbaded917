import ArgumentParser
import Reporting

/// `trade-impact`: what foreign technical trade measures cost exporting firms, from survey file to tables.
@main
struct TradeImpactCommand: ParsableCommand {
  static let version = Program.version

  static let configuration = CommandConfiguration(
    commandName: "trade-impact",
    abstract: "Estimates from survey samples what foreign technical trade measures cost exporting firms.",
    discussion: """
      Examples:
        trade-impact init survey.xlsx --output study.yml
        trade-impact report datasets/china-2019/study.yml --output out
        trade-impact estimate request.json
        trade-impact scale datasets/report-2020/scale-2019.yml
        trade-impact scenario run datasets/scenarios/eu-network-standby.yml --output out
        trade-impact check out --against datasets/china-2019/golden
        trade-impact reproduce out
        trade-impact audit datasets/report-2020
        trade-impact reconcile datasets/report-2020/reconcile-2019.yml
        trade-impact scenario rates datasets/china-2019/study.yml --year 2019
        trade-impact policy statistics-canada > our-policy.yml
        trade-impact simulate datasets/china-2015-2019/population.yml --output population
        trade-impact plan datasets/china-2015-2019/plan-2020.yml --frame population/2019/population.csv --output plan
        trade-impact draw datasets/china-2015-2019/plan-2020.yml --frame population/2019/population.csv --output sample.csv
        trade-impact scenario screen notifications.xlsx --trade exports.csv --as-of 2021-12-01 --open

      Exit codes: 0 done, 1 a check failed, 2 usage, 3 bad input, 4 not computable, 5 output cannot be written.
      """,
    version: version,
    subcommands: [
      InitCommand.self, ReportCommand.self, EstimateCommand.self, ScaleCommand.self, CheckCommand.self,
      ReproduceCommand.self, AuditCommand.self, ReconcileCommand.self, PlanCommand.self, DrawCommand.self,
      SimulateCommand.self, PolicyCommand.self, ScenarioCommand.self,
    ])

  /// Runs the command and maps every way to fail to its exit code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      StandardError.write(failure.message)
      endProcess(failure.code)
    } catch {
      exitForUsage(error)
    }
  }

  /// The parser's own exits: help and version are successes; a wrong command line is 2, where the parser says 64.
  private static func exitForUsage(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    guard code != .success else {
      StandardOutput.write(text + "\n")
      endProcess(.done)
    }
    StandardError.write(text)
    endProcess(.usage)
  }
}
