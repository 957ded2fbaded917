import ArgumentParser
import Figures
import Studies

struct ScenarioRatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract:
      "Writes what measures cost over exports, by sector, as a year's survey estimates it: the rates that screening uses.",
    discussion: """
      Examples:
        trade-impact scenario rates datasets/china-2019/study.yml --year 2019
        trade-impact scenario rates datasets/china-2019/study.yml --year 2019 --trade exports.csv --output rates.csv

      Columns: sector, market, added_cost_rate, added_cost_rate_se, loss_rate, loss_rate_se, year, source; * stands for all.
      Losses are known by market, exports are not: rows of markets need a trade file with exports by partner (a market) and
      product (a sector), in CNY. Added cost is not known by market; it is empty in their rows.
      """)

  @Argument(help: "The study file (YAML).")
  var study: String

  @Option(help: "The year of the survey.")
  var year: Int

  @Option(help: "A trade file with exports by market and sector, for rates by market.")
  var trade: String?

  @Option(help: "Whose exports of the trade file.")
  var region = "china"

  @Option(help: "Where to write the rates; standard output by default.")
  var output: String?

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    if let output, [study, trade].compactMap({ $0 }).contains(where: { Files.isSame($0, output) }) {
      throw CommandFailure(code: .usage, message: "--output \(output) is an input of the command; name another file")
    }
    do {
      let rates = try rates()
      for note in rates.notes { StandardError.write(note) }
      try Files.writeResult(rates.csv, to: output)
    } catch let error as StudyError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as TradeStatisticsError {
      throw CommandFailure(code: .badInput, message: error.description)
    }
  }

  private func rates() throws -> AdValoremRates {
    let definition = try Study(contentsOf: study)
    guard let year = definition.years.first(where: { $0.year == year }) else {
      let known = definition.years.map { String($0.year) }.joined(separator: ", ")
      throw CommandFailure(code: .usage, message: "--year \(year): the study has the years \(known)")
    }
    let statistics = try trade.map { try TradeFile.read($0) }
    return try AdValoremRates(
      definition, year, trade: statistics.map { ($0, region) }, threads: reading.options.threads)
  }
}
