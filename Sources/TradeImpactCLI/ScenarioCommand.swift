import ArgumentParser

struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "What a foreign regulation will cost exporters, before it is in force.",
    subcommands: [
      ScenarioRunCommand.self, ScenarioCompareCommand.self, ScenarioScreenCommand.self, ScenarioRatesCommand.self,
    ])
}
