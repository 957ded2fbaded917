import ArgumentParser
import Figures
import Microdata
import NotificationScreening
import Reporting
import TradeImpact
import Workbooks

struct ScenarioScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Ranks notified measures by the exports they reach: which to comment on first, and until when.",
    discussion: """
      Examples:
        trade-impact scenario screen list.xlsx --trade exports.csv --as-of 2021-12-01 --open
        trade-impact scenario screen list.csv --trade exports.csv --rates rates.csv --rank-by added-cost --output screening

      The list is what ePing or the WTO TBT database exports, CSV or Excel. The file of exports has the columns market, hs, exports, unit
      and optionally firms and year; that of rates sector, market, added_cost_rate, loss_rate and their errors (_se).
      With --output: ranking.csv, documents.csv, tables, figures, report.zh.html, report.en.html, workbooks, findings.csv, manifest.json.
      """)

  @Argument(help: "The list of notifications: .csv or .xlsx (with #SHEET).")
  var notifications: String

  @Option(help: "Exports by market and HS code: .csv or .xlsx.")
  var trade: String

  @Option(help: "Costs per yuan of exports by sector and market; without it no cost is expected.")
  var rates: String?

  @Option(help: "The day of the screening, 2021-12-01: needed for --open and for days left.")
  var asOf: CivilDay?

  @Flag(help: "Rank only what takes comments on the day of the screening.")
  var open = false

  @Option(help: "What decides the order: exports, firms, added-cost, loss or deadline.")
  var rankBy: Screening.RankKey = .exports

  @Option(help: "How many notifications tables and pages show; ranking.csv has all.")
  var top = 50

  @Option(help: "The agreement: tbt or sps; both by default.")
  var area: AreaChoice?

  @Option(help: "The year of the exports, where their file has several.")
  var year: Int?

  @Option(help: "Yuan for a US dollar, where exports are in USD.")
  var usdRate: Double?

  @Option(help: "What 11/01/2013 means: dmy or mdy; by default the file's other dates tell.")
  var dates: DateOrder?

  @Flag(help: "Leave wrong symbols, HS codes and dates out, each as a finding, instead of stopping.")
  var skipInvalid = false

  @Option(help: "The encoding of a list that is text: utf-8 or gb18030.")
  var encoding: TextEncoding = .utf8

  @Option(help: "The encoding of exports and rates that are text.")
  var tradeEncoding: TextEncoding = .utf8

  @Option(help: "The character between fields of a list that is text.")
  var delimiter = ","

  @Option(help: "How standard output shows the ranking: table, csv, json or markdown.")
  var format: ScreeningReport.Format = .table

  @Option(help: "The language of standard output: zh or en.")
  var language: Language = .en

  @Option(help: "The folder to write.")
  var output: String?

  @OptionGroup var reading: ReadingArguments

  enum AreaChoice: String, ExpressibleByArgument, CaseIterable {
    case tbt, sps

    var area: NotificationSymbol.Area { self == .tbt ? .tbt : .sps }
  }

  func validate() throws {
    if top < 1 { throw ValidationError("--top is \(top); it is at least 1") }
    if let usdRate, !(usdRate > 0 && usdRate.isFinite) {
      throw ValidationError("--usd-rate is \(usdRate); it is above zero")
    }
    guard delimiter.utf8.count == 1 else {
      throw ValidationError("--delimiter is '\(delimiter)'; it is one character, such as ;")
    }
    if open, asOf == nil { throw ValidationError("--open needs --as-of with a day, such as 2021-12-01") }
  }

  func run() throws {
    let progress = ProgressNotice("reading \(notifications) and \(trade)")
    defer { progress.stop() }
    do {
      if let output { try OutputFolder.check(output) }
      let report = ScreeningReport(try screening(), top: top)
      progress.stop()
      guard let output else { return try StandardOutput.writeResult(report.ranking(format, language)) }
      let writer = ScreeningWriter(report, inputs: [notifications, trade] + [rates].compactMap { $0 })
      try writer.write(to: output)
      StandardOutput.write(summary(report.screening, tables: writer.tableCount))
    } catch let error as ScreeningError {
      throw CommandFailure(code: error.isUsage ? .usage : .badInput, message: error.description)
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func screening() throws(ScreeningError) -> Screening {
    let threads = reading.options.threads
    let listFormat = CSVFormat(delimiter: delimiter.utf8.first!, encoding: encoding)
    let format = CSVFormat(encoding: tradeEncoding)
    let list = try NotificationList(
      path: notifications, .init(dateOrder: dates, skipsInvalid: skipInvalid, format: listFormat, threads: threads))
    let lines = try ExportLines(path: trade, .init(year: year, dollarRate: usdRate, format: format, threads: threads))
    let sectors = SectorMap()
    let costs = try rates.map { path throws(ScreeningError) in try CostRates(path: path, sectors, format: format) }
    return try Screening(
      list, lines, rates: costs, sectors: sectors,
      options: .init(rankBy: rankBy, asOf: asOf, onlyOpen: open, area: area?.area))
  }

  private func summary(_ screening: Screening, tables: Int) -> String {
    "\(output!): \(screening.ranking.count) of \(screening.notificationCount) notifications ranked by "
      + "\(screening.options.rankBy.label.en), \(tables) tables, \(screening.findings.count) findings\n"
  }
}

extension CivilDay: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
extension Screening.RankKey: ExpressibleByArgument {}
extension DateOrder: ExpressibleByArgument {}
extension ScreeningReport.Format: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
